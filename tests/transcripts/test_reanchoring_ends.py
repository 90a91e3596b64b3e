"""Where a passage begins and ends when its first or last words were corrected, and when the report says to look."""

# ruff: noqa: E501 - a marked turn is easier to read on one line

from __future__ import annotations

import pytest
from corrections import passages, said_again

from transcripts.reanchoring.model import (
    GROWN_MUCH,
    SAID_LESS,
    SAID_MORE,
    TORN,
    UNSURE_END,
    UNSURE_ENDS,
    UNSURE_START,
    Placement,
)
from transcripts.reanchoring.placing import reanchor

BEFORE = "Interviewer: How do you hear of it, in the end, and from whom?\n"
BEHIND = "\nInterviewer: And when did that begin, as far as you remember it?\nP7: In March, more or less.\n"


def became(old: str, new: str) -> tuple[Placement, str, str]:
    """What became of the one passage marked in an old text; the words there, and those marked in the new text."""
    was, [place] = (part if at == 0 else list(part.values()) for at, part in enumerate(passages(BEFORE + old + BEHIND)))  # type: ignore[misc,union-attr]
    now = said_again(BEFORE + new + BEHIND)
    wanted = passages(BEFORE + new + BEHIND)[1]
    [found] = reanchor(was, now, [place])  # type: ignore[arg-type,list-item]
    there = "" if found.place is None else now[slice(*found.place)]
    return found, there, next((now[slice(*each)] for each in wanted.values()), "")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("P7: They ring.\n⟦a⟧Dan: Right.⟦/a⟧ Then we wait.", "P7: They ring!\n\n⟦a⟧Person 1: Right.⟦/a⟧ Then we wait."),
        ("P7: I use it! ⟦a⟧I don't look at the plots⟦/a⟧ often.", "P7: I use it. ⟦a⟧don’t look at the plots⟦/a⟧ often."),
        (
            "P7: He goes his way. He goes the way. ⟦a⟧He has no other, that poor file.⟦/a⟧",
            "P7: He goes his way. ⟦a⟧He has no other, that por file.⟦/a⟧",
        ),
        (
            "P7: It waits.\n[⟦a⟧Asker] (0:56 - 0:59)⟦/a⟧\nSo the practice goes back how long?",
            "P7: It waits.\n[00:09] [⟦a⟧Akser] (0:56 - 0:59)⟦/a⟧\nSo the practice goes back how long?",
        ),
        (
            "P7: They come to us by post.\n\n⟦a⟧It was 0:59)\nSo⟦/a⟧ the practice goes back how long?",
            "P7: They come to us by post.\n\n⟦a⟧It was 0:59)\n\nMs Green⟦/a⟧ the practice goes back how long?",
        ),
        (
            "P7: Sure. ⟦a⟧Nick, you two want to answer that one before we all go on to the next of them? Go ahead, Nick.⟦/a⟧\nNick: I was worried.",
            "P7: Sure. ⟦a⟧[a colleague, name removed], you two want to answer that one before we all go on to the next of them? Go ahead, [a colleague, name removed].⟦/a⟧\n"
            "[a colleague, name removed]: I was worried.",
        ),
        ("⟦a⟧Participant: Oh.⟦/a⟧ It took a year.", "⟦a⟧Speaker 1: Oh.⟦/a⟧ It took a year."),
    ],
    ids=["label", "no mark", "sentence out", "time in brackets", "line ends", "long names", "short answer"],
)  # fmt: skip
def test_an_end_stands_beside_what_is_still_there_of_the_passage(old: str, new: str) -> None:
    found, there, wanted = became(old, new)
    assert there == wanted
    assert (found.verdict, found.reason) == ("changed", "")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (
            "P7: And so if you ask me ⟦a⟧this won't quite answer what you wanted to know of the list⟦/a⟧, but there.",
            "P7: And so if you ⟦a⟧often certainly because what you wanted to know of the list⟦/a⟧, but there.", UNSURE_START,
        ),
        (
            "P7: But ⟦a⟧all of our games are on Steam⟦/a⟧. So just look up that one there, or read about it.",
            "P7: But ⟦a⟧all of our games are on Ms Green⟦/a⟧, or read about it.", UNSURE_END,
        ),
        (
            "P7: And so ⟦a⟧if you ask what you wanted to know of the list and of everybody⟦/a⟧ who was there at all.",
            "P7: And ⟦a⟧hardly what you wanted to know of the list and of some⟦/a⟧ at all.", UNSURE_ENDS,
        ),
        (
            "P7: Well, ⟦a⟧it is always... In fact that is the ground of what we do⟦/a⟧, and no more.",
            "P7: Well, ⟦a⟧it is always. Quietly every evening the papers came in from the other house, heard and sealed, and "
            "somebody carried them... In fact that is the ground of what we do⟦/a⟧, and no more.", GROWN_MUCH,
        ),
    ],
    ids=["start", "end", "both", "grown"],
)  # fmt: skip
def test_where_an_end_is_not_certain_the_report_says_so(old: str, new: str, reason: str) -> None:
    found, there, wanted = became(old, new)
    assert there == wanted
    assert (found.verdict, found.doubtful, found.reason) == ("changed", True, reason)


