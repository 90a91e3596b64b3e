"""Files on their way into a project, and the import screen over them."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input
from workbenches import Driver

from codebook.project import open_project
from coding_tui.dialogs.pick_files import PickFiles
from coding_tui.screens.import_files import ImportScreen
from transcripts.documents import DocumentSummary, summaries

ONE = "Anna: How long does it take?\nCPS 7: A month, mostly.\nAnna: And since June?\nCPS 7: Two weeks.\n"
TWO = "Anna: Who decides?\nCPS 8: The lead does.\nAnna: Always?\nCPS 8: Nearly. It costs £20, naïve as it is.\n"


def make_incoming(study: Path) -> Path:
    """Two interviews, one of them not in UTF-8, and a file that is none."""
    study.mkdir()
    (study / "CPS 7.txt").write_text(ONE, encoding="utf-8")
    (study / "CPS 8.txt").write_bytes(TWO.encode("cp1252"))
    (study / "noise.docx").write_bytes(bytes(range(256)))
    return study


async def looking(driver: Driver, folder: Path) -> ImportScreen:
    """The import screen over a folder, when all is read."""
    await driver.press("ctrl+o")
    picker = driver.app.screen
    assert isinstance(picker, PickFiles)
    picker.query_one(Input).value = str(folder)
    await driver.press("enter")
    screen = driver.app.screen
    assert isinstance(screen, ImportScreen)
    return screen


def listed(path: Path) -> dict[str, DocumentSummary]:
    """A project's documents by label."""
    with open_project(path, read_only=True) as project, project.reading() as session:
        return {each.label: each for each in summaries(session)}
