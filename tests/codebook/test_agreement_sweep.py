"""The sweep gives what counting character by character gives: every unit, gaps, overlaps, missing coders."""

from __future__ import annotations

from itertools import combinations

import pytest
from coded_corpora import decisions, studies
from hypothesis import given, settings
from hypothesis import strategies as st

from codebook.agreement import UNITS, SpanRow, Study, Unit, measure


def close(value: float | None) -> object:
    return None if value is None else pytest.approx(value, abs=1e-9)


def naive_alpha(units: list[dict[str, bool]]) -> float | None:
    coincidence = {(a, b): 0.0 for a in (False, True) for b in (False, True)}
    for unit in units:
        values = list(unit.values())
        for i, a in enumerate(values):
            for j, b in enumerate(values):
                if i != j:
                    coincidence[a, b] += 1 / (len(values) - 1)
    ones, noes = (sum(coincidence[value, other] for other in (False, True)) for value in (True, False))
    if ones < 0.5 or noes < 0.5:
        return None
    return 1 - (ones + noes - 1) * coincidence[True, False] / (ones * noes)


def naive_percent(units: list[dict[str, bool]]) -> float | None:
    if not units:
        return None
    each = [[a == b for a, b in combinations(unit.values(), 2)] for unit in units]
    return sum(sum(pairs) / len(pairs) for pairs in each) / len(each)


def naive_f1(units: list[dict[str, bool]]) -> float | None:
    pairs = [pair for unit in units for pair in combinations(unit.values(), 2)]
    both, one = sum(a and b for a, b in pairs), sum(a != b for a, b in pairs)
    return 2 * both / (2 * both + one) if both or one else None


def naive_corrected(units: list[dict[str, bool]], name: str) -> float | None:
    observed = naive_percent(units)
    if observed is None:
        return None
    share = sum(sum(unit.values()) / len(unit) for unit in units) / len(units)
    chance = {"fleiss": share**2 + (1 - share) ** 2, "ac1": 2 * share * (1 - share), "bp": 0.5}[name]
    varies = len({value for unit in units for value in unit.values()}) == 2
    return (observed - chance) / (1 - chance) if varies else None


def naive_cohen(units: list[dict[str, bool]], first: str, second: str) -> float | None:
    pairs = [(unit[first], unit[second]) for unit in units]
    if len({value for pair in pairs for value in pair}) < 2:
        return None
    p, q = (sum(pair[i] for pair in pairs) / len(pairs) for i in (0, 1))
    chance = p * q + (1 - p) * (1 - q)
    return (sum(a == b for a, b in pairs) / len(pairs) - chance) / (1 - chance)


@given(studies(), st.sampled_from(UNITS))
@settings(max_examples=250, deadline=None)
def test_codes_are_what_counting_one_by_one_gives(study: Study, unit: Unit) -> None:
    for index, got in enumerate(measure(study, unit).codes):
        units = decisions(study, unit, index)
        cells = [value for one in units for value in one.values()]
        assert got.units == len(units)
        assert got.prevalence == close(sum(cells) / len(cells) if cells else None)
        assert got.percent == close(naive_percent(units))
        assert got.f1 == close(naive_f1(units))
        assert got.alpha == close(naive_alpha(units))
        for name in ("fleiss", "ac1", "bp"):
            assert getattr(got, name) == close(naive_corrected(units, name))
        assert (got.undefined is None) == (got.alpha is not None)


@given(studies(), st.sampled_from(UNITS))
@settings(max_examples=150, deadline=None)
def test_pairs_are_measured_on_what_both_did(study: Study, unit: Unit) -> None:
    agreement = measure(study, unit)
    kappas: dict[str, list[float]] = {code: [] for code in study.codes}
    for got in agreement.pairs:
        mine = decisions(study, unit, study.codes.index(got.code))
        units = [{c: u[c] for c in got.coders} for u in mine if set(got.coders) <= set(u)]
        kappa = naive_cohen(units, *got.coders) if units else None
        assert (got.units, got.kappa) == (len(units), close(kappa))
        assert (got.alpha, got.f1) == (close(naive_alpha(units)), close(naive_f1(units)))
        kappas[got.code] += [] if kappa is None else [kappa]
    for code in agreement.codes:
        defined = kappas[code.code]
        assert code.kappa == close(sum(defined) / len(defined) if defined else None)


@given(studies(), st.sampled_from(UNITS), st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_the_order_of_coders_documents_and_spans_does_not_matter(study: Study, unit: Unit, random: object) -> None:
    coders, documents = list(study.coders), list(study.documents)
    rows = [
        SpanRow(study.documents[d].label, study.coders[c], study.codes[k], start, end)
        for d, c, k, start, end in study.spans.tolist()
    ]
    for names in (coders, documents, rows):
        random.shuffle(names)  # type: ignore[attr-defined]
    shuffled = measure(Study.of(coders, study.codes, documents, rows), unit)
    straight = measure(study, unit)
    for one, other in zip(straight.codes, shuffled.codes, strict=True):
        assert one.kappa == close(other.kappa)
        assert (one.alpha, one.percent, one.f1, one.flags) == (other.alpha, other.percent, other.f1, other.flags)
    pairs = {(frozenset(p.coders), p.code): (p.kappa, p.alpha, p.f1, p.documents) for p in straight.pairs}
    assert pairs == {(frozenset(p.coders), p.code): (p.kappa, p.alpha, p.f1, p.documents) for p in shuffled.pairs}
