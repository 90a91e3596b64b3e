"""What every screen and dialog looks like at three sizes and in three themes: compared as pictures, which are of one
version of Textual. Three of the nine looks, each size and each theme once, gate every change; the others are slow.

Themes change colours and nothing else; what is to be read differs enough from its ground in each of them.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pictured_study import make_pictured_study
from pictures import comparable, look, picture, press
from pytest_textual_snapshot import SVGImageExtension
from rich.color import Color as RichColor
from syrupy.assertion import SnapshotAssertion
from textual.color import Color
from textual.pilot import Pilot
from textual.screen import Screen
from workbenches import settle

from coding_tui import themes
from coding_tui.palette import LEGIBLE, contrast

NEXT, STEP = "right_square_bracket", ("f4", "2")
SCREENS = {
    # the workbench, what lies over it and what it opens
    "palette": ("s", "c", "=early"), "stance": ("s", "c", "=false", "enter"), "find": ("slash", "=they"),
    "memo": ("right_curly_bracket", "m"), "life": ("right_curly_bracket", "h"), "go-to": ("g",),
    "drawer": ("tab",), "split": ("backslash", "=Panel", "enter"), "readings": ("ampersand",),
    "suggestions": ("right_curly_bracket", "C"), "commands": ("ctrl+p",), "help": ("f1",), "blank": ("f9",),
    "pick": ("ctrl+o", "ctrl+u", "=in/"), "import": ("ctrl+o", "ctrl+u", "=in", "ctrl+s"),
    "replacing": ("ctrl+p", "=Replace with", "enter", "=corrected.txt", "enter"),
    # what asks and finds
    "retrieve": ("f3", "=Partnership/*", "enter", "down", "space"), "wrong": ("f3", "=Partnership AND", "enter"),
    "build": ("f3", "ctrl+b"), "spread": ("f3", "=Partnership/*", "enter", "u"),
    "search": ("ctrl+f", "=what", "enter", "down"),
    # what counts and compares
    "compare": ("f4", "right", "down"), "bars": ("f4", "v", "v", "down"), "sort": (*STEP, "left_square_bracket"),
    "matrix": (*STEP, "right"), "beside": (*STEP, "equals_sign", "right"), "convergence": (*STEP, NEXT),
    "people": (*STEP, NEXT, NEXT), "feedback": (*STEP, NEXT, NEXT, NEXT), "incident": ("f4", "3"),
    "saturation": ("f4", "4", "down"), "together": ("f4", "5", "c", "right"), "framework": ("f4", "6", "tab", "space"),
    "summary": ("f4", "6", "e"), "trackers": ("f4", "7", "c"),
    # what says how far people agree
    "agreement": ("f5", "down"), "card": ("f5", "down", "enter"), "meaning": ("f5", "w"),
    "disagreements": ("f5", "down", "d", "c"), "ruling": ("f5", "down", "d", "c", "enter"),
    "reason": ("f5", "down", "d", "c", "enter", "1"),
    # the rest
    "quotations": ("f6", "down"), "write": ("f6", "o"), "section": ("f6", "e"),
    "audit": ("f6", "a", "=draft.md", "enter", "down"), "codebook": ("ctrl+b", "down", "down", "down"),
    "rules": ("ctrl+b", "down", "e"), "merge": ("ctrl+b", "down", "i"), "memos": ("ctrl+e",),
    "history": ("f7", "down"), "undo": ("f7", "down", "u"), "settings": ("f8",),
}  # fmt: skip
DARK, LIGHT, MONO = themes.DARK, themes.LIGHT, themes.MONO
SMALL, USUAL, LARGE = (80, 24), (120, 40), (200, 60)
GATE = ((USUAL, DARK), (SMALL, LIGHT), (LARGE, MONO))
OTHERS = ((SMALL, DARK), (LARGE, DARK), (USUAL, LIGHT), (LARGE, LIGHT), (USUAL, MONO), (SMALL, MONO))
FURNITURE = frozenset("─━│┃┬┴├┤┼╭╮╰╯┌┐└┘▔▁▂▃▄▅▆▇█▌▎▏·•┆╶╴░▒▓╸╺ ")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study once for all; each test has a copy."""
    folder = tmp_path_factory.mktemp("pictured")
    make_pictured_study(folder)
    return folder


def copied(made: Path, here: Path) -> Path:
    shutil.copytree(made, here.resolve().parent, dirs_exist_ok=True)
    return here


@comparable
@pytest.mark.parametrize(
    "looks", [pytest.param(GATE, id="gate"), pytest.param(OTHERS, id="others", marks=pytest.mark.slow)]
)
@pytest.mark.parametrize("screen", SCREENS)
async def test_every_screen(
    screen: str, looks: tuple[tuple[tuple[int, int], str], ...], made: Path, here: Path, snapshot: SnapshotAssertion
) -> None:
    (size, theme), differ = looks[0], []
    async with picture(copied(made, here), theme).run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, SCREENS[screen])
        for size, theme in looks:
            seen = await look(pilot, size, theme)
            name = f"{size[0]}x{size[1]}-{theme.removeprefix('workbench-')}"
            if snapshot(name=name, extension_class=SVGImageExtension) != seen:
                differ.append(name)
    assert differ == []


@pytest.mark.parametrize("screen", ["palette", "retrieve", "ruling", "agreement", "matrix", "audit", "codebook"])
async def test_themes_change_colours_and_nothing_else_and_what_is_to_be_read_stands_out(
    screen: str, made: Path, here: Path
) -> None:
    async with picture(copied(made, here), DARK).run_test(size=USUAL) as pilot:
        await settle(pilot)
        await press(pilot, SCREENS[screen])
        shown = {}
        for theme in (each.name for each in themes.THEMES):
            await look(pilot, USUAL, theme)
            shown[theme] = characters(pilot.app.screen)
            if not pilot.app.current_theme.ansi:
                assert list(faint(pilot)) == []
    assert len(set(shown.values())) == 1


def characters(screen: Screen[object]) -> str:
    return "\n".join(strip.text for strip in screen._compositor.render_strips(screen.size))


def faint(pilot: Pilot[object]) -> Iterator[tuple[str, str, float]]:
    """Words with less contrast than is legible."""
    screen = pilot.app.screen
    for strip in screen._compositor.render_strips(screen.size):
        for text, style, _ in strip:
            if style is not None and style.color and style.bgcolor and set(text) - FURNITURE:
                ink, ground = rgb(style.color), rgb(style.bgcolor)
                if style.reverse:
                    ink, ground = ground, ink
                if (found := contrast(ink, ground)) < LEGIBLE - 0.01:
                    yield pilot.app.theme, text, round(found, 2)


def rgb(color: RichColor) -> Color:
    return Color.from_rich_color(color)
