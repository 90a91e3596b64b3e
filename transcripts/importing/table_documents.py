"""A table with a row a document: an interview in a cell, or several columns of words as sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transcripts.importing import table_words as heads
from transcripts.importing.model import Extract
from transcripts.importing.sections import Section, sectioned
from transcripts.importing.sheets import Row, Sheet
from transcripts.importing.table_layout import Layout, is_prose
from transcripts.importing.table_words import fact, key_of_head


def extracts(sheet: Sheet, layout: Layout, encoding: str) -> Iterator[Extract]:
    """A document for each row that holds words; the columns that are no words become what is known about it."""
    rows = sheet.rows[layout.first :]
    words = word_columns(sheet, layout)
    label = label_column(layout, rows)
    full = [row for row in rows if any(row.cells[column] for column in words)]
    said = _left_out(layout, rows, full, words, label)
    for row in full:
        yield _document(sheet, layout, encoding, row, words, label, said)
        said = ()


def _left_out(
    layout: Layout, rows: Sequence[Row], full: Sequence[Row], words: Sequence[int], label: int | None
) -> tuple[str, ...]:
    """What of the table is in none of its documents, for the first of them to say."""
    said = []
    if len(full) < len(rows):
        lines = ", ".join(str(row.line) for row in rows if row not in full)
        count = len(rows) - len(full)
        said.append(f"{'1 row' if count == 1 else f'{count} rows'} without words left out (line {lines[:60]})")
    nameless = [c for c, head in enumerate(layout.heads) if not head and c not in words and c != label]
    if any(row.cells[column] for row in full for column in nameless):
        said.append(f"{len(nameless)} columns without a name left out")
    return tuple(said)


def word_columns(sheet: Sheet, layout: Layout) -> list[int]:
    """The columns of prose: those called so, and those whose cells are sentences; the only column there is."""
    columns = range(sheet.width)
    called = [c for c in columns if layout.is_headed and key_of_head(layout.heads[c]) in heads.TEXT]
    prose = [c for c in columns if c in called or is_prose(sheet, c, layout.first)]
    return prose or [c for c in columns if c == layout.text]


def label_column(layout: Layout, rows: Sequence[Row]) -> int | None:
    """The column that calls each row by another name: one called so, a name before a number; else one that can."""
    keys = [key_of_head(head) for head in layout.heads]
    wanted = (heads.DOCUMENT, heads.LABEL - heads.DOCUMENT - heads.NUMBER, heads.LABEL & heads.NUMBER)
    called = [c for some in wanted for c, key in enumerate(keys) if key in some]
    others = [] if layout.is_headed else [c for c in range(len(keys)) if c != layout.text]
    return next((c for c in (*called, *others) if _tells_apart(rows, c)), None)


def _tells_apart(rows: Sequence[Row], column: int) -> bool:
    said = [row.cells[column] for row in rows]
    return all(said) and len(set(said)) == len(said) and all(len(cell) <= 80 and "\n" not in cell for cell in said)


def _document(
    sheet: Sheet, layout: Layout, encoding: str, row: Row, words: Sequence[int], label: int | None,
    said: tuple[str, ...],
) -> Extract:  # fmt: skip
    name = "" if label is None else row.cells[label]
    details = dict(
        fact(layout.heads[column], cell)
        for column, cell in enumerate(row.cells)
        if cell and layout.heads[column] and column not in words and column != label
    )
    if len(words) == 1:
        return Extract(row.cells[words[0]], sheet.format, encoding, label=name, details=details, warnings=said)
    filled = [column for column in words if row.cells[column]]
    text, turns = sectioned(Section(layout.heads[column], row.cells[column]) for column in filled)
    empty = len(words) - len(filled)
    if empty:
        said = (*said, f"{empty} empty {'cell' if empty == 1 else 'cells'} without a section")
    return Extract(text, sheet.format, encoding, turns=turns, label=name, details=details, warnings=said)
