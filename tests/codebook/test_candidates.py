"""Which passages come first for the report, and why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codebook.quoting.candidates import Known, ranked
from codebook.retrieval.passages import Excerpt

WORDS = "they ring us before the file exists and it works well here"


def passage(document: str, text: str = WORDS, *, uid: str = "", **more: object) -> Excerpt:
    group = more.pop("group", document.split()[0])
    return Excerpt(document, document, 0, len(text), text, codings=(uid or document,), kind="interview",
                   group=str(group), participant=document, **more)  # type: ignore[arg-type]  # fmt: skip


def order(*found: Excerpt, **known: object) -> list[str]:
    return [one.excerpt.codings[0] for one in ranked(found, Known(**known))]  # type: ignore[arg-type]


def test_a_voice_not_heard_comes_before_a_key_passage_of_one_that_is() -> None:
    key, new = passage("CPS 1", key=True), passage("CPS 2")
    assert order(key, new, voices=frozenset({"CPS 1"}), groups=frozenset({"CPS"})) == ["CPS 2", "CPS 1"]
    assert order(key, new) == ["CPS 1", "CPS 2"]


def test_a_group_not_heard_comes_before_another_voice_of_one_that_is() -> None:
    assert order(passage("CPS 2"), passage("Judges 1"), groups=frozenset({"CPS"})) == ["Judges 1", "CPS 2"]


def test_what_a_list_brings_already_counts_once() -> None:
    found = [
        passage("CPS 1", uid="a"),
        passage("CPS 1", uid="b"),
        passage("CPS 2", uid="c"),
        passage("Judges 1", uid="d"),
    ]
    assert order(*found) == ["a", "d", "c", "b"]


@pytest.mark.parametrize(
    ("better", "worse", "known"),
    [
        (passage("CPS 1", key=True), passage("CPS 2"), {}),
        (passage("CPS 2"), passage("CPS 1"), {"certainty": {"CPS 1": 1}}),
        (passage("CPS 2"), passage("CPS 1"), {"certainty": {"CPS 2": 3}}),
        (passage("CPS 2"), passage("CPS 1"), {"agreed": {("CPS 1",): 0.5, ("CPS 2",): 1.0}}),
        (passage("CPS 2"), passage("CPS 1", "no"), {}),
        (passage("CPS 2"), passage("CPS 1", "so " * 130), {}),
        (passage("CPS 2", "no"), passage("CPS 1", key=True, role="interviewer"), {}),
    ],
)
def test_each_reason_weighs(better: Excerpt, worse: Excerpt, known: dict[str, object]) -> None:
    known |= {"voices": frozenset({"CPS 1", "CPS 2"}), "groups": frozenset({"CPS"})}
    assert order(worse, better, **known)[0] == better.codings[0]


def test_what_is_collected_already_comes_last_and_brings_no_voice() -> None:
    there = passage("CPS 1", key=True)
    told = ranked([there, passage("CPS 2")], Known(spans=frozenset({("CPS 1", 0, len(WORDS))})))
    assert [one.excerpt.document for one in told] == ["CPS 2", "CPS 1"]
    assert told[0].reasons == ("a voice not heard yet", "nobody of CPS is quoted yet", "12 words")
    assert "collected already" in told[1].reasons


@given(
    st.lists(st.tuples(st.sampled_from(["CPS 1", "CPS 2", "Police 1"]), st.booleans(), st.integers(0, 99)), max_size=8)
)
def test_nothing_is_lost_and_the_order_does_not_depend_on_how_they_came(made: list[tuple[str, bool, int]]) -> None:
    found = [passage(label, uid=str(at), key=key) for at, (label, key, _) in enumerate(made)]
    shuffled = [each for _, each in sorted(zip((n for _, _, n in made), found, strict=True), key=lambda pair: pair[0])]
    kinds = [(one.excerpt.document, one.excerpt.key, one.points) for one in ranked(found, Known())]
    assert kinds == [(one.excerpt.document, one.excerpt.key, one.points) for one in ranked(shuffled, Known())]
    assert len(kinds) == len(made)
