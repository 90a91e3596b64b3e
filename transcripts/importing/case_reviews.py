"""Structured case reviews: a table with a row a case and many columns becomes a document a case, with sections.

Every filled cell is a section: the column's name on its line, the cell below it. Bands of columns (a row of titles
above the names, often in joined cells) stand above their first section. Empty cells have no section and are counted.
Short cells of columns that are alike in all rows (yes or no, numbers, days, a few choices) are attributes too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transcripts.cell_types import type_of
from transcripts.importing import table_words as heads
from transcripts.importing.model import Extract
from transcripts.importing.sections import Section, sectioned
from transcripts.importing.sheets import Row, Sheet
from transcripts.importing.table_layout import Layout
from transcripts.importing.table_words import fact, key_of_head

KIND = "case file"
_HEADER_WITHIN = 8
_FULL = 0.8
"""Share of the columns that the row of their names fills; bands of columns fill far fewer."""
_LONGEST_CHOICE, _MOST_CHOICES = 40, 12
_REVIEW_COLUMNS, _FEWEST_COLUMNS = 20, 8
"""A row with so many columns is a form that was filled in, whatever they are called; fewer must begin with a case."""


@dataclass(frozen=True, slots=True)
class _Form:
    """The form that was filled in: each column's name and band, the rows of cases, and which column names the case."""

    names: tuple[str, ...]
    bands: tuple[str, ...]
    cases: tuple[Row, ...]
    case: int | None
    warnings: tuple[str, ...]


def is_reviews(sheet: Sheet) -> bool:
    """Whether a table is case reviews: very wide, or beginning with the case and with bands or remarks in sentences."""
    if sheet.width < _FEWEST_COLUMNS or len(sheet.rows) < 2:
        return False
    header = _header(sheet)
    first = [key_of_head(name) for name in sheet.rows[header].cells[:2]]
    if sheet.width >= _REVIEW_COLUMNS:
        return True
    cells = [cell for row in sheet.rows[header + 1 :] for cell in row.cells]
    banded = any(not _is_title(row) for row in sheet.rows[:header])
    return any(key in heads.CASE for key in first) and (banded or any(len(c) > 2 * _LONGEST_CHOICE for c in cells))


def extracts(sheet: Sheet, _layout: Layout, encoding: str) -> Iterator[Extract]:
    """A document for each case, labelled by the case."""
    form = _form(sheet)
    typed = _typed(form)
    filled = [(row, [c for c, cell in enumerate(row.cells) if cell and c != form.case]) for row in form.cases]
    bare = [row.line for row, columns in filled if not columns]
    said = (*form.warnings, *(f"line {line} left out: nothing is written there but the case" for line in bare))
    for row, columns in filled:
        if columns:
            yield _document(sheet, form, row, columns, typed, encoding, said)
            said = ()


def _document(
    sheet: Sheet, form: _Form, row: Row, filled: Sequence[int], typed: dict[int, str], encoding: str,
    said: tuple[str, ...],
) -> Extract:  # fmt: skip
    text, turns = sectioned(Section(form.names[c], row.cells[c], form.bands[c]) for c in filled)
    label = "" if form.case is None else row.cells[form.case]
    details = {"kind": KIND, **({"case": label} if label else {})}
    details |= dict(fact(typed[c], row.cells[c]) for c in filled if c in typed)
    empty = len(row.cells) - len(filled) - (form.case is not None)
    if empty:
        said = (*said, f"{empty} empty {'cell' if empty == 1 else 'cells'} of {len(row.cells)} without a section")
    if not label:
        said = (*said, f"line {row.line} names no case")
    return Extract(
        text, sheet.format, encoding, turns=turns, label=label or f"Row {row.line}", details=details, warnings=said
    )


# -- the form ---------------------------------------------------------------------------------------------------------


