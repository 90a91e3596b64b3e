"""Triangulation as files: Markdown with everything said, tables, figures; each may have its manifest."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from codebook.evidence.convergence import SIGNS
from exports.captions import today
from exports.formats import FIGURE_SUFFIXES
from exports.manifests import recorded
from exports.quotations.markdown import escaped
from exports.saving import save
from exports.tables import save_rows
from exports.triangulation.model import COLUMNS, Triangulated, rows_of
from exports.triangulation.words import words
from exports.words import one_line
from transcripts.errors import TableError
from transcripts.project import Project
from transcripts.spreadsheets import write_table

SUFFIXES = (".md", ".csv", ".xlsx", ".tex", *FIGURE_SUFFIXES)


def write_triangulated(project: Project, path: Path, made: Triangulated) -> None:
    """`save_triangulated` of all that is in the project, with its manifest."""
    save_triangulated(made, path)
    recorded(project, path, "triangulation", {"themes": ""}, rows_of(made))


def save_triangulated(made: Triangulated, path: Path) -> None:
    """Write the matrix as its name's suffix says. Raises TableError for another one, WriteFailed."""
    suffix = path.suffix.lower()
    if suffix in (".csv", ".xlsx"):
        write_table(path, COLUMNS, made.rows())
    elif suffix == ".md":
        save(path, _markdown(made).encode())
    elif suffix in FIGURE_SUFFIXES:
        from exports.figures.triangulation import convergence_map  # noqa: PLC0415

        convergence_map(made, today()).save(path)
    elif suffix == ".tex":
        save_rows(path, COLUMNS, made.rows(), "Convergence coding matrix: the evidence of every source on every theme")
    else:
        raise TableError(f"{path}: it is written as {', '.join(SUFFIXES)}. Give the file one of these endings.")


def _markdown(made: Triangulated) -> str:
    def line(cells: Sequence[str]) -> str:
        return f"| {' | '.join(escaped(one_line(cell)).replace('|', chr(92) + '|') for cell in cells)} |"

    matrix = made.matrix
    body = [line([theme, *(made.cell(each) for each in cells)])
            for theme, cells in zip(matrix.themes, matrix.cells, strict=True)]  # fmt: skip
    head = [line(["theme", *matrix.sources]), f"| --- |{' --- |' * len(matrix.sources)}"]
    told = [part for heading, lines in words(made) for part in
            ("", f"## {heading}", "", *(f"- {escaped(one_line(each))}" for each in lines))]  # fmt: skip
    signs = ", ".join(f"{sign} {word}" for word, sign in SIGNS.items())
    key = (
        "Documents that raise each theme, of those that somebody is done with; bars by quarters of these. "
        f"{signs}, ≠ judged differently, ? not judged by all; “not asked?” is how a silence looks until it is judged"
    )
    return "\n".join([*head, *body, "", key, *told, ""])
