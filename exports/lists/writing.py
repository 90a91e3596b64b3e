"""Every list that a project can be asked for, and one way to write any of them."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from exports.lists.model import Listed
from exports.tables import save_rows
from transcripts.project import Project

LISTS: Mapping[str, str] = {
    "codings": "exports.lists.team:codings",
    "assignments": "exports.lists.team:assignments",
    "flagged passages": "exports.lists.team:flags",
    "coverage": "exports.lists.team:coverage",
    "history": "exports.lists.past:history",
    "log of a day": "exports.lists.past:log",
    "disagreements": "exports.lists.reviewed:disagreements",
    "rulings": "exports.lists.reviewed:rulings",
    "consensus": "exports.lists.reviewed:consensus",
    "search hits": "exports.lists.corpus:hits",
    "documents": "exports.lists.corpus:documents",
    "speakers": "exports.lists.corpus:speakers",
    "tracker": "exports.lists.corpus:tracker",
    "incidents": "exports.lists.corpus:incidents",
    "contradictions": "exports.lists.corpus:contradictions",
    "use of codes": "exports.lists.codes:use_of_codes",
    "frozen codebooks": "exports.lists.codes:versions",
    "saved queries": "exports.lists.codes:queries",
}
"""Each by the kind that stands in its manifest: the function that makes it from a project and what was asked."""


def listed(project: Project, kind: str, asked: Mapping[str, Any]) -> Listed:
    """A list as the project's reader sees it now. Raises KeyError for another kind, and as the list itself does."""
    module, _, name = LISTS[kind].partition(":")
    return cast("Listed", getattr(import_module(module), name)(project, **asked))


def save_list(project: Project, path: Path, kind: str, asked: Mapping[str, Any] | None = None) -> int:
    """`write_list` without a manifest."""
    made = listed(project, kind, asked or {})
    return save_rows(path, made.headings, made.rows, made.words)


def write_list(project: Project, path: Path, kind: str, asked: Mapping[str, Any]) -> int:
    """Write a list as the name's suffix says (`tables.SUFFIXES`), its manifest beside it; returns how many rows.

    Raises TableError for another suffix, WriteFailed, and as `listed`.
    """
    from exports.manifests import recorded  # noqa: PLC0415 - which knows how lists are made again

    made = listed(project, kind, asked)
    save_rows(path, made.headings, made.rows, made.words)
    recorded(project, path, kind, asked, made.lasting)
    return len(made.rows)
