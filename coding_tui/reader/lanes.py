"""The brackets right of the words: one lane a coding, the leftmost that is free on every row it spans."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from heapq import heappop, heappush
from itertools import accumulate
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
        self._first, self._last, self._lanes = _taken_over(wrapped, codings, known) if known else _new(wrapped, codings)
        self._index = SpanIndex(self._first, [last + 1 for last in self._last])

    def on_row(self, row: int) -> list[Bracket]:
        """Brackets that a row shows some of, in text order."""
        return [self.bracket(at) for at in self._index.touching(row, row + 1)]

    def bracket(self, number: int) -> Bracket:
        """The bracket of one of the codings; made when it is wanted, which is for a screenful of thousands."""
        return Bracket(self._codings[number], self._lanes[number], self._first[number], self._last[number])


def assigned(wrapped: WrappedText, codings: Sequence[ReaderCoding]) -> list[Bracket]:
    """A bracket for each coding; no two share a lane on any row."""
    lanes = Lanes(wrapped, codings)
    return [lanes.bracket(number) for number in range(len(codings))]


Standing = tuple[list[int], list[int], list[int]]
"""First row, last row and lane of each coding."""


def _new(wrapped: WrappedText, codings: Sequence[ReaderCoding]) -> Standing:
    firsts, lasts = _rows(wrapped, codings)
    return firsts, lasts, _lanes(firsts, lasts)


def _taken_over(wrapped: WrappedText, codings: Sequence[ReaderCoding], known: Lanes) -> Standing:
    """As `_new`, without looking at what stands before and after everything that changed."""
    old = known._codings
    before = next((at for at, (one, two) in enumerate(zip(old, codings, strict=False)) if one is not two), None)
    before = min(len(old), len(codings)) if before is None else before
    after = 0
    while after < min(len(old), len(codings)) - before and old[-1 - after] is codings[-1 - after]:
        after += 1
    begun, ended = len(codings) - after, len(old) - after
    firsts, lasts = _rows(wrapped, codings[before:begun])
    firsts = [*known._first[:before], *firsts, *known._first[ended:]]
    lasts = [*known._last[:before], *lasts, *known._last[ended:]]
    reached = [-1, *accumulate(lasts, max)]
    start = next((at for at in range(min(before, len(firsts) - 1), 0, -1) if reached[at] < firsts[at]), 0)
    stop = _rejoined(firsts, reached, known, begun)
    between = _lanes(firsts[start:stop], lasts[start:stop])
    return firsts, lasts, [*known._lanes[:start], *between, *known._lanes[stop - begun + ended :]]


def _rejoined(firsts: list[int], reached: list[int], known: Lanes, begun: int) -> int:
    """The first coding from `begun` on that no bracket before it reaches, now or as they stood then."""
    shift = len(known._first) - len(firsts)
    then = [-1, *accumulate(known._last, max)]
    whole = (at for at in range(begun, len(firsts)) if max(reached[at], then[at + shift]) < firsts[at])
    return next(whole, len(firsts))


def _rows(wrapped: WrappedText, codings: Sequence[ReaderCoding]) -> tuple[list[int], list[int]]:
    """First and last row of each coding."""
    starts = wrapped.starts
    firsts = [max(0, bisect_right(starts, coding.start) - 1) for coding in codings]
    lasts = [
        max(first, bisect_right(starts, coding.end - 1, first) - 1)
        for first, coding in zip(firsts, codings, strict=True)
    ]
    return firsts, lasts


def _lanes(firsts: Sequence[int], lasts: Sequence[int]) -> list[int]:
    """Lane of each of the brackets, none of which anything before them reaches."""
    free: list[int] = []
    busy: list[tuple[int, int]] = []
    lanes: list[int] = []
    for first, last in zip(firsts, lasts, strict=True):
        while busy and busy[0][0] < first:
            heappush(free, heappop(busy)[1])
        lane = heappop(free) if free else len(busy)
        lanes.append(lane)
        heappush(busy, (last, lane))
    return lanes
