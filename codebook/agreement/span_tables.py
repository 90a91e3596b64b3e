"""A study from tables of codings, without a project: what each coder marked, and how long the documents are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from codebook.agreement.study import Document, SpanRow, Study
from transcripts.errors import TableError
from transcripts.spreadsheets import TableRow, read_table

WHOLE_TEXT = "all of each text in the table of lengths; every coder is taken to have finished every one"


def read_study(tables: Sequence[Path], lengths: Path) -> Study:
    """Tables with columns document, start, end, code and perhaps coder (else the file's name is the coder).

    `lengths` has the columns document and characters, a row for every text that all coders worked through, coded or
    not: without it nobody knows what was left uncoded. TableError, in one line, for a column that is missing, an
    offset that is none or beyond the text, a document of unknown length, and for fewer than two coders.
    """
    sizes = _lengths(lengths)
    read = [_spans(path, sizes, lengths) for path in tables]
    rows = [row for _, spans in read for row in spans]
    coders = list(dict.fromkeys(coder for names, _ in read for coder in names))
    if len(coders) < 2:
        raise TableError(f"{', '.join(map(str, tables))}: agreement needs two coders, and here is {len(coders)}")
    codes = list(dict.fromkeys(row.code for row in rows))
    documents = [Document(label, frozenset(coders), [(0, size)]) for label, size in sizes.items()]
    return Study.of(coders, codes, documents, rows, WHOLE_TEXT)


def _lengths(path: Path) -> dict[str, int]:
    table = read_table(path)
    _need(path, table.columns, ("document", "characters"))
    sizes: dict[str, int] = {}
    for row in table.rows:
        label = row.values["document"]
        if label in sizes:
            raise TableError(f"{path}, line {row.line}: ‘{label}’ has a length already")
        sizes[label] = _offset(path, row, "characters")
    return sizes


def _spans(path: Path, sizes: dict[str, int], lengths: Path) -> tuple[list[str], list[SpanRow]]:
    """A table's coders and what they marked; one without a column of coders has one, who may have marked nothing."""
    table = read_table(path)
    _need(path, table.columns, ("document", "start", "end", "code"))
    rows = [_span(path, row, sizes, lengths) for row in table.rows]
    return [row.coder for row in rows] if "coder" in table.columns else [path.stem], rows


def _span(path: Path, row: TableRow, sizes: dict[str, int], lengths: Path) -> SpanRow:
    label, where = row.values["document"], f"{path}, line {row.line}"
    start, end = _offset(path, row, "start"), _offset(path, row, "end")
    if label not in sizes:
        raise TableError(f"{where}: {lengths} does not say how long ‘{label}’ is")
    if not start < end <= sizes[label]:
        raise TableError(f"{where}: {start}–{end} is no passage of a text of {sizes[label]} characters")
    coder, code = row.values.get("coder") or path.stem, row.values["code"]
    if not code:
        raise TableError(f"{where}: no code is given")
    return SpanRow(label, coder, code, start, end)


def _offset(path: Path, row: TableRow, column: str) -> int:
    value = row.values[column]
    if not (value.isascii() and value.isdecimal()):
        raise TableError(f"{path}, line {row.line}: {column} is a whole number from 0 on, not ‘{value}’")
    return int(value)


def _need(path: Path, columns: Sequence[str], needed: Sequence[str]) -> None:
    missing = [name for name in needed if name not in columns]
    if missing:
        raise TableError(f"{path}: no column {', '.join(missing)}")
