"""The brackets right of the words: one lane a coding, the leftmost that is free on every row it spans."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from heapq import heappop, heappush
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

    def __init__(self, wrapped: WrappedText, codings: Sequence[ReaderCoding]) -> None:
        """`codings` in text order, as a `CodingIndex` holds them."""
        self._codings = codings
        self._lanes, self._first, self._last = _assigned(wrapped, codings)
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


def _assigned(wrapped: WrappedText, codings: Sequence[ReaderCoding]) -> tuple[list[int], list[int], list[int]]:
    """Lane, first and last row of each coding."""
    free: list[int] = []
    busy: list[tuple[int, int]] = []
    lanes: list[int] = []
    starts = wrapped.starts
    firsts = [max(0, bisect_right(starts, coding.start) - 1) for coding in codings]
    lasts = [
        max(first, bisect_right(starts, coding.end - 1, first) - 1)
        for first, coding in zip(firsts, codings, strict=True)
    ]
    for first, last in zip(firsts, lasts, strict=True):
        while busy and busy[0][0] < first:
            heappush(free, heappop(busy)[1])
        lane = heappop(free) if free else len(busy)
        lanes.append(lane)
        heappush(busy, (last, lane))
    return lanes, firsts, lasts
