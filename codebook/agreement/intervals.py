"""How far α could be off: 95 % intervals that resample documents.

Sentences of one interview are not independent, so the document is drawn, never the unit. With 30 documents coded
twice or more, percentiles of a bootstrap (Efron & Tibshirani 1993, ch. 13); with 5 to 29 the jackknife that leaves one
document out, with t of D − 1 degrees of freedom (Tukey 1958; Hughes 2022 on α in small samples); below that none.

Nor is there one where no two coders ever agreed on one of the two values: no sample of these documents can hold what
none of them does, every replicate is chance again, and an interval of [0.00, 0.00] would claim to know that to two
decimals. A numerator of zero has an upper limit above zero all the same (Hanley & Lippman-Hand 1983).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from codebook.agreement.statistics import Statistics
from codebook.agreement.student import t_probability, t_quantile

Floats = NDArray[np.float64]
REPLICATES = 1000
SEED = 20260301
BOOTSTRAP_FROM, JACKKNIFE_FROM = 30, 5
ROUNDING = 1e-9
"""Less than this is nothing: what is added up is whole, but for divisions by one less than the coders."""
MOST_UNDEFINED = 0.025
"""Percentiles at 2.5 % mean nothing when more replicates than that have no α."""
NEVER_DIFFER = "no interval: the documents do not vary in it"
NEVER_BOTH = "no interval: no unit was coded by two coders, and resampling cannot show what was never seen"
NEVER_NEITHER = "no interval: no unit was left uncoded by two coders, and resampling cannot show what was never seen"
ONE_DOCUMENT = "no interval: without one of the documents α has no value"


class Below(NamedTuple):
    """How probable an α below two limits, and below Krippendorff's, is."""

    tentative: float
    firm: float
    at_667: float
    at_800: float


class Limits(NamedTuple):
    """The α that tentative conclusions need, and the one that firm ones need."""

    tentative: float
    firm: float


KRIPPENDORFF = Limits(0.667, 0.800)


@dataclass(frozen=True)
class Interval:
    """Limits of a 95 % interval of α, its standard error, and how probable an α below the limits asked about is.

    `below_667` and `below_800` are about Krippendorff's, whatever was asked. All None, and `why_not` in words, where
    there is none.
    """

    low: float | None = None
    high: float | None = None
    error: float | None = None
    below_tentative: float | None = None
    below_firm: float | None = None
    below_667: float | None = None
    below_800: float | None = None
    why_not: str | None = None


@dataclass(frozen=True, eq=False)
class Sums:
    """What α needs, additive over documents: n (documents,), n_1 and o_01 (documents, codes)."""

    ratings: Floats
    coded: Floats
    differing: Floats

    @classmethod
    def of(cls, found: Statistics, codes: int, without: int | None = None) -> Sums:
        """From the sweep, of documents with units; `without` leaves a coder out, and documents left with one coder.

        Σ_u r_1 r_0 / (r − 1) of a document is Σ_i |S_i| − Σ_{i≠j} |S_i ∩ S_j| / (r − 1).
        """
        panel = [coder for coder in range(found.done.shape[1]) if coder != without]
        raters = found.done[:, panel].sum(axis=1)
        lengths = found.shared.lengths[:, panel][:, :, panel]
        own = np.trace(lengths, axis1=1, axis2=2)
        both = lengths.sum(axis=(1, 2)) - own
        coded, differing = np.zeros((2, len(raters), codes))
        at = (found.shared.document, found.shared.code)
        coded[at] = own
        differing[at] = own - both / np.maximum(raters[found.shared.document] - 1, 1)
        kept = (found.sizes > 0) & (raters >= 2)
        return cls((found.sizes * raters)[kept].astype(np.float64), coded[kept], differing[kept])

    def alphas(self, weights: Floats) -> Floats:
        """(samples, codes): α of each weighting of the documents, nan where it has no value; one product for all."""
        ratings, coded, differing = (weights @ one for one in (self.ratings[:, None], self.coded, self.differing))
        chance = coded * (ratings - coded)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(chance > 0, 1 - (ratings - 1) * differing / chance, np.nan)

    @property
    def whole(self) -> Floats:
        """(codes,): α of all documents."""
        alphas: Floats = self.alphas(np.ones((1, len(self.ratings))))[0]
        return alphas

    @property
    def one_sided(self) -> list[str | None]:
        """(codes,): why resampling tells nothing, where no two coders agreed that any unit is coded, or is not."""
        both, neither = (
            (one - self.differing).sum(axis=0).tolist() for one in (self.coded, self.ratings[:, None] - self.coded)
        )
        return [
            NEVER_BOTH if b < ROUNDING else NEVER_NEITHER if n < ROUNDING else None
            for b, n in zip(both, neither, strict=True)
        ]

    @property
    def left_out(self) -> Floats:
        """(documents, codes): α without each document in turn."""
        return self.alphas(1.0 - np.eye(len(self.ratings)))


