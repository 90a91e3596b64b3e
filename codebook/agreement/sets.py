"""α of whole sets of codes: on each code point, which codes a coder gave, with distances between sets.

Jaccard δ = 1 − |A ∩ B| / |A ∪ B|; MASI δ = 1 − J · M, M = 1 for equal sets, 2/3 where one holds the other, 1/3 where
they overlap, 0 where they are disjoint (Passonneau 2006). Nothing against nothing is 0. A secondary figure: one
number for a codebook hides the code that failed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from codebook.agreement.laid import Laid

Labels = frozenset[int]
BLOCK = 512


def jaccard(one: Labels, other: Labels) -> float:
    """1 − what both hold as a share of what either holds; 0 for two empty sets."""
    either = len(one | other)
    return 1 - len(one & other) / either if either else 0.0


def masi(one: Labels, other: Labels) -> float:
    """Jaccard's likeness weighed by how the sets lie to each other; 0 for two empty sets."""
    if one == other:
        return 0.0
    if not one & other:
        return 1.0
    return 1 - (1 - jaccard(one, other)) * (2 / 3 if one < other or other < one else 1 / 3)


@dataclass(frozen=True)
class SetAlpha:
    """α with each distance, at the unit measured; None where the sets do not vary."""

    jaccard: float | None
    masi: float | None


def set_alpha(laid: Laid) -> SetAlpha:
    """Krippendorff's α of the sets of codes, on elementary segments: runs in which nobody's set changes."""
    counts: dict[Labels, float] = defaultdict(float)
    pairs: dict[tuple[Labels, Labels], float] = defaultdict(float)
    for document, finished in enumerate(laid.done):
        coders = np.flatnonzero(finished).tolist()
        for width, labels in _segments(laid, document, coders):
            for i, one in enumerate(labels):
                counts[one] += width
                for j, other in enumerate(labels):
                    if i != j and one != other:
                        pairs[one, other] += width / (len(labels) - 1)
    return SetAlpha(_alpha(counts, pairs, False), _alpha(counts, pairs, True))


def _segments(laid: Laid, document: int, coders: list[int]) -> list[tuple[int, list[Labels]]]:
    """Lengths, and the set of each coder."""
    spans = laid.marked
    rows = np.flatnonzero(spans.document == document)
    events = [(int(spans.start[at]), 1, int(spans.coder[at]), int(spans.code[at])) for at in rows]
    events += [(int(spans.end[at]), 0, int(spans.coder[at]), int(spans.code[at])) for at in rows]
    now: dict[int, Labels] = dict.fromkeys(coders, frozenset())
    found, reach = [], 0
    for place, opens, coder, code in sorted(events):
        if place > reach:
            found.append((place - reach, [now[one] for one in coders]))
            reach = place
        now[coder] = now[coder] | {code} if opens else now[coder] - {code}
    rest = int(laid.sizes[document]) - reach
    return [*found, (rest, [now[one] for one in coders])] if rest else found


def _alpha(counts: dict[Labels, float], pairs: dict[tuple[Labels, Labels], float], masi_like: bool) -> float | None:
    total = sum(counts.values())
    distance = masi if masi_like else jaccard
    observed = sum(weight * distance(*pair) for pair, weight in pairs.items())
    expected = _expected(counts, masi_like)
    return 1 - (total - 1) * observed / expected if expected else None


def _expected(counts: dict[Labels, float], masi_like: bool) -> float:
    """Σ n_A n_B δ(A, B) over all ordered pairs of distinct sets, a block of them at a time."""
    sets, weights = list(counts), np.array(list(counts.values()))
    codes = {code: at for at, code in enumerate(sorted(frozenset().union(*sets)))}
    holds = np.zeros((len(sets), len(codes)), np.float64)
    for row, labels in zip(holds, sets, strict=True):
        row[[codes[code] for code in labels]] = 1
    sizes = holds.sum(axis=1)
    total = 0.0
    for first in range(0, len(sets), BLOCK):
        block = slice(first, first + BLOCK)
        both = holds[block] @ holds.T
        either = sizes[block, None] + sizes[None, :] - both
        like = both / np.maximum(either, 1)
        like[either == 0] = 1
        if masi_like:
            nested = (both == sizes[block, None]) | (both == sizes[None, :])
            like = like * np.where(both == either, 1, np.where(nested, 2 / 3, 1 / 3))
        total += float(weights[block] @ ((1 - like) @ weights))
    return total
