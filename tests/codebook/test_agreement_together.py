"""Themes rolled up, sets of codes and the unitizing family of a study; limits that a protocol sets."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codebook.agreement import Document, Study, Unit, measure, measure_all
from codebook.agreement.intervals import KRIPPENDORFF, Limits
from codebook.agreement.laid import lay
from codebook.agreement.sets import set_alpha
from codebook.agreement.together import rolled_up, together
from codebook.agreement.unitizing import Coincidences, unitizing
from codebook.agreement.words import rests_on

BOTH = frozenset({"Ann", "Ben"})
CODES = ("Delay", "Delay/Police", "Delay/Court", "Other")


def study(*rows: tuple[str, str, int, int], codes: tuple[str, ...] = CODES, length: int = 40) -> Study:
    spans = [("D", who, code, start, end) for who, code, start, end in rows]
    return Study.of(["Ann", "Ben"], codes, [Document("D", BOTH, [(0, length)])], spans)


def test_a_theme_is_where_itself_or_a_code_below_it_is_and_codes_stay_as_they_are() -> None:
    one = study(("Ann", "Delay", 0, 5), ("Ben", "Delay/Police", 0, 5), ("Ben", "Other", 20, 30))
    assert rolled_up(one).codes == ("Delay",)
    got = measure_all(one, "character")
    assert [(theme.code, theme.alpha) for theme in got.themes] == [("Delay", 1.0)]
    assert got.codes == measure(one, "character").codes
    assert got.codes[0].alpha is not None
    assert got.codes[0].alpha < 0


def test_a_theme_that_is_no_code_of_its_own_and_slashes_in_names() -> None:
    police, crown = codes = (r"A\/B/Police", r"A\/B/Court/Crown")
    one = study(("Ann", police, 0, 5), ("Ben", crown, 0, 5), codes=codes)
    assert rolled_up(one).codes == (r"A\/B", r"A\/B/Court")
    assert measure_all(one, "character").themes[0].alpha == 1.0


RUN = st.tuples(st.sampled_from(("Ann", "Ben")), st.sampled_from(CODES), st.integers(0, 39), st.integers(1, 9))


@given(st.lists(RUN, max_size=12))
@settings(max_examples=60, deadline=None)
def test_a_rolled_up_theme_is_what_coding_the_theme_itself_gives(runs: list[tuple[str, str, int, int]]) -> None:
    rows = [(who, code, start, min(start + width, 40)) for who, code, start, width in runs]
    made = study(*rows)
    flat = study(*((who, "Delay", start, end) for who, code, start, end in rows if code != "Other"), codes=("Delay",))
    units: tuple[Unit, ...] = ("character", "document")
    for unit in units:
        assert measure_all(made, unit).themes == measure(flat, unit).codes


def test_the_unitizing_family_of_a_study_is_that_of_its_units() -> None:
    one = study(("Ann", "Delay/Police", 0, 8), ("Ann", "Delay/Court", 8, 12), ("Ben", "Delay/Police", 2, 9),
                ("Ben", "Delay/Court", 9, 12), ("Ben", "Other", 20, 24))  # fmt: skip
    whole = together(one, "character")
    assert whole is not None
    every, delay = whole.unitizing
    by_hand = Coincidences(2)
    by_hand.add(40, [[(0, 8, 1), (8, 12, 2)], [(2, 9, 1), (9, 12, 2)]])
    wanted = unitizing(by_hand)
    assert (delay.theme, delay.u_alpha, delay.bar_u_alpha, delay.cu_alpha, delay.coverage) == (
        "Delay", wanted.u_alpha, wanted.bar_u_alpha, wanted.cu_alpha, wanted.coverage)  # fmt: skip
    assert [(v.code, v.alpha, v.coverage) for v in delay.codes] == [
        (code, *each) for code, *each in zip(CODES[1:3], wanted.value_alphas, wanted.value_coverages, strict=True)
    ]
    assert every.theme == ""
    assert every.u_alpha != delay.u_alpha
    assert whole.sets == set_alpha(lay(one, "character"))


def test_codes_on_the_same_words_leave_u_alpha_without_a_value_and_sets_with_one() -> None:
    one = study(("Ann", "Delay/Police", 0, 8), ("Ann", "Delay/Court", 4, 12), ("Ben", "Delay/Police", 2, 9))
    whole = together(one, "character")
    assert whole is not None
    for group in whole.unitizing:
        assert group.u_alpha is group.cu_alpha is group.coverage is None
        assert group.undefined == "the same words have two of these codes from one coder (Ann in D)"
    assert whole.sets.jaccard is not None
    assert together(study(codes=("Delay",)), "character") is None
    unused = together(study(), "character")
    assert unused is not None
    assert unused.unitizing[0].undefined == "no coder used these codes in the documents compared"
    assert unused.sets.jaccard is None


def spread(documents: int) -> Study:
    random = np.random.default_rng(3)
    places = [Document(f"D{i}", BOTH, [(0, 200)]) for i in range(documents)]
    rows = [(f"D{i}", who, "Delay", 0, int(random.integers(40, 60))) for i in range(documents) for who in sorted(BOTH)]
    return Study.of(["Ann", "Ben"], ["Delay"], places, rows)


@pytest.mark.parametrize("documents", [12, 40])
def test_conclusions_are_by_the_limits_asked_and_krippendorffs_probabilities_stay_his(documents: int) -> None:
    his, ours = (measure(spread(documents), "character", limits) for limits in (KRIPPENDORFF, Limits(0.97, 0.99)))
    assert (his.codes[0].conclusions, ours.codes[0].conclusions) == ("firm", "none")
    assert (his.codes[0].q_667, his.codes[0].q_800) == (ours.codes[0].q_667, ours.codes[0].q_800)
    assert ours.as_json()["limits"] == {"tentative": 0.97, "firm": 0.99}


def test_krippendorffs_words_are_for_his_limits_only() -> None:
    assert rests_on("firm", KRIPPENDORFF) == "firm conclusions (.800 is reached)"
    assert rests_on("none", KRIPPENDORFF) == "no conclusions (.667 is not reached)"
    assert rests_on("firm", Limits(0.6, 0.75)) == "relied on (.75 is reached)"
    assert rests_on("tentative", Limits(0.6, 0.75)) == "tentative (.6 is reached)"
    assert rests_on("none", Limits(0.0, 1.0)) == "not used (0 is not reached)"
