"""Settings through the real app: a theme that is remembered, a name, and what the project is."""

from __future__ import annotations

from pathlib import Path

from coded_study import make_coded_study
from workbenches import running, stored

from coding_tui import themes
from coding_tui.screens.settings import SettingsScreen
from coding_tui.settings import Settings


async def test_a_theme_is_taken_and_remembered(tmp_path: Path) -> None:
    path = make_coded_study(tmp_path / "study.qdb")
    async with running(path) as driver:
        await driver.press("f8")
        screen = driver.app.screen
        assert isinstance(screen, SettingsScreen)
        await driver.press("home", "down", "enter")
        assert driver.app.theme == themes.LIGHT
        assert next(row for row in screen.themes.rows if row.sign == "●").key == themes.LIGHT
    assert Settings.load(tmp_path / "settings.json").theme == themes.LIGHT


async def test_it_says_what_the_project_is(tmp_path: Path) -> None:
    path = make_coded_study(tmp_path / "study.qdb")
    async with running(path) as driver:
        await driver.press("f8")
        screen = driver.app.screen
        assert isinstance(screen, SettingsScreen)
        for part in ("A small study", "codebook:", str(path), "3 documents", "7 codes", "8 codings", "Ann, Ben"):
            assert part in screen.facts.plain


async def test_working_as_somebody_else_signs_what_follows(tmp_path: Path) -> None:
    path = make_coded_study(tmp_path / "study.qdb")
    async with running(path) as driver:
        await driver.press("f8", "ctrl+n", "ctrl+u")
        await driver.type("Zoe")
        await driver.press("enter", "f2")
        await driver.apply("Some of them ring", "shared")
        assert {coding.coder for _, coding in stored(path)} == {"Ann", "Ben", "Zoe"}
