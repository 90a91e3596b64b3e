"""What an import did, in one line."""

from __future__ import annotations

from transcripts.intake import ImportReport


def import_said(report: ImportReport) -> str:
    """`Imported 12 documents · 2 files refused: …`."""
    imported = len(report.imported)
    refused = [f"{each.path}: {each.reason}" for each in report.refused]
    said = f"Imported {imported:,} {'document' if imported == 1 else 'documents'}"
    if not refused:
        return said
    more = f" and {len(refused) - 1:,} more" if len(refused) > 1 else ""
    return f"{said} · refused: {refused[0]}{more}"
