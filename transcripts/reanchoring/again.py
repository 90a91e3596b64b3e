"""What one text says again, though not to the letter: stretches without a counterpart that read like another one's."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from rapidfuzz.distance import Indel

from transcripts.reanchoring.anchors import Numbers, Run, grams, runs, shared
from transcripts.reanchoring.model import Span
from transcripts.reanchoring.tokens import Tokens
from transcripts.reanchoring.verbatim import Side

FOUR = 4
"""Words in a row that stand once in either text, by which it is told that something is said again."""
NEAR = 12
"""Words between two such rows that still are one thing said again; and how far beside them the rest of it may reach."""
MOST_SAID = 8
"""Words of such rows that make something said again, rather than a phrase people use twice."""
HALF, ALIKE = 0.5, 0.7
"""The share of a passage that must be said again; and of the words of both, put together, that must be the same."""


class Again(NamedTuple):
    """Words [first, last) of a text, by number, that the other text says once more, where `rows` say."""

    first: int
    last: int
    rows: tuple[Run, ...]


class SaidAgain:
    """What of a text the other one says once more, where nothing answers to it; `here` and `there` are their words."""

    def __init__(self, side: Side, here: Tokens, there: Tokens) -> None:
        self.here, self.there = here, there
        free = _free(self.there, [(block.new, block.new_end) for chain in side.alignment.chains for block in chain])
        self.found = sorted(_found(self.here, self.there, free)) if free.sum() >= MOST_SAID else []
        self._reach = list(np.maximum.accumulate([each.last for each in self.found])) if self.found else []

    def other(self, start: int, end: int, place: Span) -> Span | None:
        """Where in the other text the passage [start, end) is said once more, beside its `place` there; None when
        nowhere.
        """
        first, last = bisect_left(self.here.ends, start + 1), bisect_left(self.here.starts, end)
        for again in self.found[bisect_right(self._reach, first) :]:
            if again.first >= last:
                return None
            inside = min(last, again.last) - max(first, again.first)
            if last > first and inside >= HALF * (last - first):
                low, high = self._copy(again, max(first, again.first), min(last, again.last))
                copy = self.there.starts[low], self.there.ends[high - 1]
                alike = Indel.normalized_similarity(self.here.keys[first:last], self.there.keys[low:high])
                if alike >= ALIKE and (copy[0] >= place[1] or copy[1] <= place[0]):
                    return copy
        return None

    def _copy(self, again: Again, first: int, last: int) -> Span:
        """The numbers of the words in the other text that say the words [first, last) again."""
        one = next((row for row in again.rows if row.old + row.length > first), again.rows[-1])
        other = next((row for row in reversed(again.rows) if row.old < last), again.rows[0])
        low = min(max(0, one.new + first - one.old), len(self.there.starts) - 1)
        high = min(max(low + 1, other.new + last - other.old), len(self.there.ends))
        return low, high


def _free(there: Tokens, taken: Sequence[Span]) -> Numbers:
    """A 1 for every word that nothing answers to."""
    free = np.ones(len(there.starts), dtype=np.int64)
    for start, end in taken:
        free[bisect_left(there.starts, start) : bisect_left(there.starts, end)] = 0
    return free


def _found(here: Tokens, there: Tokens, free: Numbers) -> Iterator[Again]:
    """Chains of rows that stand once in the one text, and once among what is free of the other."""
    if min(len(here.keys), len(there.keys)) < FOUR:
        return
    olds, news = grams(here.keys, there.keys)[FOUR]
    whole = np.nonzero(np.convolve(free, np.ones(FOUR, dtype=np.int64), "valid") == FOUR)[0]
    once = [(run.old + n, int(whole[run.new + n])) for run in shared(olds, news[whole], 1) for n in range(run.length)]
    at = np.asarray(once, dtype=np.int64).reshape(-1, 2)
    for rows in _chains(runs(at[:, 0], at[:, 1], FOUR)):
        if sum(row.length for row in rows) >= MOST_SAID:
            before = _reach(free, rows[0].new - 1, -1)
            behind = _reach(free, rows[-1].new + rows[-1].length, 1)
            yield Again(rows[0].old - before, rows[-1].old + rows[-1].length + behind, tuple(rows))


def _chains(found: Sequence[Run]) -> Iterator[list[Run]]:
    """Rows, in order of the one text, that are near one another in both."""
    chain: list[Run] = []
    for row in found:
        last = chain[-1] if chain else row
        apart = row.old - last.old - last.length, row.new - last.new - last.length
        if chain and not all(-FOUR < distance <= NEAR for distance in apart):
            yield chain
            chain = []
        chain.append(row)
    if chain:
        yield chain


def _reach(free: Numbers, at: int, step: int) -> int:
    """How many words from one on are free, too."""
    many = 0
    while many < NEAR and 0 <= at < len(free) and free[at]:
        many, at = many + 1, at + step
    return many
