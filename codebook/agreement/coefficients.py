"""Coefficients of agreement from counts. Integers and fractions until the last division; undefined is None.

A `Tally` holds, for units rated the same number of times r, how many there are, how often each category was given
(Σ r_uk) and how many ordered pairs of ratings agree on it (Σ r_uk (r_uk − 1)). Every coefficient for any number of
coders with missing ratings is a function of these, and tallies of separate documents add up.

Units rated once are no evidence of agreement and are left out. In tables of ratings they still count in the
categories' shares, from which Fleiss' κ and AC1 take chance, as Gwet (2014) has it: a tally with `singly_rated=True`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from codebook.agreement.study import IntArray

Counts = IntArray | Sequence[Sequence[int]]


@dataclass(frozen=True)
class Stratum:
    """Units that were each rated `ratings` times: their number, Σ r_uk and Σ r_uk (r_uk − 1) per category."""

    ratings: int
    units: int
    given: tuple[int, ...]
    agreeing: tuple[int, ...]


@dataclass(frozen=True)
class Tally:
    """What was rated: the number of categories q, and strata by the number of ratings."""

    categories: int
    strata: tuple[Stratum, ...]

    @property
    def pairable(self) -> tuple[Stratum, ...]:
        """The strata with at least two ratings a unit."""
        return tuple(stratum for stratum in self.strata if stratum.ratings >= 2)

    @property
    def units(self) -> int:
        """Units with at least two ratings."""
        return sum(stratum.units for stratum in self.pairable)

    def given(self) -> tuple[int, ...]:
        """How often each category was given in units with at least two ratings."""
        return tuple(sum(stratum.given[k] for stratum in self.pairable) for k in range(self.categories))


def tally_counts(counts: Counts, singly_rated: bool = False) -> Tally:
    """From a (units, categories) table of how many coders gave unit u category k."""
    table = np.atleast_2d(np.asarray(counts, dtype=np.int64))
    ratings = table.sum(axis=1)
    strata = []
    for r in np.unique(ratings[ratings >= (1 if singly_rated else 2)]):
        rows = table[ratings == r]
        agreeing = (rows * (rows - 1)).sum(axis=0)
        strata.append(Stratum(int(r), len(rows), tuple(rows.sum(axis=0).tolist()), tuple(agreeing.tolist())))
    return Tally(table.shape[1], tuple(strata))


def tally_contingency(table: Counts) -> Tally:
    """From a square table of two coders: cell (i, j) counts the units that one put in i and the other in j."""
    cells = np.asarray(table, dtype=np.int64).reshape(len(table), len(table))
    given = cells.sum(axis=0) + cells.sum(axis=1)
    stratum = Stratum(2, int(cells.sum()), tuple(given.tolist()), tuple((2 * cells.diagonal()).tolist()))
    return Tally(len(cells), (stratum,) if stratum.units else ())


def tally_binary(ratings: int, units: int, coded: int, both: int) -> Stratum:
    """A stratum of one code: `coded` = Σ r_u1, `both` = Σ r_u1 (r_u1 − 1); category 0 is "not coded", 1 "coded"."""
    neither = units * ratings * (ratings - 1) - 2 * (ratings - 1) * coded + both
    return Stratum(ratings, units, (units * ratings - coded, coded), (neither, both))


def percent(tally: Tally) -> float | None:
    """Mean pairwise agreement: the share of coder pairs who agree on a unit, averaged over units.

    Every unit weighs the same, however many coders rated it (Fleiss 1971; Gwet 2014): with incomplete ratings this
    is not the share of all pairs pooled. None without a unit rated twice.
    """
    return _number(_observed(tally))


def alpha(tally: Tally) -> float | None:
    """Krippendorff's α for nominal data: 1 − D_o / D_e with n (n − 1) pairs expected (Krippendorff 2011).

    For one code this is 1 − (n − 1) · o_01 / (n_0 n_1). None when fewer than two categories were given.
    """
    given = tally.given()
    n = sum(given)
    expected = n * n - sum(count * count for count in given)
    if not expected:
        return None
    agreeing = sum((Fraction(sum(s.agreeing), s.ratings - 1) for s in tally.pairable), Fraction())
    return _number(1 - (n - 1) * (n - agreeing) / expected)


def fleiss(tally: Tally) -> float | None:
    """Fleiss' κ, for two coders Scott's π (1955): chance Σ π_k² (Fleiss 1971; Gwet 2014 for missing ratings)."""
    return _corrected(tally, sum((share * share for share in shares(tally)), Fraction()))


def ac1(tally: Tally) -> float | None:
    """Gwet's AC1: chance Σ π_k (1 − π_k) / (q − 1) (Gwet 2008). None with a single category."""
    if tally.categories < 2:
        return None
    chance = sum((share * (1 - share) for share in shares(tally)), Fraction())
    return _corrected(tally, chance / (tally.categories - 1))


