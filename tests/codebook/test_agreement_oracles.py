"""Other people's programs agree on random tables, complete and incomplete, and identities of the coefficients hold."""

from __future__ import annotations

import warnings

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import fleiss_kappa

from codebook.agreement import Agreement, measure_ratings
from codebook.agreement.coefficients import alpha, f1, percent, tally_contingency, tally_counts

Rows = list[list[int | None]]


@st.composite
def tables(draw: st.DrawFn, missing: bool) -> Rows:
    coders, categories = draw(st.integers(2, 5)), draw(st.integers(2, 4))
    cell = st.integers(0, categories - 1)
    row = st.lists(st.none() | cell if missing else cell, min_size=coders, max_size=coders)
    return draw(st.lists(row, min_size=2, max_size=12))


def measured(rows: Rows) -> Agreement:
    return measure_ratings([f"coder {i}" for i in range(len(rows[0]))], rows)


def varies(rows: Rows) -> bool:
    pairable = [[v for v in row if v is not None] for row in rows]
    return len({v for row in pairable if len(row) >= 2 for v in row}) > 1


@given(tables(missing=True))
@settings(max_examples=150, deadline=None)
def test_alpha_is_that_of_krippendorff(rows: Rows) -> None:
    assume(varies(rows))
    data = np.array([[np.nan if v is None else v for v in row] for row in rows]).T
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        oracle = krippendorff.alpha(data, level_of_measurement="nominal")
    assert measured(rows).codes[0].alpha == pytest.approx(oracle, abs=1e-9)


@given(tables(missing=False))
@settings(max_examples=100, deadline=None)
def test_fleiss_is_that_of_statsmodels(rows: Rows) -> None:
    assume(varies(rows))
    values = sorted({v for row in rows for v in row if v is not None})
    counts = np.array([[row.count(v) for v in values] for row in rows])
    got = measured(rows).codes[0]
    assert got.fleiss == pytest.approx(fleiss_kappa(counts, method="fleiss"), abs=1e-9)
    assert got.bp == pytest.approx(fleiss_kappa(counts, method="uniform"), abs=1e-9)


@given(tables(missing=True))
@settings(max_examples=150, deadline=None)
def test_pairwise_kappa_is_that_of_scikit_learn(rows: Rows) -> None:
    agreement = measured(rows)
    defined = []
    for pair in agreement.pairs:
        i, j = (agreement.coders.index(coder) for coder in pair.coders)
        both = [(row[i], row[j]) for row in rows if row[i] is not None and row[j] is not None]
        assert pair.units == len(both)
        if len({value for values in both for value in values}) < 2:
            assert pair.kappa is None
        else:
            oracle = cohen_kappa_score([a for a, _ in both], [b for _, b in both])
            assert pair.kappa == pytest.approx(oracle, abs=1e-9)
            defined.append(oracle)
    kappa = agreement.codes[0].kappa
    assert kappa == (pytest.approx(np.mean(defined), abs=1e-9) if defined else None)


@given(tables(missing=True), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_neither_the_order_of_coders_nor_of_units_nor_names_of_categories_matter(rows: Rows, random: object) -> None:
    order = list(range(len(rows[0])))
    random.shuffle(order)  # type: ignore[attr-defined]
    other = [[None if row[i] is None else f"category {9 - row[i]}" for i in order] for row in reversed(rows)]
    one, two = measured(rows).codes[0], measure_ratings(order, other).codes[0]
    for name in ("units", "percent", "alpha", "fleiss", "ac1", "bp", "undefined"):
        assert getattr(one, name) == getattr(two, name)
    assert one.kappa == (None if two.kappa is None else pytest.approx(two.kappa, abs=1e-12))


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_alpha_goes_to_f1_as_the_uncoded_text_grows(both: int, first: int, second: int) -> None:
    assume(both + first + second > 0)
    tally = tally_contingency([[10**12, second], [first, both]])
    assert alpha(tally) == pytest.approx(f1(tally), abs=1e-9)


@given(tables(missing=True), tables(missing=True))
@settings(max_examples=50, deadline=None)
def test_percent_of_two_tables_together_is_their_mean_by_units(one: Rows, two: Rows) -> None:
    counted = [[[row.count(v) for v in range(4)] for row in rows] for rows in (one, two)]
    tallies = [tally_counts(counts) for counts in counted]
    together = tally_counts(counted[0] + counted[1])
    assert together.units == sum(tally.units for tally in tallies)
    assume(together.units)
    weighted = sum((percent(tally) or 0.0) * tally.units for tally in tallies)
    assert percent(together) == pytest.approx(weighted / together.units, abs=1e-12)
