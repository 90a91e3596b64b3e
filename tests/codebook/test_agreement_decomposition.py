"""1 − α taken apart: the parts add up to it exactly, point at the right text, and are called what they are."""

from __future__ import annotations

import pytest
from coded_corpora import decisions, studies
from hypothesis import given, settings
from hypothesis import strategies as st

from codebook.agreement import UNITS, Document, Study, Unit, measure
from codebook.agreement.decomposition import Disagreement, disagreements

BOTH = frozenset({"Ann", "Ben"})
CODES = ("Delay", "Trust", "Trust/Early", "Trust/Late", "Other")


@given(studies(), st.sampled_from(UNITS))
@settings(max_examples=60, deadline=None)
def test_the_parts_add_up_to_one_minus_alpha(study: Study, unit: Unit) -> None:
    found = disagreements(study, unit)
    for index, code in enumerate(measure(study, unit).codes):
        mine = [one for one in found if one.code == code.code]
        differing = [unit_ for unit_ in decisions(study, unit, index) if len(set(unit_.values())) > 1]
        assert sum(one.units for one in mine) == len(differing)
        if code.alpha is None:
            assert not mine
            continue
        assert sum(one.shortfall for one in mine) == pytest.approx(1 - code.alpha, abs=1e-9)
        assert sum(one.share for one in mine) == (pytest.approx(1) if mine else 0)
        assert list(mine) == list(disagreements(study, unit, [code.code]))


@given(studies())
@settings(max_examples=40, deadline=None)
def test_each_part_is_where_it_says(study: Study) -> None:
    """In characters: those said to have it coded every code point of it that counts, the others none."""
    for one in disagreements(study, "character"):
        document = next(each for each in study.documents if each.label == one.document)
        counts = {p for start, end in document.stretches.tolist() for p in range(start, end)}
        place = [p for p in range(one.start, one.end) if p in counts]
        assert (len(place), place[0], place[-1]) == (one.units, one.start, one.end - 1)
        coded = {
            who: {p for row in study.spans.tolist() if fits(study, row, one, who) for p in range(row[3], row[4])}
            for who in study.coders
        }
        assert set(one.having) | set(one.lacking) == document.done
        assert all(set(place) <= coded[who] for who in one.having)
        assert all(not set(place) & coded[who] for who in one.lacking)


def fits(study: Study, row: list[int], one: Disagreement, who: str) -> bool:
    names = (study.documents[row[0]].label, study.coders[row[1]], study.codes[row[2]])
    return names == (one.document, who, one.code)


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        ([("Ann", "Delay", 0, 40), ("Ben", "Delay", 10, 40)], [("Delay", 0, 10, "boundary", None)]),
        (
            [("Ann", "Delay", 0, 40), ("Ben", "Delay", 0, 10), ("Ben", "Delay", 30, 40)],
            [("Delay", 10, 30, "split-merge", None)],
        ),
        ([("Ann", "Delay", 0, 40)], [("Delay", 0, 40, "omission", None)]),
        (
            [("Ann", "Trust/Early", 0, 40), ("Ben", "Trust/Late", 5, 40)],
            [("Trust/Early", 0, 40, "sibling", "Trust/Late"), ("Trust/Late", 5, 40, "sibling", "Trust/Early")],
        ),
        (
            [("Ann", "Trust/Early", 0, 40), ("Ben", "Trust", 0, 40)],
            [("Trust", 0, 40, "parent-child", "Trust/Early"), ("Trust/Early", 0, 40, "parent-child", "Trust")],
        ),
        (
            [("Ann", "Delay", 0, 40), ("Ben", "Other", 0, 40)],
            [("Delay", 0, 40, "other-branch", "Other"), ("Other", 0, 40, "other-branch", "Delay")],
        ),
        # Ann gave both codes: Ben left one out and put nothing in its place.
        (
            [("Ann", "Delay", 0, 40), ("Ann", "Other", 0, 40), ("Ben", "Other", 0, 40)],
            [("Delay", 0, 40, "omission", None)],
        ),
    ],
)
def test_disagreements_are_called_what_they_are(
    rows: list[tuple[str, str, int, int]], kinds: list[tuple[str, int, int, str, str | None]]
) -> None:
    study = Study.of(["Ann", "Ben"], CODES, [Document("D", BOTH, [(0, 100)])], [("D", *row) for row in rows])
    found = disagreements(study, "character")
    assert sorted((one.code, one.start, one.end, one.kind, one.partner) for one in found) == kinds


def test_by_turn_a_disagreement_is_whole_turns_and_the_largest_share_is_first() -> None:
    turns = [(0, 20), (30, 60), (70, 100)]
    document = Document("D", BOTH, turns, {"turn": turns})
    rows = [("D", "Ann", "Delay", 5, 35), ("D", "Ben", "Delay", 75, 80), ("D", "Ann", "Other", 0, 1)]
    first, second, third = disagreements(Study.of(["Ann", "Ben"], CODES, [document], rows), "turn")
    assert (first.code, first.start, first.end, first.having, first.lacking) == ("Other", 0, 20, ("Ann",), ("Ben",))
    assert (second.start, second.end, second.units) == (0, 60, 2)
    assert (third.start, third.end, third.kind) == (70, 100, "omission")
    assert [second.share, third.share] == pytest.approx([2 / 3, 1 / 3])
