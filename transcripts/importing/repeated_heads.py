"""Tables put one after the other: the header that comes again in the middle is no row, and is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transcripts.errors import ImportRefused
from transcripts.importing import table_words as heads
from transcripts.importing.month_tables import MONTHS, month_row
from transcripts.importing.sheets import Row, Sheet
from transcripts.importing.table_layout import header_of
from transcripts.importing.table_words import key_of_head

_FEWEST_CELLS = 2
"""`text` alone in a row may have been said."""
_HEADER_WITHIN = 8
_LONGER = 8
"""Characters by which a head may be longer when it comes again; sentences need not be looked at."""
_MOST_LINES = 5


def without_repeated_heads(sheet: Sheet) -> Sheet:
    """The table without rows that repeat its header, which a warning counts.

    Raises ImportRefused where a row names the columns in another order: what follows would go to the wrong ones.
    """
    header = _header(sheet)
    if header is None:
        return _by_row(sheet)
    named = _keys(sheet.rows[header])
    longest = max(map(len, sheet.rows[header].cells)) + _LONGER
    if any(_names_some(row, named) for row in sheet.rows[:header]):
        raise _otherwise(sheet.rows[header])
    kept, again = list(sheet.rows[: header + 1]), []
    for row in sheet.rows[header + 1 :]:
        if all(len(cell) <= longest for cell in row.cells) and _repeats(row, named):
            again.append(row.line)
        else:
            kept.append(row)
    return _said(sheet, kept, again)


def _header(sheet: Sheet) -> int | None:
    months = (n for n, row in enumerate(sheet.rows[:_HEADER_WITHIN]) if MONTHS & set(_keys(row)))
    candidates = (header_of(sheet), month_row(sheet), next(months, None))
    return next((found for found in candidates if found is not None), None)


def _by_row(sheet: Sheet) -> Sheet:
    """A header of words that no table is known by: the first row, if it names the columns once it comes only once."""
    if not sheet.rows:
        return sheet
    first = sheet.rows[0]
    kept = [first, *(row for row in sheet.rows[1:] if row.cells != first.cells)]
    again = [row.line for row in sheet.rows[1:] if row.cells == first.cells]
    if not again or header_of(replace(sheet, rows=tuple(kept))) != 0:
        return sheet
    return _said(sheet, kept, again)


def _keys(row: Row) -> list[str]:
    return [key_of_head(cell) if cell else "" for cell in row.cells]


def _repeats(row: Row, named: Sequence[str]) -> bool:
    """Whether a row is the header again, or what there is of it; raises ImportRefused for another order."""
    keys = _keys(row)
    filled = [key for key in keys if key]
    if len(filled) < _FEWEST_CELLS or not {*filled} & {*named}:
        return False
    if keys == list(named):
        return True
    if not heads.TEXT & {*filled} & {*named} or not ({*filled} <= {*named} or {*named} - {""} <= {*filled}):
        return False
    if all(key in ("", own) for key, own in zip(keys, named, strict=True)):
        return True
    raise _otherwise(row)


def _names_some(row: Row, named: Sequence[str]) -> bool:
    """Whether a row above the header is one of another table: it names some of the columns, and words among them."""
    keys = {*_keys(row)} - {""}
    return len(keys) >= _FEWEST_CELLS and keys <= {*named} and bool(heads.TEXT & keys)


def _otherwise(row: Row) -> ImportRefused:
    return ImportRefused(
        f"line {row.line} names the columns again, and otherwise than above: tables put one after the other need the "
        "same columns in the same order; import them one by one"
    )


def _said(sheet: Sheet, kept: Sequence[Row], again: Sequence[int]) -> Sheet:
    if not again:
        return sheet
    lines = ", ".join(map(str, again[:_MOST_LINES])) + (", …" if len(again) > _MOST_LINES else "")
    rows = "1 row that repeats" if len(again) == 1 else f"{len(again):,} rows that repeat"
    warning = f"{rows} the header left out (line {lines}): several tables put one after the other?"
    return replace(sheet, rows=tuple(kept), warnings=(*sheet.warnings, warning))
