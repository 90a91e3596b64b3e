"""Compare through the real app: counted, looked at, changed, and from a cell back to its words."""

from __future__ import annotations

from pathlib import Path

import pytest
from coded_study import make_coded_study
from workbenches import Driver, make_study, running

from coding_tui.dialogs.choose import Choose
from coding_tui.dialogs.write_file import WriteFile
from coding_tui.screens.compare import CompareScreen
from coding_tui.screens.retrieve import RetrieveScreen


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Looked at and never changed by these tests."""
    return make_coded_study(tmp_path_factory.mktemp("compare") / "study.qdb")


async def compare(driver: Driver) -> CompareScreen:
    await driver.press("f4")
    screen = driver.app.screen
    assert isinstance(screen, CompareScreen)
    return screen


def words(screen: CompareScreen) -> list[list[str]]:
    return [[text for text, _ in row] for row in screen.grid.table.cells]


async def choose(driver: Driver, key: str, name: str) -> None:
    await driver.press(key)
    assert isinstance(driver.app.screen, Choose)
    await driver.type(name)
    await driver.press("enter")


async def test_it_counts_themes_by_group_and_says_out_of_what(path: Path) -> None:
    async with running(path) as driver:
        screen = await compare(driver)
        assert screen.grid.table.rows == ("Partnership", "Delay and queues", "Rape myths")
        assert screen.grid.table.columns == ("CPS", "Police")
        assert words(screen) == [["1 of 1", "1 of 1"], ["0 of 1", "1 of 1"], ["1 of 1", "0 of 1"]]
        assert "1 documents with such a coding, out of 1 documents that somebody is done with" in screen.about.plain
        assert "‘Partnership’ × ‘CPS’" in screen.about.plain


async def test_enter_reads_exactly_what_a_cell_counts_and_its_query_asks_for_the_like(path: Path) -> None:
    async with running(path) as driver:
        screen = await compare(driver)
        await driver.press("enter")
        there = driver.app.screen
        assert isinstance(there, RetrieveScreen)
        assert there.query_field.value == "Partnership/* group:CPS kind:interview"
        counted = [passage.excerpt.text for passage in there.found_list.records]
        assert counted == ["They ring us, and it works."] * 2 + ["everybody blamed everybody"]
        assert there.status.said.startswith("sorted by group, then document · what the cell ‘Partnership’ × ‘CPS’")
        await driver.press("slash", "enter")
        assert [passage.excerpt.text for passage in there.found_list.records] == counted
        assert there.only is None
        await driver.press("f4")
        assert driver.app.screen is screen


async def test_a_cell_without_anything_says_so(path: Path) -> None:
    async with running(path) as driver:
        screen = await compare(driver)
        await driver.press("down", "enter")
        assert driver.app.screen is screen
        assert screen.status.said == "Nothing is coded at ‘Delay and queues’ × ‘CPS’."


async def test_rows_columns_count_base_and_stance_are_chosen(path: Path) -> None:
    async with running(path) as driver:
        screen = await compare(driver)
        await choose(driver, "r", "code:Partnership")
        await choose(driver, "c", "coder")
        await choose(driver, "n", "codings")
        assert screen.grid.table.rows == ("Partnership/Early contact", "Partnership/Blame across")
        assert words(screen) == [["1 of 4", "1 of 4"], ["2 of 4", "0 of 4"]]
        await choose(driver, "d", "row")
        assert words(screen) == [["1 of 2", "1 of 2"], ["2 of 2", "0 of 2"]]
        await driver.press("p")
        assert words(screen) == [["50.0 %", "50.0 %"], ["100.0 %", "0.0 %"]]
        await driver.press("t")
        assert screen.grid.table.columns == (
            "Partnership", "Partnership/Early contact", "Partnership/Shared language", "Partnership/Blame across",
        )  # fmt: skip
        assert words(screen) == [["–", "50.0 %", "–", "100.0 %"], ["–", "50.0 %", "–", "0.0 %"]]
        await driver.press("s")
        assert screen.grid.table.columns[0] == "Partnership · endorses"


async def test_a_wrong_query_is_said_and_the_matrix_stays(path: Path) -> None:
    async with running(path) as driver:
        screen = await compare(driver)
        before = words(screen)
        await driver.press("slash")
        await driver.type(" gruop:CPS")
        await driver.press("enter")
        assert "Did you mean ‘group’" in screen.status.said
        assert words(screen) == before
        assert screen.wanted.asked == "kind:interview"


@pytest.mark.parametrize("suffix", ["csv", "md", "tex", "xlsx"])
async def test_it_is_written_to_a_file(tmp_path: Path, suffix: str) -> None:
    async with running(make_coded_study(tmp_path / "study.qdb")) as driver:
        await compare(driver)
        await driver.press("o")
        dialog = driver.app.screen
        assert isinstance(dialog, WriteFile)
        dialog.field.value = str(tmp_path / f"out.{suffix}")
        await driver.press("tab", "enter")
        assert (tmp_path / f"out.{suffix}").stat().st_size


async def test_it_follows_the_project(tmp_path: Path) -> None:
    async with running(make_coded_study(tmp_path / "study.qdb")) as driver:
        screen = await compare(driver)
        before = words(screen)
        await driver.press(*["ctrl+z"] * 6)
        assert words(screen) != before


async def test_an_empty_project_says_what_next(tmp_path: Path) -> None:
    async with running(make_study(tmp_path / "bare.qdb", None)) as driver:
        screen = await compare(driver)
        assert screen.grid.empty.startswith("Nothing is coded that this counts")
        await driver.press("enter", "o", "p", "down")
        assert driver.app.screen is screen


async def test_many_columns_scroll_and_the_cursor_stays_in_view(path: Path) -> None:
    async with running(path, size=(80, 24)) as driver:
        screen = await compare(driver)
        await choose(driver, "c", "code:Partnership")
        await choose(driver, "r", "document")
        await driver.press("s", "end")
        at = screen.grid.at
        assert at is not None
        assert at[1] == len(screen.grid.table.columns) - 1
        assert at[1] in screen.grid._columns
        assert screen.grid._columns.start > 0
        await driver.press("home")
        assert screen.grid._columns.start == 0


async def test_rows_without_anything_are_shown_and_left_out(path: Path) -> None:
    async with running(path) as driver:
        screen = await compare(driver)
        before, asked = screen.grid.table.rows, screen.wanted.empty
        await driver.press("z")
        assert screen.wanted.empty is not asked
        assert set(before) <= set(screen.grid.table.rows) or set(screen.grid.table.rows) <= set(before)
        await driver.press("z")
        assert screen.grid.table.rows == before
