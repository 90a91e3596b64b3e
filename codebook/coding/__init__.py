"""Codes laid on text: codings, as tables, over hits, through a corrected text; passages to read with care."""
