"""How two coders differ about a run of text: where a passage ends, which code it is, or whether it is one at all.

Told in this order, the first that holds between any coder who has the run and any who lacks it:

    split-merge   the lacking coder has the code before and after it, within the other's passage
    boundary      the lacking coder has the code elsewhere in the other's passage
    parent-child  the lacking coder gave a code above or below it instead
    sibling       ... a code under the same parent instead
    other-branch  ... any other code instead
    omission      the lacking coder gave nothing instead

"Instead" is a code on part of the run that the having coder did not give there. Of several the nearest kin counts,
then the one that covers most of the run, then the first of the codebook.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from codebook.agreement.study import IntArray
from codebook.agreement.sweep import Spans
from codebook.paths import split_path

Kind = Literal["split-merge", "boundary", "parent-child", "sibling", "other-branch", "omission"]
KINDS: tuple[Kind, ...] = ("split-merge", "boundary", "parent-child", "sibling", "other-branch", "omission")
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
Range = tuple[int, int]


def kinship(codes: Sequence[str]) -> NDArray[np.int8]:
    """(codes, codes): what coding one instead of the other is called, as an index into KINDS.

    Codes at the top of the codebook are no siblings: each is a branch of its own.
    """
    names = [tuple(split_path(code)) for code in codes]
    kin = np.full((len(names), len(names)), _RANK["other-branch"], np.int8)
    for i, one in enumerate(names):
        for j, other in enumerate(names):
            short = min(len(one), len(other))
            if one[:short] == other[:short]:
                kin[i, j] = _RANK["parent-child"]
            elif len(one) > 1 and one[:-1] == other[:-1]:
                kin[i, j] = _RANK["sibling"]
    return kin


@dataclass(frozen=True, eq=False)
class Readings:
    """What every coder marked in every document, to be asked about runs. Units as in the spans it is made of."""

    spans: Spans
    kin: NDArray[np.int8]
    of_code: dict[tuple[int, int, int], list[Range]]
    of_coder: dict[tuple[int, int], IntArray]

    @classmethod
    def of(cls, spans: Spans, kin: NDArray[np.int8]) -> Readings:
        """From united spans; `kin` as `kinship` gives it."""
        of_code: dict[tuple[int, int, int], list[Range]] = defaultdict(list)
        of_coder: dict[tuple[int, int], list[int]] = defaultdict(list)
        order = np.argsort(spans.start, kind="stable")
        columns = (spans.document, spans.coder, spans.code, spans.start, spans.end)
        for at, d, i, c, start, end in zip(order.tolist(), *(one[order].tolist() for one in columns), strict=True):
            of_code[d, i, c].append((start, end))
            of_coder[d, i].append(at)
        return cls(spans, kin, dict(of_code), {who: np.array(which) for who, which in of_coder.items()})

    def kind(
        self, document: int, code: int, run: Range, having: Sequence[int], lacking: Sequence[int]
    ) -> tuple[Kind, int | None]:
        """How those who have a run differ from those who lack it, and the code that was given instead, if one was."""
        found = [self._extent(document, code, run, has, lacks) for has in having for lacks in lacking]
        extents = [one for one in found if one is not None]
        if extents:
            return min(extents, key=_RANK.__getitem__), None
        others = [self._instead(document, code, run, has, lacks) for has in having for lacks in lacking]
        nearest = min((one for one in others if one is not None), default=None)
        return ("omission", None) if nearest is None else (KINDS[nearest[0]], nearest[2])

    def _extent(self, document: int, code: int, run: Range, has: int, lacks: int) -> Kind | None:
        """Whether the two share the passage and differ in its extent only."""
        mine = self.of_code[document, has, code]
        start, end = mine[bisect_right(mine, run[0], key=itemgetter(0)) - 1]
        theirs = [one for one in self.of_code.get((document, lacks, code), ()) if one[0] < end and one[1] > start]
        if not theirs:
            return None
        return "split-merge" if theirs[0][1] <= run[0] and theirs[-1][0] >= run[1] else "boundary"

    def _instead(self, document: int, code: int, run: Range, has: int, lacks: int) -> tuple[int, int, int] | None:
        """The nearest code given instead: rank of its kind, minus what it covers, and its number."""
        theirs, mine = self._codes_on(document, lacks, run), self._codes_on(document, has, run)
        given = [(int(self.kin[code, k]), -covered, k) for k, covered in theirs.items() if k not in mine]
        return min(given, default=None)

    def _codes_on(self, document: int, coder: int, run: Range) -> dict[int, int]:
        """The codes a coder gave on part of a run, and how much of it each covers."""
        which = self.of_coder.get((document, coder))
        if which is None:
            return {}
        covered = np.minimum(self.spans.end[which], run[1]) - np.maximum(self.spans.start[which], run[0])
        met = np.flatnonzero(covered > 0)
        found: dict[int, int] = defaultdict(int)
        for k, length in zip(self.spans.code[which[met]].tolist(), covered[met].tolist(), strict=True):
            found[k] += length
        return found
