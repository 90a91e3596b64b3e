"""Which words of one text are which words of the other: first in order, then what was moved as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from rapidfuzz.distance import Indel

from transcripts.reanchoring.anchors import SIZES, Grams, Numbers, Run, grams, heaviest_chain, runs, shared

SMALL = 64 * 64
"""Cells (tokens × tokens) of a gap that is short: its anchors are single words."""
MOST = 16_000 * 16_000
"""Cells up to which a gap without any anchor is aligned: 32 MB for a moment. Longer ones are taken as rewritten."""
SHARE = 0.34
"""What a gap's shorter side must have in common, else the words it shares (“the”, “,”) are taken as chance."""
MOVED = 6
"""Tokens in a row that make something moved, rather than a phrase people use twice."""
NEAR = 40
"""Tokens between two moved runs that are still one moved passage."""


class Gap(NamedTuple):
    """Stretches of tokens, half-open, of which one became the other."""

    old: int
    old_end: int
    new: int
    new_end: int

    @property
    def cells(self) -> int:
        """What aligning it costs."""
        return (self.old_end - self.old) * (self.new_end - self.new)


def matched(old: Sequence[int], new: Sequence[int]) -> list[list[Run]]:
    """Chains of equal tokens, each in order in both texts: the first is what kept its order, others were moved.

    No token is in two runs. Time is near-linear unless both texts are long and repeat themselves throughout.
    """
    numbers = grams(old, new)
    in_order = sorted(_in_order(old, new, numbers))
    return [in_order, *_moved(old, new, numbers[4], in_order)]


# -- in order -----------------------------------------------------------------------------------------------------


def _in_order(old: Sequence[int], new: Sequence[int], numbers: Grams) -> Iterator[Run]:
    gaps = [Gap(0, len(old), 0, len(new))]
    while gaps:
        ends, gap = _trimmed(old, new, gaps.pop())
        yield from ends
        if gap.cells:
            found, left = _between(old, new, numbers, gap)
            yield from found
            gaps += left


def _trimmed(old: Sequence[int], new: Sequence[int], gap: Gap) -> tuple[list[Run], Gap]:
    """What a gap's sides have in common at their beginnings and ends, and what is left between."""
    a, a_end, b, b_end = gap
    before = 0
    while a + before < a_end and b + before < b_end and old[a + before] == new[b + before]:
        before += 1
    a, b, after = a + before, b + before, 0
    while a < a_end - after and b < b_end - after and old[a_end - after - 1] == new[b_end - after - 1]:
        after += 1
    ends = [Run(gap.old, gap.new, before), Run(a_end - after, b_end - after, after)]
    return [run for run in ends if run.length], Gap(a, a_end - after, b, b_end - after)


def _between(old: Sequence[int], new: Sequence[int], numbers: Grams, gap: Gap) -> tuple[list[Run], list[Gap]]:
    """Runs inside a gap, and the gaps between them that are to be looked into."""
    chain = heaviest_chain(_few(old, new, gap)) if gap.cells <= SMALL else _anchored(numbers, gap)
    if chain:
        edges = [Run(gap.old, gap.new, 0), *chain, Run(gap.old_end, gap.new_end, 0)]
        return chain, [Gap(x.old + x.length, y.old, x.new + x.length, y.new) for x, y in pairwise(edges)]
    return (_aligned(old, new, gap) if gap.cells <= MOST else []), []


def _few(old: Sequence[int], new: Sequence[int], gap: Gap) -> list[Run]:
    """The tokens that a short gap has once on either side; most gaps are a word or two."""
    if gap.cells == 1:
        return []
    a, b = old[gap.old : gap.old_end], new[gap.new : gap.new_end]
    both = set(a).intersection(b)
    once = (key for key in both if a.count(key) == 1 and b.count(key) == 1) if both else ()
    return sorted(Run(gap.old + a.index(key), gap.new + b.index(key), 1) for key in once)


def _anchored(numbers: Grams, gap: Gap) -> list[Run]:
    for size in SIZES:
        sides = (numbers[size][0][gap.old : gap.old_end - size + 1], numbers[size][1][gap.new : gap.new_end - size + 1])
        if all(side.size for side in sides):
            found = [Run(gap.old + a, gap.new + b, length) for a, b, length in shared(*sides, size)]
            if chain := heaviest_chain(found):
                return chain
    return []


def _aligned(old: Sequence[int], new: Sequence[int], gap: Gap) -> list[Run]:
    """The longest common subsequence of a gap, unless it is so short that chance explains it."""
    a, b = old[gap.old : gap.old_end], new[gap.new : gap.new_end]
    found = [
        Run(gap.old + code.src_start, gap.new + code.dest_start, code.src_end - code.src_start)
        for code in Indel.opcodes(a, b)
        if code.tag == "equal"
    ]
    return found if sum(run.length for run in found) >= SHARE * min(len(a), len(b)) else []


