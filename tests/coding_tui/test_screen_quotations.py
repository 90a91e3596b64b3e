"""Quotations through the real app: sections, order, notes, and files that hold what the screen shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from coded_study import collect_all, make_coded_study
from textual.widgets import Input
from workbenches import Driver, make_study, running

from codebook.project import open_project
from codebook.quoting import collected
from coding_tui.dialogs.write_file import WriteFile
from coding_tui.screens.quotations import QuotationsScreen
from coding_tui.screens.workbench import WorkbenchScreen
from coding_tui.views import quotation_view
from coding_tui.views.quotation_view import Kept, Section
from coding_tui.widgets.footer_line import FooterLine


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return collect_all(make_coded_study(tmp_path / "study.qdb"))


async def opened(driver: Driver) -> QuotationsScreen:
    await driver.press("f6")
    screen = driver.app.screen
    assert isinstance(screen, QuotationsScreen)
    return screen


def order(path: Path) -> list[tuple[str, str]]:
    with open_project(path, read_only=True) as project, project.reading() as session:
        return [(each.section, each.excerpt.text[:12]) for each in collected.collected(session)]


async def test_sections_stand_above_their_quotations(path: Path) -> None:
    async with running(path) as driver:
        screen = await opened(driver)
        kinds = [row.title if isinstance(row, Section) else row.collected.section for row in screen.quotations.records]
        assert kinds == [quotation_view.NO_SECTION, "", "", "Delay", "Delay", "Delay", "Blame", "Blame", "Blame"]
        assert screen.list_pane.rule.note == "6 quotations · 2 sections"
        assert isinstance(screen.quotations.highlighted, Kept)
        assert "“everybody blamed everybody”\n— CPS 43" in screen.printed.plain


async def test_shift_and_arrows_move_within_and_across_sections(path: Path) -> None:
    async with running(path) as driver:
        screen = await opened(driver)
        moved = screen.quotations.kept()
        assert moved is not None
        await driver.press("shift+down", "shift+down", "shift+down")
        assert [section for section, _ in order(path)] == ["", "Delay", "Delay", "Delay", "Blame", "Blame"]
        assert order(path)[2] == ("Delay", "everybody bl")
        now = screen.quotations.kept()
        assert now is not None
        assert now.collected.uid == moved.collected.uid
        await driver.press("shift+up", "shift+up")
        assert order(path)[1] == ("", "everybody bl")
        await driver.press("ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z")
        assert order(path)[0] == ("", "everybody bl")


async def test_a_quotation_is_cut_and_explained_and_never_changed(path: Path) -> None:
    async with running(path) as driver:
        screen = await opened(driver)
        await driver.press("t")
        driver.app.screen.query_one(Input).value = "everybody … everybody [else]"
        await driver.press("enter")
        assert "“everybody … everybody [else]”\n" in screen.printed.plain
        assert "cut: blamed" in screen.printed.plain
        await driver.press("t")
        driver.app.screen.query_one(Input).value = "nobody blamed everybody"
        await driver.press("enter")
        assert "“everybody … everybody [else]”\n" in screen.printed.plain
        await driver.press("ctrl+z")
        assert "“everybody blamed everybody”\n" in screen.printed.plain


async def test_at_either_end_nothing_moves(path: Path) -> None:
    async with running(path) as driver:
        screen = await opened(driver)
        before = order(path)
        await driver.press("shift+up")
        assert screen.status.said == "It is the first one."
        await driver.press("end", "shift+down")
        assert screen.status.said == "It is the last one."
        assert order(path) == before


async def test_marked_ones_go_into_a_new_section_in_their_order(path: Path) -> None:
    async with running(path) as driver:
        await opened(driver)
        await driver.press("space", "space", "e")
        await driver.type("Findings")
        await driver.press("enter")
        assert [text for section, text in order(path) if section == "Findings"] == ["everybody bl", "They never r"]


async def test_a_note_is_kept_and_x_takes_out(path: Path) -> None:
    async with running(path) as driver:
        screen = await opened(driver)
        await driver.press("n")
        await driver.type("cut here")
        await driver.press("enter")
        assert "Note: cut here" in screen.printed.plain
        await driver.press("x")
        assert len(order(path)) == 5
        await driver.press("ctrl+z")
        assert len(order(path)) == 6


@pytest.mark.parametrize("name", ["md", "csv", "json", "docx", "xlsx", "html"])
async def test_o_writes_every_format(path: Path, name: str) -> None:
    async with running(path) as driver:
        screen = await opened(driver)
        await driver.press("o")
        dialog = driver.app.screen
        assert isinstance(dialog, WriteFile)
        dialog.listed.highlight(name)
        await driver.pilot.pause()
        await driver.press("enter")
        target = path.with_name(f"study-quotations.{name}")
        assert screen.status.said == f"Wrote 6 quotations to {target}"
        content = target.read_bytes()
        assert content
        if name in ("md", "csv", "json", "html"):
            assert content.decode().count("everybody blamed everybody") == 1


async def test_a_file_that_is_there_is_replaced_only_when_asked_twice(path: Path) -> None:
    target = path.with_name("study-quotations.md")
    target.write_text("mine", encoding="utf-8")
    async with running(path) as driver:
        await opened(driver)
        await driver.press("o", "enter")
        assert target.read_text(encoding="utf-8") == "mine"
        await driver.press("enter")
        assert "everybody blamed everybody" in target.read_text(encoding="utf-8")


async def test_a_file_that_cannot_be_written_is_a_complaint(path: Path, tmp_path: Path) -> None:
    async with running(path) as driver:
        screen = await opened(driver)
        await driver.press("o")
        dialog = driver.app.screen
        assert isinstance(dialog, WriteFile)
        dialog.field.value = str(tmp_path / "nowhere" / "q.md")
        await driver.press("enter")
        assert screen.status.said.startswith("Nothing was written")


async def test_the_balance_counts_groups_and_voices(path: Path) -> None:
    async with running(path) as driver:
        screen = await opened(driver)
        said = screen.balance.plain
        assert "6 quotations · 3 voices" in said
        assert "CPS: 0 of 1" in said
        assert "Police: 0 of 1" in said
        await driver.press("b", "escape", "enter")
        assert isinstance(driver.app.screen, WorkbenchScreen)


async def test_nothing_collected_says_how_to_begin(tmp_path: Path) -> None:
    async with running(make_study(tmp_path / "bare.qdb")) as driver:
        screen = await opened(driver)
        assert screen.quotations.empty.startswith("No quotations yet.")
        alive = {command.id for command in screen.query_one(FooterLine).alive()}
        assert {each for each in alive if each.startswith("quotations.")} == {
            "quotations.audit", "quotations.attribution", "quotations.withhold", "quotations.coded", "quotations.packs",
            "quotations.cite",
        }  # fmt: skip
        await driver.press("x", "o", "shift+up")
        assert driver.app.screen is screen
