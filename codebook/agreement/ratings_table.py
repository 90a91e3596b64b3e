"""A table of ratings from a file: CSV (comma, semicolon or tab; UTF-8 with or without BOM) or XLSX."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from transcripts.errors import TableError

Row = tuple[int, list[str]]


@dataclass(frozen=True)
class Ratings:
    """`rows[u][i]` is what coder i called unit u, None where missing; `name` is the file's stem."""

    name: str
    units: tuple[str, ...]
    coders: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


def read_ratings(path: Path | str) -> Ratings:
    """Read a header row, then a row a unit: its name in the first column, every other column a coder, empty = missing.

    Blank rows are passed over; a short row lacks its last ratings. TableError, naming file and line, when the file
    cannot be read, has fewer than two coders, names one twice, or has a value that belongs to no coder.
    """
    path = Path(path)
    raw = _bytes(path)
    lines = _workbook(path, raw) if path.suffix.lower() == ".xlsx" else _text_table(path, raw)
    rows = [(number, cells) for number, cells in lines if any(cells)]
    if not rows:
        raise TableError(f"{path}: the table is empty; it needs a header row: unit, then one column a coder")
    header = _header(path, *rows[0])
    units, ratings = [], []
    for number, cells in rows[1:]:
        if any(cells[len(header) :]):
            raise TableError(f"{path}, line {number}: has more values than the header has columns")
        cells = (cells + [""] * len(header))[: len(header)]
        units.append(cells[0])
        ratings.append(tuple(cell or None for cell in cells[1:]))
    return Ratings(path.stem, tuple(units), tuple(header[1:]), tuple(ratings))


def _header(path: Path, number: int, cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    coders = cells[1:]
    if len(coders) < 2:
        raise TableError(f"{path}, line {number}: the header needs the unit's column and at least two coders")
    if "" in coders:
        raise TableError(f"{path}, line {number}: column {coders.index('') + 2} has no coder's name")
    twice = [coder for coder in dict.fromkeys(coders) if coders.count(coder) > 1]
    if twice:
        raise TableError(f"{path}, line {number}: the coder “{twice[0]}” has two columns")
    return cells


def _text_table(path: Path, raw: bytes) -> Iterator[Row]:
    if path.suffix.lower() not in {".csv", ".tsv", ".txt"}:
        raise TableError(f"{path}: not a table this program reads; save it as .csv or .xlsx")
    text = _decoded(path, raw)
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    try:
        for cells in reader:
            yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise TableError(f"{path}, line {reader.line_num}: {error}") from error


def _decoded(path: Path, raw: bytes) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = raw.count(b"\n", 0, error.start) + 1
        raise TableError(f"{path}, line {number}: not UTF-8 text; save the table as UTF-8") from error
    if "\0" in text:
        raise TableError(f"{path}, line {text.count(chr(10), 0, text.index(chr(0))) + 1}: binary data, not a table")
    return text


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise TableError(f"{path}: cannot be read: {error.strerror or error}") from error


def _workbook(path: Path, raw: bytes) -> list[Row]:
    """The cells of the first sheet."""
    try:
        rows = _sheet(raw)
    except Exception as error:  # openpyxl lets through whatever its parsers raise on a damaged file
        raise TableError(f"{path}: not a workbook that can be read; save it again as .xlsx or .csv") from error
    return [(number, [_said(value) for value in row]) for number, row in enumerate(rows, start=1)]


def _sheet(raw: bytes) -> list[tuple[object, ...]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and validation lists, which ratings do not have
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            # Some programs write a wrong size of the sheet, which would cut it short.
            sheet.reset_dimensions()
            return list(sheet.iter_rows(values_only=True))
        finally:
            book.close()


def _said(value: object) -> str:
    """A cell as a person reads it: 1.0 is 1."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
