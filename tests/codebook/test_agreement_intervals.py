"""Intervals from documents: what resampling by hand gives, and none where there is nothing to resample."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from scipy import stats  # type: ignore[import-untyped]

from codebook.agreement import CodeAgreement, Document, Study, Unit, measure
from codebook.agreement.bands import LANDIS_KOCH, benchmark, conclusions, memberships
from codebook.agreement.intervals import REPLICATES, SEED, Interval, Sums
from codebook.agreement.statistics import statistics
from codebook.agreement.student import t_quantile

CODERS = ("Ann", "Ben", "Cem")
LENGTH = 400


def corpus(documents: int, coders: int = 2, seed: int = 5) -> Study:
    """Passages of 20 that coders mark with slips of their own; the last coder misses every third document."""
    random = np.random.default_rng(seed)
    names = CODERS[:coders]
    cells = {"sentence": [(at, at + 20) for at in range(0, LENGTH, 20)]}
    done = [frozenset(names[: coders - (i % 3 == 0 and coders > 2)]) for i in range(documents)]
    rows = []
    for i in range(documents):
        for at in range(0, LENGTH, 20):
            coded = random.random() < 0.3
            for name in names:
                if coded != (random.random() < 0.12):
                    rows.append((f"D{i}", name, "Delay", at, at + int(random.integers(5, 20))))
    places = [Document(f"D{i}", done[i], [(0, LENGTH)], cells) for i in range(documents)]
    return Study.of(names, ["Delay", "Unused"], places, rows)


def resampled(study: Study, times: list[int]) -> Study:
    """The study with each document that often, as documents of their own."""
    documents, rows = [], []
    for index, count in enumerate(times):
        for copy in range(count):
            old = study.documents[index]
            documents.append(Document(f"{old.label} {copy}", old.done, old.universe, old.cells))
            mine = study.spans[study.spans[:, 0] == index]
            rows += [(len(documents) - 1, *row) for row in mine[:, 1:].tolist()]
    return Study(study.coders, study.codes, tuple(documents), np.array(rows))


def delay(study: Study, unit: Unit = "character") -> CodeAgreement:
    return measure(study, unit).codes[0]


def defined(value: float | None) -> float:
    assert value is not None
    return value


@pytest.mark.parametrize("unit", ["character", "sentence"])
def test_below_30_documents_it_is_the_jackknife_with_t(unit: Unit) -> None:
    study = corpus(9, coders=3)
    got = delay(study, unit)
    out = np.array([defined(delay(resampled(study, [int(i != j) for j in range(9)]), unit).alpha) for i in range(9)])
    error = np.sqrt(8 / 9 * ((out - out.mean()) ** 2).sum())
    reach = stats.t.ppf(0.975, 8) * error
    assert [got.alpha_low, got.alpha_high] == pytest.approx([defined(got.alpha) - reach, defined(got.alpha) + reach])
    assert got.q_667 == pytest.approx(stats.t.cdf((0.667 - defined(got.alpha)) / error, 8))
    moved = out - defined(got.alpha)
    assert got.shift == pytest.approx(moved[np.argmax(np.abs(moved))])
    assert got.shift_document == f"D{np.argmax(np.abs(moved))}"
    assert measure(study, unit).interval == "jackknife over documents, t with 8 degrees of freedom"


def test_from_30_documents_on_it_is_the_bootstrap_and_the_same_each_time() -> None:
    study = corpus(30, coders=3)
    got = delay(study)
    drawn = np.random.default_rng(SEED).multinomial(30, np.full(30, 1 / 30), REPLICATES)
    some = [delay(resampled(study, drawn[k].tolist())).alpha for k in range(3)]
    alphas = Sums.of(statistics(study, "character"), 2).alphas(drawn.astype(float))[:, 0]
    assert some == pytest.approx(alphas[:3].tolist(), abs=1e-12)
    assert (got.alpha_low, got.alpha_high) == pytest.approx(tuple(np.percentile(alphas, [2.5, 97.5])))
    assert got.q_800 == (alphas < 0.8).mean()
    assert delay(study) == got
    assert "1,000 times with seed" in str(measure(study, "character").interval)


def test_a_coder_left_out_leaves_what_the_others_did() -> None:
    study = corpus(6, coders=3)
    for left, value in delay(study).without.items():
        others = [name for name in CODERS if name != left]
        places = [Document(d.label, d.done & set(others), d.universe, d.cells) for d in study.documents]
        rows = [
            (study.documents[d].label, study.coders[i], study.codes[c], start, end)
            for d, i, c, start, end in study.spans.tolist()
            if study.coders[i] != left
        ]
        assert value == pytest.approx(delay(Study.of(others, study.codes, places, rows)).alpha)
    assert delay(corpus(6)).without == {}


def test_where_there_is_nothing_to_resample_there_is_no_interval_and_a_reason() -> None:
    few = delay(corpus(4))
    assert (few.alpha_low, few.alpha_high, few.q_667, few.band) == (None,) * 4
    assert few.no_interval == "no interval: 4 documents coded twice, and fewer than 5 cannot carry one"
    both = frozenset({"Ann", "Ben"})
    places = [Document(f"D{i}", both, [(0, 100)]) for i in range(40)]
    same = [(f"D{i}", who, "Delay", 0, 10) for i in range(40) for who in both]
    agreed = delay(Study.of(["Ann", "Ben"], ["Delay"], places, same))
    assert (agreed.alpha, agreed.alpha_low, agreed.no_interval) == (
        1.0, None, "no interval: the documents do not vary in it")  # fmt: skip
    alone = [("D0", "Ann", "Delay", 0, 10), ("D0", "Ben", "Delay", 5, 10)]
    rare = delay(Study.of(["Ann", "Ben"], ["Delay"], places, alone))
    assert "α has no value in" in str(rare.no_interval)
    rare = delay(Study.of(["Ann", "Ben"], ["Delay"], places[:10], alone))
    assert rare.no_interval == "no interval: without one of the documents α has no value"
    assert measure(corpus(30), "character").codes[1].no_interval is None  # it has no α to begin with


@pytest.mark.parametrize("documents", [12, 40])
def test_where_no_two_coders_ever_agree_resampling_says_nothing(documents: int) -> None:
    """α is chance in every resample, to the fourth decimal: an interval of no width would be a claim about nothing."""
    both = frozenset({"Ann", "Ben"})
    places = [Document(f"D{i}", both, [(0, 1000)]) for i in range(documents)]
    apart = [(f"D{i}", ("Ann", "Ben")[i % 2], "Delay", 0, 10) for i in range(documents)]
    study = Study.of(["Ann", "Ben"], ["Delay"], places, apart)
    drawn = np.random.default_rng(1).multinomial(documents, np.full(documents, 1 / documents), 200).astype(float)
    replicates = Sums.of(statistics(study, "character"), 1).alphas(drawn)
    assert np.ptp(replicates) < 0.02
    got = delay(study)
    assert got.alpha == pytest.approx(0, abs=0.01)
    assert (got.alpha_low, got.alpha_high, got.conclusions, got.band) == (None,) * 4
    assert str(got.no_interval).startswith("no interval: no unit was coded by two coders")
    shared = [(f"D{i}", who, "Delay", 20, 30) for i in (1, 2, 3, 4, 5) for who in both]
    once = delay(Study.of(["Ann", "Ben"], ["Delay"], places, [*apart, *shared]))
    assert once.no_interval is None
    everywhere = [(f"D{i}", who, "Delay", 10 * (who == "Ann"), 1000 - 10 * (who == "Ben"))
                  for i in range(documents) for who in both]  # fmt: skip
    assert "left uncoded" in str(delay(Study.of(["Ann", "Ben"], ["Delay"], places, everywhere)).no_interval)


# Fisher & Yates 1963, table III, to the digits printed: two-sided 5 %.
PRINTED = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 8: 2.306, 10: 2.228, 15: 2.131, 20: 2.086, 28: 2.048}


def test_quantiles_of_t_are_the_printed_ones() -> None:
    for degrees, printed in PRINTED.items():
        assert t_quantile(0.975, degrees) == pytest.approx(printed, abs=5.1e-4)
    for degrees in range(1, 40):
        assert t_quantile(0.975, degrees) == pytest.approx(stats.t.ppf(0.975, degrees), abs=1e-9)


def test_gwets_benchmarking_gives_the_printed_probabilities(shared: Path) -> None:
    tables = json.loads((shared / "data/agreement/reference-tables.json").read_text(encoding="utf-8"))["tables"]
    [table] = [one for one in tables if one["kind"] == "benchmark"]
    names = [name for name, _, _ in LANDIS_KOCH]
    wanted = [one for one in table["expected"] if one["options"]["scale"] == "landis_koch"]
    for one in wanted:
        given = table["data"] | one["options"]
        got = memberships(given["coefficient"], given["se"], LANDIS_KOCH)
        assert got[names.index(given["level"].lower())] == pytest.approx(one["exact_reference"], abs=1e-9)
    assert len(wanted) == 9
    assert benchmark(0.77544, Interval(0.5, 1.0, 0.14295, 0.2, 0.6)) == "moderate"


@pytest.mark.parametrize(
    ("tentative", "firm", "word"), [(0.0, 0.05, "firm"), (0.05, 0.06, "tentative"), (0.06, 0.9, "none")]
)
def test_limits_are_asked_of_the_interval(tentative: float, firm: float, word: str) -> None:
    assert conclusions(Interval(0.0, 1.0, 0.1, tentative, firm)) == word
    assert conclusions(Interval(why_not="too few")) is None
