"""Months written without a year: which year each is of, by what the table, its sheet or its file says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from transcripts.errors import ImportRefused
from transcripts.importing.months import month_of, named_month

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\s?[/–-]\s?((?:19|20)?\d\d))?(?!\d)")
_WHOLLY = re.compile(rf"(?:(?:fy|year|financial year|jahr|année|año)[ :]*)?{_YEAR.pattern}", re.IGNORECASE)
_APRIL = 4
"""A year written 2023/24 begins with April, unless the order of its months says otherwise."""
_SAY_IT = "write it in a column ‘year’, in a title above, or in the file’s name, as in ‘tracker 2023.csv’"


def year_of(cell: str) -> str:
    """`2023`, `FY 2023/24` → the year, or the two that it touches as `2023/24`; "" for others, and for `2023-04`."""
    return next(_years(cell)) if month_of(cell) is None and _WHOLLY.fullmatch(cell.strip()) else ""


def only_year(*texts: str) -> str:
    """The one year that the first text says that says any; raises ImportRefused where that one says several."""
    for text in texts:
        said = tuple(dict.fromkeys(_years(text)))
        if len(said) > 1:
            raise ImportRefused(f"months without a year, and both {said[0]} and {said[1]} are named: {_SAY_IT}")
        if said:
            return said[0]
    return ""


def dated(cells: Sequence[str], years: Sequence[str], elsewhere: str) -> list[str | None]:
    """The month (as 2023-04) of each cell, None where it names none.

    `years` are those that the table itself gives for each cell ("" where it gives none), `elsewhere` what a title or a
    name says. Raises ImportRefused where the year of a month cannot be told.
    """
    named = [None if month_of(cell) else named_month(cell) for cell in cells]
    months: dict[str, list[int]] = {}
    for month, year in zip(named, years, strict=True):
        if month is not None:
            months.setdefault(year, []).append(month)
    known = {year: _periods(its, year or elsewhere, sure=bool(year)) for year, its in months.items()}
    return [
        month_of(cell) if month is None else known[year][month]
        for cell, month, year in zip(cells, named, years, strict=True)
    ]


def _periods(months: Sequence[int], said: str, *, sure: bool) -> dict[int, str]:
    """For each month its period, by the order in which they stand. Raises ImportRefused where that leaves it open."""
    if not said:
        raise ImportRefused(f"months without a year: {_SAY_IT}")
    first, _, second = said.partition("/")
    later = frozenset() if sure and not second else _of_the_later_year(months)
    if second and not later and min(months) < _APRIL:
        raise ImportRefused(f"months of {said}, and nothing says which of them are of {first}: {_SAY_IT}")
    if later and not second:
        raise ImportRefused(f"months of two years, and only {said} is named: write {said}/{(int(said) + 1) % 100:02d}")
    following = str(int(first) + 1)
    return {month: f"{following if month in later else first}-{month:02d}" for month in months}


def _of_the_later_year(months: Sequence[int]) -> frozenset[int]:
    """Those of the months that come after December, whether they go up or down; all else are of one year."""
    order = [months[0], *(month for before, month in pairwise(months) if month != before)]
    begin = order[0]
    if len(order) < 2:
        return frozenset()
    if order[1] == begin + 1 or (begin == 12 and order[1] == 1):
        return frozenset(month for month in order if month < begin)
    if order[1] == begin - 1 or (begin == 1 and order[1] == 12):
        return frozenset(month for month in order if month <= begin) if max(order) > begin else frozenset()
    return frozenset(month for month in order if month < begin)


def _years(text: str) -> Iterator[str]:
    for match in _YEAR.finditer(text):
        first, second = match[1], match[2] or ""
        if second and int(second[-2:]) == (int(first) + 1) % 100:
            yield f"{first}/{second[-2:]}"
            continue
        yield first
        if len(second) == 4:
            yield second
