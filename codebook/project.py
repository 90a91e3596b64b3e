"""Projects as everything above the transcripts knows them: with codes, codings and assignments."""

from __future__ import annotations

from pathlib import Path

from codebook.team.sealed_tables import seen_by
from transcripts import opening
from transcripts.project import Project
from transcripts.store.migrations import Layer

SCHEMAS = tuple(f"schema_{number}.sql" for number in range(1, 14))
LAYER = Layer("codebook", "codebook", SCHEMAS, frozenset({"reading"}), seen_by)
LAYERS = (opening.LAYER, LAYER)


def create_project(path: Path, *, title: str = "", approach: str = "codebook", coder: str) -> Project:
    """Make a new, empty project, titled by default as its file. Raises ProjectError, and then nothing is there."""
    return opening.create(path, LAYERS, title=title or path.stem, approach=approach, coder=coder)


def open_project(path: Path, *, read_only: bool = False) -> Project:
    """Open a project; raises ProjectError when it is absent, something else, or newer than this program."""
    return opening.open_project(path, LAYERS, read_only=read_only)
