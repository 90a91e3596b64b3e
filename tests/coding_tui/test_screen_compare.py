"""Compare through the real app: counted, looked at, changed, and from a cell back to its words."""

from __future__ import annotations

from pathlib import Path

import pytest
from coded_study import make_coded_study
from workbenches import Driver, make_study, running, settle

from codebook.project import open_project
from coding_tui.dialogs.ask_query import AskQuery
from coding_tui.dialogs.choose import Choose
from coding_tui.dialogs.write_file import WriteFile
from coding_tui.registry.places import views
from coding_tui.screens.compare import CompareScreen
from coding_tui.screens.retrieve import RetrieveScreen
from coding_tui.widgets.views_line import ViewsLine
from exports.manifests import verified


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
        assert "1 of 1 · 100.0 % · documents with such a coding, out of documents that" in screen.about.plain
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
        await choose(driver, "a", "coder")
        await choose(driver, "n", "codings")
        assert screen.grid.table.rows == ("Partnership/Early contact", "Partnership/Blame across")
        assert words(screen) == [["1 of 4", "1 of 4"], ["2 of 4", "0 of 4"]]
        await choose(driver, "D", "row")
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
        dialog = driver.app.screen
        assert isinstance(dialog, AskQuery)
        assert "Did you mean ‘group’" in dialog.query_field.complaint.said
        await driver.press("escape")
        assert driver.app.screen is screen
        assert words(screen) == before
        assert screen.wanted.asked == "kind:interview"


async def write(driver: Driver, path: Path, format: int = 0) -> None:
    """Write to a file, in the so-manieth format that is listed."""
    await driver.press("o")
    dialog = driver.app.screen
    assert isinstance(dialog, WriteFile)
    dialog.listed.focus()
    await driver.press("home", *["down"] * format)
    dialog.field.value = str(path)
    await driver.press("tab", "enter")


@pytest.mark.parametrize("suffix", ["csv", "md", "tex", "xlsx", "svg", "png", "pdf", "html"])
async def test_it_is_written_to_a_file_with_a_manifest_that_holds(tmp_path: Path, suffix: str) -> None:
    study, out = make_coded_study(tmp_path / "study.qdb"), tmp_path / f"out.{suffix}"
    async with running(study) as driver:
        screen = await compare(driver)
        await write(driver, out)
        assert out.stat().st_size
        assert screen.status.said == f"3 rows × 2 columns written to out.{suffix}; its manifest stands beside it"
    with open_project(study, read_only=True) as project:
        (verdict,) = verified(project, [out])
        assert (verdict.kind, verdict.verdict, verdict.rows) == ("matrix", "same", 6)


async def test_a_figure_is_the_kind_that_is_shown_and_says_query_counts_and_date(tmp_path: Path) -> None:
    async with running(make_coded_study(tmp_path / "study.qdb")) as driver:
        await compare(driver)
        await driver.press("c", "v")
        screen = driver.app.screen
        assert isinstance(screen, CompareScreen)
        told = screen.about.plain
        await write(driver, tmp_path / "out.svg")
    drawn = (tmp_path / "out.svg").read_text("utf-8")
    assert "Query: kind:interview. 3 rows × 2 columns. As of 20" in drawn
    assert "Partnership · CPS" in drawn
    caption = next(line for line in told.splitlines() if line.startswith("Cells:"))
    assert caption in " ".join(drawn.split())


async def test_zeros_and_ones_for_r_whatever_is_counted(tmp_path: Path) -> None:
    study, out = make_coded_study(tmp_path / "study.qdb"), tmp_path / "out.csv"
    async with running(study) as driver:
        await compare(driver)
        await choose(driver, "r", "document")
        await choose(driver, "a", "code:Partnership")
        await choose(driver, "n", "codings")
        await write(driver, out, 8)
    assert out.read_text("utf-8").splitlines() == [
        "document,partnership,partnership.early_contact,partnership.shared_language,partnership.blame_across",
        "CPS 43,0,1,0,1", "Police 27,0,0,0,1",
    ]  # fmt: skip
    with open_project(study, read_only=True) as project:
        assert [each.verdict for each in verified(project, [out])] == ["same"]


