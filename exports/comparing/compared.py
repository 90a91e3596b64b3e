"""What Compare shows, as files, the manifest beside each: a table or a figure, as the name's suffix says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from codebook.counting.cooccurrence import Cooccurrence
from codebook.counting.cooccurrence_pairs import HEADINGS, pairs
from codebook.counting.framework import Framework
from codebook.counting.matrices import matrix
from codebook.counting.matrix_cells import Matrix
from exports.captions import today
from exports.comparing.framework_tables import save_framework
from exports.comparing.matrix_tables import save_matrix, save_zero_one
from exports.comparing.together import HEAT, JACCARD
from exports.formats import FIGURE_SUFFIXES
from exports.manifests import recorded
from exports.manifests.kinds import rows_of_cooccurrence, rows_of_framework, rows_of_matrix
from exports.tables import save_rows
from transcripts.project import Project


def save_compared(made: Matrix, path: Path, *, percent: bool = False, figure: str = "heat") -> None:
    """Write a matrix as a table, or as a figure of a kind (`exports.figures.matrices.KINDS`) of this day.

    Raises TableError for another suffix, WorkbenchError for a figure that cannot be drawn, WriteFailed.
    """
    if path.suffix.lower() in FIGURE_SUFFIXES:
        from exports.figures.matrices import figure as drawn  # noqa: PLC0415 - altair takes a moment

        drawn(made, figure, today()).save(path)
    else:
        save_matrix(made, path, percent=percent)


def write_matrix(
    project: Project, path: Path, made: Matrix, asked: Mapping[str, Any], *, percent: bool = False,
    figure: str = "heat",
) -> None:  # fmt: skip
    """`save_compared`, with its manifest; `asked` makes the matrix again (see `exports.manifests.kinds`)."""
    save_compared(made, path, percent=percent, figure=figure)
    recorded(project, path, "matrix", asked, rows_of_matrix(made))


def save_together(made: Cooccurrence, path: Path, *, measure: str = JACCARD, figure: str = HEAT) -> None:
    """Write codes that stand together: a table of all pairs with their indices, or a figure of one measure.

    Raises TableError for another suffix, WorkbenchError where nothing stands together, WriteFailed.
    """
    if path.suffix.lower() in FIGURE_SUFFIXES:
        from exports.figures.together import together_figure  # noqa: PLC0415 - altair takes a moment

        together_figure(made, measure, figure, today()).save(path)
        return
    found = pairs(made)
    many = f"{len(found):,} pair{'s' * (len(found) != 1)} of codes in the same {made.units}, out of {made.whole:,}"
    rows = [(*pair.row, made.whole) for pair in found]
    save_rows(path, (*HEADINGS, f"of {made.units}"), rows, f"{many}. Query: {made.asked or 'all codings'}")


def write_together(
    project: Project, path: Path, made: Cooccurrence, codes: str, *, measure: str = JACCARD, figure: str = HEAT
) -> None:  # fmt: skip
    """`save_together`, with its manifest; `codes` is the axis that was asked for."""
    save_together(made, path, measure=measure, figure=figure)
    asked = {"codes": codes, "by": made.by, "asked": made.asked}
    recorded(project, path, "codes that stand together", asked, rows_of_cooccurrence(made))


def write_framework(project: Project, path: Path, made: Framework, themes: str) -> None:
    """A framework matrix with its passages, and its manifest; `themes` is the axis that was asked for.

    Raises TableError for another suffix than `framework_tables.SUFFIXES`, WriteFailed.
    """
    with project.reading() as session:
        save_framework(session, made, path, title=str(project.settings().get("title") or path.stem))
    asked = {"subject": made.subject, "themes": themes, "asked": made.asked}
    recorded(project, path, "framework matrix", asked, rows_of_framework(made))


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
