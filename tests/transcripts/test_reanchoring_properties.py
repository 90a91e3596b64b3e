"""What must hold of re-anchoring whatever the texts are: nothing shifts silently, nothing is put on something else."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transcripts.reanchoring.model import Placement
from transcripts.reanchoring.placing import reanchor

FAST = settings(max_examples=500, deadline=None)
SWEEP = settings(max_examples=12_000, deadline=None, suppress_health_check=list(HealthCheck))

ANY = st.text(st.sampled_from("ab .\n?’🙂e\u0301\u05d0\u202e\r\t"), max_size=60)
PHRASES = st.lists(
    st.sampled_from(["P: Yes.\n", "I: And then?\n", "No. ", "the police ", "and ", "waiting 🙂 ", "\n", "cafe\u0301 "]),
    max_size=24,
).map("".join)
TEXTS = st.one_of(ANY, PHRASES)


def word(number: int) -> str:
    """A word that is in no other word of its kind."""
    return f"w{number:03d}z"


@st.composite
def spans(draw: st.DrawFn, text: str, most: int = 4) -> list[tuple[int, int]]:
    """Passages of a text that is not empty."""
    starts = draw(st.lists(st.integers(0, len(text) - 1), min_size=1, max_size=most))
    return [(start, draw(st.integers(start + 1, len(text)))) for start in starts]


@st.composite
def replacements(draw: st.DrawFn) -> tuple[str, str, list[tuple[int, int]]]:
    """An old text, passages of it, and a new text: something else, or the old one cut up and put together anew."""
    old = draw(TEXTS.filter(bool))
    if draw(st.booleans()):
        return old, draw(TEXTS), draw(spans(old))
    cuts = sorted(draw(st.lists(st.integers(0, len(old)), max_size=5)))
    parts = [old[a:b] for a, b in zip([0, *cuts], [*cuts, len(old)], strict=True)]
    kept = [part for part in draw(st.permutations(parts)) if draw(st.integers(0, 4))] if draw(st.booleans()) else parts
    return old, draw(ANY.filter(lambda t: len(t) < 9)).join(kept), draw(spans(old))


@st.composite
def edited(draw: st.DrawFn) -> tuple[list[str], list[str], list[int | None]]:
    """Words of a text, words of a corrected one, and where each old word went (None: taken out or put in another way).

    All words differ, as those of a real passage mostly do.
    """
    old, new, went = [word(number) for number in range(draw(st.integers(1, 40)))], list[str](), list[int | None]()
    for number, each in enumerate(old):
        deed = draw(st.sampled_from(("keep", "keep", "keep", "keep", "drop", "change", "add")))
        if deed == "add":
            new += [word(500 + number * 3 + extra) for extra in range(draw(st.integers(1, 3)))]
        went.append(len(new) if deed in ("keep", "add") else None)
        if deed != "drop":
            new.append(word(400 + number) if deed == "change" else each)
    return old, new, went


def places(words: Sequence[str]) -> list[tuple[int, int]]:
    """Where words stand in their text, which has a space between any two."""
    found, at = [], 0
    for each in words:
        found.append((at, at + len(each)))
        at += len(each) + 1
    return found


def assert_honest(old: str, new: str, found: Placement) -> None:
    """What a verdict says is so."""
    words = old[found.old_start : found.old_end]
    if found.verdict == "lost":
        assert found.place is None
        assert found.reason
        return
    assert found.place is not None
    start, end = found.place
    assert 0 <= start < end <= len(new)
    if found.verdict == "changed":
        assert new[start:end] != words
    else:
        assert new[start:end] == words
        assert (found.verdict == "kept") == (start == found.old_start)


def check_nothing_shifts(old: str, new: str, wanted: list[tuple[int, int]]) -> None:
    """Kept and moved passages have their words; the others say what they are; order of spans is the order asked."""
    found = reanchor(old, new, wanted)
    assert [(each.old_start, each.old_end) for each in found] == wanted
    for each in found:
        assert_honest(old, new, each)


def check_returns(old: str, new: str, wanted: list[tuple[int, int]]) -> None:
    """The old text put back brings every kept or moved passage back to where it was."""
    there = [each for each in reanchor(old, new, wanted) if each.verdict in ("kept", "moved")]
    back = reanchor(new, old, [each.place for each in there if each.place])
    assert [each.place for each in back] == [(each.old_start, each.old_end) for each in there]


@given(replacements())
@FAST
def test_nothing_shifts_silently(case: tuple[str, str, list[tuple[int, int]]]) -> None:
    check_nothing_shifts(*case)


@given(replacements())
@FAST
def test_putting_the_old_text_back_puts_passages_back(case: tuple[str, str, list[tuple[int, int]]]) -> None:
    check_returns(*case)


def test_two_passages_never_go_to_one_place_of_two_that_are_alike() -> None:
    """What the alignment and the surroundings put there were two; found by the sweep."""
    old = "P: Yes.\nP: Yes.\nP: Yes.\nP: Yes.\nI: And then?\nP: Yes.\nI: And then?\n"
    check_returns(old, "Yes.P: Yes.\nP: Yes.\nP: Yes.\nP: Yes.\nI: And then?\nP: ", [(45, 54)])


@given(TEXTS.filter(bool).flatmap(lambda text: st.tuples(st.just(text), spans(text))))
@FAST
def test_the_same_text_keeps_everything(case: tuple[str, list[tuple[int, int]]]) -> None:
    text, wanted = case
    assert {each.verdict for each in reanchor(text, text, wanted)} == {"kept"}


def check_untouched(case: tuple[list[str], list[str], list[int | None]]) -> None:
    """A word that nobody touched is found, and words that are found are in the order they were in."""
    old, new, went = case
    found = reanchor(" ".join(old), " ".join(new), places(old))
    at = places(new)
    for placed, number in zip(found, went, strict=True):
        if number is not None:
            assert placed.verdict in ("kept", "moved")
            assert placed.place == at[number]
    held = [each.place for each in found if each.verdict in ("kept", "moved")]
    assert held == sorted(held)


@given(edited())
@FAST
def test_words_outside_what_was_edited_are_found_and_keep_their_order(
    case: tuple[list[str], list[str], list[int | None]],
) -> None:
    check_untouched(case)


@given(edited(), st.integers(1, 8))
@FAST
def test_passages_of_untouched_words_are_found(
    case: tuple[list[str], list[str], list[int | None]], length: int
) -> None:
    old, new, went = case
    at_old, at_new = places(old), places(new)
    for first in range(0, len(old) - length + 1, length):
        gone = went[first : first + length]
        if None not in gone and gone[-1] - gone[0] == length - 1:  # type: ignore[operator]
            [found] = reanchor(" ".join(old), " ".join(new), [(at_old[first][0], at_old[first + length - 1][1])])
            assert found.place == (at_new[gone[0]][0], at_new[gone[-1]][1])  # type: ignore[index]


@pytest.mark.slow
@given(replacements())
@SWEEP
def test_sweep_of_replacements(case: tuple[str, str, list[tuple[int, int]]]) -> None:
    check_nothing_shifts(*case)
    check_returns(*case)


@pytest.mark.slow
@given(edited())
@SWEEP
def test_sweep_of_edits(case: tuple[list[str], list[str], list[int | None]]) -> None:
    check_untouched(case)
