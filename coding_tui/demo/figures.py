"""The monthly figures of the study: what the units count, area by area, with one change planted in them.

From `CHANGE` on early advice is sought in most complaints, and files are sent back less than half as often. Area C,
which calls early from the beginning, has nothing to change. What people say of delay does not change in that month:
figures and words part company, which is what there is to find.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from statistics import fmean
from typing import Any

from coding_tui.demo.cast import FIRST, LAST
from coding_tui.demo.model import AREAS, MonthlyFigures

NAME = "monthly-figures"
COLUMNS = ("month", "area", "complaints recorded", "early advice sought", "files sent back")
CHANGE = "2023-03"
EARLY = "C"
"""The area that had early advice from the beginning."""


def months() -> list[str]:
    """The months of the study, as 2022-07."""
    first, last = FIRST.year * 12 + FIRST.month - 1, LAST.year * 12 + LAST.month - 1
    return [f"{each // 12}-{each % 12 + 1:02d}" for each in range(first, last + 1)]


def monthly_figures(rng: Random) -> tuple[MonthlyFigures, ...]:
    """A row for every month and area."""
    return tuple(_row(month, area, rng) for month in months() for area in AREAS)


def _row(month: str, area: str, rng: Random) -> MonthlyFigures:
    early = area == EARLY or month >= CHANGE
    recorded = rng.randint(10, 16)
    return MonthlyFigures(
        month, area, recorded, rng.randint(6, 9) if early else rng.randint(1, 3),
        rng.randint(1, 3) if early else rng.randint(5, 8),
    )  # fmt: skip


def rows(figures: tuple[MonthlyFigures, ...]) -> Iterator[tuple[object, ...]]:
    """For `COLUMNS`."""
    for one in figures:
        yield one.month, one.area, one.recorded, one.advice, one.sent_back


def told(figures: tuple[MonthlyFigures, ...]) -> dict[str, Any]:
    """What was planted: files sent back in a month, in the mean, before the change and from it on, over all areas."""
    by_month = {month: sum(one.sent_back for one in figures if one.month == month) for month in months()}
    before = [many for month, many in by_month.items() if month < CHANGE]
    after = [many for month, many in by_month.items() if month >= CHANGE]
    return {
        "name": NAME, "column": COLUMNS[-1], "from": CHANGE, "without_change": EARLY,
        "before": round(fmean(before), 2), "after": round(fmean(after), 2),
    }  # fmt: skip