def method(documents: int) -> str | None:
    """How intervals arise with so many documents coded twice, or None where there are none."""
    if documents >= BOOTSTRAP_FROM:
        return f"documents resampled {REPLICATES:,} times with seed {SEED}, percentiles"
    if documents >= JACKKNIFE_FROM:
        return f"jackknife over documents, t with {documents - 1} degrees of freedom"
    return None


def too_few(documents: int) -> str:
    """Why there is no interval where `method` is None."""
    return f"no interval: {documents} documents coded twice, and fewer than {JACKKNIFE_FROM} cannot carry one"


def intervals(sums: Sums, limits: Limits = KRIPPENDORFF) -> list[Interval]:
    """A 95 % interval of α for every code, and how probable an α below the limits is."""
    documents = len(sums.ratings)
    if documents < JACKKNIFE_FROM:
        return [Interval(why_not=too_few(documents))] * sums.coded.shape[1]
    if documents < BOOTSTRAP_FROM:
        found = [_jackknife(value, out, limits) for value, out in zip(sums.whole, sums.left_out.T, strict=True)]
    else:
        found = [_percentiles(one, limits) for one in sums.alphas(_drawn(documents)).T]
    return [Interval(why_not=why) if why else one for why, one in zip(sums.one_sided, found, strict=True)]


@lru_cache(maxsize=4)
def _drawn(documents: int) -> Floats:
    """(replicates, documents): how often each document is drawn."""
    drawn = np.random.default_rng(SEED).multinomial(documents, np.full(documents, 1 / documents), REPLICATES)
    return drawn.astype(np.float64)


def _percentiles(replicates: Floats, limits: Limits) -> Interval:
    defined = replicates[~np.isnan(replicates)]
    missing = len(replicates) - len(defined)
    if missing > MOST_UNDEFINED * len(replicates):
        return Interval(why_not=f"no interval: α has no value in {missing:,} of {len(replicates):,} resamples")
    low, high = np.percentile(defined, [2.5, 97.5])
    error = float(defined.std(ddof=1))
    if error < 1e-12:
        return Interval(why_not=NEVER_DIFFER)
    below = Below(*(float((defined < limit).mean()) for limit in (*limits, *KRIPPENDORFF)))
    return Interval(float(low), float(high), error, *below)


def _jackknife(value: float, left_out: Floats, limits: Limits) -> Interval:
    if np.isnan(value) or np.isnan(left_out).any():
        return Interval(why_not=ONE_DOCUMENT)
    documents = len(left_out)
    error = float(np.sqrt((documents - 1) / documents * ((left_out - left_out.mean()) ** 2).sum()))
    if error < 1e-12:
        return Interval(why_not=NEVER_DIFFER)
    reach = t_quantile(0.975, documents - 1) * error
    below = Below(*(_t_below((limit - value) / error, documents - 1) for limit in (*limits, *KRIPPENDORFF)))
    return Interval(max(float(value) - reach, -1.0), min(float(value) + reach, 1.0), error, *below)


def _t_below(t: float, degrees: int) -> float:
    return t_probability(t, degrees) if t >= 0 else 1 - t_probability(-t, degrees)
