"""The start page makes projects and builds the worked study, and opens each where one can begin."""

from __future__ import annotations

from pathlib import Path

from workbenches import Driver, running, settle

from codebook.project import open_project
from coding_tui.dialogs.new_project import ProjectWanted
from coding_tui.screens.start import StartScreen
from coding_tui.screens.workbench import WorkbenchScreen
from coding_tui.settings import Settings
from coding_tui.themes import MONO
from transcripts import document_labels


async def make(driver: Driver, wanted: ProjectWanted) -> None:
    """Answer the dialog of the start page with this, and wait for the workbench."""
    start = driver.app.screen
    assert isinstance(start, StartScreen)
    start.make(wanted)
    while not isinstance(driver.app.screen, WorkbenchScreen):
        await driver.pilot.pause()
    await settle(driver.pilot)


async def test_a_new_project_opens_and_says_what_next(tmp_path: Path) -> None:
    async with running(None, settings=Settings(tmp_path / "settings.json")) as driver:
        await make(driver, ProjectWanted(tmp_path / "new.qdb", "New"))
        assert driver.said.startswith("Made new.qdb")
    with open_project(tmp_path / "new.qdb") as project:
        assert project.settings()["title"] == "New"


async def test_the_worked_study_is_built_and_opened(tmp_path: Path) -> None:
    async with running(None, settings=Settings(tmp_path / "settings.json")) as driver:
        await make(driver, ProjectWanted(tmp_path / "worked.qdb", "", demo=True))
        assert driver.bench.reader.has_words
    with open_project(tmp_path / "worked.qdb") as project, project.reading() as session:
        assert len(document_labels.uids_by_label(session)) == 232


async def test_what_is_ticked_is_so_by_a_sign(tmp_path: Path) -> None:
    async with running(None, settings=Settings(tmp_path / "settings.json", theme=MONO)) as driver:
        await driver.press("n", "tab", "tab")
        ticked = driver.app.screen.query_one("#shipped")
        assert "[✓] begin with" in str(ticked.render())
        await driver.press("space")
        assert "[ ] begin with" in str(ticked.render())
