"""What Compare shows, as files, the manifest beside each: a table or a figure, as the name's suffix says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from codebook.matrices import Matrix, matrix
from exports.formats import FIGURE_SUFFIXES
from exports.manifests import recorded
from exports.manifests.kinds import rows_of_matrix
from exports.matrix_tables import save_matrix, save_zero_one
from transcripts.project import Project


def save_compared(made: Matrix, path: Path, *, percent: bool = False, figure: str = "heat") -> None:
    """Write a matrix as a table, or as a figure of a kind (`exports.figures.matrices.KINDS`) of this day.

    Raises TableError for another suffix, WorkbenchError for a figure that cannot be drawn, WriteFailed.
    """
    if path.suffix.lower() in FIGURE_SUFFIXES:
        from exports.figures.matrices import figure as drawn  # noqa: PLC0415 - altair takes a moment

        drawn(made, figure, date.today().isoformat()).save(path)
    else:
        save_matrix(made, path, percent=percent)


def write_matrix(
    project: Project, path: Path, made: Matrix, asked: Mapping[str, Any], *, percent: bool = False,
    figure: str = "heat",
) -> None:  # fmt: skip
    """`save_compared`, with its manifest; `asked` makes the matrix again (see `exports.manifests.kinds`)."""
    save_compared(made, path, percent=percent, figure=figure)
    recorded(project, path, "matrix", asked, rows_of_matrix(made))


def write_zero_one(project: Project, path: Path, asked: Mapping[str, Any]) -> str:
    """The same rows and columns as zeros and ones, whatever was counted; returns the size of what was written.

    Raises NotFound, QuerySyntaxError, TableError, WriteFailed.
    """
    again = {**{name: value for name, value in asked.items() if name != "trackers"}, "count": "documents", "base": ""}
    with project.reading() as session:
        made = matrix(session, **again)
    save_zero_one(made, path)
    recorded(project, path, "matrix", again, rows_of_matrix(made))
    return made.size
