"""Two readers beside each other: two documents, or one document as two coders coded it."""

from __future__ import annotations

from pathlib import Path

from coded_study import make_coded_study
from resting import resize
from sqlmodel import Session
from studies import add
from workbenches import INTERVIEW, Driver, running, settle, stored

from codebook.coding import codings, distressing
from codebook.coding.codings import NewCoding
from codebook.notes import memos
from codebook.project import open_project
from codebook.scheme import codes
from codebook.tables import Assignment
from coding_tui.reader import TranscriptReader
from coding_tui.screens.readings import ReadingsScreen
from coding_tui.views.two_readings import BothReadings, both_readings
from transcripts import coders
from transcripts.identity import now


async def test_two_documents_are_read_and_coded_beside_each_other(tmp_path: Path) -> None:
    path = make_coded_study(tmp_path / "study.qdb")
    async with running(path, size=(120, 40)) as up:
        bench = up.bench
        first = bench.reader
        before = bench.opened
        await up.press("down", "backslash")
        place = first.cursor
        await up.type("Police 27")
        await up.press("enter")
        second = up.app.focused
        assert isinstance(second, TranscriptReader)
        assert second is bench.reader is not first
        assert second.transcript is not None
        assert second.transcript.label == "Police 27"
        assert first.region.y == second.region.y
        assert first.region.right < second.region.x
        many = len(stored(path))

        await up.apply("you send less", "Delay and queues")  # in the focused one
        await up.press("vertical_line")
        assert bench.reader is first
        assert bench.opened == before
        assert first.cursor == place
        assert any(c.name == "Delay and queues" for c in second.codings.codings)
        await up.apply("They ring us", "Shared language")
        made = {(code, c.document == before) for code, c in stored(path) if c.end - c.start in (12, 13)}
        assert made == {("Delay and queues", False), ("Partnership/Shared language", True)}
        assert bench.reader is first is up.app.focused
        assert len(stored(path)) == many + 2

        await up.press("vertical_line", "ctrl+z", "ctrl+z")  # what is undone beside is gone there too
        assert not any(c.name == "Shared language" for c in first.codings.codings)
        assert len(second.codings.codings) == len([c for _, c in stored(path) if c.document == bench.opened])

        second.move_to(20)
        await resize(up.pilot, 80, 24)
        await settle(up.pilot)
        assert first.region.bottom < second.region.y
        assert second.cursor == 20
        assert first.cursor > 0
        kept = first.cursor
        await up.press("ctrl+w")
        assert bench.reader is first is up.app.focused
        assert first.cursor == kept
        assert not second.is_attached
        assert bench.opened == before
        await up.press("ctrl+w")
        assert "One document is open" in up.said


def _code(session: Session, document: str, words: str, code: str, coder: str) -> None:
    start = INTERVIEW.index(words)
    uid = codes.tree(session).find(code).uid
    person = coders.ensure(session, coder)
    codings.apply(session, NewCoding(document, start, start + len(words), uid, person))


def _of(session: Session, coder: str) -> set[str]:
    return {each.document for each in codings.codings(session, coders=[coder])}


def _flag(session: Session, document: str, words: str) -> None:
    start = INTERVIEW.index(words)
    distressing.flag(session, document, start, start + len(words), coder=coders.ensure(session, "Ann"))


def _seal(session: Session, document: str) -> None:
    person = coders.ensure(session, "Ben")
    row = Assignment(document_uid=document, coder_uid=person, state="assigned", sealed=True, changed=now())
    session.add(row)


