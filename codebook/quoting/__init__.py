"""Passages put aside for print: collected, trimmed, and cited by an id."""
