"""Krippendorff's α for unitizing: where passages are, and what they are called (Krippendorff, Mathet, Bouvry &
Widlöcher 2016; Krippendorff 2019, § 12.6).

m observers part a continuum of length L into units with a value and gaps φ. All is additive over documents except the
last divisions: each document adds its own coincidences, with its own 1 / (m − 1). Values are 1 … v here, φ is 0.
Where observers are more than two the self-pairing of cuα is (Σ_j overlap / (m − 1))², the reading of the source that
gives its published .724. A value that has no meaning is None: |uα without gaps, (k)uα of a value nobody else meets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain

import numpy as np

from codebook.agreement.intervals import Sums
from codebook.agreement.statistics import Statistics

Unit = tuple[int, int, int]
"""Half-open [start, end) and the value, from 1 on."""
GAP = 0


@dataclass
class Coincidences:
    """What documents added: ℓ_ck, Z_c and Z*_c (squared lengths of units, and of their pairable parts), ℓ.. ."""

    values: int
    total: Fraction = Fraction()
    met: dict[tuple[int, int], Fraction] = field(default_factory=dict)
    own: dict[int, Fraction] = field(default_factory=dict)
    paired: dict[int, Fraction] = field(default_factory=dict)

    def add(self, length: int, observers: Sequence[Sequence[Unit]]) -> None:
        """One continuum. ValueError where units of one observer overlap or leave it; fewer than two add nothing."""
        if len(observers) < 2 or not length:
            return
        parted = [_parted(length, units) for units in observers]
        cuts = sorted(set(chain.from_iterable((start, end) for units in parted for start, end, _ in units)))
        at = {cut: index for index, cut in enumerate(cuts)}
        values = np.zeros((len(parted), len(cuts) - 1), np.int64)
        for row, units in zip(values, parted, strict=True):
            for start, end, value in units:
                row[at[start] : at[end]] = value
        widths = np.diff(cuts)
        self.total += len(parted) * length
        self._pair(values, widths)
        self._square(parted, values, widths, at)

    def _pair(
        self,
        values: np.ndarray[tuple[int, int], np.dtype[np.int64]],
        widths: np.ndarray[tuple[int], np.dtype[np.int64]],
    ) -> None:
        others = len(values) - 1
        for i, mine in enumerate(values):
            for j, theirs in enumerate(values):
                if i == j:
                    continue
                both, place = np.unique(np.stack([mine, theirs]), axis=1, return_inverse=True)
                lengths = np.bincount(place.reshape(-1), weights=widths)
                for c, k, met in zip(*both.tolist(), lengths.tolist(), strict=True):
                    self.met[c, k] = self.met.get((c, k), Fraction()) + Fraction(int(met), others)

    def _square(
        self,
        parted: Sequence[Sequence[Unit]],
        values: np.ndarray[tuple[int, int], np.dtype[np.int64]],
        widths: np.ndarray[tuple[int], np.dtype[np.int64]],
        at: Mapping[int, int],
    ) -> None:
        valued = (values != GAP).sum(axis=0)
        for units in parted:
            for start, end, value in units:
                if value == GAP:
                    self.own[GAP] = self.own.get(GAP, Fraction()) + end - start
                    continue
                inside = slice(at[start], at[end])
                pairable = Fraction(int((widths[inside] * (valued[inside] - 1)).sum()), len(values) - 1)
                self.own[value] = self.own.get(value, Fraction()) + (end - start) ** 2
                self.paired[value] = self.paired.get(value, Fraction()) + pairable**2


def _parted(length: int, units: Sequence[Unit]) -> list[Unit]:
    """The whole continuum, gaps between units as units of value φ."""
    found, reach = [], 0
    for start, end, value in sorted(units):
        if not reach <= start < end <= length or value <= GAP:
            raise ValueError("units of one observer must be valued, lie within the continuum and not overlap")
        found += [(reach, start, GAP)] if start > reach else []
        found.append((start, end, value))
        reach = end
    return [*found, (reach, length, GAP)] if reach < length else found


@dataclass(frozen=True)
class Unitizing:
    """The family. `value_alphas` and `value_coverages` are (k)uα and the share of k that is pairable, by value."""

    u_alpha: float | None
    bar_u_alpha: float | None
    cu_alpha: float | None
    coverage: float | None
    value_alphas: tuple[float | None, ...]
    value_coverages: tuple[float | None, ...]


def unitizing(found: Coincidences) -> Unitizing:
    """uα (where and what), |uα (relevant matter or not), cuα (what, given overlap) and (k)uα of each value."""
    every, valued = range(found.values + 1), range(1, found.values + 1)
    whole = _Table(found.met, found.own, every)
    relevant = _Table(found.met, found.paired, valued)
    unlike = [(c, k) for c in every for k in every if c != k]
    return Unitizing(
        u_alpha=whole.alpha(unlike),
        bar_u_alpha=whole.alpha([(GAP, k) for k in valued]),
        cu_alpha=relevant.alpha([(c, k) for c in valued for k in valued if c != k]),
        coverage=float(relevant.total / found.total) if found.total else None,
        value_alphas=tuple(relevant.of_value(k) for k in valued),
        value_coverages=tuple(float(relevant.sums[k] / whole.sums[k]) if whole.sums.get(k) else None for k in valued),
    )


class _Table:
    """Observed coincidences among some values, and those expected by chance."""

    def __init__(
        self, met: Mapping[tuple[int, int], Fraction], own: Mapping[int, Fraction], values: Sequence[int]
    ) -> None:
        self.met = {(c, k): met.get((c, k), Fraction()) for c in values for k in values}
        self.own = {c: own.get(c, Fraction()) for c in values}
        self.sums = {c: sum((self.met[c, k] for k in values), Fraction()) for c in values}
        self.total = sum(self.sums.values(), Fraction())
        self.chance = self.total**2 - sum(self.own.values(), Fraction())

    def expected(self, c: int, k: int) -> Fraction:
        if not self.chance:
            return Fraction()
        return self.total * (self.sums[c] * self.sums[k] - (self.own[c] if c == k else 0)) / self.chance

    def alpha(self, cells: Sequence[tuple[int, int]]) -> float | None:
        expected = sum((self.expected(c, k) for c, k in cells), Fraction())
        return float(1 - sum((self.met[cell] for cell in cells), Fraction()) / expected) if expected else None

    def of_value(self, k: int) -> float | None:
        expected = sum((self.expected(c, k) for c in self.sums), Fraction())
        unlike = expected - self.expected(k, k)
        if not self.sums[k] or not unlike:
            return None
        return float(1 - expected / self.sums[k] * (self.sums[k] - self.met[k, k]) / unlike)


def u_alphas(found: Statistics, codes: int) -> list[float | None]:
    """uα of every code on its own, from the sweep by character: one value, so that |uα is the same number.

    ℓ_1φ = o_01, ℓ_1. = n_1, ℓ_φ. = n_0, Z_1 = Σ |S|² over passages, Z_φ = n_0.
    """
    sums = Sums.of(found, codes)
    total = float(sums.ratings.sum())
    coded, differing = sums.coded.sum(axis=0), sums.differing.sum(axis=0)
    own = np.bincount(
        found.passages.code,
        weights=(found.passages.end - found.passages.start).astype(np.float64) ** 2,
        minlength=codes,
    )
    gaps = total - coded
    values = zip(coded.tolist(), gaps.tolist(), differing.tolist(), own.tolist(), strict=True)
    return [
        1 - unlike * (total**2 - squares - free) / (total * ones * free) if ones and free else None
        for ones, free, unlike, squares in values
    ]