def _form(sheet: Sheet) -> _Form:
    header = _header(sheet)
    names = list(sheet.rows[header].cells)
    titles = [row for row in sheet.rows[:header] if _is_title(row)]
    above = [row for row in sheet.rows[:header] if not _is_title(row)]
    bands = [_spread(sheet, row) for row in above]
    for column, name in enumerate(names):
        if not name:  # a name joined downwards stands in the row of the bands
            names[column] = next((band[column] for band in reversed(bands) if band[column]), f"Column {column + 1}")
    joined = [
        " – ".join(dict.fromkeys(band[c] for band in bands if band[c] and band[c] != names[c]))
        for c in range(sheet.width)
    ]
    body = sheet.rows[header + 1 :]
    case = _case_column(names, body)
    said = [f"left out above the header: ‘{' '.join(filter(None, row.cells))[:80]}’" for row in titles]
    cases = tuple(_cases(sheet, body, case))
    if case is not None:
        twice = [label for label, times in Counter(row.cells[case] for row in cases).items() if times > 1 and label]
        said += [f"the case ‘{label}’ has more than one row: each is a document" for label in twice]
    return _Form(tuple(names), tuple(joined), cases, case, tuple(said))


def _header(sheet: Sheet) -> int:
    """The row of the columns' names: the first that fills most columns."""
    filled = [sum(map(bool, row.cells)) for row in sheet.rows[:_HEADER_WITHIN]]
    return next((number for number, count in enumerate(filled) if count >= _FULL * sheet.width), 0)


def _is_title(row: Row) -> bool:
    """One cell alone, at the left: the name of the table, not a band of columns."""
    return bool(row.cells[0]) and not any(row.cells[1:])


def _spread(sheet: Sheet, row: Row) -> list[str]:
    """A band's title over all its columns: those it is joined over or, where no cells are joined, up to the next."""
    joined = {left: right for top, left, _, right in sheet.merged if top == row.line}
    cells = list(row.cells)
    until, title = -1, ""
    for column, cell in enumerate(row.cells):
        if cell:
            title, until = cell, joined.get(column, column if joined else sheet.width)
        elif column <= until:
            cells[column] = title
    return cells


def _case_column(names: Sequence[str], rows: Sequence[Row]) -> int | None:
    """The column that names the case: called so, or like a label; else none."""
    keys = [key_of_head(name) for name in names]
    called = [c for wanted in (heads.CASE, heads.LABEL) for c, key in enumerate(keys) if key in wanted]
    return next((c for c in called if any(row.cells[c] for row in rows)), None)


def _cases(sheet: Sheet, rows: Sequence[Row], case: int | None) -> Iterator[Row]:
    """The rows, those put together whose cell of the case is joined over several lines."""
    goes_on = {
        line for top, left, bottom, _ in sheet.merged if left == case for line in range(top + 1, bottom + 1)
    }  # fmt: skip
    last: Row | None = None
    for row in rows:
        if last is not None and row.line in goes_on:
            pairs = zip(last.cells, row.cells, strict=True)
            last = Row(last.line, tuple("\n".join(dict.fromkeys(filter(None, pair))) for pair in pairs))
            continue
        if last is not None:
            yield last
        last = row
    if last is not None:
        yield last


# -- attributes -------------------------------------------------------------------------------------------------------


def _typed(form: _Form) -> dict[int, str]:
    """The columns that are attributes, with the name each has as one: its own, with its band where two are alike."""
    counts = Counter(form.names)
    found: dict[int, str] = {}
    for column, name in enumerate(form.names):
        cells = [row.cells[column] for row in form.cases if row.cells[column]]
        if column != form.case and cells and _is_attribute(cells):
            band = form.bands[column]
            found[column] = name if counts[name] == 1 or not band else f"{band}: {name}"
    return found


def _is_attribute(cells: Sequence[str]) -> bool:
    if any(len(cell) > _LONGEST_CHOICE or "\n" in cell for cell in cells):
        return False
    return type_of(cells) != "text" or len(set(cells)) <= min(_MOST_CHOICES, len(cells) // 2)
