"""What an import did, in one line."""

from __future__ import annotations

from pathlib import Path

from transcripts.attributes import AttributeReport
from transcripts.intake import ImportReport
from transcripts.trackers import TrackerReport


def import_said(report: ImportReport) -> str:
    """`Imported 12 documents · 3 refused, first scan.pdf: … · 9 documents described, 1 row names none`."""
    tables = [*map(_joined, report.joined), *map(_kept, report.trackers)]
    parts = [f"Imported {_many(len(report.imported), 'document')}"] if report.imported or not tables else []
    if report.refused:
        count = len(report.refused)
        first = min(report.refused, key=lambda each: each.double)  # that it is in already is no news
        which = f"{count:,} refused, first" if count > 1 else "refused"
        parts.append(f"{which} {Path(first.path).name}: {first.reason}")
    parts += tables
    return " · ".join(parts)


def _joined(table: AttributeReport) -> str:
    said = f"{_many(table.documents, table.subject)} described"
    odd = len(table.unmatched)
    return f"{said}, {_many(odd, 'row')} {'names' if odd == 1 else 'name'} none" if odd else said


def _kept(table: TrackerReport) -> str:
    gone = f" in place of another, {_many(table.gone, 'row')} gone" if table.gone else ""
    return f"kept the table ‘{table.name}’{gone}"


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
