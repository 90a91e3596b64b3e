"""What a search for words found, as a table."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from codebook.retrieval.searching import Sought
from exports.manifests.recording import recorded
from exports.tables import save_rows
from transcripts.project import Project
from transcripts.searching import Found

COLUMNS = ("document", "start", "end", "speaker", "role", "before", "text", "after", "score")


def write_hits(project: Project, path: Path, found: Found, sought: Sought) -> int:
    """Write all hits (`tables.SUFFIXES`) with a manifest; returns how many. Raises TableError, WriteFailed."""
    rows = rows_of_hits(found)
    save_rows(path, COLUMNS, rows, f"Search for {sought.query} {sought.only}".strip())
    recorded(project, path, "search hits", asdict(sought), rows)
    return len(rows)


def rows_of_hits(found: Found) -> list[list[object]]:
    """A row a hit."""
    return [
        [hit.document, hit.start, hit.end, hit.speaker or "", hit.role or "", hit.before, hit.text, hit.after,
         round(hit.score, 1)]
        for hit in found.hits
    ]  # fmt: skip
