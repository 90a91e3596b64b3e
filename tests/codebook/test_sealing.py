"""Sealed work: nobody reads a partner's by any way, everybody does when all are done, and every look is on record."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from sealed_study import CODE, SECRET, apply, finish, sealed_study
from studies import dump

from codebook.checking import check
from codebook.coding import codings
from codebook.coding.coding_table import coding_rows
from codebook.notes import daily_log, memos
from codebook.project import open_project
from codebook.quoting import collected
from codebook.retrieval.excerpts import everything, retrieve
from codebook.retrieval.searching import Sought, search
from codebook.reviewing.disagreements import disagreements
from codebook.reviewing.project_agreement import measure_project
from codebook.scheme import codes
from codebook.team import assignments, declarations, progress, sealing
from codebook.team.coverage import coverage
from transcripts import coders, document_labels
from transcripts.errors import Conflict, NotFound
from transcripts.project import Project


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[Project]:
    with sealed_study(tmp_path / "sealed.qdb") as project:
        yield project


def all_that_is_read(project: Project) -> str:
    """What every reading function of the codebook, the history and every table say, as one text."""
    with project.reading() as session:
        connection = session.connection()
        tables = connection.exec_driver_sql("SELECT name FROM pragma_table_list WHERE schema = 'main'").scalars().all()
        skipped = ("sqlite_", "words", "search", "body", "original")
        said: list[object] = [
            connection.exec_driver_sql(f'SELECT * FROM "{table}"').all()
            for table in tables if not table.startswith(skipped)
        ]  # fmt: skip
        people = coders.names(session)
        today = datetime.datetime.now(datetime.UTC).astimezone().date()
        said += [
            codings.codings(session), codings.uses(session), codings.changed_since(session, 0), everything(session),
            [codings.example(session, code.uid) for code in codes.tree(session)], retrieve(session, CODE),
            retrieve(session, f"{CODE} AND coder:Ben"), memos.memos(session, reader=project.reader or ""),
            memos.memos(session, reader=project.reader or "", search=SECRET), list(coding_rows(session)),
            [progress.progress(session, name) for name in people], declarations.declared_by_all(session),
            [progress.recently_used(session, name, 9) for name in people], collected.collected(session),
            [daily_log.day_log(session, name, today).prose() for name in people],
        ]  # fmt: skip
    said += [project.history(), [project.changes(step.id) for step in project.history()],
             disagreements(project, unit="character"), measure_project(project, unit="character")]  # fmt: skip
    return repr(said)


def secrets(project: Project) -> list[str]:
    """Ben's codings of the sealed document, by uid, and his word."""
    with project.reading(whole=True) as session:
        document = document_labels.uids_by_label(session)["CPS 2"]
        mine = [c.uid for c in codings.codings(session, documents=[document], coders=["Ben"])]
    assert mine
    return [SECRET, *mine]


@pytest.mark.parametrize("reader", ["Ann", "somebody else", "O'Neill"])
def test_no_way_of_reading_shows_work_under_seal(sealed: Project, reader: str) -> None:
    sealed.reader = None
    assert all(word in all_that_is_read(sealed) for word in secrets(sealed))
    sealed.reader = reader
    said = all_that_is_read(sealed)
    assert not [word for word in secrets(sealed) if word in said]
    assert "open words" in said


def test_a_file_that_is_read_only_hides_as_much(sealed: Project) -> None:
    words = secrets(sealed)
    sealed.close()
    with open_project(sealed.path, read_only=True) as project:
        project.reader = "Ann"
        said = all_that_is_read(project)
        assert not [word for word in words if word in said]


def test_everybody_sees_their_own_and_the_counts_are_of_what_is_seen(sealed: Project) -> None:
    apply(sealed, "Ann", "CPS 2", "Délais")
    for reader, many in (("Ann", 2), ("Ben", 2), ("Chloe", 1), (None, 3)):
        sealed.reader = reader
        with sealed.reading() as session:
            found = codings.uses(session)[codes.tree(session).find(CODE).uid]
            assert (found.codings, len(codings.codings(session))) == (many, many)
            rows = {row.coder: row.codings for row in coverage(session) if row.document == "CPS 2"}
            assert rows["Ben"] == (1 if reader in ("Ben", None) else 0)


def test_words_within_and_outside_a_code_do_not_tell_where_it_is(sealed: Project) -> None:
    sealed.reader = "Ann"
    with sealed.reading() as session:
        within = search(session, Sought("nobody", only=f"within:{CODE}"))
        outside = search(session, Sought("nobody", only=f"outside:{CODE}"))
    assert (within.count, outside.count) == (0, 2)


def test_it_opens_when_everybody_is_done_and_not_before(sealed: Project) -> None:
    sealed.reader = "Ann"
    finish(sealed, "CPS 2", "Ann")
    assert SECRET not in all_that_is_read(sealed)
    finish(sealed, "CPS 2", "Ben")
    assert SECRET in all_that_is_read(sealed)


def test_agreement_leaves_out_what_is_closed_whoever_asks(sealed: Project) -> None:
    for label in ("CPS 1", "CPS 2"):
        finish(sealed, label, "Ann", "Ben")
    with sealed.step("A third", "Ann") as session:
        document = document_labels.uids_by_label(session)["CPS 2"]
        assignments.give(session, [document], "Chloe", sealed=True)
    for reader in (None, "Ann", "Chloe"):
        sealed.reader = reader
        assert measure_project(sealed, unit="document").documents == 1
        assert {each.label for each in disagreements(sealed, unit="character").found} == {"CPS 1"}


