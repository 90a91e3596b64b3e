"""Monthly tracker tables in files: months down a column or across a row, made into rows of one month each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from transcripts.cell_types import CANONICAL, number, type_of
from transcripts.errors import ImportRefused, TableError
from transcripts.importing.month_tables import is_tracker, month_row
from transcripts.importing.sheets import Sheet
from transcripts.importing.table import sheets_in
from transcripts.tracker_rows import PeriodRow, across, down

NUMBERS = 0.6
"""Share of a column's cells that are numbers, from which it is a column of numbers and the others are remarks."""


@dataclass(frozen=True, slots=True)
class NewTracker:
    """A tracker as read from a file: columns with their types in order, rows, and what was left out or is odd."""

    name: str
    source_name: str
    columns: dict[str, str]
    rows: tuple[PeriodRow, ...]
    remarks: tuple[str, ...] = ()


def read(data: bytes, name: str) -> tuple[NewTracker, ...]:
    """The trackers in a file, one for each sheet that is one, called by the file and the sheet. Raises TableError."""
    try:
        found = trackers_in(data, name)
    except ImportRefused as refusal:
        raise TableError(f"{name} cannot be read as a table: {refusal}.") from None
    if not found:
        raise TableError(f"{name} is no table of figures by month: months must stand in a column, or across a row.")
    return found


def trackers_in(data: bytes, name: str) -> tuple[NewTracker, ...]:
    """The trackers in any file; none where it holds none.

    Raises ImportRefused for a file that is broken or no text, and for months of which nothing says the year.
    """
    chosen = [sheet for sheet in sheets_in(data, name) if is_tracker(sheet)]
    stem = PurePath(name).stem
    return tuple(_tracker(sheet, f"{stem} – {sheet.name}" if len(chosen) > 1 else stem, name) for sheet in chosen)


def _tracker(sheet: Sheet, name: str, source_name: str) -> NewTracker:
    header = month_row(sheet)
    stem = PurePath(source_name).stem
    found = down(sheet, stem) if header is None else across(sheet, header, stem)
    columns: dict[str, str] = {}
    for column in dict.fromkeys(column for row in found.rows for column in row.cells):
        cells = [row.cells[column] for row in found.rows if row.cells.get(column)]
        columns[column] = _type_of(cells)
        odd = [cell for cell in cells if columns[column] == "number" and number(cell) is None]
        if odd:
            count = "1 cell is no number" if len(odd) == 1 else f"{len(odd)} cells are no numbers"
            found.remarks.append(f"‘{column}’: {count}, such as ‘{odd[0][:40]}’")
    rows = tuple(PeriodRow(row.period, row.area, row.group, _canonical(row.cells, columns)) for row in found.rows)
    return NewTracker(name, source_name, columns, rows, (*sheet.warnings, *found.remarks))


def _type_of(cells: Sequence[str]) -> str:
    numbers = sum(number(cell) is not None for cell in cells)
    return "number" if cells and numbers >= NUMBERS * len(cells) else type_of(cells)


def _canonical(cells: dict[str, str], types: dict[str, str]) -> dict[str, str]:
    return {name: CANONICAL[types[name]](cell) or cell for name, cell in cells.items() if cell}
