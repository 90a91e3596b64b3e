"""Published worked examples come out as published, and the study's collection of reference tables to 1e-9."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from codebook.agreement import measure_ratings
from codebook.agreement.coefficients import (
    Tally,
    ac1,
    alpha,
    bp,
    cohen,
    f1,
    fleiss,
    percent,
    prevalence,
    shares,
    tally_contingency,
    tally_counts,
)

CODERS = ("A", "B", "C", "D")

# Krippendorff (2011), Computing Krippendorff's alpha-reliability, example C: 4 observers, 12 units; also
# cac.raw4raters of Gwet's R package irrCAC, whose vignette prints the other coefficients.
CANONICAL = [
    (1, 1, None, 1), (2, 2, 3, 2), (3, 3, 3, 3), (3, 3, 3, 3), (2, 2, 2, 2), (1, 2, 3, 4),
    (4, 4, 4, 4), (1, 1, 2, 1), (2, 2, 2, 2), (None, 5, 5, 5), (None, None, 1, 1), (None, 3, None, None),
]  # fmt: skip
# Krippendorff (2004), Content Analysis, 2nd ed., p. 224: two coders, ten units, binary.
PAGE_224 = list(zip("1100000000", "0110010100", strict=True))
# Krippendorff (2011), example B: Ben and Gerry.
BEN_GERRY = list(zip("aabbdcccedda", "babbbccceddd", strict=True))
# Fleiss (1971), table 1: 30 patients, 6 psychiatrists, 5 diagnoses.
FLEISS_1971 = [
    (0, 0, 0, 6, 0), (0, 3, 0, 0, 3), (0, 1, 4, 0, 1), (0, 0, 0, 0, 6), (0, 3, 0, 3, 0), (2, 0, 4, 0, 0),
    (0, 0, 4, 0, 2), (2, 0, 3, 1, 0), (2, 0, 0, 4, 0), (0, 0, 0, 0, 6), (1, 0, 0, 5, 0), (1, 1, 0, 4, 0),
    (0, 3, 3, 0, 0), (1, 0, 0, 5, 0), (0, 2, 0, 3, 1), (0, 0, 5, 0, 1), (3, 0, 0, 1, 2), (5, 1, 0, 0, 0),
    (0, 2, 0, 4, 0), (1, 0, 2, 0, 3), (0, 0, 0, 0, 6), (0, 1, 0, 5, 0), (0, 2, 0, 1, 3), (2, 0, 0, 4, 0),
    (1, 0, 0, 4, 1), (0, 5, 0, 1, 0), (4, 0, 0, 0, 2), (0, 2, 0, 4, 0), (1, 0, 5, 0, 0), (0, 0, 0, 0, 6),
]  # fmt: skip

# (table of two coders, source, what it gives). Digits as printed in the source.
CONTINGENCY: list[tuple[list[list[int]], str, dict[str, float]]] = [
    ([[88, 14, 18], [10, 40, 10], [2, 6, 12]], "Cohen 1960, p. 45", {"percent": 0.70, "cohen": 0.492}),
    ([[118, 5], [2, 0]], "Gwet 2002", {"percent": 0.944, "cohen": -0.0234, "ac1": 0.9408, "bp": 0.888}),
    ([[40, 9], [6, 45]], "Feinstein & Cicchetti 1990, table 1", {"percent": 0.85, "cohen": 0.70}),
    ([[80, 10], [5, 5]], "Feinstein & Cicchetti 1990, table 2", {"percent": 0.85, "cohen": 0.32, "ac1": 0.81}),
    ([[20, 20], [10, 50]], "Artstein & Poesio 2008, table 1", {"percent": 0.7, "cohen": 0.348, "fleiss": 0.341}),
    ([[800, 75], [75, 50]], "NVivo help: 1000 characters, 50 both, 150 one only", {"percent": 0.85, "f1": 0.4}),
]


@pytest.mark.parametrize(("table", "source", "published"), CONTINGENCY, ids=[source for _, source, _ in CONTINGENCY])
def test_tables_of_two_coders(table: list[list[int]], source: str, published: dict[str, float]) -> None:
    tally = tally_contingency(table)
    found = {"percent": percent(tally), "cohen": cohen(table), "fleiss": fleiss(tally), "ac1": ac1(tally)}
    found |= {"bp": bp(tally), "f1": f1(tally)}
    for name, value in published.items():
        digits = len(str(abs(value)).split(".")[1])
        assert found[name] == pytest.approx(value, abs=0.51 * 10**-digits), name


def test_fleiss_1971() -> None:
    tally = tally_counts(FLEISS_1971)
    assert percent(tally) == pytest.approx(0.5556, abs=5e-5)
    assert float(sum(share * share for share in shares(tally))) == pytest.approx(0.2201, abs=5e-4)
    assert fleiss(tally) == pytest.approx(0.430, abs=5e-4)


def test_krippendorff_2011_example_c_with_missing_ratings() -> None:
    [got] = measure_ratings(CODERS, CANONICAL).codes
    assert got.units == 11  # the twelfth was seen by one observer
    assert got.alpha == pytest.approx(0.743, abs=5e-4)
    assert got.percent == pytest.approx(0.81818, abs=5e-6)
    assert got.bp == pytest.approx(0.77273, abs=5e-6)


def test_singly_rated_units_count_in_the_shares_of_a_table_as_gwet_has_it() -> None:
    values = [1, 2, 3, 4, 5]
    counts = [[row.count(value) for value in values] for row in CANONICAL]
    assert ac1(tally_counts(counts, singly_rated=True)) == pytest.approx(0.77544, abs=5e-6)
    assert fleiss(tally_counts(counts, singly_rated=True)) == pytest.approx(0.76117, abs=5e-6)
    [ours] = measure_ratings(CODERS, CANONICAL).codes
    assert (ours.ac1, ours.fleiss) == pytest.approx((0.77544, 0.76117), abs=5e-6)
    assert fleiss(tally_counts(counts)) == fleiss(tally_counts(counts[:-1]))


def test_krippendorff_2004_page_224_and_2011_example_b() -> None:
    [binary] = measure_ratings("AB", PAGE_224).codes
    assert (binary.percent, binary.prevalence) == (0.6, 0.3)
    assert binary.alpha == pytest.approx(0.095, abs=5e-4)
    assert measure_ratings("AB", BEN_GERRY).codes[0].alpha == pytest.approx(0.692, abs=5e-4)


# What each coefficient of the collection is called here. `fleiss` of two coders is Scott's π.
MINE: dict[str, Callable[[Tally], float | None]] = {
    "pa": percent,
    "pa_percent": lambda tally: 100 * (percent(tally) or 0.0),
    "alpha": alpha,
    "fleiss": fleiss,
    "scott": fleiss,
    "fleiss_or_scott": fleiss,
    "ac1": ac1,
    "bp": bp,
    "ppos": lambda tally: f1(tally, 0),  # these tables put the positive category first
    "pneg": lambda tally: f1(tally, 1),
    "fleiss_pe": lambda tally: float(sum(share * share for share in shares(tally))),
}
OF_TWO = {"cohen", "cohen_category", "cohen_mean_pairwise", "fleiss_category"}

# Expectations of the collection that are no part of this module, by name, and why.
OUTSIDE = {
    "weights": "weighted agreement: our codes are nominal",
    "metric": "ordinal, interval and ratio distances: our codes are nominal",
    "standard errors and intervals": "of units that are independent, which sentences of one interview are not",
    "cumprob": "probabilistic benchmarking: tests/codebook/test_agreement_intervals.py",
    "conger": "not among the coefficients this program reports",
    "kappa_max": "not among the coefficients this program reports",
    "prevalence_index": "not reported; prevalence is",
    "bias_index": "not reported",
    "alpha_do": "an intermediate step of α",
    "alpha_de": "an intermediate step of α",
    "set_pairs": "distances between sets of codes (MASI, Jaccard): tests/codebook/test_agreement_passages.py",
    "units": "the unitizing family (uα): tests/codebook/test_agreement_unitizing.py",
    "bootstrap": "of independent units or pairs; ours resamples documents",
    "undefined pairs": "ReCal3 withholds the mean when one pair is undefined; ours is over the pairs that define it",
}


def outside(table: dict[str, Any], expected: dict[str, Any]) -> str | None:
    """The entry of OUTSIDE that an expectation falls under, or None when it must hold here."""
    name, options = expected["coefficient"], expected["options"]
    if table["kind"] in OUTSIDE:
        return str(table["kind"])
    if name in OUTSIDE:
        return str(name)
    if name.endswith("_se") or "_ci95_" in name:
        return "standard errors and intervals"
    if options.get("weights"):
        return "weights"
    if options.get("metric", "nominal") != "nominal":
        return "metric"
    return "undefined pairs" if expected["exact_reference"] is None else None


def rows_of(table: dict[str, Any]) -> list[tuple[str | None, ...]]:
    return [tuple(None if value is None else str(value) for value in row) for row in table["data"]]


def tally_of(table: dict[str, Any]) -> Tally:
    """The table's tally; the collection's Gwet coefficients keep singly rated units in the shares."""
    if table["kind"] == "contingency":
        return tally_contingency(table["data"])
    if table["kind"] == "distribution":
        return tally_counts(table["data"])
    rows = rows_of(table)
    values = sorted({value for row in rows for value in row if value is not None})
    return tally_counts([[row.count(value) for value in values] for row in rows], singly_rated=True)


def of_two(table: dict[str, Any], name: str, options: dict[str, Any]) -> float | None:
    """Cohen's κ of a table, its mean over pairs, and κ of one category against the rest."""
    data = table["data"]
    if name == "cohen_mean_pairwise":
        return measure_ratings([str(i) for i in range(len(data[0]))], rows_of(table)).codes[0].kappa
    if name == "cohen":
        return cohen(data)
    k = options["category"] - 1
    if name == "fleiss_category":
        return fleiss(tally_counts([[sum(row) - row[k], row[k]] for row in data]))
    row, column, both = sum(data[k]), sum(one[k] for one in data), data[k][k]
    rest = sum(map(sum, data)) - row - column + both
    return cohen([[rest, column - both], [row - both, both]])


