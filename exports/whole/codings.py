"""All codings as a table that comes back the same: `codings import`."""

from __future__ import annotations

from pathlib import Path

from exports.lists.writing import save_list
from transcripts.project import Project


def write(project: Project, path: Path) -> str:
    """Write the table (.csv or .xlsx); returns what was written, in words."""
    return f"{save_list(project, path, 'codings'):,} codings"