def test_a_passage_of_which_a_part_went_elsewhere_says_so() -> None:
    first = "P7: It took a year and a day until somebody from the court rang us about it."
    second = "P8: Nobody upstairs had seen the list of what was to be done by then, or by whom."
    found, there, _ = became(
        f"⟦a⟧{first}\n{second}⟦/a⟧{BEHIND}P8: And so on.", f"{second}{BEHIND}P8: And so on.\n{first}"
    )
    assert (found.verdict, found.reason) == ("changed", TORN)
    assert there in (first, second)


SAID = "P7: When the trust goes everybody writes to cover themselves, and that is the end of the quick answer."
AGAIN = "P7: When trust goes evrybody writes to cover themselves, and that is the end of a quick answer."


def test_a_turn_that_stands_twice_and_was_corrected_once_is_in_doubt_with_the_other_place() -> None:
    for one, other in ((SAID, AGAIN), (AGAIN, SAID)):
        found, there, _ = became(f"⟦a⟧{SAID}⟦/a⟧", f"{one}\n{other}")
        assert (found.reason, there) == (SAID_MORE, SAID)
        new = f"{BEFORE}{one}\n{other}{BEHIND}"
        assert new[slice(*found.likely or (0, 0))] == AGAIN
    found, there, _ = became(f"⟦a⟧{SAID}⟦/a⟧\n{AGAIN}", SAID)
    assert (found.verdict, found.reason, there) == ("kept", SAID_LESS, SAID)


def test_what_only_uses_some_of_the_same_words_is_no_double() -> None:
    other = "P8: When the trust goes, people stay at home, and that is the end of the week for most of us here."
    found, there, _ = became(f"⟦a⟧{SAID}⟦/a⟧", f"{SAID}\n{other}")
    assert (found.verdict, found.reason, there) == ("kept", "", SAID)


def test_a_turn_that_stands_twice_among_other_labels_is_in_doubt_whichever_of_both_is_taken() -> None:
    """What stands around the second may be more like what stood around the first, by a letter."""
    said = "Okay, so at the end of it, where where would you say you were in terms of like. What that effect was?"
    old = f"Dan: Right.\nDan: {said.replace('where where', '⟦a⟧where where').replace('like.', 'like.⟦/a⟧')}\nDan: Yes."
    new = old.replace("Dan:", "Interviewer:")
    turn = new.split("\n")[1]
    found, there, _ = became(old, new.replace(turn, f"{said_again(turn)}\n{turn}"))
    assert (found.verdict, found.reason, there) == (
        "moved",
        SAID_MORE,
        "where where would you say you were in terms of like.",
    )


def test_what_stands_twice_in_both_texts_stays_what_it_was() -> None:
    """As after a first correction that said a turn twice, when times are added by a second one."""
    turn = "P7: It waits, and then it waits, until somebody in the office finds the list and asks us about it again."
    marked = f"P7: It waits, and ⟦a⟧then it waits, until somebody⟦/a⟧{turn[turn.index(' in the') :]}"
    for one, other in ((marked, turn), (turn, marked)):
        found, there, wanted = became(f"{one}\n{other}", f"[00:01] {one}\n[00:09] {other}")
        assert (found.verdict, found.reason, there) == ("moved", "", wanted)
        assert found.start == passages(f"{BEFORE}[00:01] {one}\n[00:09] {other}{BEHIND}")[1]["a"][0]