async def test_what_counts_are_out_of_is_switched_by_a_key_and_stands_in_the_title(path: Path) -> None:
    async with running(path) as driver:
        screen = await compare(driver)
        titles = [screen.pane.rule.title_text.partition(" · ")[0]]
        for _ in range(5):
            await driver.press("d")
            titles.append(screen.pane.rule.title_text.partition(" · ")[0])
        assert titles == [f"documents out of {of}, n of N" for of in ("the eligible", "those asked", "the row",
                          "the column", "everything", "the eligible")]  # fmt: skip
        await driver.press("p")
        assert screen.pane.rule.title_text.startswith("documents out of the eligible, per cent · 3 rows")


async def test_keys_that_come_fast_are_all_heeded(path: Path) -> None:
    async with running(path) as driver:
        screen = await compare(driver)
        for action in ("next_base", "next_base", "toggle_percent", "toggle_chart"):  # before an answer can be there
            getattr(screen, f"action_{action}")()
        await settle(driver.pilot)
        assert (screen.wanted.base, screen.wanted.percent, screen.wanted.chart) == ("row", True, "heat")
        assert screen.found is not None
        assert screen.found.matrix.base == "row"
        assert screen.pane.rule.title_text.startswith("documents out of the row, per cent")


# -- charts


def painted(screen: CompareScreen) -> list[str]:
    """What the grid shows, line by line."""
    return [screen.grid.render_line(y).text.rstrip() for y in range(screen.grid.size.height)]


async def test_one_key_draws_the_table_and_gives_it_back(path: Path) -> None:
    async with running(path) as driver:
        screen = await compare(driver)
        table = painted(screen)
        await driver.press("c")
        assert [line.split() for line in painted(screen)[:4]] == [
            ["theme", "CPS", "Police"], ["▸", "Partnership", "██", "1", "██", "1"],
            ["Delay", "and", "queues", "·", "0", "██", "1"], ["Rape", "myths", "██", "1", "·", "0"],
        ]  # fmt: skip
        await driver.press("c")
        assert painted(screen) == table


async def test_every_chart_has_the_same_numbers_and_leads_to_the_same_words(path: Path) -> None:
    async with running(path) as driver:
        screen = await compare(driver)
        await driver.press("v", "v")
        assert painted(screen)[1] == f"▸   CPS     {'█' * 64} 1 of 1"
        assert painted(screen)[5:7] == ["    CPS     ·" + " " * 64 + "0 of 1", f"    Police  {'█' * 64} 1 of 1"]
        await driver.press("down", "down", "down")
        assert screen.grid.at == (1, 1)
        assert screen.about.plain.startswith("‘Delay and queues’ × ‘Police’\n1 of 1")
        await driver.press("enter")
        there = driver.app.screen
        assert isinstance(there, RetrieveScreen)
        assert [passage.excerpt.coder for passage in there.found_list.records] == ["Ben"]
        await driver.press("f4", "v")
        assert painted(screen)[0].split() == ["CPS", "Police"]
        await choose(driver, "a", "month")
        await driver.press("v")
        assert painted(screen)[0] == "  Partnership  highest here 1 of 1"
        assert screen.wanted.chart == "timeline"
        await driver.press("s")
        assert screen.wanted.chart == "heat"  # by stance there are no months to draw a line of


async def test_a_click_in_a_chart_goes_to_its_cell(path: Path) -> None:
    async with running(path) as driver:
        screen = await compare(driver)
        await driver.press("v", "v")
        await driver.pilot.click(screen.grid, offset=(20, 6))
        assert screen.grid.at == (1, 1)
        await driver.pilot.click(screen.grid, offset=(20, 4))  # a heading is no cell
        assert screen.grid.at == (1, 1)
        await driver.press("c")
        await driver.pilot.click(screen.grid, offset=(22, 1))
        assert screen.grid.at == (0, 0)


async def test_the_views_are_named_in_one_line_however_narrow_and_a_click_goes_there(path: Path) -> None:
    async with running(path, size=(80, 24)) as driver:
        screen = await compare(driver)
        line = screen.query_one(ViewsLine)
        said = line.render_line(0).text
        digits = [at for at, sign in enumerate(said) if sign.isdigit()]
        assert [said[at] for at in digits] == [str(each) for each in range(1, len(digits) + 1)]
        assert len(digits) == len(views("compare"))
        await driver.pilot.click(line, offset=(digits[3] + 2, 0))
        assert driver.app.screen.PLACE == "Saturation"  # type: ignore[attr-defined]


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
        await choose(driver, "a", "code:Partnership")
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
