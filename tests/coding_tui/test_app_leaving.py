"""The clipboard: what must not leave is not copied, however it is copied."""

from __future__ import annotations

from pathlib import Path

from workbenches import make_study, running

from codebook.project import open_project
from transcripts.withheld import withhold


async def test_a_name_that_must_not_leave_is_not_copied(tmp_path: Path) -> None:
    path = make_study(tmp_path / "study.qdb")
    with open_project(path) as project, project.step("Withhold names", "Ann") as session:
        withhold(session, ["Some"])
    async with running(path) as driver:
        await driver.press("enter")
        await driver.select("everybody blamed everybody")
        await driver.press("ctrl+c")
        assert driver.app.clipboard == "everybody blamed everybody"
        await driver.select("Some of them ring")
        await driver.press("ctrl+c")
        assert driver.app.clipboard == "everybody blamed everybody"
        assert driver.said == "Not copied."
