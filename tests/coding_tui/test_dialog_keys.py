"""Dialogs, the palette of codes and the question who holds it go by the person's own keys, and name those."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, Static
from workbenches import Driver, make_study, running, stored

from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.code_palette import CodePalette
from coding_tui.dialogs.memo_editor import MemoEditor
from coding_tui.dialogs.review import Choice, Item, Review
from coding_tui.dialogs.ruling_reason import RulingReason
from coding_tui.registry.keymap import KeyMapError, key_map
from coding_tui.registry.own_keys import NAME
from coding_tui.registry.presets import PLAIN, PRESETS, VIM
from coding_tui.screens.help import HelpScreen
from coding_tui.settings import Settings

OWN = """[keys]
"dialog.leave" = "ctrl+q"
"app.leave" = "ctrl+x"
"dialog.do" = "ctrl+g"
"palette.stay" = "ctrl+r"
"palette.new" = "ctrl+t"
"palette.close" = "ctrl+g"
"stance.reports" = "R"
"stance.later" = "ctrl+g"
"review.holds" = "y"
"review.later" = "k"
"reason.context" = "x"
"app.help" = "f12"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_study(tmp_path / "study.qdb")


def settings(tmp_path: Path, preset: str, own: str = OWN) -> Settings:
    """The person's preset, with keys of their own over it."""
    (tmp_path / NAME).write_text(own, encoding="utf-8")
    return Settings(tmp_path / "settings.json", keys=preset)


def hint(driver: Driver, selector: str = ".hint") -> str:
    """What the dialog in front says of keys."""
    return str(driver.app.screen.query_one(selector, Static).content)


@pytest.mark.parametrize("preset", PRESETS)
async def test_the_palette_and_the_question_of_stance(path: Path, tmp_path: Path, preset: str) -> None:
    async with running(path, settings=settings(tmp_path, preset)) as driver:
        await driver.select("They ring us")
        await driver.press("c")
        assert hint(driver, "#palette-hint") == "enter apply · ctrl+r apply and stay · ctrl+t new code · ctrl+g"
        await driver.type("false")
        assert hint(driver, "#palette-hint").startswith("enter apply · ctrl+r stay · ctrl+t new ")
        await driver.press("space")
        assert driver.bench.query_one(CodePalette).query_text == "false "
        await driver.press("ctrl+r")
        await driver.press("ctrl+g")
        assert not driver.bench.palette_open
        strip = driver.bench.stance
        assert "shift+r reports" in strip.render_line(0).text
        assert "ctrl+g later" in strip.render_line(0).text
        await driver.press("R")
        assert [(code, coding.stance) for code, coding in stored(path)] == [("Rape myths/False report", "reports")]


@pytest.mark.parametrize("preset", PRESETS)
async def test_a_new_code_and_a_stance_left_for_later(path: Path, tmp_path: Path, preset: str) -> None:
    async with running(path, settings=settings(tmp_path, preset)) as driver:
        await driver.select("They ring us")
        await driver.press("c")
        await driver.type("ringing")
        await driver.press("ctrl+t")
        assert ["ringing" in code for code, _ in stored(path)] == [True]
        await driver.press("o")
        assert driver.bench.stance.display
        await driver.press("ctrl+g")
        assert not driver.bench.stance.display
        assert [coding.stance for _, coding in stored(path)] == [""]


@pytest.mark.parametrize("preset", PRESETS)
async def test_a_memo_is_kept_and_a_question_left(path: Path, tmp_path: Path, preset: str) -> None:
    async with running(path, settings=settings(tmp_path, preset)) as driver:
        await driver.apply("They ring us", "early")
        await driver.press("m")
        assert isinstance(driver.app.screen, MemoEditor)
        assert hint(driver) == "ctrl+g keep · ctrl+q leave"
        await driver.type("look")
        await driver.press("ctrl+q")
        assert hint(driver) == "What you wrote is not kept yet. ctrl+g keeps it, ctrl+q again lets it go."
        await driver.press("ctrl+g")
        assert [coding.memo for _, coding in stored(path)] == ["look"]
        await driver.press("g")
        assert isinstance(driver.app.screen, Ask)
        assert hint(driver).endswith("ctrl+q leave")
        await driver.press("ctrl+q")
        assert driver.app.screen is driver.bench


@pytest.mark.parametrize("preset", PRESETS)
async def test_codings_one_by_one_and_why_it_is_ruled_so(path: Path, tmp_path: Path, preset: str) -> None:
    async with running(path, settings=settings(tmp_path, preset)) as driver:
        held: list[str] = []
        choices = [Choice("review.holds", "still holds", held.append), Choice("review.part", "Early", held.append, 0)]
        items = [Item(uid, "", "Some words") for uid in ("a", "b", "c")]
        driver.app.push_screen(Review("Read again", items, choices))
        await driver.press("h")
        assert hint(driver) == "y still holds · 1 Early · k later · v show folded · ctrl+q leave"
        await driver.press("k", "y", "1")
        assert held == ["b", "c"]
        assert driver.app.screen is driver.bench
        given: list[tuple[str, str] | None] = []
        driver.app.push_screen(RulingReason("Rule"), given.append)
        await driver.press("c")
        assert "x context" in hint(driver, "#reasons")
        await driver.press("x", "enter")
        assert given == [("context", "")]


@pytest.mark.parametrize("preset", PRESETS)
async def test_help_and_the_find_bar(path: Path, tmp_path: Path, preset: str) -> None:
    async with running(path, settings=settings(tmp_path, preset)) as driver:
        assert driver.app.screen.query_one("TopLine").render_line(0).text.endswith("  F12 help ")  # type: ignore[attr-defined]
        await driver.press("f12")
        assert isinstance(driver.app.screen, HelpScreen)
        await driver.press("f12")
        assert driver.app.screen is driver.bench
        await driver.press("slash")
        assert hint(driver, "#found") == "enter goes there · ctrl+q leaves"
        assert driver.bench.find_bar.query_one(Input).has_focus
        await driver.press("ctrl+q")
        assert not driver.bench.find_bar.display


@pytest.mark.parametrize("preset", [PLAIN, VIM])
def test_no_dialog_can_be_made_one_that_nobody_leaves(preset: str) -> None:
    for id in ("dialog.leave", "palette.close"):
        with pytest.raises(KeyMapError, match="needs a key"):
            key_map(preset, {id: ()})
    with pytest.raises(KeyMapError, match="would have no key"):
        key_map(preset, {"review.holds": ("escape",)})


@pytest.mark.parametrize(
    ("id", "key"),
    [("dialog.do", "k"), ("palette.new", "question_mark"), ("dialog.leave", "ctrl+w"), ("query.way", "r")],
)
def test_a_key_that_a_field_takes_for_itself_is_refused(id: str, key: str) -> None:
    with pytest.raises(KeyMapError, match="the field one types in takes it"):
        key_map(PLAIN, {id: (key,)})
