"""Quotations on paper and in tables: one small module a format, listed in `exports.formats`."""
