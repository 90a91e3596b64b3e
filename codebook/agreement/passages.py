"""Whether coders marked the same passages: spans matched with spans, whatever the unit of α.

A pair of coders' passages of a code in a document are matched one to one, those that overlap most, by intersection
over union, first. F1 is 2 · matched / (passages of one + passages of the other), over all documents and pairs of
coders; "exact" counts matches with the same ends, "half" those with an intersection over union of .5 at least.
The boundary offset is how far, in code points, an end of a matched passage is from the other's (all that overlap).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median

from codebook.agreement.laid import Laid

Range = tuple[int, int]
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
    marked: dict[tuple[int, int], dict[int, list[Range]]] = defaultdict(lambda: defaultdict(list))
    spans = laid.passages
    columns = (spans.code, spans.document, spans.coder, spans.start, spans.end)
    for code, document, coder, start, end in zip(*(one.tolist() for one in columns), strict=True):
        marked[code, document][coder].append((start, end))
    done = [[i for i, finished in enumerate(row) if finished] for row in laid.done.tolist()]
    counts = [[0, 0, 0] for _ in range(codes)]
    offsets: list[list[int]] = [[] for _ in range(codes)]
    for (code, document), of_coder in marked.items():
        for i, j in combinations(done[document], 2):
            _count(counts[code], offsets[code], of_coder.get(i, ()), of_coder.get(j, ()))
    return [_match(counts[code], offsets[code]) for code in range(codes)]


def _count(counts: list[int], offsets: list[int], mine: Sequence[Range], theirs: Sequence[Range]) -> None:
    counts[0] += len(mine) + len(theirs)
    for one, other, alike in matched(mine, theirs):
        counts[1] += one == other
        counts[2] += alike >= HALF
        offsets += [abs(one[0] - other[0]), abs(one[1] - other[1])]


def matched(mine: Sequence[Range], theirs: Sequence[Range]) -> list[tuple[Range, Range, float]]:
    """Passages that overlap, one to one, and their intersection over union; the best alike first."""
    pairs = []
    for i, one in enumerate(mine):
        for j, other in enumerate(theirs):
            both = min(one[1], other[1]) - max(one[0], other[0])
            if both > 0:
                pairs.append((-both / (max(one[1], other[1]) - min(one[0], other[0])), i, j))
    found, used_mine, used_theirs = [], set(), set()
    for alike, i, j in sorted(pairs):
        if i not in used_mine and j not in used_theirs:
            used_mine.add(i)
            used_theirs.add(j)
            found.append((mine[i], theirs[j], -alike))
    return found


def _match(counts: list[int], offsets: list[int]) -> PassageMatch:
    passages, exact, half = counts
    if not passages:
        return PassageMatch(None, None, None)
    return PassageMatch(2 * exact / passages, 2 * half / passages, float(median(offsets)) if offsets else None)
