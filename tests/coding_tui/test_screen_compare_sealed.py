"""Compare under seal: whoever codes a document blind learns nothing of a partner's work from any of its views."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sealed_study import CODE, SECRET, finish, sealed_study
from workbenches import Driver, running, settle

from codebook.counting.framework import summarise
from coding_tui.screens.cells import CellsScreen
from coding_tui.screens.compare import CompareScreen
from coding_tui.screens.counting import CountingScreen
from coding_tui.screens.framework import FrameworkScreen
from coding_tui.screens.together import TogetherScreen
from transcripts import coders
from transcripts.intake import import_files


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The sealed study, in which Ben also summed up what the sealed document says."""
    path, table = tmp_path / "study.qdb", tmp_path / "attributes.csv"
    with sealed_study(path) as project:
        table.write_text("document,participant,date\nCPS 1,CPS 1,2023-01-02\nCPS 2,CPS 2,2023-02-03\n", "utf-8")
        import_files(project, [], coder="Ann", attributes=table)
        with project.step(f"Summary: {SECRET}", "Ben") as session:
            ben = coders.ensure(session, "Ben")
            summarise(session, "participant", "CPS 2", CODE, f"Calls nobody, {SECRET}", coder=ben)
        finish(project, "CPS 1", "Ann", "Ben")
    return path


async def shown(driver: Driver, digit: str) -> str:
    """All that a view of Compare shows of all codings: title, headings, cells, what is said below."""
    await driver.press("f4", *(digit,) * (digit != "1"))
    screen = driver.app.screen
    assert isinstance(screen, CellsScreen)
    if isinstance(screen, CountingScreen):
        rows = "document" if isinstance(screen, CompareScreen) else "code"
        screen.want(replace(screen.wanted, rows=rows, count="codings", asked="", empty=False))
    elif isinstance(screen, TogetherScreen):
        screen.want(replace(screen.wanted, asked="", empty=True))
    await settle(driver.pilot)
    table = screen.grid.table
    said = [screen.pane.rule.title_text, *table.rows, *(words for row in table.cells for words, _ in row)]
    await driver.press("ctrl+end")
    listed = [each.excerpt.text for each in screen.passages.records] if isinstance(screen, FrameworkScreen) else []
    return "\n".join((*said, screen.about.plain, *listed))


async def test_a_partner_sees_neither_counts_nor_words(path: Path) -> None:
    async with running(path, coder="Ann") as driver:
        matrix = await shown(driver, "1")
        assert "1 of 1" in matrix
        assert "CPS 2" not in matrix
        assert f"(1)\n‘{CODE}’\n1 of 1 turns" in await shown(driver, "5")
        framework = await shown(driver, "6")
        assert "1 participant × 1 theme" in framework
        assert "Nobody calls us" not in framework
        assert SECRET not in framework
        assert "0 codings in 0 documents" in await shown(driver, "7"), "of the month of the sealed document"


async def test_whoever_made_it_sees_it(path: Path) -> None:
    async with running(path, coder="Ben") as driver:
        matrix = await shown(driver, "1")
        assert "CPS 2" in matrix
        assert "1 of 2" in matrix
        framework = await shown(driver, "6")
        assert "Nobody calls us" in framework
        assert SECRET in framework
