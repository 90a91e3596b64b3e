"""History through the real app: what was done, what it changed, and the way back."""

from __future__ import annotations

from pathlib import Path

import pytest
from coded_study import make_coded_study
from triangulation_study import finish, judge, triangulation_study
from workbenches import Driver, running, stored

from codebook.notes import memos
from codebook.project import create_project, open_project
from coding_tui.dialogs.confirm import Confirm
from coding_tui.screens.history import HistoryScreen
from coding_tui.widgets.footer_line import FooterLine
from transcripts import coders, document_labels


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_coded_study(tmp_path / "study.qdb")


async def opened(driver: Driver) -> HistoryScreen:
    await driver.press("f7")
    screen = driver.app.screen
    assert isinstance(screen, HistoryScreen)
    return screen


async def test_steps_stand_latest_first_with_what_they_changed(path: Path) -> None:
    async with running(path) as driver:
        screen = await opened(driver)
        with open_project(path, read_only=True) as project:
            assert list(screen.steps.records) == project.history()
        assert "8 codings made" in screen.changes.plain
        assert "‘Partnership/Blame across’ on CPS 43" in screen.changes.plain
        assert "“everybody blamed everybody”" in screen.changes.plain


async def test_a_change_is_told_as_before_and_after(path: Path) -> None:
    async with running(path) as driver:
        await driver.select("They ring us")
        await driver.apply("They ring us", "shared")
        await driver.press("asterisk")
        screen = await opened(driver)
        assert "key passage: no → yes" in screen.changes.plain
        assert "1 coding changed" in screen.changes.plain


async def test_undo_to_here_asks_how_many_and_then_does_it(path: Path) -> None:
    async with running(path) as driver:
        for words in ("They ring us", "it works", "Some of them ring"):
            await driver.apply(words, "shared")
        assert len(stored(path)) == 11
        screen = await opened(driver)
        await driver.press("down", "u")
        assert isinstance(driver.app.screen, Confirm)
        await driver.press("enter")
        assert len(stored(path)) == 11
        await driver.press("u", "tab", "enter")
        assert len(stored(path)) == 9
        assert screen.status.said == "Undid 2 steps · ctrl+y does one again"
        assert "2 undone" in screen.steps_pane.rule.note
        await driver.press("ctrl+y", "ctrl+y")
        assert len(stored(path)) == 11
        assert "undone" not in screen.steps_pane.rule.note


async def test_what_cannot_be_undone_says_why(path: Path) -> None:
    async with running(path) as driver:
        await driver.apply("They ring us", "shared")
        await driver.press("ctrl+z")
        screen = await opened(driver)
        assert "an undo or redo itself" in screen.why_not("undo_to_here")
        await driver.press("down")
        assert "undone already" in screen.why_not("undo_to_here")
        await driver.press("end")
        assert "making of the project" in screen.why_not("undo_to_here")
        assert "history.undo_to" not in {command.id for command in screen.query_one(FooterLine).alive()}


async def test_f_shows_one_coder_at_a_time(path: Path) -> None:
    with open_project(path) as project, project.step("Ben's note", "Ben") as session:
        from transcripts import coders

        coders.ensure(session, "Benedict")
    async with running(path) as driver:
        screen = await opened(driver)
        await driver.press("f")
        assert {step.coder for step in screen.steps.records} == {"Ann"}
        await driver.press("f")
        assert [step.label for step in screen.steps.records] == ["Ben's note"]
        await driver.press("f")
        assert len(screen.steps.records) == len(screen.all)


async def test_what_is_gone_keeps_its_name(path: Path) -> None:
    with open_project(path) as project, project.step("Remove a document", "Ann") as session:
        from transcripts import document_labels, documents

        documents.remove_document(session, document_labels.find(session, "Panel 1"))
    async with running(path) as driver:
        screen = await opened(driver)
        assert "document ‘Panel 1’" in screen.changes.plain
        assert "‘Delay and queues’ on Panel 1" in screen.changes.plain


async def test_every_step_of_a_study_can_be_told(path: Path) -> None:
    with open_project(path) as project, project.step("Memos", "Ann") as session:
        ann, uid = coders.ensure(session, "Ann"), document_labels.find(session, "Panel 1")
        memos.add(session, "Of all", coder=ann)
        memos.add(session, "Of a document", coder=ann, about="document", about_uid=uid)
        memos.add(session, "Of words", coder=ann, about="span", about_uid=uid, span=(0, 9))
    async with running(path) as driver:
        screen = await opened(driver)
        for _ in screen.steps.records:
            assert screen.changes.plain.strip()
            assert "nothing changed" not in screen.changes.plain
            await driver.press("down")


async def test_a_new_project_has_one_step(tmp_path: Path) -> None:
    create_project(tmp_path / "new.qdb", title="[b]New[/b]", coder="Ann").close()
    async with running(tmp_path / "new.qdb") as driver:
        screen = await opened(driver)
        assert [step.kind for step in screen.steps.records] == ["start"]
        assert "title: [b]New[/b]" in screen.changes.plain


async def test_what_was_judged_of_which_theme_and_source_is_told(tmp_path: Path) -> None:
    study = triangulation_study(tmp_path)
    with open_project(study) as project:
        judge(project, "Ann", "silence", "not asked", theme="Elsewhere")
        finish(project, "Ann")
    async with running(study) as driver:
        screen = await opened(driver)
        assert "person who judges by Ann\n   done: no → yes" in screen.changes.plain
        await driver.press("down")
        assert "judgement of ‘Elsewhere’ × CPS by Ann" in screen.changes.plain
