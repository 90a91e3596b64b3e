"""How often suggestions are right, from codings held out: sentences scored by what other documents taught.

Only documents count that somebody whose work may be seen has marked done: in others an uncoded sentence means nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from codebook.suggesting.model import Estimate

FEWEST = 20
"""So many of the best held-out sentences are looked at, at least."""
FEWEST_CODED, FEWEST_DOCUMENTS = 5, 3
"""Held-out sentences with the code, and documents with any, below which nothing is estimated."""
Z = 1.959963984540054
"""97.5 % of a standard normal distribution lie below."""


@dataclass(frozen=True, eq=False)
class HeldOut:
    """Held-out sentences by score, the highest first, and how many of the first n have the code.

    `why` says why nothing can be estimated from them, "" where it can.
    """

    scores: NDArray[np.float64]
    right: NDArray[np.int64]
    why: str = ""

    @classmethod
    def none(cls, why: str) -> HeldOut:
        """Nothing held out."""
        return cls(np.zeros(0), np.zeros(0, dtype=np.int64), why)

    def estimate(self, score: float) -> Estimate | None:
        """Precision among the held-out sentences that score at least as high: of the best `FEWEST` where fewer do."""
        if self.why:
            return None
        n = int(self._among(np.array([score]))[0])
        low, high = wilson(self.right[n - 1], n)
        return Estimate(int(self.right[n - 1]), n, float(low), float(high))

    def floor(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """For each score the highest lower end of an interval among those of scores no higher; -1 without estimates.

        Precision need not rise with the score where few are held out; this does, so that it can put things in order.
        """
        if self.why:
            return np.full(len(scores), -1.0)
        lows, _ = wilson(self.right, np.arange(1, len(self.right) + 1))
        lows[: FEWEST - 1] = lows[FEWEST - 1]
        best = np.maximum.accumulate(lows[::-1])[::-1]
        return np.asarray(best[self._among(scores) - 1])

    def _among(self, scores: NDArray[np.float64]) -> NDArray[np.int64]:
        """How many of the best held-out sentences an estimate for each score is made of."""
        as_high = np.searchsorted(-self.scores, -scores, side="right")
        return np.clip(as_high, FEWEST, len(self.scores))


def held_out(
    scores: NDArray[np.float64], coded: NDArray[np.bool_], done: NDArray[np.bool_], part_of: NDArray[np.int32]
) -> HeldOut:
    """What is held out, of every sentence: its score, whether it has the code, and is in a document that is done."""
    there = coded & done
    documents = len(np.unique(part_of[there]))
    order = np.argsort(-scores[done], kind="stable")
    why = ""
    if not done.any():
        why = "nobody whose work you may see is done with a document"
    elif there.sum() < FEWEST_CODED or documents < FEWEST_DOCUMENTS:
        sentences, places = int(there.sum()), "document" if documents == 1 else "documents"
        why = f"too few codings held out ({sentences:,} in {documents:,} {places} that are done)"
    elif len(order) < FEWEST:
        why = f"too few sentences held out ({len(order):,})"
    return HeldOut(scores[done][order], np.cumsum(there[done][order]), why)


def wilson(right: NDArray[np.int64], n: NDArray[np.int64] | int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The 95 % score intervals of shares right / n (Wilson 1927)."""
    share = np.asarray(right) / n
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * np.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    return np.maximum(0.0, middle - half), np.minimum(1.0, middle + half)
