"""The trackers' view of Compare: monthly figures beside what is coded in the same months, drawn, chosen, written."""

from __future__ import annotations

from pathlib import Path

import pytest
from coded_study import make_coded_study
from workbenches import Driver, make_study, running

from codebook.project import open_project
from coding_tui.dialogs.choose import Choose
from coding_tui.screens.trackers import TrackersScreen
from exports.manifests import verified
from transcripts import tracker_tables, trackers

TABLE = "Month,Referrals,Discussions\nMarch 2023,12,3\nApril 2023,30,\nJune 2023,6,9\n"


def make_tracked_study(path: Path) -> Path:
    """A coded study with a tracker of two columns, which says nothing of one of its months."""
    make_coded_study(path)
    with open_project(path) as project, project.step("Tracker", "Ann") as session:
        for each in tracker_tables.read(TABLE.encode(), "Early advice.csv"):
            trackers.keep(session, each)
    return path


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Looked at and never changed by these tests."""
    return make_tracked_study(tmp_path_factory.mktemp("trackers") / "study.qdb")


async def tracked(driver: Driver) -> TrackersScreen:
    await driver.press("f4", "7")
    screen = driver.app.screen
    assert isinstance(screen, TrackersScreen)
    return screen


def words(screen: TrackersScreen) -> dict[str, list[str]]:
    return {
        row: [text for text, _ in cells]
        for row, cells in zip(screen.grid.table.rows, screen.grid.table.cells, strict=True)
    }


async def test_figures_stand_above_the_counts_of_the_same_months(path: Path) -> None:
    async with running(path) as driver:
        screen = await tracked(driver)
        assert screen.grid.table.columns == ("2023-03", "2023-04", "2023-06")
        assert words(screen) == {
            "Early advice: Referrals": ["12", "30", "6"], "Early advice: Discussions": ["3", "–", "9"],
            "Partnership": ["1 of 1", "–", "1 of 1"], "Delay and queues": ["0 of 1", "–", "1 of 1"],
            "Rape myths": ["1 of 1", "–", "0 of 1"],
        }  # fmt: skip
        assert next(iter(words(screen))) == "Early advice: Referrals"
        await driver.press("enter")
        assert driver.app.screen is screen
        assert screen.status.said == "A tracker's figure, not a count: no passages stand behind it."
        assert screen.about.plain.startswith("‘Early advice: Referrals’ × ‘2023-03’\n12: a tracker's figure")


async def test_one_tracker_or_one_column_is_chosen(path: Path) -> None:
    async with running(path) as driver:
        screen = await tracked(driver)
        await driver.press("t")
        assert isinstance(driver.app.screen, Choose)
        await driver.type("discussions")
        await driver.press("enter")
        assert list(words(screen)) == ["Early advice: Discussions", "Partnership", "Delay and queues", "Rape myths"]


async def test_a_timeline_gives_each_tracker_a_scale_of_its_own(path: Path) -> None:
    async with running(path) as driver:
        screen = await tracked(driver)
        await driver.press("c")
        lines = [screen.grid.render_line(y).text.replace("▸", " ").rstrip() for y in range(screen.grid.size.height)]
        at = lines.index("  Early advice: Referrals  highest here 30")
        assert lines[at + 1 : at + 6] == [
            "        █████", "  ▂▂▂▂▂ █████", "  █████ █████       ▅▅▅▅▅",
            "  12    30          6", "  03 2023     05    06",
        ]  # fmt: skip
        await driver.press("v")
        assert screen.wanted.chart == "heat"
        assert words(screen)["Early advice: Discussions"] == ["▒▒ 3", " –", "██ 9"]


@pytest.mark.parametrize(("suffix", "chart"), [("csv", ""), ("svg", "c")])
async def test_it_is_written_with_a_manifest_that_holds(tmp_path: Path, suffix: str, chart: str) -> None:
    study, out = make_tracked_study(tmp_path / "study.qdb"), tmp_path / f"out.{suffix}"
    async with running(study) as driver:
        await tracked(driver)
        await driver.press(*chart, "o")
        driver.app.screen.field.value = str(out)  # type: ignore[attr-defined]
        await driver.press("tab", "enter")
    with open_project(study, read_only=True) as project:
        assert [each.verdict for each in verified(project, [out])] == ["same"]
    said = out.read_text("utf-8")
    if suffix == "svg":
        assert "2 rows of trackers, each up to its own highest figure" in said
    else:
        assert "Early advice: Referrals,12,,30,,6," in said


async def test_a_tracker_that_comes_later_is_shown_and_without_one_it_says_what_to_do(tmp_path: Path) -> None:
    study = make_study(tmp_path / "study.qdb")
    async with running(study) as driver:
        screen = await tracked(driver)
        assert screen.status.said.startswith("No tracker yet: a table with months and figures becomes one (ctrl+o")
        await driver.press("t", "c", "o")
        assert driver.app.screen is screen
        (new,) = tracker_tables.read(TABLE.encode(), "Early advice.csv")
        screen.change("Tracker", lambda session: trackers.keep(session, new))
        await driver.press("c", "c")
        assert list(words(screen)) == ["Early advice: Referrals", "Early advice: Discussions"]
