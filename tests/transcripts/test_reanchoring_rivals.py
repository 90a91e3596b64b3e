"""A short answer stays with its own question: the same words said to another one never take its place in silence."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from transcripts.reanchoring.model import AMBIGUOUS, NOT_ITS_OWN, Placement, Span
from transcripts.reanchoring.placing import reanchor

Pair = tuple[str, str]


def talk(pairs: list[Pair], label: str = "P7", before: str = "") -> tuple[str, list[Span]]:
    """Questions and answers as a transcript, and where the answers stand."""
    text, places = "", list[Span]()
    for asked, said in pairs:
        text += f"{before}Interviewer: {asked}\n{before}{label}: "
        places.append((len(text), len(text) + len(said)))
        text += f"{said}\n"
    return text, places


def yes(*asked: str) -> list[Pair]:
    return [(each, "Yes.") for each in asked]


CITY, NORTH, NIGHT, SOUTH = "In the city?", "In the north?", "At night?", "In the south?"


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ((CITY, NORTH), (NORTH, NIGHT)),
        ((CITY, NORTH, SOUTH), (NORTH, NIGHT, SOUTH)),
        (("So in the city?", NORTH, SOUTH), (NORTH, NIGHT, SOUTH)),
    ],
    ids=["alone", "next words stay", "first word too"],
)
@pytest.mark.parametrize(("label", "before"), [("P7", ""), ("Person 1", ""), ("P7", "[00:01] ")])
def test_the_same_answer_to_another_question_is_in_doubt(
    was: tuple[str, ...], now: tuple[str, ...], label: str, before: str
) -> None:
    """The first question is taken out and one is put in behind the second: in the offsets, both answers went one on."""
    old, places = talk(yes(*was))
    new, wanted = talk(yes(*now), label, before)
    first, second, *rest = reanchor(old, new, places)
    assert first.place is None or first.reason == NOT_ITS_OWN
    if second.place is None:
        assert second.reason == AMBIGUOUS
    elif second.place != wanted[0]:
        assert (second.reason, second.likely) == (NOT_ITS_OWN, wanted[0])
    assert [(each.place, each.reason) for each in rest] == [(each, "") for each in wanted[2:]]


def test_in_one_line_too() -> None:
    old, new = "In the city? Yes. In the north? Yes.", "In the north? Yes. At night? Yes."
    first, second = reanchor(old, new, [(13, 17), (32, 36)])
    assert (first.place, first.reason, first.likely) == ((14, 18), NOT_ITS_OWN, None)
    assert (second.place, second.reason, second.likely) == ((29, 33), NOT_ITS_OWN, (14, 18))


def test_neither_its_question_nor_its_next_words_are_there() -> None:
    old, places = talk(
        [("Much at?", "Mm."), ("Do you work at night?", "Yes."), ("Who is there now?", "Nobody."), (NORTH, "Yes.")]
    )
    new, _ = talk(
        [("Much at?", "Mm."), ("Does it rain so often?", "Yes."), ("How long was that?", "A week."), (NORTH, "Yes.")]
    )
    _, found, _, north = reanchor(old, new, places)
    assert found.place is None or found.reason == NOT_ITS_OWN
    assert (north.verdict, north.reason) == ("moved", "")


@pytest.mark.parametrize("now", [("In the town?", NORTH), ("In the ciyt?", "In teh north?"), (CITY, NIGHT, NORTH)])
def test_an_answer_that_has_its_question_or_its_next_words_is_not_in_doubt(now: tuple[str, ...]) -> None:
    old, places = talk(yes(CITY, NORTH))
    new, wanted = talk(yes(*now))
    assert [(each.place, each.reason) for each in reanchor(old, new, places)] == [(wanted[0], ""), (wanted[-1], "")]


WORDS = "in the city north south at night home office when police ring does it rain snow help work much long".split()  # noqa: SIM905
ANSWERS = ("Yes.", "Yes.", "Yes.", "No.", "Mm.", "Yes, well, it is a long way there and nobody asks.")


def pair(chance: random.Random) -> Pair:
    return " ".join(chance.choices(WORDS, k=chance.randint(2, 7))).capitalize() + "?", chance.choice(ANSWERS)


def said(found: Placement, wanted: Span | None) -> str:
    """What became of an answer, wherever it ought to be."""
    if wanted is None or found.place is None:
        return "gone" if wanted is None else "lost"
    return ("right" if found.place == wanted else "WRONG") + (", in doubt" if found.doubtful else "")


@pytest.mark.parametrize("label", ["P7", "Person 1"])
def test_no_answer_goes_to_another_question_in_silence(label: str) -> None:
    """Questions taken out and put in among others that are answered alike: one in thirty was wrong with new labels."""
    counts = Counter[str]()
    for seed in range(120):
        chance = random.Random(seed)
        pairs = [pair(chance) for _ in range(chance.randint(2, 10))]
        now: list[tuple[Pair, int]] = [(each, at) for at, each in enumerate(pairs) if chance.random() > 0.25]
        for _ in range(chance.randint(0, 3)):
            now.insert(chance.randint(0, len(now)), (pair(chance), -1))
        (old, places), (new, there) = talk(pairs), talk([each for each, _ in now], label)
        wanted = {at: place for (_, at), place in zip(now, there, strict=True)}
        counts.update(said(found, wanted.get(at)) for at, found in enumerate(reanchor(old, new, places)))
    assert counts["WRONG"] == 0, counts
    assert counts["right"] >= 0.8 * (sum(counts.values()) - counts["gone"]), counts
