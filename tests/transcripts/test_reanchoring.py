"""Re-anchoring on transcripts as people correct them."""

from __future__ import annotations

import pytest

from transcripts.reanchoring.model import AMBIGUOUS, TAKEN_OUT, Placement
from transcripts.reanchoring.placing import reanchor
from transcripts.reanchoring.wording import extent, parts

OLD = """Interviewer: What changed?
Participant: We speak to the polis earlier. They call us, and it works.
Interviewer: Did it help?
Participant: Yes.
Interviewer: Could you say more?
Participant: Yes. It is the waiting that people find hard, the months of waiting.
"""
SECOND_YES = OLD.rindex("Yes.")


def placed(new: str, words: str, *, old: str = OLD, start: int | None = None) -> Placement:
    """What became of words of the old text."""
    at = old.index(words) if start is None else start
    [found] = reanchor(old, new, [(at, at + len(words))])
    return found


def there(new: str, words: str, *, old: str = OLD) -> tuple[str, str]:
    """The verdict, and the words that stand there now."""
    found = placed(new, words, old=old)
    return found.verdict, "" if found.place is None else new[slice(*found.place)]


def test_what_stands_before_a_correction_is_kept_and_what_stands_behind_it_moved() -> None:
    new = OLD.replace("polis", "police")
    assert there(new, "We speak to the") == ("kept", "We speak to the")
    assert there(new, "They call us") == ("moved", "They call us")
    assert there(new, "We speak to the polis earlier.") == ("changed", "We speak to the police earlier.")
    assert there(new, "polis") == ("changed", "police")
    assert there(new, "polis earlier") == ("changed", "police earlier")


def test_a_passage_may_begin_and_end_inside_a_corrected_word() -> None:
    assert there(OLD.replace("polis", "police"), "olis ear") == ("changed", "olice ear")


def test_repeated_words_go_to_the_place_that_their_surroundings_say() -> None:
    new = "A cover page.\n\n" + OLD.replace("Participant", "P7")
    for at in (OLD.index("Yes."), SECOND_YES):
        found = placed(new, "Yes.", start=at)
        assert found.verdict == "moved"
        assert found.place is not None
        assert new[found.place[0] - 4 : found.place[1]] == "P7: Yes."
        assert new[: found.place[0]].count("Yes.") == OLD[:at].count("Yes.")


def test_words_that_were_taken_out_are_lost_though_others_say_the_same() -> None:
    new = OLD.replace("Interviewer: Did it help?\nParticipant: Yes.\n", "")
    assert "Yes." in new
    assert placed(new, "Yes.").verdict == "lost"
    kept = placed(new, "Yes.", start=SECOND_YES)
    assert (kept.verdict, kept.start) == ("moved", new.index("Yes."))


def test_what_cannot_be_told_apart_is_lost_and_says_so() -> None:
    found = placed("Yes.\n", "Yes.", old="Yes.\nNo idea.\nYes.\n")
    assert (found.verdict, found.reason, found.likely) == ("lost", AMBIGUOUS, (0, 4))


def test_turns_that_changed_places_take_their_passages_along() -> None:
    lines = OLD.splitlines(keepends=True)
    new = "".join(lines[4:] + lines[:4]).replace("polis", "police")
    assert there(new, "They call us, and it works.") == ("moved", "They call us, and it works.")
    assert there(new, "We speak to the polis earlier.") == ("changed", "We speak to the police earlier.")
    assert there(new, "months of waiting") == ("moved", "months of waiting")


def test_an_answer_rewritten_from_scratch_is_lost() -> None:
    new = OLD.replace("We speak to the polis earlier. They call us, and it works.", "Nothing much, I would have said.")
    for words in ("We speak to the polis earlier.", "They call us", "polis"):
        assert placed(new, words).verdict == "lost"
    assert there(new, "What changed?") == ("kept", "What changed?")
    assert there(new, "Did it help?") == ("moved", "Did it help?")


def test_nothing_is_left_in_an_empty_text() -> None:
    found = placed("", "They call us")
    assert (found.verdict, found.reason, found.place, found.likely) == ("lost", TAKEN_OUT, None, None)


