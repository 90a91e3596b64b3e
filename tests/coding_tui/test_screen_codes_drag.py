"""Codes are moved with the mouse: what it comes to is asked, and it is the same step as with the key."""

from __future__ import annotations

from pathlib import Path

import pytest
from coded_study import make_coded_study
from workbenches import Driver, running, settle

from codebook.project import open_project
from codebook.scheme import codes
from coding_tui.dialogs.confirm import Confirm
from coding_tui.screens.codes import CodesScreen

ROWS = ("Partnership", "Early contact", "Shared language", "Blame across", "Delay and queues", "Rape myths")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_coded_study(tmp_path / "study.qdb")


def paths(path: Path) -> list[str]:
    with open_project(path, read_only=True) as project, project.reading() as session:
        return [code.path for code in codes.tree(session)]


async def drag(driver: Driver, name: str, row: int, *, let_go: bool = True) -> CodesScreen:
    """Take a code and go to a row with it."""
    await driver.press("ctrl+b")
    screen = driver.app.screen
    assert isinstance(screen, CodesScreen)
    assert [line.code.name for line in screen.table.records][: len(ROWS)] == list(ROWS)
    await driver.pilot.mouse_down(screen.table, offset=(12, ROWS.index(name)))
    await driver.pilot.hover(screen.table, offset=(12, row))
    await settle(driver.pilot)
    if let_go:
        await driver.pilot.mouse_up(screen.table, offset=(12, row))
        await settle(driver.pilot)
    return screen


async def test_a_code_let_go_over_another_goes_below_it_when_that_is_wanted(path: Path) -> None:
    async with running(path) as driver:
        screen = await drag(driver, "Early contact", ROWS.index("Rape myths"), let_go=False)
        assert screen.status.said.startswith("Move ‘Early contact’ below ‘Rape myths’")
        target = "".join(segment.text for segment in screen.table.render_line(ROWS.index("Rape myths")))
        assert "← ‘Early contact’ below this" in target
        await driver.pilot.mouse_up(screen.table, offset=(12, ROWS.index("Rape myths")))
        await settle(driver.pilot)
        question = driver.app.screen
        assert isinstance(question, Confirm)
        assert "3 codings kept as they are" in question._question
        assert "1 code will ask for stance" in question._question
        assert "Partnership/Early contact" in paths(path)
        await driver.press("tab", "enter")
        assert "Rape myths/Early contact" in paths(path)
    with open_project(path) as project:
        assert project.history(1)[0].label == "Move ‘Partnership/Early contact’ below ‘Rape myths’"


async def test_below_all_is_the_top(path: Path) -> None:
    async with running(path) as driver:
        await drag(driver, "Blame across", 20)
        await driver.press("tab", "enter")
        assert paths(path)[-1] == "Blame across"


@pytest.mark.parametrize(("name", "over"), [
    ("Partnership", "Blame across"), ("Blame across", "Partnership"), ("Blame across", "Blame across"),
])  # fmt: skip
async def test_what_would_change_nothing_or_cannot_be_is_not_asked(path: Path, name: str, over: str) -> None:
    before = paths(path)
    async with running(path) as driver:
        screen = await drag(driver, name, ROWS.index(over))
        assert driver.app.screen is screen
        assert paths(path) == before


async def test_escape_leaves_it_and_a_click_still_goes_to_a_code(path: Path) -> None:
    async with running(path) as driver:
        screen = await drag(driver, "Early contact", ROWS.index("Rape myths"), let_go=False)
        await driver.press("escape")
        await driver.pilot.mouse_up(screen.table, offset=(12, ROWS.index("Rape myths")))
        await settle(driver.pilot)
        assert driver.app.screen is screen
        await driver.pilot.click(screen.table, offset=(12, ROWS.index("Shared language")))
        assert screen.line is not None
        assert screen.line.code.name == "Shared language"


async def test_a_project_that_is_only_read_cannot_be_dragged_about(path: Path) -> None:
    async with running(path, read_only=True) as driver:
        screen = await drag(driver, "Early contact", ROWS.index("Rape myths"))
        assert driver.app.screen is screen
