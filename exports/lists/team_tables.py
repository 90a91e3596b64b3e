"""Codings, assignments and flags as tables: CSV and XLSX come back in, Markdown and LaTeX are to be read."""

from __future__ import annotations

from pathlib import Path

from codebook.coding import coding_table, distressing_table
from codebook.team import assignment_table
from exports.tables import save_rows
from transcripts.project import Project


def save_codings(project: Project, path: Path) -> int:
    """Write every coding; returns how many. Raises TableError for another suffix than a table's, WriteFailed."""
    with project.reading() as session:
        rows = list(coding_table.coding_rows(session))
    return save_rows(path, coding_table.COLUMNS, rows, "All codings. Places are characters from the beginning.")


def save_assignments(project: Project, path: Path) -> int:
    """Write every assignment; returns how many. Raises as `save_codings` does."""
    with project.reading() as session:
        rows = assignment_table.assignment_rows(session)
    return save_rows(path, assignment_table.COLUMNS, rows, "Who codes what in which round, and how far it is.")


def save_flags(project: Project, path: Path) -> int:
    """Write every flag, without a word of the passages; returns how many. Raises as `save_codings` does."""
    with project.reading() as session:
        rows = distressing_table.flag_rows(session)
    words = "Passages flagged as distressing. Places are characters from the beginning."
    return save_rows(path, distressing_table.COLUMNS, rows, words)
