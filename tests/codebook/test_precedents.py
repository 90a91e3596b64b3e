"""How was this coded before: settled passages that share rare words, nearest first, with what they got and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from studies import small_study

from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.reviewing.disagreements import disagreements
from codebook.reviewing.precedents import precedents
from codebook.reviewing.rulings import Decision, rule
from codebook.scheme import codes
from codebook.team import assignments
from transcripts import coders, document_labels
from transcripts.project import Project

TEXTS = {
    "CPS 1": "CPS 1: The queue at the laboratory was eleven weeks long.\nCPS 1: They never read what we send.\n",
    "CPS 2": "CPS 2: Nobody there reads the file.\nCPS 2: We waited for the laboratory, and waited.\n",
}
CODED = (
    ("CPS 1", "The queue at the laboratory", "Delay", "Ann"), ("CPS 1", "They never read", "Blame", "Ben"),
    ("CPS 2", "Nobody there reads", "Blame", "Ann"), ("CPS 2", "waited for the laboratory", "Delay", "Ben"),
)  # fmt: skip


@pytest.fixture
def read(tmp_path: Path) -> Iterator[Project]:
    with small_study(tmp_path / "read.qdb", TEXTS) as project:
        with project.step("Code", "Ann") as session:
            uids = document_labels.uids_by_label(session)
            for label, words, code, name in CODED:
                start = TEXTS[label].index(words)
                who = coders.ensure(session, name)
                place = (uids[label], start, start + len(words), codes.ensure(session, code), who)
                codings.apply(session, NewCoding(*place))
            for label in TEXTS:
                for name in ("Ann", "Ben"):
                    assignments.set_state(session, uids[label], coders.ensure(session, name), "done")
        yield project


def decide(project: Project, words: str, decision: Decision) -> None:
    [one] = [each for each in disagreements(project, unit="character").found if each.text == words]
    with project.step("Ruling", "Ann") as session:
        rule(session, one.at, decision, coder=coders.ensure(session, "Ann"))


def test_the_nearest_comes_first_with_what_it_got_why_and_by_which_words(read: Project) -> None:
    decide(read, "The queue at the laboratory", Decision("one", "definition", "waiting is delay", kept="Ann"))
    decide(read, "They never read", Decision("neither", "context"))
    with read.reading() as session:
        first, *rest = precedents(session, "Again a queue, and the laboratory says nothing")
        one = first.settled
        assert (one.words, one.codes, one.both) == ("The queue at the laboratory", ("Delay",), False)
        assert one.ruling is not None
        assert (one.ruling.decision.reason, one.ruling.decision.note) == ("definition", "waiting is delay")
        assert "queue" in first.shared
        assert rest == []
        [none] = precedents(session, "who has never read it")
        assert (none.settled.codes, none.settled.words) == ((), "They never read")


def agree(project: Project, label: str, words: str, code: str, *names: str) -> None:
    with project.step("Code", names[0]) as session:
        start, uid = TEXTS[label].index(words), document_labels.uids_by_label(session)[label]
        for name in names:
            who = coders.ensure(session, name)
            place = (uid, start, start + len(words), codes.ensure(session, code), who)
            codings.apply(session, NewCoding(*place))


def test_what_all_who_finished_agree_on_is_settled_with_all_its_codes(read: Project) -> None:
    agree(read, "CPS 2", "Nobody there reads the file", "Blame", "Ben")
    agree(read, "CPS 2", "Nobody there reads", "Reading", "Ann", "Ben")
    with read.reading() as session:
        [found] = precedents(session, "whether anybody reads it")
        one = found.settled
        assert (one.label, one.words, one.codes) == ("CPS 2", "Nobody there reads", ("Blame", "Reading"))
        assert (one.coders, one.ruling) == (("Ann", "Ben"), None)
        there = (one.place[0], one.place[1] + 3, one.place[2] + 9)
        assert precedents(session, "Nobody there reads", apart_from=there) == []


def test_what_was_ruled_on_is_told_as_ruled_and_not_as_agreed_too(read: Project) -> None:
    agree(read, "CPS 1", "They never read what we send", "Blame", "Ann")
    decide(read, "They never read what we send", Decision("one", "boundary", "the whole of it", kept="Ann"))
    with read.reading() as session:
        [found] = precedents(session, "never read what we send")
    assert found.settled.ruling is not None
    assert (found.settled.words, found.settled.codes) == ("They never read what we send", ("Blame",))


def test_what_one_of_them_has_not_finished_is_not_settled(read: Project) -> None:
    agree(read, "CPS 2", "Nobody there reads", "Blame", "Ben")
    with read.step("Not yet", "Ben") as session:
        uid = document_labels.uids_by_label(session)["CPS 2"]
        assignments.set_state(session, uid, coders.ensure(session, "Ben"), "started")
    with read.reading() as session:
        assert precedents(session, "Nobody there reads") == []


def test_nothing_shared_nothing_ruled_and_nothing_stale_is_shown(read: Project) -> None:
    with read.reading() as session:
        assert precedents(session, "the laboratory") == []
    decide(read, "waited for the laboratory", Decision("readings", "interpretation"))
    with read.reading() as session:
        [found] = precedents(session, "a laboratory")
        assert (found.settled.both, found.settled.codes) == (True, ("Delay",))
        assert precedents(session, "zebra crossing") == []
        assert precedents(session, "") == []
        delay = found_code(session)
        [coding] = codings.codings(session, coders=["Ben"], codes=[delay])
    with read.step("Uncode", "Ben") as session:
        codings.remove(session, [coding.uid])
    with read.reading() as session:
        assert precedents(session, "a laboratory") == []


def found_code(session: object) -> str:
    return codes.tree(session).find("Delay").uid  # type: ignore[arg-type]


def test_nearness_is_that_of_the_same_words_when_they_are_the_same(read: Project) -> None:
    decide(read, "Nobody there reads", Decision("one", "slip", kept="Ann"))
    with read.reading() as session:
        [found] = precedents(session, "NOBODY there reads")
    assert found.nearness == pytest.approx(1)


def test_what_is_sealed_for_the_reader_is_no_precedent(read: Project) -> None:
    agree(read, "CPS 2", "We waited", "Delay", "Ann", "Ben")
    decide(read, "Nobody there reads", Decision("one", "slip", kept="Ann"))
    with read.step("Seal", "Ann") as session:
        uid = document_labels.uids_by_label(session)["CPS 2"]
        row = session.connection().exec_driver_sql
        row("UPDATE assignment SET sealed = 1, state = 'assigned' WHERE document_uid = ?", (uid,))
    read.reader = "Ben"
    with read.reading() as session:
        assert precedents(session, "Nobody there reads") == []
        assert precedents(session, "We waited") == []
