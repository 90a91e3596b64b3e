"""Charts in signs: a heat map, bars, small multiples, a timeline, for terminals with and without colours. Pure.

Shade, length and height say what the numbers say; every sign belongs to a cell, so that a cursor can go from cell to
cell as in the table. The same four stand among the figures that are written (`exports.figures.matrices`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import NamedTuple

from rich.cells import cell_len

from codebook.counting.months import all_months
from coding_tui.plain_words import shown
from coding_tui.widgets.rows import fitted, fixed

HEAT, BARS, MULTIPLES, TIMELINE = "heat", "bars", "multiples", "timeline"
KINDS: Mapping[str, str] = {
    HEAT: "heat map", BARS: "bars", MULTIPLES: "small multiples", TIMELINE: "timeline",
}  # fmt: skip
SHADES = "░▒▓█"
"""Up to a quarter, a half, three quarters of the longest, more."""
NONE, ZERO = "–", "·"
_ACROSS, _UP = " ▏▎▍▌▋▊▉█", " ▁▂▃▄▅▆▇█"
HIGH = 3
"""Rows of a timeline."""
LONGEST = 64
"""Cells of the longest bar."""
SMALL = 10
"""Cells of a bar in small multiples."""
LABEL = 28

At = tuple[int, int]


class Ink(NamedTuple):
    """Words, their role, and the cell that they stand for. `solid` signs are a measure: no cursor turns them round."""

    words: str
    role: str = "text"
    at: At | None = None
    solid: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """What is to be drawn: by row and column a value (None: there is none) and what is said of it.

    `tops[i]` is where the scale of a row ends: the largest value of all, or of the row where it has a scale of its own.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    said: tuple[tuple[str, ...], ...]
    tops: tuple[float, ...]

    def part(self, at: At) -> float | None:
        """The share of its scale that a cell has, from 0 to 1."""
        value, top = self.values[at[0]][at[1]], self.tops[at[0]]
        return None if value is None else (value / top if top else 0.0)


def one_scale(values: Sequence[Sequence[float | None]]) -> tuple[float, ...]:
    """The same scale for every row: up to the largest value."""
    top = max((value for line in values for value in line if value is not None), default=0.0)
    return (top,) * len(values)


class Spot(NamedTuple):
    """Where a cell stands in a drawing: its first and last line, and the cells before it."""

    top: int
    bottom: int
    x: int


@dataclass(frozen=True)
class Drawn:
    """Lines of ink."""

    lines: tuple[tuple[Ink, ...], ...]

    @cached_property
    def spots(self) -> Mapping[At, Spot]:
        """Where every cell stands."""
        found: dict[At, Spot] = {}
        for line, inks in enumerate(self.lines):
            x = 0
            for ink in inks:
                if ink.at is not None:
                    first = found.get(ink.at, Spot(line, line, x))
                    found[ink.at] = Spot(first.top, line, first.x)
                x += cell_len(ink.words)
        return found

    def nearest(self, at: At) -> At:
        """The cell itself where it is drawn, else the last drawn one before it in its row, else the first of all."""
        if at in self.spots or not self.spots:
            return at
        return max((each for each in self.spots if each[0] == at[0] and each[1] < at[1]), default=min(self.spots))

    def moved(self, at: At, down: int, right: int) -> At:
        """The cell one gets to: `right` counts cells of the line, `down` a line of cells, or lines if it is more."""
        here = self.spots.get(at)
        if here is None:
            return self.nearest(at)
        if right:
            beside = sorted((spot.x, each) for each, spot in self.spots.items() if spot.top == here.top)
            place = next(number for number, (_, each) in enumerate(beside) if each == at)
            at = beside[max(0, min(place + right, len(beside) - 1))][1]
        return self._below(at, down) if down else at

    def _below(self, at: At, down: int) -> At:
        here = self.spots[at]
        tops = sorted({spot.top for spot in self.spots.values()})
        if abs(down) == 1:
            line = tops[max(0, min(tops.index(here.top) + down, len(tops) - 1))]
        else:
            line = min(tops, key=lambda top: abs(top - here.top - down))
        return min((abs(spot.x - here.x), each) for each, spot in self.spots.items() if spot.top == line)[1]


def kinds(columns: str) -> tuple[str, ...]:
    """The charts of a matrix with such columns: a timeline is one of months."""
    return tuple(kind for kind in KINDS if kind != TIMELINE or columns == "month")


def drawing(chart: Chart, kind: str) -> Callable[[int], Drawn]:
    """What draws a chart in so many cells; a heat map is a table of `shade`s."""
    lay = {BARS: _bars, MULTIPLES: _multiples, TIMELINE: _timeline}[kind]
    return lambda width: Drawn(tuple(map(tuple, lay(chart, max(width, 30)))))


def shade(part: float | None) -> str:
    """Two signs, denser where there is more: `▓▓`; nothing is `·`, what cannot be is `–`."""
    if part is None:
        return f" {NONE}"
    return f" {ZERO}" if part <= 0 else SHADES[min(3, ceil(part * 4) - 1)] * 2


