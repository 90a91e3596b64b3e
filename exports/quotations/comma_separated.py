"""Quotations as CSV (UTF-8, RFC 4180); cells that a spreadsheet would run as a formula begin with an apostrophe."""

from __future__ import annotations

import csv
import io

from exports.quotations.model import QuotationList
from exports.quotations.table import columns, rows
from transcripts.spreadsheets import guarded


def render(listed: QuotationList) -> bytes:
    """The whole file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([guarded(name) for name in columns(listed)])
    for row in rows(listed):
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue().encode()
