"""Tables of figures by month as rows of one month each: months down a column or across a row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from transcripts.importing.month_tables import (
    AREAS,
    GROUPS,
    MEASURES,
    adds_up,
    are_figures,
    is_month,
    month_column,
    year_column,
)
from transcripts.importing.month_years import dated, only_year, year_of
from transcripts.importing.months import month_of
from transcripts.importing.sheets import Row, Sheet
from transcripts.importing.table_words import key_of_head

_MONEY = re.compile(r"^[£$€]\s?|\s?[£$€]$")


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """What a table says for one month (`period`, as 2023-04), area and group: cells by column, as text."""

    period: str
    area: str
    group: str
    cells: dict[str, str]


@dataclass
class Found:
    """Rows in the making, with what is to be said of the file."""

    rows: list[PeriodRow] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


# -- months down a column -----------------------------------------------------------------------------------------


def down(sheet: Sheet, file: str) -> Found:
    """Months in a column: a row a month, or a month for several rows of areas below it."""
    column = month_column(sheet) or 0
    years = year_column(sheet)
    first = next(n for n, row in enumerate(sheet.rows) if is_month(row.cells[column]))
    heads = _heads(sheet.rows[:first], sheet.width)
    places = _places(heads)
    measure = _measures(sheet, first, heads)
    found = Found()
    period = ""
    for row, said in zip(sheet.rows[first:], _periods(sheet, first, column, years, file, found), strict=True):
        if (row.cells[column] and said is None) or _is_total(row, places):
            if not (year_of(row.cells[column]) and sum(map(bool, row.cells)) == 1):
                found.remarks.append(f"line {row.line} left out: ‘{_first_words(row)}’ is no month")
            continue
        period = said or period
        cells = {
            head: _plain(cell)
            for c, (head, cell) in enumerate(zip(heads, row.cells, strict=True))
            if c not in (column, years, measure) and c not in places.values()
        }
        if measure is not None and row.cells[measure]:
            cells = _measured(row.cells[measure], cells)
        found.rows.append(PeriodRow(period, _at(row, places, "area"), _at(row, places, "group"), cells))
    if measure is not None:
        found.rows = _gathered(found.rows)
    found.remarks += _standing_twice(found.rows)
    return found


def _measures(sheet: Sheet, first: int, heads: Sequence[str]) -> int | None:
    """The column that says what each row counts: called so, and no figures."""
    called = (column for column, head in enumerate(heads) if key_of_head(head) in MEASURES)
    return next((column for column in called if not are_figures(sheet, [column], first)), None)


def _measured(measure: str, cells: dict[str, str]) -> dict[str, str]:
    """A row's figures under the name of what they count."""
    return {measure if len(cells) == 1 else f"{measure} – {head}": cell for head, cell in cells.items()}


def _gathered(rows: Sequence[PeriodRow]) -> list[PeriodRow]:
    """One row for each month and place, as far as its rows count different things."""
    found: list[PeriodRow] = []
    last: dict[tuple[str, str, str], PeriodRow] = {}
    for row in rows:
        place = (row.period, row.area, row.group)
        there = last.get(place)
        if there is not None and not there.cells.keys() & row.cells.keys():
            there.cells.update(row.cells)
        else:
            found.append(row)
            last[place] = row
    return found


def _standing_twice(rows: Sequence[PeriodRow]) -> list[str]:
    """A remark on months that have more rows than one where no area or group parts them: all of them count."""
    counts = Counter(row.period for row in rows if not (row.area or row.group))
    twice = [period for period, count in counts.items() if count > 1]
    more = ", …" if len(twice) > 3 else ""
    named = ", ".join(twice[:3]) + more
    return [f"several rows for {named} that no area or group parts: all of them count"] if twice else []


def _periods(
    sheet: Sheet, first: int, column: int, years: int | None, file: str, found: Found
) -> list[str | None]:  # fmt: skip
    """The month of each row. Years stand in a column of their own, in rows between the months, or elsewhere."""
    said: list[str] = []
    year = next((its for row in reversed(sheet.rows[:first]) if (its := year_of(row.cells[column]))), "")
    for row in sheet.rows[first:]:
        year = (years is not None and year_of(row.cells[years])) or year_of(row.cells[column]) or year
        said.append(year)
    cells = [row.cells[column] for row in sheet.rows[first:]]
    return dated(cells, said, _year_elsewhere(sheet, first, file, found) if _is_open(cells, said) else "")


def _is_open(cells: Sequence[str], years: Sequence[str]) -> bool:
    """Whether some month has no year yet."""
    return any(not year and is_month(cell) and not month_of(cell) for cell, year in zip(cells, years, strict=True))


def _year_elsewhere(sheet: Sheet, first: int, file: str, found: Found) -> str:
    """The year that a title above says, or the sheet’s name, or the file’s; raises ImportRefused for several."""
    titles = " ".join(cell for row in sheet.rows[:first] for cell in row.cells)
    year = only_year(titles, sheet.name, file)
    if year:
        found.remarks.append(f"the months name no year: taken for {year}, which stands in a title or a name")
    return year


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


def across(sheet: Sheet, header: int, file: str) -> Found:
    """Months as columns: what a row measures becomes a column, each month a row."""
    heads = [_nearest_above(sheet, header, column) for column in range(sheet.width)]
    found = Found()
    periods = _periods_across(sheet, header, file, found)
    months = {column: month for column, month in enumerate(periods) if month}
    labels = [column for column in range(min(months)) if any(sheet.column(column, header + 1))]
    places = _places([heads[column] if column in labels else "" for column in range(min(months))])
    measures = [column for column in labels if column not in places.values()]
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


def _nearest_above(sheet: Sheet, header: int, column: int) -> str:
    """A column's head; of one that is joined downwards, the cell above."""
    cells = [row.cells[column] for row in sheet.rows[: header + 1]]
    return cells[-1] or next((cell for cell in reversed(cells) if cell and not year_of(cell)), "")


def _periods_across(sheet: Sheet, header: int, file: str, found: Found) -> list[str | None]:
    """The month of each column; a year above goes on to the right, up to the next."""
    cells = sheet.rows[header].cells
    begin = next(column for column, cell in enumerate(cells) if is_month(cell))
    said = [""] * len(cells)
    for row in sheet.rows[:header]:
        years = [year_of(cell) for cell in row.cells]
        if any(years[begin:]):
            year = ""
            for column in range(begin, len(cells)):
                year = said[column] = years[column] or year
    return dated(cells, said, _year_elsewhere(sheet, header, file, found) if _is_open(cells, said) else "")


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
    return any(adds_up(row.cells[column]) for column in places.values())


def _first_words(row: Row) -> str:
    return next((cell for cell in row.cells if cell), "")[:40]


def _plain(cell: str) -> str:
    return _MONEY.sub("", cell)
