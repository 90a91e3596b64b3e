"""One registry: footer, help, palette and the page of keys all say what is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.widgets import Static
from workbenches import make_study, running, settle

from coding_tui import app as application
from coding_tui.registry.command_palette import CommandsProvider
from coding_tui.registry.commands import COMMANDS, WHERE, keys_page
from coding_tui.screens.help import HelpScreen
from coding_tui.screens.start import StartScreen
from coding_tui.screens.workbench import WorkbenchScreen
from coding_tui.widgets.footer_line import FooterLine

ROOT = Path(__file__).resolve().parents[2]
OWNERS = {"reader", "documents", "codebook", "here", "workbench"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_study(tmp_path / "study.qdb")


def test_every_command_has_one_id_a_heading_and_an_explanation() -> None:
    ids = [command.id for command in COMMANDS]
    assert len(ids) == len(set(ids))
    for command in COMMANDS:
        assert command.where in WHERE, command
        assert command.title, command
        assert command.help.endswith("."), command


def test_every_command_of_the_workbench_is_done_by_somebody() -> None:
    for command in COMMANDS:
        owner, where = command.action.partition(".")[0], command.where
        if owner == "app":
            assert hasattr(application.CodingApp, f"action_{command.function}"), command
        elif where in OWNERS:
            assert hasattr(WorkbenchScreen, f"action_{command.function}"), command
        elif where == "start":
            assert hasattr(StartScreen, f"action_{command.function}"), command


def test_no_key_means_two_things_in_one_place() -> None:
    taken: dict[tuple[str, str], str] = {}
    for command in COMMANDS:
        for key in command.keys.split(",") if command.keys else ():
            assert (command.where, key) not in taken, (command.id, taken.get((command.where, key)))
            taken[command.where, key] = command.id


def test_keys_are_ones_that_terminals_send() -> None:
    for command in COMMANDS:
        if command.where != "moving":
            assert not re.search(r"alt\+|shift\+ctrl|ctrl\+shift", command.keys), command


def test_the_page_of_keys_is_true() -> None:
    assert (ROOT / "docs" / "keys.md").read_text(encoding="utf-8") == keys_page()


async def test_the_footer_offers_what_works_here_and_now(path: Path) -> None:
    async with running(path) as driver:
        footer = driver.bench.query_one(FooterLine)

        def offered() -> set[str]:
            return {command.id for command in footer.alive()}

        assert "code.palette" not in offered()
        assert "reader.take_sentence" in offered()
        await driver.select("They ring us")
        assert {"code.palette", "code.in_vivo", "quotation.collect"} <= offered()
        assert "code.recent" not in offered()
        assert "coding.remove" not in offered()
        await driver.apply("They ring us", "early")
        assert {"coding.remove", "coding.memo", "code.recent", "app.undo"} <= offered()
        await driver.press("tab")
        assert "coding.stance" not in offered()
        assert "codebook.apply" in offered()


async def test_every_word_in_the_footer_fits_and_names_a_live_key(path: Path) -> None:
    for size in ((80, 24), (120, 40)):
        async with running(path, size=size) as driver:
            await driver.select("They ring us")
            footer = driver.bench.query_one(FooterLine)
            strip = footer.render_lines(footer.region.reset_offset)[0]
            assert strip.cell_length == size[0]
            assert strip.text.rstrip().endswith("ctrl+p commands")
            alive = driver.bench.active_bindings
            for word in footer._words:
                assert word.named.key in alive, word


async def test_a_read_only_project_offers_no_key_that_writes(path: Path) -> None:
    async with running(path, read_only=True) as driver:
        await driver.select("They ring us")
        writing = {command.id for command in COMMANDS if command.writes}
        assert not writing & {command.id for command in driver.bench.query_one(FooterLine).alive()}
        possible = {command.id for command, _ in CommandsProvider(driver.bench).possible()}
        assert "find.open" in possible
        assert not writing & possible


async def test_help_lists_every_command(path: Path) -> None:
    async with running(path, size=(120, 40)) as driver:
        await driver.press("f1")
        assert isinstance(driver.app.screen, HelpScreen)
        page = str(driver.app.screen.query_one(".page", Static).content)
        for command in COMMANDS:
            assert command.title in page, command
        await driver.press("escape")
        assert driver.app.screen is driver.bench


async def test_the_command_palette_does_what_it_offers(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("ctrl+p")
        await driver.type("find in this")
        await driver.press("enter")
        await settle(driver.pilot)
        assert driver.bench.find_bar.display


async def test_the_screen_is_never_written_to_a_file(path: Path, tmp_path: Path) -> None:
    async with running(path) as driver:
        before = set(tmp_path.iterdir())
        driver.app.deliver_screenshot(path=str(tmp_path))
        driver.app.save_screenshot(path=str(tmp_path))
        driver.app.action_screenshot(path=str(tmp_path))
        await settle(driver.pilot)
        assert not [left for left in set(tmp_path.iterdir()) - before if left.suffix == ".svg"]
        assert not list(driver.app.get_system_commands(driver.bench))


async def test_any_key_ends_a_blank_screen(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("f9")
        assert driver.app.screen is not driver.bench
        await driver.press("x")
        assert driver.app.screen is driver.bench
