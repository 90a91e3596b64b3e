"""Codes that stand together, in the app: counted by every way, drawn, led back to the words of both, written."""

from __future__ import annotations

from pathlib import Path

import pytest
from coded_study import make_coded_study
from workbenches import Driver, make_study, running

from codebook.project import open_project
from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.choose import Choose
from coding_tui.screens.compare import CompareScreen
from coding_tui.screens.retrieve import RetrieveScreen
from coding_tui.screens.together import TogetherScreen
from exports import captions
from exports.manifests import verified

EARLY, BLAME, FALSE, DELAY = (
    "Partnership/Early contact", "Partnership/Blame across", "Rape myths/False report", "Delay and queues",
)  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Looked at and never changed by these tests."""
    return make_coded_study(tmp_path_factory.mktemp("together") / "study.qdb")


async def together(driver: Driver) -> TogetherScreen:
    await driver.press("f4", "5")
    screen = driver.app.screen
    assert isinstance(screen, TogetherScreen)
    return screen


def words(screen: TogetherScreen) -> list[list[str]]:
    return [[text for text, _ in row] for row in screen.grid.table.cells]


async def take(driver: Driver, key: str, name: str) -> None:
    await driver.press(key)
    assert isinstance(driver.app.screen, Choose)
    await driver.type(name)
    await driver.press("enter")


async def test_codes_are_counted_by_the_turn_and_jaccard_and_lift_are_a_key_away(path: Path) -> None:
    """By hand: of 3 turns of participants, the first has early contact and blame, the last delay and blame, and the one
    between only a false report.
    """
    async with running(path) as driver:
        screen = await together(driver)
        assert screen.grid.table.rows == (EARLY, BLAME, DELAY)
        assert screen.grid.table.heads == ("Early contact", "Blame across", "Delay and queues")
        assert words(screen) == [["(1)", "1", "·"], ["1", "(2)", "1"], ["·", "1", "(1)"]]
        assert screen.pane.rule.title_text == "2 pairs in the same turns, of 3 · 3 codes · 4 with no other"
        await driver.press("p")
        assert words(screen)[1] == ["0.50", "(2)", "0.50"]
        await driver.press("p")
        assert words(screen)[1] == ["1.50", "(2)", "1.50"]
        await driver.press("right")
        assert "Both in 1, the first in 1, the second in 2 of 3 turns" in screen.about.plain
        assert "Jaccard 0.50 (of those with either, the share with both) · lift 1.50" in screen.about.plain


async def test_a_pair_leads_to_the_passages_of_both(path: Path) -> None:
    async with running(path) as driver:
        screen = await together(driver)
        await driver.press("right", "enter")
        there = driver.app.screen
        assert isinstance(there, RetrieveScreen)
        assert there.query_field.value == f'"{EARLY}" SAME turn "{BLAME}" kind:interview'
        found = [(each.excerpt.codes, each.excerpt.coder) for each in there.found_list.records]
        assert found == [((EARLY,), "Ann"), ((EARLY,), "Ben"), ((BLAME,), "Ann")]
        await driver.press("f4")
        assert driver.app.screen is screen, "F4 goes back to the view one came from"
        await driver.press("right", "enter")
        assert driver.app.screen is screen
        assert screen.status.said == "These two do not stand together here."
        await driver.press("f4")
        assert isinstance(driver.app.screen, CompareScreen), "from a view it goes to the first"


async def test_other_ways_codes_and_text(path: Path) -> None:
    async with running(path) as driver:
        screen = await together(driver)
        await take(driver, "w", "near 2 turns")  # from an answer over the next question to the answer to that
        assert screen.pane.rule.title_text.startswith("4 pairs in the same runs of 3 turns")
        await driver.press("n")
        assert isinstance(driver.app.screen, Ask)
        await driver.press(*["backspace"] * 8)
        await driver.type("far away")
        await driver.press("enter")
        assert screen.status.said == "‘far away’ says no distance: a number of turns or sentences, such as 3 turns."
        await driver.press("n", *["backspace"] * 8)
        await driver.type("3 turns")
        await driver.press("enter")
        assert screen.wanted.by == "near 3 turns"
        await take(driver, "w", "document")
        assert words(screen)[0] == ["(1)", "1", "·", "1"]
        await take(driver, "r", "theme")
        assert screen.grid.table.rows == ("Partnership", "Delay and queues", "Rape myths")
        await driver.press("right", "enter")
        assert driver.app.screen.query_field.value == (  # type: ignore[attr-defined]
            'Partnership/* SAME document "Delay and queues/*" kind:interview'
        )
        await driver.press("f4", "5", "slash", *["backspace"] * 14)
        await driver.type("group:CPS")
        await driver.press("enter")
        assert screen.grid.table.rows == ("Partnership", "Rape myths")
        await driver.press("z")
        assert screen.grid.table.rows == ("Partnership", "Delay and queues", "Rape myths")
        await driver.press("slash")
        await driver.type(" gruop:x")
        await driver.press("enter")
        assert "Did you mean ‘group’" in driver.app.screen.query_field.complaint.said  # type: ignore[attr-defined]
        await driver.press("escape")


async def test_it_is_drawn_as_a_heat_map_and_as_bars_of_pairs(path: Path) -> None:
    async with running(path) as driver:
        screen = await together(driver)
        await driver.press("right", "c")
        assert words(screen) == [["(1)", "██ 1", " ·"], ["██ 1", "(2)", "██ 1"], [" ·", "██ 1", "(1)"]]
        assert screen.about.plain.splitlines()[-1] == (
            "Turns that hold both codes; the darker, the more of them. Query: kind:interview. 2 pairs of 3 codes in 3 "
            f"turns; 4 codes with no other left out. As of {captions.today()}."
        )
        await driver.press("p")
        assert screen.found is not None
        assert screen.about.plain.splitlines()[-1] == captions.of_together(screen.found.made, captions.today()).words()
        await driver.press("p")
        assert "both codes; the darker, the higher the lift. " in screen.about.plain
        await driver.press("p", "v")
        assert "both codes; the longer, the more of them. " in screen.about.plain
        lines = [screen.grid.render_line(y).text.rstrip() for y in range(3)]
        assert lines[1].startswith("▸   Early contact + Blame across     █")
        assert screen.about.plain.startswith(f"‘{EARLY}’ × ‘{BLAME}’")
        await driver.press("down", "c")
        assert screen.about.plain.startswith(f"‘{BLAME}’ × ‘{DELAY}’")


@pytest.mark.parametrize("suffix", ["csv", "svg"])
async def test_it_is_written_with_a_manifest_that_holds(tmp_path: Path, suffix: str) -> None:
    study, out = make_coded_study(tmp_path / "study.qdb"), tmp_path / f"out.{suffix}"
    async with running(study) as driver:
        await together(driver)
        await driver.press("o")
        driver.app.screen.field.value = str(out)  # type: ignore[attr-defined]
        await driver.press("tab", "enter")
    with open_project(study, read_only=True) as project:
        assert [(each.kind, each.verdict) for each in verified(project, [out])] == [
            ("codes that stand together", "same")
        ]  # fmt: skip
    said = out.read_text("utf-8")
    figure = "Turns that hold both codes; the darker, the more of them"  # as on the screen
    assert (figure if suffix == "svg" else f"{EARLY},{BLAME},1,1,2,") in said


async def test_an_empty_project_says_what_next(tmp_path: Path) -> None:
    async with running(make_study(tmp_path / "bare.qdb", None)) as driver:
        screen = await together(driver)
        assert screen.grid.empty == "No two codes stand together here. w takes another way, / other text."
        await driver.press("enter", "o", "p", "c", "v", "z", "down")
        assert driver.app.screen is screen