def test_who_codes_again_does_not_see_their_own_earlier_work(sealed: Project) -> None:
    finish(sealed, "CPS 2", "Ann", "Ben")
    with sealed.step("Again", "Ann") as session:
        document = document_labels.uids_by_label(session)["CPS 2"]
        assignments.give(session, [document], "Ben", round="again-1", sealed=True)
    apply(sealed, "Ben", "CPS 2", "queues", round="again-1")
    sealed.reader = "Ben"
    with sealed.reading() as session:
        assert [c.round for c in codings.codings(session, documents=[document], round=None)] == ["again-1"]
    assert SECRET not in all_that_is_read(sealed)
    sealed.reader = "Ann"
    with sealed.reading() as session:
        assert [c.round for c in codings.codings(session, documents=[document], round=None)] == ["main"]


def test_who_codes_again_sees_what_they_write_meanwhile_and_all_when_done(sealed: Project) -> None:
    finish(sealed, "CPS 2", "Ann", "Ben")
    with sealed.step("Again", "Ann") as session:
        document = document_labels.uids_by_label(session)["CPS 2"]
        assignments.give(session, [document], "Ben", round="again-1", sealed=True)
    with sealed.step("Thought", "Ben") as session:
        memos.add(session, "a wallaby", coder=coders.ensure(session, "Ben"), about="document", about_uid=document)
    sealed.reader = "Ben"
    assert "wallaby" in all_that_is_read(sealed)
    assert SECRET not in all_that_is_read(sealed)
    with sealed.step("Done again", "Ben") as session:
        assignments.set_state(session, document, coders.ensure(session, "Ben"), "done", round="again-1")
    assert SECRET in all_that_is_read(sealed)


def test_who_codes_again_is_not_told_how_others_disagreed_about_it(sealed: Project) -> None:
    for label in ("CPS 1", "CPS 2"):
        finish(sealed, label, "Ann", "Ben")
    with sealed.step("Again", "Ann") as session:
        document = document_labels.uids_by_label(session)["CPS 2"]
        assignments.give(session, [document], "Ben", round="again-1", sealed=True)
    for reader, labels in (("Ben", {"CPS 1"}), ("Ann", {"CPS 1", "CPS 2"})):
        sealed.reader = reader
        assert {each.label for each in disagreements(sealed, unit="character").found} == labels
        assert measure_project(sealed, unit="document").documents == 2  # the first coding counts as it did


def test_nobody_turns_back_a_partners_sealed_step_and_learns_its_name(sealed: Project) -> None:
    with pytest.raises(Conflict, match="Ben's work under seal"):
        sealed.undo("Ann")
    before = dump(sealed)
    assert sealed.undo("Ben") is not None
    with pytest.raises(Conflict, match="under seal"):
        sealed.redo("Ann")
    assert sealed.redo("Ben") is not None
    assert dump(sealed) == before


def blindness(project: Project) -> sealing.Blindness:
    with project.reading(whole=True) as session:
        document = document_labels.find(session, "CPS 2")
        return sealing.blindness(session, [document], ["Ann", "Ben"], round="main")


def test_it_is_said_that_work_was_blind(sealed: Project) -> None:
    finish(sealed, "CPS 2", "Ann", "Ben")
    assert blindness(sealed).words() == "blind: yes, 1 of 1"


@pytest.mark.parametrize(("who", "blind"), [("Ann", 0), ("root", 0), ("Chloe", 1)])
def test_a_look_is_on_record_and_tells_unless_it_was_a_third_persons(sealed: Project, who: str, blind: int) -> None:
    with sealed.step("A third", "Ann") as session:
        coders.ensure(session, "Chloe")
    assert sealing.log_reading(sealed, who, "quotations") == 1
    assert sealed.history()[0].label == "Look at sealed work: quotations"
    standing = sealed.undo("Ben")
    assert standing is not None
    assert "Look" not in standing.label
    sealed.redo("Ben")
    finish(sealed, "CPS 2", "Ann", "Ben")
    assert blindness(sealed).blind == blind
    assert sealing.log_reading(sealed, who, "again") == 0
    assert check(sealed) == []


def test_a_seal_taken_off_is_no_seal(sealed: Project) -> None:
    document = next(iter(assignments_of(sealed)))
    assert sealing.unseal(sealed, [document], round="main", who="Ann", why="we must talk") == 1
    sealed.reader = "Ann"
    assert SECRET in all_that_is_read(sealed)
    finish(sealed, "CPS 2", "Ann", "Ben")
    assert blindness(sealed).words() == "blind: no, 0 of 1"
    assert "Ann took the seal off" in blindness(sealed).reasons["CPS 2"]
    with pytest.raises(NotFound):
        sealing.unseal(sealed, [document], round="main", who="Ann")


def assignments_of(project: Project) -> list[str]:
    with project.reading(whole=True) as session:
        return [each.document for each in assignments.assignments(session) if each.sealed]


def test_work_changed_or_taken_up_again_after_all_was_open_is_not_blind(sealed: Project) -> None:
    finish(sealed, "CPS 2", "Ann", "Ben")
    apply(sealed, "Ann", "CPS 2", "Nobody calls us")
    assert blindness(sealed).reasons == {"CPS 2": "Ann changed codings after all was open"}
    sealed.undo("Ann")
    with sealed.step("Reopen", "Ann") as session:
        document = document_labels.uids_by_label(session)["CPS 2"]
        assignments.set_state(session, document, coders.ensure(session, "Ann"), "started")
    finish(sealed, "CPS 2", "Ann")
    assert "took up work that was done" in blindness(sealed).reasons["CPS 2"]
