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
        self._brackets = assigned(wrapped, codings)
        self._index = SpanIndex([each.first for each in self._brackets], [each.last + 1 for each in self._brackets])

    def on_row(self, row: int) -> list[Bracket]:
        """Brackets that a row shows some of, in text order."""
        return [self._brackets[at] for at in self._index.touching(row, row + 1)]


def assigned(wrapped: WrappedText, codings: Sequence[ReaderCoding]) -> list[Bracket]:
    """A bracket for each coding; no two share a lane on any row."""
    free: list[int] = []
    busy: list[tuple[int, int]] = []
    brackets: list[Bracket] = []
    starts, lanes = wrapped.starts, 0
    for coding in codings:
        first = max(0, bisect_right(starts, coding.start) - 1)  # as wrapped.rows_of, without its calls for every coding
        last = max(first, bisect_right(starts, coding.end - 1, first) - 1)
        while busy and busy[0][0] < first:
            heappush(free, heappop(busy)[1])
        if free:
            lane = heappop(free)
        else:
            lane, lanes = lanes, lanes + 1
        brackets.append(Bracket(coding, lane, first, last))
        heappush(busy, (last, lane))
    return brackets
