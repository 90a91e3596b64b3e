"""Which spans touch a stretch: answered row by row for thousands of codings, with nothing to keep up to date."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate
from operator import attrgetter
from typing import Protocol

from coding_tui.reader.model import ReaderCoding

_BLOCK = 16
_START, _END, _UID = attrgetter("start"), attrgetter("end"), attrgetter("uid")


class SpanIndex:
    """Half-open spans in order of their starts. A block of spans that all end too early is passed over in one step,
    and all blocks before the first that reaches far enough in none.
    """

    def __init__(self, starts: Sequence[int], ends: Sequence[int]) -> None:
        self.starts = starts
        self.ends = ends
        self._furthest = _furthest(ends)
        self._reached = list(accumulate(self._furthest, max))

    def replaced(self, first: int, last: int, starts: Sequence[int], ends: Sequence[int]) -> SpanIndex:
        """The same with others in place of the spans in positions [first, last): blocks before them are taken over."""
        known = first // _BLOCK
        index = SpanIndex((), ())
        index.starts = [*self.starts[:first], *starts, *self.starts[last:]]
        index.ends = [*self.ends[:first], *ends, *self.ends[last:]]
        furthest = _furthest(index.ends, known)
        index._furthest = self._furthest[:known] + furthest
        reached = accumulate(self._reached[known - 1 : known] + furthest, max) if known else accumulate(furthest, max)
        index._reached = [*self._reached[: max(0, known - 1)], *reached]
        return index

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


def _furthest(ends: Sequence[int], known: int = 0) -> list[int]:
    """The largest end of each block after the first so many."""
    return [max(ends[first : first + _BLOCK]) for first in range(known * _BLOCK, len(ends), _BLOCK)]


class Placed(Protocol):
    """Whatever has a place among codings."""

    @property
    def uid(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def _place(coding: Placed) -> tuple[int, int, str]:
    return coding.start, -coding.end, coding.uid


class CodingIndex:
    """Codings in text order. It never changes; `changed` makes another."""

    def __init__(self, codings: Iterable[ReaderCoding] = ()) -> None:
        found = sorted(codings, key=_UID)  # three sorts that ask no function of ours are quicker than one that does
        found.sort(key=_END, reverse=True)
        found.sort(key=_START)
        self._take(found, SpanIndex(list(map(_START, found)), list(map(_END, found))))

    def _take(self, codings: list[ReaderCoding], spans: SpanIndex) -> None:
        self.codings = codings
        self._spans = spans
        self._starts = spans.starts

    def changed(self, gone: Collection[Placed], come: Sequence[ReaderCoding]) -> CodingIndex:
        """The same without some, given as they stand here, and with others; the thousands before and after them are
        taken over.
        """
        places = [_place(coding) for coding in (*gone, *come)]
        if not places:
            return self
        uids = {coding.uid for coding in gone}
        first = bisect_left(self.codings, min(places), key=_place)
        last = bisect_right(self.codings, max(places), key=_place)
        between = sorted([*(each for each in self.codings[first:last] if each.uid not in uids), *come], key=_place)
        spans = self._spans.replaced(first, last, [each.start for each in between], [each.end for each in between])
        index = CodingIndex()
        index._take([*self.codings[:first], *between, *self.codings[last:]], spans)
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
