"""Tables of any kind as cells of text: what a person would see in each, before anything is made of them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transcripts.errors import ImportRefused
from transcripts.importing.table_words import is_known

DELIMITERS = "\t;,|"
_NONE = "\x1f"
"""Stands for “no delimiter”: a table of one column."""
_SAMPLE = 1 << 17
_STEADY = 0.7
"""Share of the rows that have the usual number of cells, from which a character is believed to part cells."""
_SEPARATOR_LINE = re.compile(r"sep=([\t;,|])\n")
_WHOLLY_QUOTED = re.compile(r'"(?:[^"]|"")*"')


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line of the file (or the row of the sheet) that it begins on, and its cells without outer space."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its name in a workbook ("" in a text file) and its rows, all of one width; empty rows are left out.

    `merged` are joined cells of a workbook as (first line, first column, last line, last column), columns from 0.
    `warnings` say what of the file is not in the rows.
    """

    name: str
    rows: tuple[Row, ...]
    format: str = "csv"
    merged: tuple[tuple[int, int, int, int], ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0].cells) if self.rows else 0

    def column(self, index: int, first: int = 0) -> list[str]:
        """A column's cells from the row with that index on."""
        return [row.cells[index] for row in self.rows[first:]]


def sheet_of(
    lines: Iterator[tuple[int, Sequence[str]]], name: str = "", format_: str = "csv",
    merged: tuple[tuple[int, int, int, int], ...] = (), warnings: tuple[str, ...] = (),
) -> Sheet:  # fmt: skip
    """A sheet of numbered lines of cells: trimmed, made equally wide, without empty rows."""
    rows = [(line, [cell.strip() for cell in cells]) for line, cells in lines]
    rows = [(line, cells) for line, cells in rows if any(cells)]
    width = max((_used(cells) for _, cells in rows), default=0)
    even = (Row(line, tuple(cells[:width] + [""] * (width - len(cells)))) for line, cells in rows)
    return Sheet(name, tuple(even), format_, merged, warnings)


def _used(cells: Sequence[str]) -> int:
    return max((number for number, cell in enumerate(cells, start=1) if cell), default=0)


def sheet_of_text(text: str) -> Sheet:
    """The table in decoded text, parted by TAB, semicolon, comma or bar; raises ImportRefused for a broken one."""
    begin, delimiter = 0, ""
    said = _SEPARATOR_LINE.match(text)
    if said is not None:
        begin, delimiter = 1, said[1]
        text = text[said.end() :]
    delimiter = delimiter or delimiter_of(text)
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))  # a cell may be a whole interview
    rows = _unquoted_rows(text) if delimiter == "\t" else _lines(text) if delimiter == _NONE else None
    lines = _records(text, delimiter) if rows is None else rows
    numbered = ((line + begin, cells) for line, cells in lines)
    return sheet_of(numbered, "", "tsv" if delimiter == "\t" else "csv")


def delimiter_of(text: str) -> str:
    """The character that parts cells: the one that makes the rows of one length, and of the header known words."""
    judged = [(*_judged(text[:_SAMPLE], delimiter), delimiter) for delimiter in DELIMITERS]
    known, steady, _, best = max((each for each in judged if each[2] > 1), default=(0, 0.0, 1, _NONE))
    return best if steady >= _STEADY or known >= 2 else _NONE


def _judged(sample: str, delimiter: str) -> tuple[int, float, int]:
    csv.field_size_limit(max(csv.field_size_limit(), len(sample)))
    rows = [row for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if any(row)]
    whole = rows[:-1] if len(rows) > 2 else rows
    lengths = Counter(len(row) for row in whole)
    width, count = max(lengths.items(), key=lambda each: (each[1], each[0]), default=(0, 0))
    known = max((sum(map(is_known, row)) for row in rows[:4] if len(row) > 1), default=0)
    return known, count / max(1, len(whole)), width


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            raise ImportRefused(
                f"a table whose quotation marks do not match, from line {before + 1} on: close or double them"
            ) from None
        if cells is None:
            return
        yield before + 1, cells
        before = reader.line_num


def _unquoted_rows(text: str) -> list[tuple[int, list[str]]] | None:
    """The rows if every line is one: programs that part cells by TABs write quotation marks as they are."""
    rows = [(number, line.split("\t")) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if len({len(cells) for _, cells in rows}) > 1:
        return None
    return [(number, [_without_quotes(cell) for cell in cells]) for number, cells in rows]


def _lines(text: str) -> list[tuple[int, list[str]]] | None:
    """The lines of a table of one column, unless cells in it are quoted: a talk written down line by line."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    try:
        quoted = any(line.startswith('"') for _, line in lines) and list(_records(text, _NONE))
    except ImportRefused:
        quoted = []
    return None if quoted else [(number, [line]) for number, line in lines]


def _without_quotes(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if _WHOLLY_QUOTED.fullmatch(cell) else cell
