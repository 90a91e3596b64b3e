"""A learning set: settled documents coded blind by somebody new, and each difference with the rule that decides it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from studies import small_study

from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.reviewing.disagreements import disagreements
from codebook.reviewing.rulings import Decision, rule
from codebook.scheme import codes
from codebook.scheme.document import CodeEntry
from codebook.suggesting import suggestions
from codebook.teaching import learning
from codebook.teaching.lessons import Learnt, Lesson, learnt
from codebook.team import assignments, protocol
from transcripts import coders, document_labels
from transcripts.errors import Conflict, NotFound
from transcripts.project import Project

SENTENCES = (
    "We wait for months.", "They ring us early.", "Nobody answers.", "The queue is long.", "It is cold here.",
    "We blame the other side.", "Somebody sits and waits.", "A file came back.",
)  # fmt: skip
TEXT = "Interviewer: How is it?\nPolice 1: " + " ".join(SENTENCES) + "\n"
DELAY, EARLY, BLAME = "Delay", "Partnership/Early contact", "Partnership/Blame"
RULES = {
    DELAY: CodeEntry("Delay", brief="Waiting.", include=("queues of files", "time that somebody waits"),
                     exclude=("cold rooms → Rooms", "a call that came early → Early contact")),
    EARLY: CodeEntry("Early contact", brief="Speaking early."),
    BLAME: CodeEntry("Blame", brief="Fault is put on others.", exclude=("a file that came back",)),
}  # fmt: skip


def place(*numbers: int) -> tuple[int, int]:
    """From the first to the last of these sentences."""
    start = TEXT.index(SENTENCES[numbers[0]])
    return start, TEXT.index(SENTENCES[numbers[-1]]) + len(SENTENCES[numbers[-1]])


def code(project: Project, who: str, path: str, span: tuple[int, int], round: str = "main", label: str = "One") -> None:
    with project.step("Code", who) as session:
        uid, person = codes.tree(session).find(path).uid, coders.ensure(session, who)
        codings.apply(
            session, NewCoding(document_labels.find(session, label), *span, uid, person, round=round)
        )  # fmt: skip


def done(project: Project, who: str, round: str = "main", label: str = "One") -> None:
    with project.step("Done", who) as session:
        assignments.set_state(
            session, document_labels.find(session, label), coders.ensure(session, who), "done", round=round
        )  # fmt: skip


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Project]:
    """Ann and Ben agree on three passages of `One`; of four on which they differ one is ruled on for Ann, one for
    neither, one left with both readings and one left open. `Two` is only Ann's.
    """
    with small_study(tmp_path / "team.qdb", {"One": TEXT, "Two": TEXT}) as project:
        with project.step("Codes", "Ann") as session:
            for path, entry in RULES.items():
                codes.define(session, codes.ensure(session, path), entry)
        for who in ("Ann", "Ben"):
            code(project, who, DELAY, place(0))
            code(project, who, EARLY, place(1))
            code(project, who, DELAY, place(3))
        code(project, "Ann", BLAME, place(5))
        code(project, "Ann", DELAY, place(4))
        code(project, "Ann", DELAY, place(6))
        code(project, "Ann", BLAME, place(7))
        for who in ("Ann", "Ben"):
            done(project, who)
        done(project, "Ann", label="Two")
        decide(project, 5, Decision("one", "definition", "Fault is put on others here.", kept="Ann"))
        decide(project, 4, Decision("neither", "slip", "Weather is no delay."))
        decide(project, 6, Decision("readings", "double meaning"))
        yield project


def decide(project: Project, sentence: int, decision: Decision) -> None:
    queue = disagreements(project, unit="sentence")
    [at] = [each.at for each in queue.found if (each.at.start, each.at.end) == place(sentence)]
    with project.step("Rule", "Rev") as session:
        rule(session, at, decision, coder=coders.ensure(session, "Rev"))


def give(project: Project, who: str = "Dan", many: int = 3) -> list[str]:
    with project.reading(whole=True) as session:
        chosen = learning.choose(session, who, many)
    with project.step("Learning set", who) as session:
        learning.give(session, who, chosen)
    return chosen


def told(made: Learnt) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    return [(each.kind, each.text, each.expected, each.got) for each in made.lessons]


def lesson(made: Learnt, sentence: int) -> Lesson:
    [found] = [each for each in made.lessons if (each.start, each.end) == place(sentence)]
    return found


def test_what_is_settled_is_given_under_seal(team: Project) -> None:
    chosen = give(team)
    with team.reading() as session:
        assert chosen == [document_labels.find(session, "One")]
        [given] = [each for each in assignments.assignments(session) if each.coder == "Dan"]
    assert (given.round, given.sealed, given.state) == ("learning", True, "assigned")
    with pytest.raises(Conflict, match="nothing for Dan to learn on"):
        give(team)
    with pytest.raises(Conflict, match="nothing for Ann to learn on"):
        give(team, "Ann")


def test_nothing_of_the_team_is_in_sight_until_the_learner_is_done(team: Project) -> None:
    give(team)
    with team.reading(reader="Dan") as session:
        assert codings.codings(session, round=None) == []
    assert {each.reason for each in suggestions(team, "Dan").suggestions} == set()
    made = learnt(team, "Dan")
    assert (made.done, made.waiting, made.lessons, made.agreement) == ((), ("One",), (), None)
    code(team, "Dan", BLAME, place(0), "learning")
    assert learnt(team, "Dan").lessons == ()
    done(team, "Dan", "learning")
    assert learnt(team, "Dan").done == ("One",)


def test_each_difference_has_the_rule_that_decides_it(team: Project) -> None:
    give(team)
    code(team, "Dan", DELAY, place(0, 2), "learning")  # begins right, goes on too far, over what is early contact
    code(team, "Dan", DELAY, place(4), "learning")  # ruled: neither
    code(team, "Dan", BLAME, place(2), "learning")  # nobody has anything there
    code(team, "Dan", DELAY, place(6), "learning")  # both readings stand: neither right nor wrong
    done(team, "Dan", "learning")
    made = learnt(team, "Dan")
    assert told(made) == [
        ("bounds", SENTENCES[0], (DELAY,), (DELAY,)),
        ("missed", SENTENCES[1], (EARLY,), ()),
        ("added", SENTENCES[2], (), (BLAME,)),
        ("missed", SENTENCES[3], (DELAY,), ()),
        ("added", SENTENCES[4], (), (DELAY,)),
        ("missed", SENTENCES[5], (BLAME,), ()),
    ]
    assert lesson(made, 0).rule.source == "what Ann and Ben agree on"
    assert (lesson(made, 1).rule.text, lesson(made, 1).rule.source) == (
        "Speaking early.", "definition of ‘Early contact’",
    )  # fmt: skip
    assert (lesson(made, 2).rule.text, lesson(made, 2).rule.source) == ("a file that came back", "exclusion of ‘Blame’")
    assert (lesson(made, 3).rule.text, lesson(made, 3).rule.source) == ("queues of files", "inclusion of ‘Delay’")
    assert (lesson(made, 4).rule.text, lesson(made, 4).rule.source) == ("Weather is no delay.", "ruling by Rev: slip")
    assert (lesson(made, 5).rule.text, lesson(made, 5).rule.source) == (
        "Fault is put on others here.", "ruling by Rev: definition",
    )  # fmt: skip
    assert made.left_out == 2  # both readings; and what nobody ruled on


def test_another_code_instead_is_decided_by_the_exclusion_that_points_to_the_right_one(team: Project) -> None:
    give(team)
    code(team, "Dan", DELAY, place(0), "learning")
    code(team, "Dan", DELAY, place(1), "learning")
    done(team, "Dan", "learning")
    found = lesson(learnt(team, "Dan"), 1)
    assert (found.kind, found.expected, found.got) == ("instead", (EARLY,), (DELAY,))
    assert (found.rule.text, found.rule.source) == (
        "a call that came early → Early contact", "exclusion of ‘Delay’",
    )  # fmt: skip


def test_agreement_is_that_of_two_coders_over_what_is_settled(team: Project) -> None:
    """Six sentences count, two are left out. By hand: the team has Delay in 0 and 3, the learner in 0 and 4."""
    give(team)
    code(team, "Dan", DELAY, place(0), "learning")
    code(team, "Dan", DELAY, place(4), "learning")
    code(team, "Dan", EARLY, place(1), "learning")
    done(team, "Dan", "learning")
    made = learnt(team, "Dan")
    assert made.agreement is not None
    found = {each.code: each for each in made.agreement.codes}
    assert (found[DELAY].units, found[DELAY].percent, found[DELAY].f1) == (6, pytest.approx(4 / 6), pytest.approx(0.5))
    assert (found[EARLY].percent, found[EARLY].f1) == (1.0, 1.0)
    assert found[BLAME].f1 == 0.0
    protocol.settle(team, "Ann", approach="reflexive")
    assert learnt(team, "Dan").agreement is None
    assert len(learnt(team, "Dan").lessons) == len(made.lessons)


def test_who_has_no_learning_set_is_told_how_to_get_one(team: Project) -> None:
    with pytest.raises(NotFound, match="coding-tui learning give PROJECT --as Dan"):
        learnt(team, "Dan")


def test_one_learner_who_is_done_learns_though_another_is_not(team: Project) -> None:
    for who in ("Dan", "Eve"):
        give(team, who)
    done(team, "Dan", "learning")
    assert {each.kind for each in learnt(team, "Dan").lessons} == {"missed"}
    assert len(learnt(team, "Dan").lessons) == 4  # the ruling for Ann is among them
    assert learnt(team, "Eve").lessons == ()
    with team.reading(reader="Eve") as session:
        assert codings.codings(session, round=None) == []
