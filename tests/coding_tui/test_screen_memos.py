"""Memos through the real app: written from the workbench, found, followed, changed, taken away and undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import TextArea
from workbenches import INTERVIEW, Driver, make_study, running, settle, stored

from codebook.notes import memos
from codebook.notes.memos import Memo
from codebook.project import open_project
from coding_tui.dialogs.memo_editor import MemoEditor
from coding_tui.dialogs.read_text import ReadText
from coding_tui.screens.memos import MemosScreen
from coding_tui.views import history_view
from transcripts import coders

WORDS = "everybody blamed everybody"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_study(tmp_path / "study.qdb")


def kept(path: Path, reader: str = "Ann") -> list[Memo]:
    with open_project(path, read_only=True) as project, project.reading() as session:
        return memos.memos(session, reader=reader)


async def write(driver: Driver, text: str) -> None:
    assert isinstance(driver.app.screen, MemoEditor)
    driver.app.screen.query_one(TextArea).text = text
    await driver.press("ctrl+s")


async def opened(driver: Driver) -> MemosScreen:
    await driver.press("ctrl+e")
    screen = driver.app.screen
    assert isinstance(screen, MemosScreen)
    return screen


async def test_m_on_selected_words_writes_about_them_and_on_a_coding_about_that(path: Path) -> None:
    async with running(path) as driver:
        await driver.select(WORDS)
        await driver.press("m")
        await write(driver, "Blame, with no address")
        (memo,) = kept(path)
        assert (memo.about, memo.what, memo.start, memo.excerpt) == ("span", "CPS 43", INTERVIEW.index(WORDS), WORDS)
        reader = driver.bench.reader
        row = reader.wrapped.row_of(INTERVIEW.index(WORDS)) - reader.scroll_offset.y
        assert "¶" in reader.render_line(row).text
        assert [(each.sign, each.text, each.note) for each in driver.bench.here_list.rows] == [
            ("¶", "Blame, with no address", "Ann")
        ]
        await driver.press("x")
        assert "None of your codings" in driver.said  # a memo is no coding
        driver.bench.here_list.focus()
        await driver.press("enter")
        assert isinstance(driver.app.screen, ReadText)
        await driver.press("escape")
        assert reader.selected_text == WORDS
        reader.move_to(0)
        await settle(driver.pilot)
        assert not driver.bench.here_list.rows
        await driver.apply("They ring us", "early")
        await driver.press("m")
        await write(driver, "On the coding")
        assert [coding.memo for _, coding in stored(path)] == ["On the coding"]
        with open_project(path, read_only=True) as project, project.reading() as session:
            step = next(step for step in project.history() if step.label.startswith("Memo on CPS 43"))
            assert history_view.details(session, step).rows[-1].what == "memo on CPS 43 by Ann"
        assert len(kept(path)) == 2
        await driver.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert reader.notes == ()
        assert kept(path) == []


async def test_document_code_and_journal_have_memos(path: Path) -> None:
    async with running(path) as driver:
        driver.bench.code_list.highlight(next(c.uid for c in driver.bench.view.tree if c.name == "Early contact"))
        for action in ("memo_on_document", "memo_on_code", "write_journal"):
            await driver.app.screen.run_action(f"screen.{action}")
            await driver.pilot.pause()
            await write(driver, f"By {action}")
        assert {(memo.about, memo.what) for memo in kept(path)} == {
            ("document", "CPS 43"), ("code", "Partnership/Early contact"), ("project", "the project")
        }  # fmt: skip


async def test_memos_are_found_by_words_and_enter_goes_to_the_passage(path: Path) -> None:
    async with running(path) as driver:
        await driver.select(WORDS)
        await driver.press("m")
        await write(driver, "Blame, with no address")
        screen = await opened(driver)
        await driver.press("ctrl+n")
        await write(driver, "Nothing to do with it")
        assert [memo.title for memo in screen.memo_list.records] == ["Nothing to do with it", "Blame, with no address"]
        await driver.press("slash")
        await driver.type("blamed ADDRESS")
        assert [memo.about for memo in screen.memo_list.records] == ["span"]
        await driver.press("enter", "enter")
        assert driver.app.screen is driver.bench
        assert driver.bench.reader.selected_text == WORDS


async def test_links_are_followed_and_broken_ones_are_said(path: Path) -> None:
    async with running(path) as driver:
        screen = await opened(driver)
        await driver.press("ctrl+n")
        await write(driver, "As in [[CPS 43:2]], not [[CPS 99]]")
        assert "There is no document and no code ‘CPS 99’." in screen.preview.plain
        assert "We speak to the police before" in screen.preview.plain
        await driver.press("l", "enter")
        assert driver.app.screen is driver.bench
        assert driver.bench.reader.selected_text.startswith("We speak to the police")


async def test_a_memo_is_changed_sorted_and_removed_each_one_step(path: Path) -> None:
    async with running(path) as driver:
        await opened(driver)
        await driver.press("ctrl+n")
        await write(driver, "First")
        await driver.press("e")
        await write(driver, "Second")
        await driver.press("t")
        await driver.type("theory")
        await driver.press("enter")
        assert [(memo.text, memo.topic) for memo in kept(path)] == [("Second", "theory")]
        await driver.press("x")
        assert kept(path) == []
        await driver.press("ctrl+z", "ctrl+z")
        assert [(memo.text, memo.topic) for memo in kept(path)] == [("Second", "")]


async def test_kinds_and_writers_limit_the_list_and_others_memos_are_not_changed(path: Path) -> None:
    with open_project(path) as project, project.step("Memo", "Ben") as session:
        memos.add(session, "Ben's thought", coder=coders.ensure(session, "Ben"))
    async with running(path) as driver:
        await driver.select(WORDS)
        await driver.press("m")
        await write(driver, "Ann's")
        screen = await opened(driver)
        await driver.press("k")
        assert [memo.coder for memo in screen.memo_list.records] == ["Ben"]
        await driver.press("x", "e")
        assert driver.app.screen is screen
        assert "Ben's thought" in {memo.text for memo in kept(path)}
        await driver.press("f")
        assert screen.memo_list.records == []
        assert screen.writer == "Ann"


async def test_todays_log_becomes_a_journal_entry(path: Path) -> None:
    async with running(path) as driver:
        await driver.apply("They ring us", "early")
        await opened(driver)
        await driver.press("d")
        assert isinstance(driver.app.screen, MemoEditor)
        assert "CPS 43: 1 coding made" in driver.app.screen.query_one(TextArea).text
        await driver.press("ctrl+s")
        (memo,) = kept(path)
        assert memo.about == "project"
        assert "CPS 43: 1 coding made" in memo.text


async def test_a_read_only_project_offers_no_writing(path: Path) -> None:
    async with running(path, read_only=True) as driver:
        screen = await opened(driver)
        await driver.press("ctrl+n", "d")
        assert driver.app.screen is screen


async def test_what_is_being_written_is_kept_by_an_app_that_ends_before_anything_else_happens(path: Path) -> None:
    async with running(path) as driver:
        await driver.apply("They ring us", "early")
        await driver.press("m")
        await driver.type("half a thought")
        editor = driver.app.screen
        assert isinstance(editor, MemoEditor)
        assert driver.app.background is not None
        for _ in range(2):  # a second signal writes nothing twice
            editor.keep_unkept()
        driver.app.background.wait()
        [(_, coding)] = stored(path)
        assert coding.memo == "half a thought"
        with open_project(path) as project:
            assert [step.label for step in project.history(2)] == ["Memo on ‘Early contact’", "Apply ‘Early contact’"]
        await settle(driver.pilot)
