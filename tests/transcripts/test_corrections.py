"""Every pair of transcript and correction in `corrections.py`, against what a careful reader expects of it."""

from __future__ import annotations

import pytest
from corrections import CORRECTIONS, INTERVIEW, Correction, passages, replaced, said_again, without

from transcripts.reanchoring.model import SAID_LESS, SAID_MORE, Placement
from transcripts.reanchoring.placing import reanchor


def became(correction: Correction) -> dict[str, Placement]:
    """What became of each passage, by its mark."""
    old, places = passages(correction.old)
    return dict(zip(places, reanchor(old, said_again(correction.new), places.values()), strict=True))


@pytest.mark.parametrize("correction", CORRECTIONS, ids=lambda each: each.name)
def test_every_passage_goes_where_a_careful_reader_expects_it(correction: Correction) -> None:
    old, was = passages(correction.old)
    new, wanted = passages(correction.new)
    for mark, found in became(correction).items():
        expected = wanted.get(mark)
        assert found.place == expected, mark
        if expected is None:
            assert found.reason, mark
            continue
        same = old[slice(*was[mark])] == new[slice(*expected)]
        assert found.verdict == (("kept" if expected == was[mark] else "moved") if same else "changed"), mark
        assert found.doubtful == (mark in correction.doubtful), mark


def test_there_are_many_and_each_has_a_name_of_its_own() -> None:
    assert len({each.name for each in CORRECTIONS}) == len(CORRECTIONS) >= 60


def test_the_other_place_of_what_is_said_once_more_is_told() -> None:
    for correction in CORRECTIONS:
        new = said_again(correction.new)
        for mark, found in became(correction).items():
            if found.reason == SAID_MORE:
                assert found.place is not None
                assert found.likely not in (None, found.place), mark
                assert new[slice(*found.likely or (0, 0))] == new[slice(*found.place)], mark
            elif found.doubtful:
                assert (found.reason, found.likely) == (SAID_LESS, None), mark


def test_an_answer_taken_out_with_its_question_does_not_go_to_the_answer_before() -> None:
    """Also where another correction stands so near that less of what is around speaks for the one before."""
    gone = ("Interviewer: Also in the north?\nParticipant: ⟦yes⟧Yes.⟦/yes⟧\n", "")
    for near in (("'", "’"), ("Is that always so?", "Is it always so?"), ("office says", "office said")):
        found = became(Correction(near[0], INTERVIEW, replaced(INTERVIEW, gone, near)))
        assert found["yes"].verdict == "lost"


def test_short_words_are_not_found_inside_longer_ones() -> None:
    new = without(replaced(INTERVIEW, ("Participant:", "Officer (north):"), ("\n", "\r\n")), "labelled", "turn")
    new = new.replace(": ", ":\r\n")
    [found] = [each for mark, each in became(Correction("", INTERVIEW, new)).items() if mark == "no"]
    assert (found.verdict, found.doubtful) == ("moved", False)
    assert found.place == passages(new)[1]["no"]


def test_what_was_corrected_at_the_end_of_something_moved_goes_along() -> None:
    lines = INTERVIEW.split("\n")
    at = next(number for number, line in enumerate(lines) if "⟦many⟧" in line)
    moved = [*lines[at - 1 : at + 1], *lines[: at - 1], *lines[at + 1 :]]
    new = replaced("\n".join(moved), ("the hour isn't there", "the hour is not there"))
    found = became(Correction("", INTERVIEW, new))["many"]
    assert (found.verdict, found.place) == ("changed", passages(new)[1]["many"])