def bp(tally: Tally) -> float | None:
    """Brennan & Prediger's κ (1981), also S and PABAK: chance 1 / q. None with a single category."""
    return _corrected(tally, Fraction(1, tally.categories)) if tally.categories > 1 else None


def f1(tally: Tally, category: int = 1) -> float | None:
    """Positive specific agreement: Σ r_uk (r_uk − 1) / Σ r_uk (r_u − 1), for two coders 2a / (2a + b + c).

    Dice's coefficient pooled over all pairs of coders (Cicchetti & Feinstein 1990; Hripcsak & Rothschild 2005).
    None when nobody gave the category.
    """
    met = sum(stratum.agreeing[category] for stratum in tally.pairable)
    could = sum(stratum.given[category] * (stratum.ratings - 1) for stratum in tally.pairable)
    return met / could if could else None


def prevalence(tally: Tally, category: int = 1) -> float | None:
    """Share of the ratings of units with at least two that are this category. None without such units."""
    given = tally.given()
    return given[category] / sum(given) if sum(given) else None


def shares(tally: Tally) -> tuple[Fraction, ...]:
    """π_k: the share of category k in a unit's ratings, averaged over units; empty without units."""
    units = sum(stratum.units for stratum in tally.strata)
    if not units:
        return ()
    sums = [sum((Fraction(s.given[k], s.ratings) for s in tally.strata), Fraction()) for k in range(tally.categories)]
    return tuple(one / units for one in sums)


def cohen(table: Counts) -> float | None:
    """Cohen's κ (1960) of a square table of two coders: chance from each coder's own shares.

    (N Σ n_kk − Σ n_k. n_.k) / (N² − Σ n_k. n_.k). None without units, or when both coders gave one same category only.
    """
    cells = [[int(value) for value in row] for row in table]
    total: int = sum(map(sum, cells))
    rows, columns = [sum(row) for row in cells], [sum(column) for column in zip(*cells, strict=True)]
    chance: int = sum(row * column for row, column in zip(rows, columns, strict=True))
    if total * total == chance:
        return None
    agreeing: int = sum(row[k] for k, row in enumerate(cells))
    return (total * agreeing - chance) / (total * total - chance)


def mean(values: Sequence[float | None]) -> float | None:
    """Mean of the values that are defined; None when none is."""
    defined = [value for value in values if value is not None]
    return sum(defined) / len(defined) if defined else None


def _observed(tally: Tally) -> Fraction | None:
    if not tally.units:
        return None
    agreeing = (Fraction(sum(s.agreeing), s.ratings * (s.ratings - 1)) for s in tally.pairable)
    return sum(agreeing, Fraction()) / tally.units


def _corrected(tally: Tally, chance: Fraction) -> float | None:
    """(observed − chance) / (1 − chance), or None where that has no value."""
    observed = _observed(tally)
    return None if observed is None or chance == 1 else _number((observed - chance) / (1 - chance))


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
