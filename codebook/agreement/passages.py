"""Whether coders marked the same passages: spans matched with spans, whatever the unit of α.

A pair of coders' passages of a code in a document are matched one to one, those that overlap most, by intersection
over union, first. F1 is 2 · matched / (passages of one + passages of the other), over all documents and pairs of
coders; "exact" counts matches with the same ends, "half" those with an intersection over union of .5 at least.
The boundary offset is how far, in code points, an end of a matched passage is from the other's (all that overlap).

Passages of one coder and code do not overlap, so those that overlap a given one stand in a row: two binary searches
find them for all passages at once, and only where two compete for one is anything left to decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from codebook.agreement.laid import Laid
from codebook.agreement.study import IntArray
from codebook.agreement.sweep import Spans

Range = tuple[int, int]
Floats = NDArray[np.float64]
HALF = 0.5


@dataclass(frozen=True)
class PassageMatch:
    """Of one code: F1 of passages with the same ends, of those half alike, and the median boundary offset.

    F1 is None where nobody marked a passage; the offset where no two overlap.
    """

    exact_f1: float | None
    half_f1: float | None
    boundary_offset: float | None


def passage_matches(laid: Laid, codes: int) -> list[PassageMatch]:
    """Of every code, over all pairs of coders who both finished a document."""
    spans = laid.passages
    keys = _keys(spans, len(laid.rated))
    counts = np.zeros((3, codes), np.int64)
    code_of: list[IntArray] = [np.empty(0, np.int64)]
    offsets: list[IntArray] = [np.empty(0, np.int64)]
    for i, j in combinations(range(laid.done.shape[1]), 2):
        both = laid.done[:, i] & laid.done[:, j]
        mine, theirs = (np.flatnonzero((spans.coder == who) & both[spans.document]) for who in (i, j))
        for one in (mine, theirs):
            counts[0] += np.bincount(spans.code[one], minlength=codes)
        one, other, alike = _matched(spans, keys, mine, theirs)
        first, last = abs(spans.start[one] - spans.start[other]), abs(spans.end[one] - spans.end[other])
        counts[1] += np.bincount(spans.code[one][(first == 0) & (last == 0)], minlength=codes)
        counts[2] += np.bincount(spans.code[one][alike >= HALF], minlength=codes)
        code_of += [spans.code[one], spans.code[one]]
        offsets += [first, last]
    medians = _medians(np.concatenate(code_of), np.concatenate(offsets), codes)
    per_code = zip(counts.T.tolist(), medians, strict=True)
    return [_match(passages, exact, half, offset) for (passages, exact, half), offset in per_code]


def matched(mine: Sequence[Range], theirs: Sequence[Range]) -> list[tuple[Range, Range, float]]:
    """Passages of two coders that overlap, one to one, and their intersection over union; in order of the first's.

    Those alike most are matched first. Each coder's are sorted and do not overlap.
    """
    rows = np.array([*mine, *theirs], dtype=np.int64).reshape(-1, 2)
    none = np.zeros(len(rows), np.int64)
    coder = (np.arange(len(rows)) >= len(mine)).astype(np.int64)
    spans = Spans(none, coder, none, rows[:, 0], rows[:, 1])
    found = _matched(spans, _keys(spans, 1), np.flatnonzero(coder == 0), np.flatnonzero(coder == 1))
    ranges = [(int(start), int(end)) for start, end in rows]
    return [(ranges[i], ranges[j], alike) for i, j, alike in zip(*(one.tolist() for one in found), strict=True)]


def _keys(spans: Spans, documents: int) -> tuple[IntArray, IntArray]:
    """Starts and ends, each code and document in a block of its own."""
    stride = int(spans.end.max(initial=0)) + 1
    block = (spans.code * documents + spans.document) * stride
    return block + spans.start, block + spans.end


def _matched(
    spans: Spans, keys: tuple[IntArray, IntArray], mine: IntArray, theirs: IntArray
) -> tuple[IntArray, IntArray, Floats]:
    """The matches: which span of one coder, which of the other, and how alike they are."""
    start, end = keys
    mine, theirs = mine[np.argsort(start[mine], kind="stable")], theirs[np.argsort(start[theirs], kind="stable")]
    first = np.searchsorted(end[theirs], start[mine], side="right")
    many = np.maximum(np.searchsorted(start[theirs], end[mine], side="left") - first, 0)
    one = np.repeat(mine, many)
    place = np.arange(len(one)) - np.repeat(np.cumsum(many) - many, many)
    other = theirs[np.repeat(first, many) + place]
    shared = np.minimum(end[one], end[other]) - np.maximum(start[one], start[other])
    alike = shared / (np.maximum(end[one], end[other]) - np.minimum(start[one], start[other]))
    kept = _one_to_one(one, other, alike)
    return one[kept], other[kept], alike[kept]


def _one_to_one(one: IntArray, other: IntArray, alike: Floats) -> NDArray[np.bool_]:
    """Which of the overlaps are matches: the most alike first, at the same likeness the first in the text."""
    contested = (np.bincount(one)[one] > 1) | (np.bincount(other)[other] > 1) if len(one) else np.zeros(0, bool)
    kept = ~contested
    used: set[int] = set()
    taken: set[int] = set()
    which = np.flatnonzero(contested)
    for at in which[np.argsort(-alike[which], kind="stable")].tolist():
        if int(one[at]) not in used and int(other[at]) not in taken:
            used.add(int(one[at]))
            taken.add(int(other[at]))
            kept[at] = True
    return kept


def _medians(code: IntArray, offsets: IntArray, codes: int) -> list[float | None]:
    order = np.lexsort((offsets, code))
    offsets = offsets[order]
    bounds = np.searchsorted(code[order], np.arange(codes + 1))
    pairs = zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)
    return [
        float(offsets[(low + high - 1) // 2] + offsets[(low + high) // 2]) / 2 if high > low else None
        for low, high in pairs
    ]


def _match(passages: int, exact: int, half: int, offset: float | None) -> PassageMatch:
    if not passages:
        return PassageMatch(None, None, None)
    return PassageMatch(2 * exact / passages, 2 * half / passages, offset)
