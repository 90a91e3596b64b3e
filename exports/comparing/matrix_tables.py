"""Matrices as tables of other programs: CSV, XLSX, Markdown, LaTeX. What people wrote stays words in all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from codebook.counting.matrix_cells import Cell, Matrix
from codebook.counting.months import is_tracker
from exports.tables import save_rows
from exports.words import one_line, visible
from transcripts.errors import TableError


def said(matrix: Matrix, cell: Cell, *, percent: bool = False) -> str:
    """A cell for people: `11 of 33`, or `4.2 %`; – where there is nothing that it could be out of. A tracker's figure
    stays what it is.
    """
    if cell.of is None:
        return f"{cell.n:,}"
    if percent or matrix.count == "share":
        return percent_of(int(cell.n), cell.of)
    return f"{cell.n:,} of {cell.of:,}" if cell.of or cell.n else "–"


def written(matrix: Matrix, cell: Cell, *, percent: bool = False) -> str:
    """A cell where nothing stands beside it that says more: `4.2 % of 33`."""
    words = said(matrix, cell, percent=percent)
    return f"{words} of {cell.of:,}" if percent and cell.of and matrix.count != "share" else words


def percent_of(n: int, of: int) -> str:
    """`4.2 %`, a half rounded up; only nothing is `0.0 %` and only all is `100.0 %`; – out of nothing."""
    if not of:
        return "–"
    tenths = (2000 * n + of) // (2 * of)
    if n and not tenths:
        return "<0.1 %"
    return ">99.9 %" if n < of and tenths == 1000 else f"{tenths // 10}.{tenths % 10} %"


def caption(matrix: Matrix) -> str:
    """What a matrix counts, out of what, and by which query: one sentence for each."""
    what = f"Cells: {matrix.counts}, out of {matrix.out_of}."
    return f"{what} Query: {matrix.asked}" if matrix.asked else what


def save_matrix(matrix: Matrix, path: Path, *, percent: bool = False) -> None:
    """Write a matrix as its name's suffix says. Raises TableError for another suffix, WriteFailed.

    CSV and XLSX have two columns for each of the matrix, the count and what it is out of (with `percent` three, the
    share first); Markdown and LaTeX the cells as people read them, with a caption.
    """
    suffix = path.suffix.lower()
    words = " ".join([caption(matrix), *matrix.notes])
    if suffix in (".csv", ".xlsx") and percent:
        rows = [
            [_named(matrix, at), *(value for cell in line for value in (_percent(cell), cell.n, cell.of))]
            for at, line in enumerate(matrix.cells)
        ]
        save_rows(path, _headings(matrix, " (%)", "", " (of)"), rows, words)
    elif suffix in (".csv", ".xlsx"):
        save_rows(path, _headings(matrix, "", " (of)"), _rows(matrix), words)
    else:
        said_so = [
            [row, *(written(matrix, cell, percent=percent) for cell in cells)]
            for row, cells in zip(matrix.rows, matrix.cells, strict=True)
        ]
        save_rows(path, [matrix.row_axis, *matrix.columns], said_so, words)


def _named(matrix: Matrix, at: int) -> str:
    """The heading of a row below columns that are called per cent."""
    return f"{visible(matrix.rows[at])}{' (as reported)' if is_tracker(matrix, at) else ''}"


def _percent(cell: Cell) -> float | str:
    if cell.of is None:
        return cell.n
    return "" if cell.share is None else round(100 * cell.share, 4)


def save_zero_one(matrix: Matrix, path: Path) -> None:
    """Write 1 where anything of the column is in the row, 0 where nothing is though somebody is done, else nothing (R
    reads that as NA). Raises TableError, WriteFailed.

    The matrix must count documents; columns are called as R calls variables: `partnership.delay_and_attrition`.
    """
    if matrix.count != "documents" or matrix.base != "eligible":
        raise TableError("Zeros and ones are of documents that are eligible: --count documents, without --of.")
    names = list(_variables(matrix.columns))
    rows = [
        [visible(row), *("" if not cell.of else int(cell.n > 0) for cell in cells)]
        for row, cells in zip(matrix.rows, matrix.cells, strict=True)
    ]
    save_rows(path, [matrix.row_axis, *names], rows, caption(matrix))


def _variables(headings: Sequence[str]) -> Iterator[str]:
    """Names that R takes as they are: letters, digits, dots and underscores, none twice."""
    taken: set[str] = set()
    for heading in headings:
        parts = (re.sub(r"\W+", "_", part).strip("_").lower() for part in re.split(r"(?<!\\)/", heading))
        stem = name = re.sub(r"^(?=[\d_.])|^$", "x", ".".join(parts))
        number = 2
        while name in taken:
            name, number = f"{stem}.{number}", number + 1
        taken.add(name)
        yield name


def _headings(matrix: Matrix, *marks: str) -> list[str]:
    """As many columns for each of the matrix as there are marks to tell them apart."""
    return [matrix.row_axis, *(f"{one_line(column)}{mark}" for column in matrix.columns for mark in marks)]


def _rows(matrix: Matrix) -> list[list[object]]:
    return [
        [visible(row), *(value for cell in cells for value in (cell.n, cell.of))]
        for row, cells in zip(matrix.rows, matrix.cells, strict=True)
    ]
