"""What is drawn to be coded again: the same for a seed, only what was finished long enough ago, and parts of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from studies import add

from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.reviewing.self_agreement import again, measure_self
from codebook.scheme import codes
from codebook.team import assignments
from codebook.team.assignments import set_state
from codebook.team.recoding import AskedAgain, carry_out_again, plan_again
from transcripts import coders, document_labels
from transcripts.errors import Conflict
from transcripts.project import Project
from transcripts.texts import document_text

TURNS = 12
TEXT = "".join(f"CPS: In week {n} it waits for us.\n" for n in range(TURNS))
LABELS = [f"D{n}" for n in range(10)]


def days_ago(days: int) -> str:
    return (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")


@pytest.fixture
def coded(project: Project) -> Project:
    """Ann finished D0 to D9, coded 5, 15, 25 … days ago: every participant's turn. Ben finished none."""
    for label in LABELS:
        add(project, label, TEXT)
    with project.step("Code", "Ann") as session:
        ann, delay = coders.ensure(session, "Ann"), codes.add(session, "Delay")
        coders.ensure(session, "Ben")
        for number, label in enumerate(LABELS):
            uid = document_labels.find(session, label)
            for start, end in document_text(session, uid).speech():
                codings.apply(session, NewCoding(uid, start, end, delay, ann, created=days_ago(5 + 10 * number)))
            set_state(session, uid, ann, "done")
    return project


def drawn(project: Project, asked: AskedAgain) -> list[str]:
    with project.reading() as session:
        return [each.label for each in plan_again(session, asked).drawn]


def test_a_seed_draws_the_same_and_from_every_stretch_of_time(coded: Project) -> None:
    asked = AskedAgain("Ann", share=0.3)
    assert drawn(coded, asked) == drawn(coded, asked)
    seen = {tuple(drawn(coded, AskedAgain("Ann", 0.3, seed=seed))) for seed in range(12)}
    assert len(seen) > 1
    for one in seen:
        early, middle, late = sorted(one)
        assert (early in LABELS[1:4], middle in LABELS[4:7], late in LABELS[7:]) == (True, True, True)


def test_what_was_coded_a_moment_ago_is_not_drawn_unless_asked_for(coded: Project) -> None:
    assert drawn(coded, AskedAgain("Ann", share=1)) == LABELS[1:]
    assert drawn(coded, AskedAgain("Ann", share=1, days=0)) == LABELS
    with pytest.raises(Conflict, match="nothing 400 days ago"), coded.reading() as session:
        plan_again(session, AskedAgain("Ann", days=400))
    with pytest.raises(Conflict, match="Ben has finished no document"), coded.reading() as session:
        plan_again(session, AskedAgain("Ben"))
    with pytest.raises(Conflict, match="no share"), coded.reading() as session:
        plan_again(session, AskedAgain("Ann", share=0))


@pytest.mark.parametrize("seed", range(6))
def test_a_part_is_whole_turns_with_so_many_words(coded: Project, seed: int) -> None:
    with coded.reading() as session:
        for each in plan_again(session, AskedAgain("Ann", 1, words=20, seed=seed)).drawn:
            text = document_text(session, each.document)
            assert each.part is not None
            inside = [span for span in text.speech() if each.part[0] <= span[0] and span[1] <= each.part[1]]
            assert (inside[0][0], inside[-1][1]) == each.part
            words = [len(text.text[start:end].split()) for start, end in inside]
            assert (each.words, sum(words[:-1]) < 20 <= sum(words)) == (sum(words), True)
        whole = plan_again(session, AskedAgain("Ann", 1, words=10_000, seed=seed)).drawn
        assert {each.part for each in whole} == {None}


def test_it_is_assigned_under_seal_in_a_round_of_its_own_and_never_drawn_twice(coded: Project) -> None:
    with coded.step("Draw", "Ann") as session:
        assert carry_out_again(session, plan_again(session, AskedAgain("Ann", 0.5))) == 5
    with coded.reading(whole=True) as session:
        mine = [each for each in assignments.assignments(session) if each.round != "main"]
        assert {(each.round, each.state, each.sealed) for each in mine} == {("again-1", "assigned", True)}
        rest = plan_again(session, AskedAgain("Ann", 1))
    assert rest.round == "again-2"
    assert not {each.label for each in rest.drawn} & {each.label for each in mine}


def test_only_the_part_is_compared_and_the_delay_is_told(coded: Project) -> None:
    """D9, coded 95 days ago, and D8, 85: turns 3 to 5 of D9 again, of which one is coded; all of D8, none of it.

    Fifteen turns, all of them coded first: the second time one is. n = 30, n_1 = 16, n_0 = 14, 14 units differ.
    """
    with coded.step("Again", "Ann") as session:
        ann, delay = coders.ensure(session, "Ann"), codes.tree(session).find("Delay").uid
        nine, eight = (document_labels.find(session, label) for label in ("D9", "D8"))
        turns = document_text(session, nine).speech()
        part = (turns[2][0], turns[4][1])
        set_state(session, nine, ann, "assigned", round="again-1", sealed=True, part=part)
        set_state(session, eight, ann, "assigned", round="again-1", sealed=True)
        for span in (turns[3], turns[9]):  # the last is outside of the part
            codings.apply(session, NewCoding(nine, *span, delay, ann, round="again-1"))
        for uid in (nine, eight):
            set_state(session, uid, ann, "done", round="again-1")
    [code] = measure_self(coded, "Ann", unit="turn").codes
    assert code.units == 3 + TURNS
    assert code.alpha == pytest.approx(1 - 29 * 14 / (16 * 14))
    told = again(coded, "Ann")
    assert (told.documents, told.in_part, told.days) == (2, 1, (85, 95))
    assert told.line() == (
        "Ann with themself, main and again-1 · 2 documents, of 1 a part · 85 to 95 days later (median 90) · "
        "unseen: yes, 2 of 2"
    )
