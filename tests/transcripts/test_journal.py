"""The journal: undo and redo restore exact rows, whatever the steps did, and a changed past shows."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from studies import add, dump, small_study

from codebook import checking
from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.project import open_project
from codebook.scheme import codes
from codebook.team import assignments
from transcripts import coders, document_labels, documents
from transcripts.errors import WorkbenchError
from transcripts.project import Project
from transcripts.store import chain
from transcripts.texts import document_text

NAMES = st.sampled_from(["Delay", "it's 50% \"wait\" — ☕", "Queue/long", "Trauma", "[/b]\\x"])
STEPS = st.lists(
    st.tuples(st.sampled_from(["code", "coding", "recode", "stretch", "remove", "document", "rename", "many"]),
              st.integers(0, 60), NAMES),
    min_size=1, max_size=9,
)  # fmt: skip


def act(project: Project, what: str, number: int, name: str) -> None:
    """One step of a kind; a refused one leaves nothing."""
    try:
        with project.step(f"{what} {name}", "Ann") as session:
            coder, code = coders.ensure(session, "Ann"), codes.ensure(session, name)
            uids = sorted(document_labels.uids_by_label(session).values())
            made = codings.codings(session)
            if what == "coding" and uids:
                codings.apply(session, NewCoding(uids[0], number, number + 7, code, coder, memo=f"n'{name}\n:x"))
            elif what == "many" and uids:
                codings.apply_many(session, [NewCoding(uids[-1], i, i + number + 1, code, coder) for i in range(9)])
            elif what == "recode" and made:
                codings.recode(session, made[number % len(made)].uid, code)
            elif what == "stretch" and made:
                codings.stretch(session, made[number % len(made)].uid, 0, number + 1)
            elif what == "remove" and made:
                codings.remove(session, [made[number % len(made)].uid])
            elif what == "document" and uids:
                documents.remove_document(session, uids[number % len(uids)])
            elif what == "rename":
                codes.rename(session, code, f"{name[:3]} {number}")
    except WorkbenchError:
        pass


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_undo_and_redo_walk_through_exact_states(steps: list[tuple[str, int, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder, small_study(Path(folder) / "p.qdb") as project:
        states = [dump(project)]
        for step in steps:
            act(project, *step)
            if (now := dump(project)) != states[-1]:
                states.append(now)
        for earlier in reversed(states[:-1]):
            assert project.undo("Ben") is not None
            assert dump(project) == earlier
        for later in states[1:]:
            assert project.redo("Ben") is not None
            assert dump(project) == later
        assert project.redo("Ben") is None
        with project.reading() as session:
            assert chain.verify(session.connection()) == []


def test_undo_reaches_across_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "p.qdb"
    with small_study(path) as project:
        before = dump(project)
        add(project, "CPS 3", "CPS 3: More.\n")
    with open_project(path) as project:
        step = project.undo("Ann")
        assert step is not None
        assert step.label == "Import ‘CPS 3’"
        assert dump(project) == before


def test_redo_brings_back_text_that_the_journal_never_held(study: Project) -> None:
    uid = add(study, "Secret", "CPS 9: An unmistakable sentence.\n")
    study.undo("Ann")
    study.redo("Ann")
    with study.reading() as session:
        assert document_text(session, uid).text == "CPS 9: An unmistakable sentence.\n"
        written = session.connection().exec_driver_sql("SELECT count(*) FROM change WHERE after LIKE '%unmistakable%'")
        assert written.scalar_one() == 0


def test_a_new_step_gives_up_what_was_undone(study: Project) -> None:
    study.undo("Ann")
    add(study, "CPS 3", "CPS 3: New branch.\n")
    assert study.redo("Ann") is None
    study.undo("Ann")
    again = study.redo("Ann")
    assert again is not None
    assert again.label == "Import ‘CPS 3’"


def test_the_making_of_a_project_cannot_be_undone(project: Project) -> None:
    assert project.undo("Ann") is None
    assert project.settings()["title"] == "study"


def test_a_step_without_changes_leaves_no_line(study: Project) -> None:
    before = study.history()
    with study.step("Nothing", "Ann") as session:
        document_labels.uids_by_label(session)
    assert study.history() == before


def test_a_failed_step_leaves_nothing(study: Project) -> None:
    before = dump(study), study.history()
    with pytest.raises(WorkbenchError), study.step("Half", "Ann") as session:  # noqa: PT012 (the step is what fails)
        coders.ensure(session, "Zoe")
        coders.ensure(session, "")
    assert (dump(study), study.history()) == before
    add(study, "CPS 3", "CPS 3: It can be written to afterwards.\n")


def test_the_life_of_a_row_is_told(study: Project) -> None:
    with study.step("Assign", "Ann") as session:
        ann = coders.ensure(session, "Ann")
        document = document_labels.find(session, "CPS 1")
        assignments.set_state(session, document, ann, "assigned")
    with study.step("Done", "Ann") as session:
        assignments.set_state(session, document, ann, "done")
    uid = next(change.uid for change in study.changes(study.history(1)[0].id))
    life = study.life_of(uid)
    assert [(step.label, change.after and change.after["state"]) for step, change in life] == [
        ("Assign", "assigned"), ("Done", "done"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE change SET after = replace(after, 'CPS 1', 'CPS 7') WHERE tablename = 'document'",
        "UPDATE step SET label = 'Something else' WHERE id = 2",
        "DELETE FROM change WHERE id = (SELECT max(id) FROM change)",
        "DELETE FROM step WHERE id = 2",
        "UPDATE step SET state = 1 WHERE id = 2",
    ],
)
def test_a_changed_past_shows(study: Project, damage: str) -> None:
    with study.upkeep() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        if "DELETE FROM step" in damage:
            connection.exec_driver_sql("DELETE FROM change WHERE step = 2")
        connection.exec_driver_sql(damage)
    with study.reading() as session:
        assert chain.verify(session.connection()) != []


def test_a_history_with_steps_taken_out_is_told_and_not_tripped_over(study: Project) -> None:
    add(study, "CPS 3", "Words.\n")
    study.undo("Ann")
    study.redo("Ann")
    with study.upkeep() as connection:
        connection.exec_driver_sql("DELETE FROM change WHERE step IN (SELECT id FROM step WHERE kind = 'undo')")
        connection.exec_driver_sql("DELETE FROM step WHERE kind = 'undo'")
    assert checking.check(study) != []


@given(
    st.lists(
        st.tuples(*[st.none() | st.text(st.characters(codec="utf-8") | st.sampled_from('~"\\\n'), max_size=5)] * 4),
        min_size=1, max_size=6,
    )
)  # fmt: skip
def test_what_is_hashed_is_json_row_by_row(rows: list[tuple[str | None, ...]]) -> None:
    assert "".join(chain._as_json(rows)) == "".join(json.dumps(list(row)) for row in rows)
