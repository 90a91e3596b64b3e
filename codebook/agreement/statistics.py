"""What the coefficients of a study need, per document: everything here is additive over documents.

Who is missing is decided per document, so the number of ratings r is constant within one. With S_i the units that
coder i coded, Σ_u r_u1 = Σ_i |S_i| and Σ_u r_u1 (r_u1 − 1) = Σ_{i≠j} |S_i ∩ S_j|; the 2×2 table of any pair follows
from |S_i|, |S_j|, |S_i ∩ S_j| and the number of units. A resampling of documents is a weighting of these rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from codebook.agreement.coefficients import Tally, tally_binary
from codebook.agreement.laid import Laid, lay
from codebook.agreement.study import IntArray, Study, Unit
from codebook.agreement.sweep import Shared, Spans, shared


@dataclass(frozen=True, eq=False)
class Statistics:
    """Of the documents that at least two coders marked done and that hold text that counts.

    `sizes` (documents,) units each; `done` (documents, coders); `shared` intersection lengths in units;
    `passages` the united spans in the text that counts, in code points of it, whatever the unit.
    """

    finished: int
    sizes: IntArray
    done: NDArray[np.bool_]
    shared: Shared
    passages: Spans


def statistics(study: Study, unit: Unit) -> Statistics:
    """Run the sweep for one unit. ValueError when a document that counts lacks that unit's cells."""
    return swept(lay(study, unit), len(study.coders))


def swept(laid: Laid, coders: int) -> Statistics:
    """Run the sweep over spans that were laid on units."""
    lengths = shared(laid.marked, coders, max(len(laid.rated), 1))
    return Statistics(len(laid.rated), laid.sizes, laid.done, lengths, laid.passages)


def tallies(found: Statistics, codes: int) -> list[Tally]:
    """The coded / not-coded tally of every code, summed over documents with the same number of coders."""
    counts, stratum = np.unique(found.done.sum(axis=1), return_inverse=True)
    units = np.zeros(len(counts), np.int64)
    np.add.at(units, stratum, found.sizes)
    own = np.trace(found.shared.lengths, axis1=1, axis2=2)
    coded, both = np.zeros((2, codes, len(counts)), np.int64)
    where = (found.shared.code, stratum[found.shared.document])
    np.add.at(coded, where, own)
    np.add.at(both, where, found.shared.lengths.sum(axis=(1, 2)) - own)
    kept = [s for s in range(len(counts)) if units[s]]
    return [
        Tally(2, tuple(tally_binary(int(counts[s]), int(units[s]), int(coded[c, s]), int(both[c, s])) for s in kept))
        for c in range(codes)
    ]


@dataclass(frozen=True)
class PairCounts:
    """Two coders on the documents both finished: how many, units, and per code what the first, second, both coded."""

    coders: tuple[int, int]
    documents: int
    units: int
    first: tuple[int, ...]
    second: tuple[int, ...]
    both: tuple[int, ...]

    def table(self, code: int) -> list[list[int]]:
        """The 2×2 table of a code: rows the first coder's no and yes, columns the second's."""
        both, first, second = self.both[code], self.first[code], self.second[code]
        return [[self.units - first - second + both, second - both], [first - both, both]]


def pair_counts(found: Statistics, codes: int) -> list[PairCounts]:
    """Every pair of coders, in their order."""
    pairs = []
    for i, j in combinations(range(found.done.shape[1]), 2):
        mutual = found.done[:, i] & found.done[:, j]
        rows = mutual[found.shared.document]
        sums = np.zeros((3, codes), np.int64)
        for total, (a, b) in zip(sums, ((i, i), (j, j), (i, j)), strict=True):
            np.add.at(total, found.shared.code[rows], found.shared.lengths[rows, a, b])
        documents = int((mutual & (found.sizes > 0)).sum())
        first, second, both = (tuple(total.tolist()) for total in sums)
        pairs.append(PairCounts((i, j), documents, int(found.sizes[mutual].sum()), first, second, both))
    return pairs
