"""Which spans touch a stretch: answered row by row for thousands of codings, with nothing to keep up to date."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate

from coding_tui.reader.model import ReaderCoding

_BLOCK = 16


class SpanIndex:
    """Half-open spans in order of their starts. A block of spans that all end too early is passed over in one step,
    and all blocks before the first that reaches far enough in none.
    """

    def __init__(self, starts: Sequence[int], ends: Sequence[int]) -> None:
        self.starts = starts
        self.ends = ends
        self._furthest = [max(ends[first : first + _BLOCK]) for first in range(0, len(ends), _BLOCK)]
        self._reached = list(accumulate(self._furthest, max))

    def touching(self, start: int, end: int) -> list[int]:
        """Positions of the spans that share something with [start, end), in order."""
        stop = bisect_left(self.starts, end)
        ends, furthest = self.ends, self._furthest
        found: list[int] = []
        for block in range(bisect_right(self._reached, start), (stop + _BLOCK - 1) // _BLOCK):
            if furthest[block] > start:
                first = block * _BLOCK
                found += [at for at in range(first, min(first + _BLOCK, stop)) if ends[at] > start]
        return found


def _place(coding: ReaderCoding) -> tuple[int, int, str]:
    return coding.start, -coding.end, coding.uid


class CodingIndex:
    """Codings in text order. It never changes; `changed` makes another."""

    def __init__(self, codings: Iterable[ReaderCoding] = ()) -> None:
        self._take(sorted(codings, key=_place))

    def _take(self, codings: list[ReaderCoding]) -> None:
        self.codings = codings
        self._starts = [coding.start for coding in codings]
        self._spans = SpanIndex(self._starts, [coding.end for coding in codings])

    def changed(self, gone: Collection[str], come: Iterable[ReaderCoding]) -> CodingIndex:
        """The same without those of some uids, and with others: without sorting thousands anew."""
        codings = [coding for coding in self.codings if coding.uid not in gone]
        for coding in come:
            insort(codings, coding, key=_place)
        index = CodingIndex()
        index._take(codings)
        return index

    def touching(self, start: int, end: int) -> list[ReaderCoding]:
        """Codings that share something with [start, end), in text order."""
        return [self.codings[at] for at in self._spans.touching(start, end)]

    def next_after(self, offset: int) -> ReaderCoding | None:
        """The first coding that begins after an offset."""
        at = bisect_right(self._starts, offset)
        return self.codings[at] if at < len(self.codings) else None

    def previous_before(self, offset: int) -> ReaderCoding | None:
        """The last coding that begins before an offset."""
        at = bisect_left(self._starts, offset) - 1
        return self.codings[at] if at >= 0 else None

    def covered_until(self, offset: int) -> int:
        """Where the person's own codings that begin at or before an offset, and those that follow on, leave off."""
        reached = offset
        for at in self._spans.touching(offset, offset + 1):
            if self.codings[at].mine:
                reached = max(reached, self.codings[at].end)
        at = bisect_right(self._starts, offset)
        while at < len(self.codings) and self._starts[at] <= reached:
            if self.codings[at].mine:
                reached = max(reached, self.codings[at].end)
            at += 1
        return reached

    def next_start(self, offset: int) -> int | None:
        """Where the first of the person's own codings at or after an offset begins."""
        for at in range(bisect_left(self._starts, offset), len(self.codings)):
            if self.codings[at].mine:
                return self._starts[at]
        return None
