"""Agreement in periods is agreement on their documents; weeks are put together; what a code is taken for is counted."""

from __future__ import annotations

import pytest
from coded_corpora import CODES, studies
from hypothesis import given, settings
from per_character import without

from codebook.agreement import Document, Study, measure
from codebook.agreement.periods import EDGES, NOTHING, by_period, taken_for
from codebook.agreement.study import of_codes, of_documents
from codebook.reviewing.drift import windows

BOTH = frozenset({"Ann", "Ben"})


@given(studies())
@settings(max_examples=40, deadline=None)
def test_a_period_is_its_documents_and_a_code_alone_is_as_among_others(study: Study) -> None:
    even = [at for at, each in enumerate(study.documents) if at % 2 == 0]
    periods = by_period(study, "sentence", {study.documents[at].label: "even" for at in even})
    alphas = [code.alpha for code in measure(without(study, even), "sentence").codes]
    assert [code.alpha for code in measure(of_documents(study, even), "sentence").codes] == alphas
    if periods:
        assert [code.alpha for code in periods[0].agreement.codes] == alphas
    [alone] = measure(of_codes(study, [1]), "sentence").codes
    assert alone == measure(study, "sentence").codes[1]
    assert len(CODES) == 3


def test_what_a_code_is_taken_for() -> None:
    """Of Ann's 40 units of Delay Ben gave 10 Trust, 10 nothing; at her second passage he begins 5 later."""
    rows = [("D", "Ann", "Delay", 0, 10), ("D", "Ben", "Trust", 0, 10), ("D", "Ann", "Delay", 20, 30),
            ("D", "Ann", "Delay", 40, 60), ("D", "Ben", "Delay", 45, 60)]  # fmt: skip
    study = Study.of(["Ann", "Ben"], ["Delay", "Trust"], [Document("D", BOTH, [(0, 100)])], rows)
    assert taken_for(study, "character", "Delay") == {"Trust": 10, NOTHING: 10, EDGES: 5}
    with pytest.raises(KeyError):
        taken_for(study, "character", "No")


def test_weeks_are_put_together_until_each_has_enough() -> None:
    weeks = {f"D{at}": f"2026-01-{1 + 7 * (at // 2):02d}" for at in range(9)}  # two a week, the last week has one
    found = windows(weeks, least=3)
    assert [found[f"D{at}"] for at in (0, 3, 4, 8)] == [
        "2026-01-01 to 2026-01-08", "2026-01-01 to 2026-01-08", "2026-01-15 to 2026-01-29", "2026-01-15 to 2026-01-29"
    ]  # fmt: skip
    assert windows({}, least=3) == {}
    assert set(windows({"A": "2026-01-01"}).values()) == {"2026-01-01"}