def bar(part: float | None, cells: int) -> str:
    """A bar to the eighth of a cell, in exactly so many cells; what is more than nothing is seen."""
    if part is None or part <= 0:
        return ("" if part is None else ZERO).ljust(cells)
    eighths = max(1, round(min(part, 1.0) * cells * 8))
    return ("█" * (eighths // 8) + _ACROSS[eighths % 8].strip()).ljust(cells)


# -- bars ---------------------------------------------------------------------------------------------------------


def _widest(words: Sequence[str], most: int) -> int:
    return min(max((cell_len(shown(each)) for each in words), default=0), most)


def _bars(chart: Chart, width: int) -> Iterator[Sequence[Ink]]:
    """All columns of a row below each other."""
    label = _widest(chart.columns, min(LABEL, width // 3) if len(chart.rows) > 1 else width // 2)
    said = _widest([each for line in chart.said for each in line], 20)
    room = max(6, min(LONGEST, width - label - said - 6))
    for row, heading in enumerate(chart.rows):
        yield (Ink(fitted(shown(heading), width), "strong"),)
        for column, name in enumerate(chart.columns):
            at = row, column
            yield (
                Ink("  "), Ink(fixed(shown(name), label) + "  ", "text", at),
                Ink(bar(chart.part(at), room), "accent", at, solid=True),
                Ink(f" {chart.said[row][column]}", "text", at),
            )  # fmt: skip
        yield ()


# -- small multiples ----------------------------------------------------------------------------------------------


def _multiples(chart: Chart, width: int) -> Iterator[Sequence[Ink]]:
    """A small chart of bars for every column, beside each other as far as there is room."""
    label = _widest(chart.rows, min(LABEL, width // 3))
    said = _widest([each for line in chart.said for each in line], 16)
    panel = SMALL + said + 3
    many = max(1, (width - label - 2) // panel)
    for first in range(0, len(chart.columns), many):
        columns = range(first, min(first + many, len(chart.columns)))
        names = [Ink(fixed(shown(chart.columns[column]), panel - 2) + "  ", "strong") for column in columns]
        yield (Ink(" " * (label + 2)), *names)
        for row, heading in enumerate(chart.rows):
            small = [
                ink for column in columns for ink in (
                    Ink(bar(chart.part((row, column)), SMALL), "text", (row, column), solid=True),
                    Ink(f" {fixed(chart.said[row][column], said)}  ", "text", (row, column)),
                )
            ]  # fmt: skip
            yield (Ink(fixed(shown(heading), label) + "  "), *small)
        yield ()


# -- timeline -----------------------------------------------------------------------------------------------------


def _timeline(chart: Chart, width: int) -> Iterator[Sequence[Ink]]:
    """Months from left to right, also those with nothing, a ground for every row; what has no month is left out."""
    at = {name: number for number, name in enumerate(chart.columns)}
    months = all_months(name for name in chart.columns if name[:1].isdigit())
    cells = next((each for each in (6, 5, 4, 3, 2) if each * len(months) <= width), 2)
    chunk = max(1, width // cells)
    for first in range(0, len(months), chunk):
        here = months[first : first + chunk]
        columns = [at.get(month) for month in here]
        for row, heading in enumerate(chart.rows):
            shown_here = [(chart.part((row, c)) or 0.0, chart.said[row][c]) for c in columns if c is not None]
            most = max(shown_here, default=(0.0, ""))
            highest = f"  highest here {most[1]}" if most[0] else "  nothing here"
            yield Ink(fitted(shown(heading), width - 24), "strong"), Ink(highest, "quiet")
            yield from (_level(chart, row, columns, level, cells) for level in range(HIGH - 1, -1, -1))
            yield [
                Ink(" " * cells) if c is None else Ink(_number(chart.said[row][c], cells - 1) + " ", "text", (row, c))
                for c in columns
            ]
            yield (Ink(_ticks(here, cells), "quiet"),)


def _level(chart: Chart, row: int, columns: Sequence[int | None], level: int, cells: int) -> Sequence[Ink]:
    return [
        Ink(" " * cells)
        if column is None
        else Ink(_piece(chart.part((row, column)), level) * (cells - 1) + " ", "text", (row, column), solid=True)
        for column in columns
    ]


def _number(said: str, cells: int) -> str:
    """The number below a column, without what it is out of, where there is room."""
    words = said.partition(" of ")[0].removesuffix(" %")
    return (words if cell_len(words) <= cells else "").ljust(cells)


def _piece(part: float | None, level: int) -> str:
    """What a column shows at a level, from 0 at the ground: nothing where there is no value, `·` for 0."""
    if part is None:
        return " "
    if part <= 0:
        return " " if level else ZERO
    eighths = max(1, round(min(part, 1.0) * HIGH * 8))
    return _UP[max(0, min(8, eighths - 8 * level))]


def _ticks(months: Sequence[str], cells: int) -> str:
    """The months below, as many as have room: the first of a year that has it with the year."""
    line, free, told = "", 0, ""
    for number, month in enumerate(months):
        year, _, at = month.partition("-")
        if number * cells >= free:
            line = line.ljust(number * cells) + (at if year == told else f"{at} {year}")
            free, told = len(line) + 1, year
    return line
