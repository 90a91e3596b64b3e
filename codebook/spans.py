"""The algebra of stretches of text.

A *span* is half-open, [start, end), in Unicode code points. A *region* is a list of spans that are sorted, not empty,
and neither overlap nor touch: the one way to write down a set of characters. All functions but `region` expect regions
and give regions, in time linear in the number of spans.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

Span = tuple[int, int]
_BLANK = re.compile(r"\s")


def region(spans: Iterable[Span]) -> list[Span]:
    """The characters that any of the spans holds; they may come unsorted, empty or overlapping (n log n)."""
    return _joined(sorted(span for span in spans if span[0] < span[1]))


def union(one: Sequence[Span], other: Sequence[Span]) -> list[Span]:
    """The characters in either."""
    return _joined(_merged(one, other))


def intersection(one: Sequence[Span], other: Sequence[Span]) -> list[Span]:
    """The characters in both."""
    shared: list[Span] = []
    i = j = 0
    while i < len(one) and j < len(other):
        start, end = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if start < end:
            shared.append((start, end))
        if one[i][1] <= other[j][1]:
            i += 1
        else:
            j += 1
    return shared


def difference(one: Sequence[Span], other: Sequence[Span]) -> list[Span]:
    """The characters in `one` that are not in `other`."""
    left: list[Span] = []
    j = 0
    for start, end in one:
        while j < len(other) and other[j][1] <= start:
            j += 1
        k = j
        while k < len(other) and other[k][0] < end:
            if start < other[k][0]:
                left.append((start, other[k][0]))
            start = max(start, other[k][1])
            k += 1
        j = max(j, k - 1)
        if start < end:
            left.append((start, end))
    return left


def complement(spans: Sequence[Span], universe: Sequence[Span]) -> list[Span]:
    """The characters of the universe (a region: the whole text, or participants' speech) that are not in `spans`."""
    return difference(universe, spans)


def clip(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """What lies inside [start, end)."""
    return intersection(spans, [(start, end)]) if start < end else []


def total_length(spans: Iterable[Span]) -> int:
    """How many characters a region holds."""
    return sum(end - start for start, end in spans)


def words_touched(text: str, spans: Sequence[Span]) -> int:
    """How many words of a text a region holds any of; a word held in several pieces is one word."""
    many, before = 0, None
    for start, end in spans:
        many += len(text[start:end].split())
        if before is not None and not _BLANK.search(text, before - 1, start + 1):
            many -= 1
        before = end
    return many


def contains(spans: Sequence[Span], offset: int) -> bool:
    """Whether the character at `offset` is in the region (logarithmic time)."""
    before = bisect_right(spans, offset, key=lambda span: span[0]) - 1
    return before >= 0 and offset < spans[before][1]


def overlaps(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return max(one[0], other[0]) < min(one[1], other[1])


def _merged(one: Sequence[Span], other: Sequence[Span]) -> list[Span]:
    # sorted() finds the two ascending runs and merges them in linear time
    return sorted((*one, *other))


def _joined(ascending: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in ascending:
        if joined and start <= joined[-1][1]:
            if end > joined[-1][1]:
                joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
