"""Many rows at once: the journal says of them what its triggers say of each, and undo takes them back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, insert, select
from studies import dump, small_study

from codebook import checking
from transcripts import document_labels, documents
from transcripts.adding import TURN_COLUMNS
from transcripts.store.recording import insert_many
from transcripts.store.tables import Speaker, Turn

COUNT = 20_003  # more than go into one statement


def rows(session: Session, count: int) -> list[dict[str, Any]]:
    document = document_labels.find(session, "CPS 1")
    speaker = session.exec(select(Speaker.uid).where(Speaker.document_uid == document)).first()
    return [
        {"document_uid": document, "number": 100 + number, "label_start": number, "start": number + 1,
         "end": number + 2, "speaker_uid": speaker if number % 2 else None, "milliseconds": number * 7 or None}
        for number in range(count)
    ]  # fmt: skip


def put(session: Session, many: list[dict[str, Any]]) -> None:
    before = session.connection().exec_driver_sql("SELECT coalesce(max(id), 0) FROM turn").scalar_one()
    assert insert_many(session.connection(), "turn", TURN_COLUMNS, [tuple(row.values()) for row in many]) == before + 1


def test_the_journal_is_what_triggers_write(tmp_path: Path) -> None:
    with small_study(tmp_path / "p.qdb") as project:
        before = dump(project)
        with project.step("By triggers", "Ann") as session:
            session.execute(insert(Turn), rows(session, COUNT))
        by_triggers = project.changes(project.history(1)[0].id)
        project.undo("Ann")
        with project.step("At once", "Ann") as session:
            put(session, rows(session, COUNT))
        at_once = project.changes(project.history(1)[0].id)
        assert len(at_once) == COUNT
        assert list(map(str, at_once)) == list(map(str, by_triggers))
        after = dump(project)
        project.undo("Ann")
        assert dump(project) == before
        project.redo("Ann")
        assert dump(project) == after


def test_the_images_are_the_triggers_to_the_letter(tmp_path: Path) -> None:
    with small_study(tmp_path / "p.qdb") as project:
        images = []
        for way in ("triggers", "at once"):
            with project.step(way, "Ann") as session:
                if way == "triggers":
                    session.execute(insert(Turn), rows(session, 5))
                else:
                    put(session, rows(session, 5))
                found = session.connection().exec_driver_sql(
                    "SELECT tablename, uid, typeof(uid), before, after FROM change "
                    "WHERE step = (SELECT max(id) FROM step) ORDER BY id"
                )
                images.append([tuple(row) for row in found])
            project.undo("Ann")
        assert images[0] == images[1]
        assert json.loads(images[0][0][4])["milliseconds"] is None
        assert checking.check(project) == []


def test_rows_that_break_a_rule_leave_recording_on(tmp_path: Path) -> None:
    with small_study(tmp_path / "p.qdb") as project:
        with project.step("Refused, then something else", "Ann") as session:
            bad = rows(session, 3)
            bad[1]["end"] = -1
            with pytest.raises(IntegrityError), session.begin_nested():
                put(session, bad)
            documents.describe(session, document_labels.find(session, "CPS 1"), area="D")
        (change,) = project.changes(project.history(1)[0].id)
        assert change.table == "document"


def test_outside_a_step_nothing_is_recorded_and_no_rows_are_no_statement(tmp_path: Path) -> None:
    with small_study(tmp_path / "p.qdb") as project:
        steps = len(project.history())
        with project.step("Nothing", "Ann") as session:
            insert_many(session.connection(), "turn", TURN_COLUMNS, [])
        assert len(project.history()) == steps
