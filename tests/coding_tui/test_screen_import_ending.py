"""The end of an import in the real app: brought in, stopped, left; and what is told of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from incoming import listed, looking, make_incoming
from workbenches import make_study, running, settle

from codebook.project import create_project
from coding_tui.dialogs.confirm import Confirm
from coding_tui.dialogs.pick_files import PickFiles
from transcripts.intake import Rules


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_incoming(tmp_path / "incoming")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_study(tmp_path / "study.qdb")


async def test_what_became_of_a_first_import_stays_to_be_read(tmp_path: Path, folder: Path) -> None:
    """The document that opens then has no codings, which is said only where nothing else is."""
    empty = tmp_path / "empty.qdb"
    create_project(empty, coder="Ann").close()
    (folder / "nothing.txt").write_bytes(b"")
    async with running(empty) as driver:
        await looking(driver, folder)
        await driver.press("ctrl+s")
        assert driver.bench.opened is not None
        assert driver.said.startswith("Imported 2 documents · 2 refused, first noise.docx: ")


async def test_files_on_their_way_into_one_project_never_come_into_another(
    path: Path, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.qdb"
    create_project(other, coder="Ann").close()
    before = listed(path)
    async with running(path) as driver:
        screen = await looking(driver, folder)
        driver.app.action_start_page()
        await settle(driver.pilot)
        driver.app.open_path(other)
        await settle(driver.pilot)
        assert not screen.is_attached
        await driver.press("ctrl+o")
        assert isinstance(driver.app.screen, PickFiles)
    assert (listed(path), listed(other)) == (before, {})


async def test_bringing_in_can_be_stopped_and_done_after_all(path: Path, folder: Path) -> None:
    before = listed(path)
    async with running(path) as driver:
        screen = await looking(driver, folder)
        screen.action_commit()
        screen.action_names_nobody()
        screen.action_stop()
        await settle(driver.pilot)
        assert driver.app.screen is screen
        assert screen.status.said == "Import: not done. It was stopped; nothing of it is in."
        assert (screen.session.rules, listed(path)) == (Rules(), before)
        await driver.press("ctrl+s")
    assert set(listed(path)) == {*before, "CPS 7", "CPS 8"}


async def test_leaving_asks_once_something_was_decided(path: Path, folder: Path) -> None:
    async with running(path) as driver:
        screen = await looking(driver, folder)
        await driver.press("x", "escape")
        assert isinstance(driver.app.screen, Confirm)
        await driver.press("enter")
        assert driver.app.screen is screen
        await driver.press("escape", "tab", "enter")
        assert driver.app.screen is driver.bench
        assert driver.said == "Nothing was brought in"


async def test_what_came_in_behind_a_dialog_is_told_once_that_is_closed(path: Path, folder: Path) -> None:
    async with running(path) as driver:
        screen = await looking(driver, folder)
        driver.app.simulate_key("ctrl+s")
        driver.app.simulate_key("f1")
        await settle(driver.pilot)
        assert driver.app.screen is not screen
        await driver.press("escape")
        assert driver.app.screen is driver.bench
        assert driver.said.startswith("Imported 2 documents")
