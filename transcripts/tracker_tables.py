"""Monthly tracker tables in files: months down a column or across a row, made into rows of one month each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from transcripts.cell_types import CANONICAL, number, type_of
from transcripts.errors import ImportRefused, TableError
from transcripts.importing.months import month_of, named_month
from transcripts.importing.sheets import Row, Sheet
from transcripts.importing.table import sheets_in
from transcripts.importing.table_sorts import is_tracker, month_column, month_row, year_column
from transcripts.importing.table_words import key_of_head

AREAS = frozenset({"area", "areas", "region", "district", "force", "site", "location", "région", "gebiet", "región"})
GROUPS = frozenset({"group", "agency", "organisation", "organization", "team", "unit", "service", "groupe", "gruppe"})
MEASURES = frozenset({"measure", "indicator", "metric", "item", "figure", "count of", "kpi", "indicateur", "kennzahl"})
NUMBERS = 0.6
"""Share of a column's cells that are numbers, from which it is a column of numbers and the others are remarks."""

_MONEY = re.compile(r"^[£$€]\s?|\s?[£$€]$")
_TOTAL = re.compile(r"(?:grand |sub-?)?totals?|all(?: areas| groups)?|sum|ytd|year to date|gesamt|summe", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """What a table says for one month (`period`, as 2023-04), area and group: cells by column, as text."""

    period: str
    area: str
    group: str
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class NewTracker:
    """A tracker as read from a file: columns with their types in order, rows, and what was left out or is odd."""

    name: str
    source_name: str
    columns: dict[str, str]
    rows: tuple[PeriodRow, ...]
    remarks: tuple[str, ...] = ()


@dataclass
class _Found:
    """Rows in the making, with what is to be said of the file."""

    rows: list[PeriodRow] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


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
    """The trackers in any file; none where it holds none. Raises ImportRefused for a file that is broken or no text."""
    chosen = [sheet for sheet in sheets_in(data, name) if is_tracker(sheet)]
    stem = PurePath(name).stem
    return tuple(_tracker(sheet, f"{stem} – {sheet.name}" if len(chosen) > 1 else stem, name) for sheet in chosen)


def _tracker(sheet: Sheet, name: str, source_name: str) -> NewTracker:
    header = month_row(sheet)
    found = _down(sheet) if header is None else _across(sheet, header)
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


# -- months down a column -----------------------------------------------------------------------------------------


def _down(sheet: Sheet) -> _Found:
    """Months in a column: a row a month, or a month for several rows of areas below it."""
    column = month_column(sheet) or 0
    years = year_column(sheet)
    first = next(n for n, row in enumerate(sheet.rows) if _period(row, column, years, ""))
    heads = _heads(sheet.rows[:first], sheet.width)
    places = _places(heads)
    found = _Found()
    period = year = ""
    for row in sheet.rows[first:]:
        year = row.cells[years] if years is not None and row.cells[years] else year
        said = _period(row, column, years, year)
        if (row.cells[column] and said is None) or _is_total(row, places):
            found.remarks.append(f"line {row.line} left out: ‘{_first_words(row)}’ is no month")
            continue
        period = said or period
        cells = {
            head: _plain(cell)
            for c, (head, cell) in enumerate(zip(heads, row.cells, strict=True))
            if c not in (column, years) and c not in places.values()
        }
        found.rows.append(PeriodRow(period, _at(row, places, "area"), _at(row, places, "group"), cells))
    return found


def _period(row: Row, column: int, years: int | None, year: str) -> str | None:
    cell = row.cells[column]
    month = named_month(cell) if years is not None else None
    if month is None:
        return month_of(cell)
    said = (row.cells[years] if years is not None else "") or year
    return f"{said}-{month:02d}" if re.fullmatch(r"(?:19|20)\d\d", said) else None


def _heads(above: Sequence[Row], width: int) -> list[str]:
    """The names of the columns: the last row above the figures that names most of them."""
    named = max(reversed(above), key=lambda row: sum(map(bool, row.cells)), default=None)
    heads = [(named.cells[c] if named is not None else "") or f"Column {c + 1}" for c in range(width)]
    seen: dict[str, int] = {}
    for column, head in enumerate(heads):
        seen[head] = seen.get(head, 0) + 1
        heads[column] = head if seen[head] == 1 else f"{head} ({seen[head]})"
    return heads


# -- months across a row ------------------------------------------------------------------------------------------


def _across(sheet: Sheet, header: int) -> _Found:
    """Months as columns: what a row measures becomes a column, each month a row."""
    heads = sheet.rows[header].cells
    months = {column: month for column, head in enumerate(heads) if (month := month_of(head))}
    labels = [column for column in range(min(months)) if any(sheet.column(column, header + 1))]
    places = _places([heads[column] if column in labels else "" for column in range(min(months))])
    measures = [column for column in labels if column not in places.values()]
    found = _Found()
    left = [head for column, head in enumerate(heads) if column > min(months) and column not in months and head]
    if left:
        found.remarks.append(f"columns left out, as they are no months: {', '.join(f'‘{head}’' for head in left)}")
    by_key: dict[tuple[str, str, str], dict[str, str]] = {}
    above: dict[int, str] = {}
    for row in sheet.rows[header + 1 :]:
        if _is_total(row, places):
            found.remarks.append(f"line {row.line} left out: ‘{_first_words(row)}’ adds up others")
            continue
        above |= {column: row.cells[column] for column in labels if row.cells[column]}
        measure = " – ".join(above[column] for column in measures if column in above) or "value"
        place = tuple(above.get(places.get(each, -1), "") for each in ("area", "group"))
        for column, month in months.items():
            cells = by_key.setdefault((month, *place), {})  # type: ignore[arg-type]
            if measure in cells and row.cells[column]:
                found.remarks.append(f"line {row.line}: ‘{measure}’ stands twice for {month}; the later figure is kept")
            if row.cells[column]:
                cells[measure] = _plain(row.cells[column])
    found.rows += [PeriodRow(*key, cells) for key, cells in sorted(by_key.items(), key=lambda each: each[0]) if cells]
    return found


# -- both ---------------------------------------------------------------------------------------------------------


def _places(heads: Sequence[str]) -> dict[str, int]:
    """The columns of areas and of groups, as far as there are any."""
    keys = [key_of_head(head) for head in heads]
    wanted = (("area", AREAS), ("group", GROUPS))
    return {name: keys.index(key) for name, words in wanted for key in keys[:] if key in words and key}


def _at(row: Row, places: dict[str, int], name: str) -> str:
    return row.cells[places[name]] if name in places else ""


def _is_total(row: Row, places: dict[str, int]) -> bool:
    """Whether a row adds up areas or groups, so that counting it would count everything twice."""
    return any(_TOTAL.fullmatch(row.cells[column]) for column in places.values())


def _first_words(row: Row) -> str:
    return next((cell for cell in row.cells if cell), "")[:40]


def _plain(cell: str) -> str:
    return _MONEY.sub("", cell)
