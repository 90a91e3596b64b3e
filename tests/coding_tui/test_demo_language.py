"""What gives a generator away, kept out: slips of grammar and spacing, doubled frames, questions without answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

import pytest
from worked_study import generated

from coding_tui.demo.hesitation import hesitant, lowered, tagged
from coding_tui.demo.library import library
from coding_tui.demo.model import Study, StudyDocument
from coding_tui.demo.plan import ASIDES, GUIDES

SLIPS = {
    "space before a mark": r"\s[,.;:?!)]",
    "contraction apart": r"\w '(?:s|ve|re|ll|d|m)\b",
    "a before a vowel": r"(?<!Area )\b[Aa] (?:[aeio](?!ne\b|nce\b)\w|ISVA|OIC|hour)",
    "an before a consonant": r"\b[Aa]n [b-df-gj-np-tv-z]",
    "slot left open": r"[<>{}|]",
    "small letter after a stop": r"[a-z]{2}[.?] [a-z]",
    "preposition twice": r"\b(?:in in|to to|of of|for for|at at)\b",
    "two hesitations at once": r"\b(?:um|er), (?:um|er),",
    "no long form": r"\b(?:does|did|do|is|are|has|have) not (?:you|they|she|he)\b",
}
# A word said twice is a stutter when there is a comma or a dash between; `that that` can be right.
TWICE = re.compile(r"\b(\w+) \1\b(?!')")
MEANT = {"that", "had", "so"}


@pytest.fixture(scope="module")
def study() -> Study:
    return generated()


@pytest.fixture(scope="module")
def interviews(study: Study) -> list[StudyDocument]:
    return [document for document in study.documents if document.kind == "interview"]


@pytest.mark.parametrize("slip", SLIPS)
def test_no_slip_of_grammar_or_spacing(study: Study, slip: str) -> None:
    pattern = re.compile(SLIPS[slip])
    found = {document.label: hit.group(0) for document in study.documents if (hit := pattern.search(document.text))}
    assert not found


def test_no_word_is_doubled_but_in_a_stutter(study: Study) -> None:
    for document in study.documents:
        assert {hit.group(1).lower() for hit in TWICE.finditer(document.text)} <= MEANT, document.label


def test_every_turn_starts_with_a_capital_and_ends_with_a_mark(study: Study) -> None:
    for document in study.documents:
        for turn in document.turns:
            if turn.speaker is not None:
                said = document.text[turn.start : turn.end]
                assert said[0] in "[“‘" or not said[0].islower(), said
                assert said[-1] in ".?!]", said


def test_no_sentence_has_the_frame_of_another_in_an_interview(interviews: list[StudyDocument]) -> None:
    for document in interviews[::4]:
        for one, other in combinations(list(bags(document)), 2):
            assert len(one & other) < 0.7 * len(one | other), (document.label, one & other)


def bags(document: StudyDocument) -> Iterator[frozenset[str]]:
    """The words of every longer sentence that a participant says."""
    for turn in document.turns:
        if turn.role == "participant":
            for sentence in re.split(r"(?<=[.?]) ", document.text[turn.start : turn.end]):
                words = re.findall(r"[\w']+", sentence.lower())
                if len(words) >= 10:
                    yield frozenset(words)


def test_interviews_are_long_and_seldom_share_eight_words(interviews: list[StudyDocument]) -> None:
    assert 2800 < sum(document.words for document in interviews) / len(interviews) < 3400
    sets = [shingles(document.text) for document in interviews[::3]]
    shares = [len(one & other) / min(len(one), len(other)) for one, other in combinations(sets, 2)]
    assert sum(shares) / len(shares) < 0.04
    assert max(shares) < 0.15


def shingles(text: str) -> set[tuple[str, ...]]:
    words = text.split()
    return {tuple(words[at : at + 8]) for at in range(len(words) - 7)}


def test_a_question_is_followed_by_the_one_who_was_asked(interviews: list[StudyDocument]) -> None:
    for document in interviews:
        for turn, after in zip(document.turns, document.turns[1:], strict=False):
            if turn.role == "interviewer":
                assert after.role == "participant", document.label


@pytest.mark.parametrize("group", GUIDES)
def test_every_topic_a_group_is_asked_about_has_a_question_and_a_name(group: str) -> None:
    for topic in (*GUIDES[group], *ASIDES[group]):
        section = library().topics[topic]
        assert section.pick("ask", group), topic
        assert section.pick("thing", group), topic


def test_every_follow_up_has_its_answer() -> None:
    more = [line for topic in library().topics.values() for line in topic.lines if line.role == "more"]
    assert len(more) > 90
    assert all(line.answer is not None for line in more)


def test_a_person_says_the_same_about_themselves_as_their_attributes(interviews: list[StudyDocument]) -> None:
    for document in interviews:
        said = document.text[document.turns[1].start : document.turns[1].end]
        assert str(dict(document.attributes)["post"]) in said, document.label


def test_hesitation_keeps_the_words() -> None:
    from random import Random

    plain = "We ask for a date range, and nothing more, because that is the issue."
    for seed in range(200):
        said = hesitant(plain, "CPIBJ"[seed % 5], Random(seed))
        assert said[0].isupper()
        assert said.lower().endswith("because that is the issue.")
        assert tagged(plain, "CPIBJ"[seed % 5], Random(seed)).startswith(plain[:-1])
    assert lowered("CPS said no.") == "CPS said no."
    assert lowered("They said no.") == "they said no."