def test_what_two_coders_did_differently_is_found_by_place(tmp_path: Path) -> None:
    with open_project(make_coded_study(tmp_path / "study.qdb")) as project:
        uid = add(project, "CPS 44", INTERVIEW, kind="interview")
        with project.step("Codings", "Ann") as session:
            _code(session, uid, "They ring us, and it works.", "Partnership/Early contact", "Ann")
            _code(session, uid, "ring us, and it works. ", "Partnership/Early contact", "Ben")
            _code(session, uid, "Is that everywhere?", "Delay and queues", "Ann")
            _code(session, uid, "Is that everywhere?", "Delay and queues", "Ben")
            _code(session, uid, "some wait", "Delay and queues", "Ben")
            _code(session, uid, "some wait", "Rape myths", "Ann")
            (panel,) = _of(session, "Ann") - _of(session, "Ben")
        with project.reading() as session:
            found = both_readings(session, uid, "Ben")
            alone = both_readings(session, panel, "Ben")
    assert isinstance(found, BothReadings)
    assert found.coders == ("Ben", "Ann")
    assert [[each.name for each in reading.codings] for reading in found.readings] == [
        ["≈ Early contact", "= Delay and queues", "≠ Delay and queues"],
        ["≈ Early contact", "= Delay and queues", "≠ Rape myths"],
    ]
    words = [(INTERVIEW[each.start : each.end], each.words(found.coders)) for each in found.differences]
    assert words == [
        ("They ", "≈ edges · Ben: – · Ann: Early contact"),
        ("some wait", "≠ · Ben: Delay and queues · Ann: Rape myths"),
    ]
    assert isinstance(alone, str)
    assert "Only Ann" in alone


async def test_two_codings_of_one_document_scroll_together(tmp_path: Path) -> None:
    path = make_coded_study(tmp_path / "study.qdb")
    with open_project(path) as project:
        uid = add(project, "CPS 44", INTERVIEW * 9, kind="interview")
        with project.step("Codings", "Ann") as session:
            _code(session, uid, "They ring us", "Partnership/Early contact", "Ann")
            _code(session, uid, "Is that everywhere?", "Delay and queues", "Ben")
            _flag(session, uid, "everybody blamed everybody")
    async with running(path, size=(120, 30)) as up:
        up.bench.open(uid)
        await settle(up.pilot)
        await up.press("down", "down")
        place = up.bench.reader.cursor
        await up.press("ampersand")
        screen = up.app.screen
        assert isinstance(screen, ReadingsScreen)
        left, right = screen.both.readers
        assert (left.wrapped.starts, left.wrapped.kinds) == (right.wrapped.starts, right.wrapped.kinds)
        assert len(left.folds) == len(right.folds) == 1
        await up.press("n", "n")  # on from the cursor, and round
        assert left.selection == right.selection
        assert "Ann" in str(screen.status.said)
        await up.press("pagedown", "pagedown")
        assert left.scroll_offset.y == right.scroll_offset.y > 0
        right.scroll_end(animate=False)  # as by the wheel, over the one without the focus
        await settle(up.pilot)
        assert left.scroll_offset.y == right.scroll_offset.y == right.max_scroll_y
        await _shown_in_both(up, left, right)
        await resize(up.pilot, 80, 24)
        await settle(up.pilot)
        assert left.region.bottom < right.region.y
        assert left.wrapped.starts == right.wrapped.starts
        await up.press("escape", "escape")  # the selection, then the screen
        assert up.app.screen is up.bench
        assert (up.bench.opened, up.bench.reader.cursor) == (uid, place)


async def _shown_in_both(up: Driver, left: TranscriptReader, right: TranscriptReader) -> None:
    left.move_to(left.folds[0].start)
    await up.press("space")
    assert left.folds == right.folds == ()
    await up.press("vertical_line", "space")
    assert up.app.focused is right
    assert len(left.folds) == len(right.folds) == 1


async def test_sealed_work_is_not_set_beside_ones_own(tmp_path: Path) -> None:
    path = make_coded_study(tmp_path / "study.qdb")
    with open_project(path) as project:
        uid = add(project, "CPS 44", INTERVIEW, kind="interview")
        with project.step("Codings", "Ann") as session:
            _code(session, uid, "They ring us", "Partnership/Early contact", "Ann")
            _code(session, uid, "Is that everywhere?", "Delay and queues", "Ben")
            _seal(session, uid)
            for coder, span in (("Ann", (0, 5)), ("Ben", (7, 9))):
                memos.add(session, coder, coder=coders.ensure(session, coder), about="span", about_uid=uid, span=span)
    async with running(path) as up:
        up.bench.open(uid)
        await settle(up.pilot)
        await up.press("ampersand")
        assert up.app.screen is up.bench
        assert up.said.startswith("‖ Work in this document is sealed")
        assert up.bench.reader.notes == ((0, 5),)
