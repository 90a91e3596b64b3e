"""The brackets right of the words: one lane a coding, the leftmost that is free on every row it spans."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from heapq import heapify, heappop, heappush
from itertools import compress, count, repeat
from operator import attrgetter, is_not
from typing import NamedTuple

from coding_tui.reader.coding_index import SpanIndex
from coding_tui.reader.model import ReaderCoding
from coding_tui.reader.wrapping import WrappedText


class Bracket(NamedTuple):
    """A coding's bracket: its lane, counted from the words, and its first and last row."""

    coding: ReaderCoding
    lane: int
    first: int
    last: int


class Lanes:
    """All brackets of a document, by row."""

    def __init__(self, wrapped: WrappedText, codings: Sequence[ReaderCoding], known: Lanes | None = None) -> None:
        """`codings` in text order, as a `CodingIndex` holds them; `known` is how others, mostly the same, stood in the
        same wrapped text: what did not change is taken from there.
        """
        self._codings = codings
        found = _taken_over(wrapped, codings, known) if known and known._codings else _new(wrapped, codings)
        self._first, self._last, self._lanes, self._index, self.changed_rows = found

    @property
    def firsts(self) -> Sequence[int]:
        """The row that each coding begins on, in text order."""
        return self._first

    def on_row(self, row: int) -> list[Bracket]:
        """Brackets that a row shows some of, in text order."""
        return [self.bracket(at) for at in self._index.touching(row, row + 1)]

    def reaching(self, row: int, before: int) -> list[tuple[int, int]]:
        """Last row and lane of the brackets of the first so many codings that a row shows some of."""
        return [(self._last[at], self._lanes[at]) for at in self._index.touching(row, row + 1) if at < before]

    def bracket(self, number: int) -> Bracket:
        """The bracket of one of the codings; made when it is wanted, which is for a screenful of thousands."""
        return Bracket(self._codings[number], self._lanes[number], self._first[number], self._last[number])


def assigned(wrapped: WrappedText, codings: Sequence[ReaderCoding]) -> list[Bracket]:
    """A bracket for each coding; no two share a lane on any row."""
    lanes = Lanes(wrapped, codings)
    return [lanes.bracket(number) for number in range(len(codings))]


class Standing(NamedTuple):
    """First row, last row and lane of each coding; their rows as spans; and the half-open stretch of rows on which
    codings or their brackets are not as they were, all rows when they are new.
    """

    firsts: list[int]
    lasts: list[int]
    lanes: list[int]
    rows: SpanIndex
    changed: range


def _new(wrapped: WrappedText, codings: Sequence[ReaderCoding]) -> Standing:
    firsts, lasts = _rows(wrapped, codings)
    index = SpanIndex(firsts, [last + 1 for last in lasts])
    return Standing(firsts, lasts, list(_lanes(firsts, lasts)), index, range(wrapped.height))


def _taken_over(wrapped: WrappedText, codings: Sequence[ReaderCoding], known: Lanes) -> Standing:
    """As `_new`, looking only at what changed and at those after it that this moves to other lanes."""
    before, after = _alike(known._codings, codings)
    begun, ended = len(codings) - after, len(known._codings) - after
    firsts, lasts = _rows(wrapped, codings[before:begun])
    above = min((*firsts[:1], *known._first[before:ended][:1]), default=0)
    index = known._index.replaced(before, ended, firsts, [last + 1 for last in lasts])
    firsts = [*known._first[:before], *firsts, *known._first[ended:]]
    lasts = [*known._last[:before], *lasts, *known._last[ended:]]
    lanes = known._lanes[:before]
    reached = max(known._last[before:ended], default=-1)
    beside = known.reaching(firsts[before], before) if before < len(firsts) else ()
    for at, lane in enumerate(_lanes(firsts[before:], lasts[before:], beside), before):
        then = at - begun + ended
        if at >= begun and firsts[at] > reached:
            lanes += known._lanes[then:]
            break
        if at < begun or lane != known._lanes[then]:
            reached = max(reached, lasts[at])
        lanes.append(lane)
    return Standing(firsts, lasts, lanes, index, range(above, reached + 1))


def _alike(old: Sequence[ReaderCoding], new: Sequence[ReaderCoding]) -> tuple[int, int]:
    """How many at the beginning, and how many of the rest at the end, are the very same."""
    least = min(len(old), len(new))
    before = next(compress(count(), map(is_not, old, new)), least)
    after = next(compress(count(), map(is_not, reversed(old), reversed(new))), least)
    return before, min(after, least - before)


def _rows(wrapped: WrappedText, codings: Sequence[ReaderCoding]) -> tuple[list[int], list[int]]:
    """First and last row of each coding."""
    rows = wrapped.starts or [0]
    after = list(map(bisect_right, repeat(rows), map(attrgetter("start"), codings), repeat(1)))
    beyond = map(bisect_left, repeat(rows), map(attrgetter("end"), codings), after)
    return [at - 1 for at in after], [at - 1 for at in beyond]


def _lanes(firsts: Sequence[int], lasts: Sequence[int], reaching: Iterable[tuple[int, int]] = ()) -> Iterator[int]:
    """Lane of each of the brackets: the leftmost that is free on its rows. `reaching` are last row and lane of those
    before them that reach the first row of the first.
    """
    busy = list(reaching)
    heapify(busy)
    taken = {lane for _, lane in busy}
    free = [lane for lane in range(max(taken, default=0)) if lane not in taken]
    for first, last in zip(firsts, lasts, strict=True):
        while busy and busy[0][0] < first:
            heappush(free, heappop(busy)[1])
        lane = heappop(free) if free else len(busy)
        yield lane
        heappush(busy, (last, lane))
