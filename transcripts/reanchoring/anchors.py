"""Matches that hardly can be chance: runs of words that both texts have exactly once.

As in patience diff (Bram Cohen), with sequences of four words before pairs and single words, so that a corrected
transcript full of repeated phrases still has anchors; the chain kept is the heaviest one that is in order in both.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
SIZES = (4, 2, 1)


class Run(NamedTuple):
    """Equal tokens: `length` of them, from `old` in the one text and `new` in the other."""

    old: int
    new: int
    length: int


Grams = dict[int, tuple[Numbers, Numbers]]


def grams(old: Sequence[int], new: Sequence[int]) -> Grams:
    """For each of `SIZES`, a number for the tokens that begin at each place; equal numbers mean equal sequences."""
    one = (np.asarray(old, dtype=np.int64), np.asarray(new, dtype=np.int64))
    two = _joined(one, 1)
    return {1: one, 2: two, 4: _joined(two, 2)}


def _joined(parts: tuple[Numbers, Numbers], apart: int) -> tuple[Numbers, Numbers]:
    """Numbers for the sequences made of two that are `apart` places apart, without collisions."""
    most = max((int(part.max()) for part in parts if part.size), default=0) + 1
    pairs = [part[:-apart] * most + part[apart:] for part in parts]
    _, numbers = np.unique(np.concatenate(pairs), return_inverse=True)
    return numbers[: pairs[0].size], numbers[pairs[0].size :]


def shared(old: Numbers, new: Numbers, size: int) -> list[Run]:
    """Runs of sequences that occur once in each of two stretches, in order of the old text."""
    olds, at_old = _once(old)
    news, at_new = _once(new)
    _, in_old, in_new = np.intersect1d(olds, news, assume_unique=True, return_indices=True)
    places_old, places_new = at_old[in_old], at_new[in_new]
    order = np.argsort(places_old)
    return runs(places_old[order], places_new[order], size)


def runs(olds: Numbers, news: Numbers, size: int) -> list[Run]:
    """Places of equal sequences of `size` tokens, in order of the old text, joined where they touch or overlap."""
    if not olds.size:
        return []
    breaks = (np.diff(olds) > size) | (np.diff(news - olds) != 0)
    first = np.concatenate(([0], np.nonzero(breaks)[0] + 1))
    last = np.concatenate((first[1:] - 1, [olds.size - 1]))
    lengths = olds[last] - olds[first] + size
    return [Run(*each) for each in zip(olds[first].tolist(), news[first].tolist(), lengths.tolist(), strict=True)]


def _once(numbers: Numbers) -> tuple[Numbers, Any]:
    values, places, counts = np.unique(numbers, return_index=True, return_counts=True)
    return values[counts == 1], places[counts == 1]


def heaviest_chain(found: Sequence[Run]) -> list[Run]:
    """The runs, given in order of the old text, that are in order in the new one too and hold the most tokens.

    Overlaps of neighbours are cut off the later one.
    """
    ends: list[int] = []  # where the best chains so far begin their last run in the new text, and what they weigh
    weights: list[int] = []
    tips: list[int] = []
    before: list[int] = []
    for number, run in enumerate(found):
        at = bisect_left(ends, run.new)
        weight = run.length + (weights[at - 1] if at else 0)
        before.append(tips[at - 1] if at else -1)
        worse = at
        while worse < len(ends) and weights[worse] <= weight:
            worse += 1
        if worse > at or at == len(ends) or ends[at] > run.new:
            ends[at:worse], weights[at:worse], tips[at:worse] = [run.new], [weight], [number]
    return _without_overlaps(found, before, tips[-1] if tips else -1)


def _without_overlaps(found: Sequence[Run], before: Sequence[int], tip: int) -> list[Run]:
    chain: list[Run] = []
    while tip >= 0:
        chain.append(found[tip])
        tip = before[tip]
    kept: list[Run] = []
    for run in reversed(chain):
        over = max(kept[-1].old + kept[-1].length - run.old, kept[-1].new + kept[-1].length - run.new, 0) if kept else 0
        if over < run.length:
            kept.append(Run(run.old + over, run.new + over, run.length - over))
    return kept