def test_the_collection_of_reference_tables(shared: Path) -> None:
    tables = json.loads((shared / "data/agreement/reference-tables.json").read_text(encoding="utf-8"))["tables"]
    held, left_out = 0, set()
    for table in tables:
        for expected in table["expected"]:
            name, reason = expected["coefficient"], outside(table, expected)
            if reason:
                left_out.add(reason)
                continue
            options = expected["options"]
            got = of_two(table, name, options) if name in OF_TWO else MINE[name](tally_of(table))
            assert got == pytest.approx(expected["exact_reference"], abs=1e-9), (table["id"], name, options)
            held += 1
    assert held >= 155
    assert left_out == set(OUTSIDE)  # every reason given is one that is needed


def test_whole_tables_of_ratings_report_the_reference_values(shared: Path) -> None:
    """Through the front door, units that one coder alone rated included."""
    tables = json.loads((shared / "data/agreement/reference-tables.json").read_text(encoding="utf-8"))["tables"]
    fields = {"pa": "percent", "alpha": "alpha", "fleiss": "fleiss", "fleiss_or_scott": "fleiss"}
    fields |= {"ac1": "ac1", "bp": "bp"}
    checked = 0
    for table in (one for one in tables if one["kind"] == "raw"):
        rows = rows_of(table)
        [got] = measure_ratings([str(i) for i in range(len(rows[0]))], rows).codes
        for expected in table["expected"]:
            name = expected["coefficient"]
            if name not in fields or outside(table, expected):
                continue
            assert getattr(got, fields[name]) == pytest.approx(expected["exact_reference"], abs=1e-9), table["id"]
            checked += 1
    assert checked >= 50


@pytest.mark.parametrize(
    ("share", "kappa", "gwet"),
    [(2, 0.70, 0.999), (10, 0.70, 0.994), (50, 0.68, 0.967), (200, 0.63, 0.824), (500, 0.40, 0.400)],
)
def test_at_one_f1_prevalence_moves_ac1_and_hardly_kappa(share: int, kappa: float, gwet: float) -> None:
    """F1 held at .70 from 0.2 % to half of the text: κ and α go to F1 as the code gets rare, AC1 goes to 1."""
    both, one = 7 * share * 100, 3 * share * 100
    table = [[1_000_000 - both - 2 * one, one], [one, both]]
    tally = tally_contingency(table)
    assert (f1(tally), prevalence(tally)) == (pytest.approx(0.7), pytest.approx(share / 1000))
    assert cohen(table) == pytest.approx(kappa, abs=5.1e-3)
    assert ac1(tally) == pytest.approx(gwet, abs=1e-3)
    assert alpha(tally) == pytest.approx(cohen(table), abs=1e-5)
