"""Matrices as tables of other programs: CSV, XLSX, Markdown, LaTeX. What people wrote stays words in all of them."""

from __future__ import annotations

from pathlib import Path

from codebook.matrices import Cell, Matrix
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


def save_matrix(matrix: Matrix, path: Path) -> None:
    """Write a matrix as its name's suffix says. Raises TableError for another suffix, WriteFailed.

    CSV and XLSX have two columns for each of the matrix, the count and what it is out of; Markdown and LaTeX the cells
    as people read them, with a caption.
    """
    suffix = path.suffix.lower()
    if suffix in (".csv", ".xlsx"):
        write_table(path, _headings(matrix), _rows(matrix))
    elif suffix == ".md":
        save(path, _markdown(matrix).encode())
    elif suffix == ".tex":
        save(path, _latex(matrix).encode())
    else:
        raise TableError(f"{path}: a matrix is written as {', '.join(SUFFIXES)}. Give the file one of these endings.")


def _headings(matrix: Matrix) -> list[str]:
    pairs = [(one_line(column), f"{one_line(column)} (of)") for column in matrix.columns]
    return [matrix.row_axis, *(heading for pair in pairs for heading in pair)]


def _rows(matrix: Matrix) -> list[list[object]]:
    return [
        [visible(row), *(value for cell in cells for value in (cell.n, cell.of))]
        for row, cells in zip(matrix.rows, matrix.cells, strict=True)
    ]


def _markdown(matrix: Matrix) -> str:
    def line(cells: list[str]) -> str:
        return f"| {' | '.join(cells)} |"

    def word(text: str) -> str:
        return escaped(one_line(text)).replace("|", "\\|")

    body = [
        line([word(row), *(said(matrix, cell) for cell in cells)])
        for row, cells in zip(matrix.rows, matrix.cells, strict=True)
    ]
    head = [line([word(matrix.row_axis), *map(word, matrix.columns)]), line(["---", *["--:"] * len(matrix.columns)])]
    notes = [word(each) for each in matrix.notes]
    return "\n".join([*head, *body, "", word(caption(matrix)), *notes, ""])


def _latex(matrix: Matrix) -> str:
    def line(cells: list[str]) -> str:
        return f"  {' & '.join(cells)} \\\\"

    body = [
        line([tex(row), *(tex(said(matrix, cell)) for cell in cells)])
        for row, cells in zip(matrix.rows, matrix.cells, strict=True)
    ]
    head = line([tex(matrix.row_axis), *map(tex, matrix.columns)])
    return "\n".join([
        "\\begin{table}", f"\\caption{{{tex(' '.join([caption(matrix), *matrix.notes]))}}}",
        f"\\begin{{tabular}}{{l{'r' * len(matrix.columns)}}}", "  \\hline", head, "  \\hline", *body, "  \\hline",
        "\\end{tabular}", "\\end{table}", "",
    ])  # fmt: skip


def tex(text: str) -> str:
    """People's words as LaTeX sets them: no sign of theirs is a command, a column or a comment."""
    return as_latex(one_line(text))
