"""Whole projects as files: one small module for each kind, listed in `exports.formats`."""