def test_a_paragraph_put_into_a_passage_makes_it_longer() -> None:
    new = OLD.replace("They call us, ", "They call us, mostly on a Monday, ")
    words = "They call us, and it works."
    assert there(new, words) == ("changed", "They call us, mostly on a Monday, and it works.")


def test_other_line_ends_and_spaces_lose_nothing() -> None:
    new = OLD.replace("\n", "\n\n   ")
    assert there(new, "They call us, and it works.") == ("moved", "They call us, and it works.")
    both = "works.\nInterviewer: Did it help?"
    assert there(new, both) == ("changed", "works.\n\n   Interviewer: Did it help?")
    assert extent(both, there(new, both)[1]) == "spacing"


def test_offsets_are_code_points() -> None:
    old = "P: Das é 🙂 שלום, she said.\nP: Nothing else, cafe\u0301 aside.\n"
    new = "🙂🙂 " + old.replace("she said", "he said")
    assert there(new, "é 🙂 שלום", old=old) == ("moved", "é 🙂 שלום")
    assert there(new, "cafe\u0301 aside", old=old) == ("moved", "cafe\u0301 aside")


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("It’s “fine” – really", 'It\'s "fine" - really', "typography"),
        ("café", "cafe\u0301", "typography"),
        ("one  two\n", "one two", "spacing"),
        ("one two", "one three", "words"),
        ("same", "same", "nothing"),
    ],
)
def test_what_differs_between_two_wordings(old: str, new: str, what: str) -> None:
    assert extent(old, new) == what
    assert "".join(part.old for part in parts(old, new)) == old
    assert "".join(part.new for part in parts(old, new)) == new


def test_wordings_are_compared_word_by_word() -> None:
    found = parts("We speak to the polis earlier.", "We speak to the police much earlier.")
    assert [(part.old, part.new) for part in found if not part.same] == [("polis", "police much")]


def test_a_passage_outside_the_text_is_a_fault_of_ours() -> None:
    for span in ((0, 0), (3, 2), (-1, 2), (0, len(OLD) + 1)):
        with pytest.raises(ValueError, match="no passage"):
            reanchor(OLD, OLD, [span])


def test_a_long_text_with_everything_changed_is_aligned() -> None:
    words = [f"{letter}{number}" for number in range(6_000) for letter in "abc"]
    old = " ".join(words)
    new = " ".join(f"corrected{at}" if at % 5 == 0 else word for at, word in enumerate(words))
    found = reanchor(old, new, [(old.index("b3001 "), old.index("b3001 ") + 5), (old.index("a0"), old.index("a2 "))])
    assert [each.verdict for each in found] == ["moved", "changed"]
    assert found[0].place == (new.index("b3001 "), new.index("b3001 ") + 5)


TALK = """Interviewer: What does the code mean?
P7: It's a password. You get the mark, and nobody asks you what it's for.
Interviewer: Never?
P7: It's for the file, and the file's for the shelf.
"""
MARK = "It's a password. You get the mark, and nobody asks you what it's for."


def test_a_corrected_passage_that_is_said_twice_now_is_one_of_both_and_not_both() -> None:
    turn = TALK.splitlines(keepends=True)[1]
    new = TALK.replace(turn, 2 * turn).replace("'", "’")
    assert there(new, MARK, old=TALK) == ("changed", MARK.replace("'", "’"))


def test_a_passage_that_was_moved_and_corrected_throughout_keeps_its_first_words() -> None:
    first, second, third = (
        f"Interviewer: Question {n}?\nP7: {words}\n"
        for n, words in (
            (1, "When the trust goes, everybody writes to cover themselves, and that's the end of the quick answer."),
            (2, "Nobody upstairs sees the list, so a week goes by, and another, before somebody calls us back."),
            (3, "It comes on the day you said, what's happened, what's next, when I'll ring again, and never soon."),
        )
    )
    new = (third + first + second).replace("the ", "teh ").replace("P7:", "Participant:").replace("'", "’")
    for passage in (first, second, third):
        words = passage.split("P7: ")[1].strip()
        assert there(new, words, old=first + second + third)[1] == words.replace("the ", "teh ").replace("'", "’")
