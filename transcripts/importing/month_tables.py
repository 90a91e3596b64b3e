"""Tables of figures by month: where the months stand, and what the columns beside them are called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transcripts.cell_types import number as figure
from transcripts.importing import table_words as heads
from transcripts.importing.month_years import year_of
from transcripts.importing.months import month_of, named_month, says_a_day
from transcripts.importing.sheets import Sheet
from transcripts.importing.table_layout import is_prose
from transcripts.importing.table_words import key_of_head

MONTHS = frozenset({
    "month", "months", "period", "reporting month", "reporting period", "month year", "month ending", "month end",
    "mois", "monat", "mes", "mês", "mese", "maand", "mis",
})  # fmt: skip
YEARS = frozenset({"year", "financial year", "fiscal year", "fy", "année", "jahr", "año", "anno", "jaar", "blwyddyn"})
AREAS = frozenset({"area", "areas", "region", "district", "force", "site", "location", "région", "gebiet", "región"})
GROUPS = frozenset({"group", "agency", "organisation", "organization", "team", "unit", "service", "groupe", "gruppe"})
MEASURES = frozenset({"measure", "indicator", "metric", "item", "figure", "count of", "kpi", "indicateur", "kennzahl"})
_SUM = re.compile(
    r"(?:(?:grand |sub-?)?totals?|all(?: areas| groups)?|sum|ytd|year to date|gesamt|summe|(?:q|quarter )[1-4])"
    r"(?: \d{4}(?:/\d\d)?)?",
    re.IGNORECASE,
)
_SHARE = 0.8
"""Of the cells in a column that say anything, so many must be months."""
_SHARE_UNDER_A_HEAD = 0.5
"""The same where the column is called so; notes stand below tables."""


def is_tracker(sheet: Sheet) -> bool:
    """Whether months stand in a column or across a row, with figures beside or below them."""
    return month_row(sheet) is not None or month_column(sheet) is not None


def is_month(cell: str) -> bool:
    """Whether a cell names a month, with a year or without."""
    return month_of(cell) is not None or named_month(cell) is not None


def adds_up(cell: str) -> bool:
    """Whether a cell calls what adds up others: `Total`, `All areas`, `Q1`, `YTD`."""
    return _SUM.fullmatch(cell) is not None


def month_row(sheet: Sheet) -> int | None:
    """The index of a row whose heads are months, if figures stand below most of them."""
    for number, row in enumerate(sheet.rows[:8]):
        columns = [column for column, cell in enumerate(row.cells) if is_month(cell)]
        if columns and len(columns) >= _fewest(row.cells, columns) and are_figures(sheet, columns, number + 1):
            return number
    return None


def _fewest(cells: Sequence[str], columns: Sequence[int]) -> int:
    """So many heads that are months make a tracker: one beside `Area`, three that name no year beside nothing known."""
    beside = any(key_of_head(cell) in AREAS | GROUPS | MEASURES for cell in cells[: columns[0]])
    with_year = all(month_of(cells[column]) for column in columns)
    return 3 - beside - with_year


def month_column(sheet: Sheet) -> int | None:
    """The index of a column of months, if figures stand in other columns."""
    for column in range(sheet.width):
        if not _holds_months(sheet, column):
            continue
        others = [c for c in range(sheet.width) if c != column and any(sheet.column(c, 1))]
        if any(are_figures(sheet, [c], 1) for c in others) and not any(is_prose(sheet, c, 1) for c in others):
            return column
    return None


def _tells_of_documents(sheet: Sheet, column: int) -> bool:
    """Whether a first row says that the table is about people or interviews: called `April`, or held on days."""
    head, others = key_of_head(sheet.rows[0].cells[column]), {key_of_head(cell) for cell in sheet.rows[0].cells}
    on_days = any(says_a_day(cell) for cell in sheet.column(column, 1))
    return head in heads.SPEAKER | heads.LABEL | heads.SECOND_CHOICE_OF_SPEAKER or (
        on_days and bool(others & heads.DOCUMENT)
    )


def _holds_months(sheet: Sheet, column: int) -> bool:
    if _tells_of_documents(sheet, column):
        return False
    head = next((n for n, row in enumerate(sheet.rows[:8]) if key_of_head(row.cells[column]) in MONTHS), None)
    if head is not None:
        return _are_months(sheet.column(column, head + 1), _SHARE_UNDER_A_HEAD, least=1)
    return any(
        _are_months(sheet.column(column, first), _SHARE, least=3) for first in {1, min(3, len(sheet.rows) - 1)} - {0}
    )


def _are_months(cells: Sequence[str], share: float, *, least: int) -> bool:
    """Whether most of what is said are months. Two are enough where they name their year and no day."""
    said = [cell for cell in cells if cell and not adds_up(cell) and not year_of(cell)]
    months = [cell for cell in said if is_month(cell)]
    if not months or len(months) < share * len(said):
        return False
    plain = all(month_of(cell) and not says_a_day(cell) for cell in months)
    return len({month_of(cell) or named_month(cell) for cell in months}) >= min(least, 2 if plain else 3)


def year_column(sheet: Sheet) -> int | None:
    """The index of a column called `year`."""
    for row in sheet.rows[:4]:
        for column, cell in enumerate(row.cells):
            if key_of_head(cell) in YEARS:
                return column
    return None


def are_figures(sheet: Sheet, columns: list[int], first: int) -> bool:
    """Whether most of what stands in columns, from a row on, are numbers."""
    said = [cell for column in columns for cell in sheet.column(column, first) if cell]
    return bool(said) and sum(figure(cell.lstrip("£$€ ")) is not None for cell in said) >= 0.6 * len(said)
