"""Matrices as tables of other programs: CSV, XLSX, Markdown, LaTeX. What people wrote stays words in all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from codebook.counting.matrices import Cell, Matrix
from exports.latex_words import escaped as as_latex
from exports.quotations.markdown import escaped
from exports.saving import save
from exports.words import one_line, visible
from transcripts.errors import TableError
from transcripts.spreadsheets import write_table

SUFFIXES = (".csv", ".xlsx", ".md", ".tex")


def said(matrix: Matrix, cell: Cell, *, percent: bool = False) -> str:
    """A cell for people: `11 of 33`, or `4.2 %`; – where there is nothing that it could be out of."""
    if percent or matrix.count == "share":
        return "–" if cell.share is None else f"{100 * cell.share:.1f} %"
    if cell.of == 0:
        return f"{cell.n:,} of 0" if cell.n else "–"
    return f"{cell.n:,}" if cell.of is None else f"{cell.n:,} of {cell.of:,}"


def caption(matrix: Matrix) -> str:
    """What a matrix counts, out of what, and by which query: one sentence for each."""
    what = f"Cells: {matrix.counts}, out of {matrix.out_of}."
    return f"{what} Query: {matrix.asked}" if matrix.asked else what


def save_matrix(matrix: Matrix, path: Path, *, percent: bool = False) -> None:
    """Write a matrix as its name's suffix says. Raises TableError for another suffix, WriteFailed.

    CSV and XLSX have two columns for each of the matrix, the count and what it is out of (with `percent` one, of
    numbers); Markdown and LaTeX the cells as people read them, with a caption.
    """
    suffix = path.suffix.lower()
    words = " ".join([caption(matrix), *matrix.notes])
    if suffix in (".csv", ".xlsx") and percent:
        rows = [[visible(r), *(_percent(c) for c in line)] for r, line in zip(matrix.rows, matrix.cells, strict=True)]
        save_rows(path, [matrix.row_axis, *(f"{one_line(column)} (%)" for column in matrix.columns)], rows, words)
    elif suffix in (".csv", ".xlsx"):
        save_rows(path, _headings(matrix), _rows(matrix), words)
    else:
        said_so = [
            [row, *(said(matrix, cell, percent=percent) for cell in cells)]
            for row, cells in zip(matrix.rows, matrix.cells, strict=True)
        ]
        save_rows(path, [matrix.row_axis, *matrix.columns], said_so, words)


def _percent(cell: Cell) -> float | str:
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


def save_rows(path: Path, headings: Sequence[str], rows: Sequence[Sequence[object]], words: str) -> None:
    """Write a table as its name's suffix says: .csv, .xlsx, .md, .tex; the last two with a caption in `words`.

    Raises TableError for another suffix, WriteFailed.
    """
    suffix = path.suffix.lower()
    if suffix in (".csv", ".xlsx"):
        write_table(path, list(headings), rows)
    elif suffix == ".md":
        save(path, _markdown(headings, rows, words).encode())
    elif suffix == ".tex":
        save(path, _latex(headings, rows, words).encode())
    else:
        raise TableError(f"{path}: a table is written as {', '.join(SUFFIXES)}. Give the file one of these endings.")


def _headings(matrix: Matrix) -> list[str]:
    pairs = [(one_line(column), f"{one_line(column)} (of)") for column in matrix.columns]
    return [matrix.row_axis, *(heading for pair in pairs for heading in pair)]


def _rows(matrix: Matrix) -> list[list[object]]:
    return [
        [visible(row), *(value for cell in cells for value in (cell.n, cell.of))]
        for row, cells in zip(matrix.rows, matrix.cells, strict=True)
    ]


def _text(value: object) -> str:
    """A value as people read it in a table; numbers that are none whole with two places."""
    return f"{value:,.2f}" if isinstance(value, float) else "–" if value is None else str(value)


def _markdown(headings: Sequence[str], rows: Sequence[Sequence[object]], words: str) -> str:
    def line(cells: Sequence[str]) -> str:
        return f"| {' | '.join(cells)} |"

    def word(value: object) -> str:
        return escaped(one_line(_text(value))).replace("|", "\\|")

    body = [line([word(cell) for cell in row]) for row in rows]
    head = [line([*map(word, headings)]), line(["---", *["--:"] * (len(headings) - 1)])]
    return "\n".join([*head, *body, "", word(words), ""])


def _latex(headings: Sequence[str], rows: Sequence[Sequence[object]], words: str) -> str:
    def line(cells: Sequence[object]) -> str:
        return f"  {' & '.join(tex(_text(cell)) for cell in cells)} \\\\"

    return "\n".join([
        "\\begin{table}", f"\\caption{{{tex(words)}}}",
        f"\\begin{{tabular}}{{l{'r' * (len(headings) - 1)}}}", "  \\hline", line(headings), "  \\hline",
        *map(line, rows), "  \\hline", "\\end{tabular}", "\\end{table}", "",
    ])  # fmt: skip


def tex(text: str) -> str:
    """People's words as LaTeX sets them: no sign of theirs is a command, a column or a comment."""
    return as_latex(one_line(text))
