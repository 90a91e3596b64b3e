"""Every figure against an oracle that was written from the formulas alone and decides character by character."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations, pairwise

import numpy as np
import per_character as oracle
import pytest
from coded_corpora import CODES, decisions, studies
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t as student

from codebook.agreement import UNITS, Document, Meter, Study, Unit, measure, measure_all
from codebook.agreement.intervals import SEED

NAMES = ("prevalence", "percent", "f1", "alpha", "fleiss", "ac1", "bp")
units = st.sampled_from(UNITS)


def close(value: object) -> object:
    return None if value is None else pytest.approx(float(value), abs=1e-9)  # type: ignore[arg-type]


@given(studies(), units)
@settings(max_examples=80, deadline=None)
def test_codes_pairs_and_coders_left_out(study: Study, unit: Unit) -> None:
    got = measure(study, unit)
    everything = range(len(study.documents))
    for index, code in enumerate(got.codes):
        want = oracle.coefficients(list(one.values()) for one in decisions(study, unit, index))
        assert {name: getattr(code, name) for name in NAMES} == {name: close(want[name]) for name in NAMES}
        assert (code.undefined is None) == (code.alpha is not None)
        kappas = []
        for one, other in combinations(study.coders, 2):
            both = oracle.without(study, everything, (one, other))
            rows = [[unit_[one], unit_[other]] for unit_ in decisions(both, unit, index)]
            kappas.append(oracle.kappa(rows))
            alone, pair = oracle.coefficients(rows), next(
                each for each in got.pairs if (each.coders, each.code) == ((one, other), code.code)
            )  # fmt: skip
            assert (pair.units, pair.kappa, pair.alpha, pair.f1) == (
                len(rows), close(kappas[-1]), close(alone["alpha"]), close(alone["f1"])
            )  # fmt: skip
        defined = [kappa for kappa in kappas if kappa is not None]
        assert code.kappa == close(sum(defined) / len(defined) if defined else None)
        assert (code.kappa_low, code.kappa_high) == (
            close(min(defined, default=None)), close(max(defined, default=None))
        )  # fmt: skip
        for coder, value in code.without.items():
            rest = [name for name in study.coders if name != coder]
            assert value == close(oracle.alpha(oracle.without(study, everything, rest), unit, index))


@given(studies(), units)
@settings(max_examples=60, deadline=None)
def test_passages_sets_themes_and_the_unitizing_family(study: Study, unit: Unit) -> None:
    got = measure_all(study, unit)
    for index, code in enumerate(got.codes):
        exact, half = oracle.passages_alike(study, index)
        assert (code.exact_f1, code.half_f1) == (close(exact), close(half))
        if unit == "character":
            assert code.u_alpha == close(oracle.unitizing(continua(study, [index])).get("u"))
    for theme in got.themes:
        below = [at for at, code in enumerate(CODES) if code == theme.code or code.startswith(f"{theme.code}/")]
        per_code = [decisions(study, unit, at) for at in below]
        together = [[any(one[who] for one in same) for who in same[0]] for same in zip(*per_code, strict=True)]
        assert theme.alpha == close(oracle.coefficients(together)["alpha"])
    if got.together is None:
        return
    sets = got.together.sets
    assert (sets.jaccard, sets.masi) == tuple(close(oracle.set_alpha(study, unit, masi)) for masi in (False, True))
    whole = next(group for group in got.together.unitizing if group.theme == "")
    lines = continua(study, range(len(CODES)))
    twice = any(one[1] > other[0] for _, coders in lines for own in coders for one, other in neighbours(own))
    assert (whole.undefined is not None) == (twice or not any(own for _, coders in lines for own in coders))
    if not twice:
        want = oracle.unitizing(lines)
        assert (whole.u_alpha, whole.bar_u_alpha, whole.cu_alpha) == tuple(close(want[k]) for k in ("u", "|u", "cu"))
        for at, value in enumerate(whole.codes):
            assert value.alpha == close(want.get(f"{at + 1}"))


def continua(study: Study, codes: Sequence[int]) -> list[tuple[int, list[list[oracle.Piece]]]]:
    return [
        (sum(end - start for start, end in study.documents[at].stretches.tolist()),
         [[(*piece, code + 1) for code in codes for piece in oracle.pieces(study, at, coder, code)]
          for coder in study.coders if coder in study.documents[at].done])
        for at in oracle.compared(study, "character")
    ]  # fmt: skip


def neighbours(own: list[oracle.Piece]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    ordered = sorted((start, end) for start, end, _ in own)
    return list(pairwise(ordered))


def many(documents: int, seed: int) -> Study:
    """Two or three coders, documents that differ, somebody missing here and there."""
    random = np.random.default_rng(seed)
    coders = ("Ann", "Ben", "Cem")
    made, rows = [], []
    for at in range(documents):
        length = int(random.integers(20, 60))
        done = frozenset(coders if random.random() < 0.4 else coders[:2])
        cells = {"sentence": [(start, min(start + 7, length)) for start in range(0, length, 7)], "turn": [(0, length)]}
        made.append(Document(f"D{at}", done, [(0, length)], cells))
        for _ in range(int(random.integers(0, 4))):
            start = int(random.integers(0, length - 8))
            for coder in coders:
                if random.random() < 0.8:
                    moved = start + int(random.integers(0, 3))
                    rows.append((f"D{at}", coder, "Delay", moved, moved + int(random.integers(2, 9))))
    return Study.of(coders, ["Delay"], made, rows)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("documents", [5, 12, 29])
def test_the_jackknife_is_alpha_computed_anew_without_each_document(documents: int, unit: Unit) -> None:
    study = many(documents, documents)
    [got] = measure(study, unit).codes
    at = oracle.compared(study, unit)
    left = [oracle.alpha(oracle.without(study, [d for d in at if d != out]), unit, 0) for out in at]
    value = oracle.alpha(study, unit, 0)
    if value is None or None in left:
        assert got.alpha_low is None
        return
    each = [float(one) for one in left if one is not None]
    error = math.sqrt((len(at) - 1) / len(at) * sum((one - sum(each) / len(each)) ** 2 for one in each))
    if error < 1e-12:
        assert got.no_interval == "no interval: the documents do not vary in it"
        return
    reach = student.ppf(0.975, len(at) - 1) * error
    assert got.alpha_low == close(max(-1.0, float(value) - reach))
    assert got.alpha_high == close(min(1.0, float(value) + reach))
    assert got.q_800 == close(student.cdf((0.8 - float(value)) / error, len(at) - 1))
    largest = max((one - float(value) for one in each), key=abs)
    assert abs(got.shift or 0.0) == close(abs(largest))


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["sentence", "document"])
def test_the_bootstrap_is_alpha_of_corpora_drawn_document_by_document(unit: Unit) -> None:
    """The same draws, each corpus put together from whole documents and measured from nothing."""
    study = many(31, 4)
    [got] = measure(study, unit).codes
    drawn = np.random.default_rng(SEED).multinomial(31, np.full(31, 1 / 31), 1000)
    alone = [[list(one.values()) for one in decisions(oracle.without(study, [at]), unit, 0)] for at in range(31)]
    alphas = [
        oracle.coefficients(row for at, times in enumerate(weights.tolist()) for _ in range(times) for row in alone[at])
        for weights in drawn
    ]
    low, high = np.percentile([float(one["alpha"] or 0) for one in alphas], [2.5, 97.5])
    assert (got.alpha_low, got.alpha_high) == (close(low), close(high))


@given(studies(), studies(), units, st.data())
@settings(max_examples=40, deadline=None)
def test_measuring_again_is_measuring(study: Study, other: Study, unit: Unit, data: st.DataObject) -> None:
    """Spans come, go and move; now and then everything else changes, too."""
    meter = Meter()
    meter.measure(study, unit)
    kept = data.draw(st.lists(st.booleans(), min_size=len(study.spans), max_size=len(study.spans)))
    rows = study.spans[np.array(kept, dtype=bool)] if len(kept) else study.spans
    if len(study.documents):
        rows = np.concatenate([rows, [[0, 0, data.draw(st.integers(0, 2)), 1, 9]]])
    changed = Study(study.coders, study.codes, study.documents, rows)
    for one in (changed, changed, other, study):
        assert meter.measure(one, unit) == measure(one, unit)
