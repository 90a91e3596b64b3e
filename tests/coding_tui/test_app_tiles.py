"""Our compositor and Textual's own show the same, whatever was sent on the way there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from resting import resize
from rich.cells import cell_len
from textual._compositor import Compositor, CompositorUpdate, LayoutUpdate
from workbenches import Driver, make_study, running, settle

from coding_tui.app import CodingApp
from coding_tui.tiles import TileCompositor

SENT = re.compile(r"\x1b\[(\d+);(\d+)H|(\x1b\[[\d;]*m)|(\n)|([^\x1b\n]+)")
Cells = dict[tuple[int, int], tuple[str, str]]


class Terminal:
    """What a terminal shows after everything that was sent to it; `whole` counts frames of all of the screen."""

    def __init__(self) -> None:
        self.cells: Cells = {}
        self.whole = 0

    def receive(self, sent: str) -> None:
        x = y = 0
        style = ""
        for row, column, look, _, text in SENT.findall(sent):
            if row:
                x, y = int(column) - 1, int(row) - 1
            elif look:
                style = "" if look == "\x1b[0m" else look
            for letter in text:
                self.cells[x, y] = (letter, style)
                x += cell_len(letter)


def watched(app: CodingApp) -> Terminal:
    """A terminal that gets every frame of the app."""
    terminal, display = Terminal(), app._display

    def send(screen: Any, renderable: Any) -> None:
        display(screen, renderable)
        if isinstance(renderable, CompositorUpdate):
            terminal.receive(renderable.render_segments(app.console))
            terminal.whole += isinstance(renderable, LayoutUpdate)

    app._display = send  # type: ignore[method-assign]
    app.refresh(layout=True)
    return terminal


def as_textual_paints(app: CodingApp) -> Cells:
    """The screen in front, by Textual's own way of composing it."""
    compositor = app.screen._compositor
    chops = Compositor._render_chops(compositor, compositor.size.region, lambda _y: True)
    terminal = Terminal()
    terminal.receive(
        LayoutUpdate([chop.values() for chop in chops], compositor.size.region).render_segments(app.console)
    )
    return terminal.cells


async def same(driver: Driver, terminal: Terminal, *keys: str) -> None:
    for key in keys:
        await driver.press(key)
        assert terminal.cells == as_textual_paints(driver.app), f"after {key}"


@pytest.mark.parametrize("size", [(120, 40), (160, 50), (84, 24), (60, 20)])
async def test_frames_add_up_to_what_textual_would_show(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(make_study(tmp_path / "study.qdb"), size=size) as driver:
        assert isinstance(driver.app.screen._compositor, TileCompositor)
        terminal = watched(driver.app)
        await same(driver, terminal, "down", "right", "shift+down", "pagedown", "pageup", "s")
        await driver.apply("everybody blamed everybody", "blame")
        await same(driver, terminal, "left", "right_curly_bracket", "ctrl+z", "ctrl+y")
        await same(driver, terminal, "tab", "down", "p", "escape", "tab", "l", "tab", "escape")
        await same(driver, terminal, "slash", "w", "e", "enter", "escape", "f8", "f1")


async def test_a_new_size_is_painted_once_and_shows_what_textual_would_show(tmp_path: Path) -> None:
    async with running(make_study(tmp_path / "study.qdb")) as driver:
        terminal = watched(driver.app)
        await same(driver, terminal, "right")
        for size in [(100, 36), (70, 20), (160, 50), (120, 40)]:
            terminal.whole, terminal.cells = 0, {}
            await resize(driver.pilot, *size)
            await settle(driver.pilot)
            assert terminal.cells == as_textual_paints(driver.app), f"at {size}"
            assert terminal.whole == 1, f"at {size}"