# -- moved --------------------------------------------------------------------------------------------------------


def _moved(
    old: Sequence[int], new: Sequence[int], fours: tuple[Numbers, Numbers], in_order: Sequence[Run]
) -> list[list[Run]]:
    """Chains of what both texts have and not in the same order: unique sequences of four among what is left."""
    free = (
        _left(len(old), [(run.old, run.length) for run in in_order]),
        _left(len(new), [(run.new, run.length) for run in in_order]),
    )
    found = [
        longer
        for run in _shared_among(fours, free)
        if (longer := _extended(old, new, free, run)) is not None
    ]  # fmt: skip
    return [_filled(old, new, free, chain) for chain in _neighbours(sorted(found))]


def _left(length: int, taken: Sequence[tuple[int, int]]) -> Numbers:
    """A 1 for every token that no run holds."""
    free = np.ones(length, dtype=np.int64)
    for start, many in taken:
        free[start : start + many] = 0
    return free


def _shared_among(fours: tuple[Numbers, Numbers], free: tuple[Numbers, Numbers]) -> list[Run]:
    """Runs of sequences of four that are free throughout and occur once on either side, longest first."""
    if any(side.sum() < MOVED for side in free):
        return []
    whole = [np.nonzero(np.convolve(side, np.ones(4, dtype=np.int64), "valid") == 4)[0] for side in free]
    each = [run for r in shared(fours[0][whole[0]], fours[1][whole[1]], 1) for run in _apart(r, *whole)]
    places = np.asarray([(run.old, run.new) for run in each], dtype=np.int64).reshape(-1, 2)
    return sorted(runs(places[:, 0], places[:, 1], 4), key=lambda run: (-run.length, run))


def _apart(run: Run, olds: Numbers, news: Numbers) -> Iterator[Run]:
    for step in range(run.length):
        yield Run(int(olds[run.old + step]), int(news[run.new + step]), 1)


def _extended(old: Sequence[int], new: Sequence[int], free: tuple[Numbers, Numbers], run: Run) -> Run | None:
    """A run, as far as it is free still, made as long as free equal tokens reach, and taken; None when that is too
    little.
    """
    first, many = _longest(free[0][run.old : run.old + run.length] * free[1][run.new : run.new + run.length])
    if not many:
        return None
    a, b = run.old + first, run.new + first
    a_end, b_end = a + many, b + many
    while a and b and free[0][a - 1] and free[1][b - 1] and old[a - 1] == new[b - 1]:
        a, b = a - 1, b - 1
    while a_end < len(old) and b_end < len(new) and free[0][a_end] and free[1][b_end] and old[a_end] == new[b_end]:
        a_end, b_end = a_end + 1, b_end + 1
    if a_end - a < MOVED:
        return None
    free[0][a:a_end] = free[1][b:b_end] = 0
    return Run(a, b, a_end - a)


def _longest(free: Numbers) -> tuple[int, int]:
    """The longest stretch of ones: where it begins, and how many."""
    edges = np.nonzero(np.diff(np.concatenate(([0], free, [0]))))[0]
    stretches = [(int(start), int(end - start)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    return max(stretches, key=lambda stretch: stretch[1], default=(0, 0))


def _neighbours(found: Sequence[Run]) -> Iterator[list[Run]]:
    """Moved runs, in order of the old text, that stayed near one another in both texts."""
    chain: list[Run] = []
    for run in found:
        last = chain[-1] if chain else run
        apart = (run.old - last.old - last.length, run.new - last.new - last.length)
        if chain and not all(0 <= distance <= NEAR for distance in apart):
            yield chain
            chain = []
        chain.append(run)
    if chain:
        yield chain


def _filled(old: Sequence[int], new: Sequence[int], free: tuple[Numbers, Numbers], chain: list[Run]) -> list[Run]:
    """A moved chain with what is alike between its runs."""
    filled = list(chain)
    for x, y in pairwise(chain):
        gap = Gap(x.old + x.length, y.old, x.new + x.length, y.new)
        if gap.cells and free[0][gap.old : gap.old_end].all() and free[1][gap.new : gap.new_end].all():
            ends, inner = _trimmed(old, new, gap)
            filled += ends + (_aligned(old, new, inner) if inner.cells else [])
            free[0][gap.old : gap.old_end] = free[1][gap.new : gap.new_end] = 0
    return sorted(filled)
