"""Pictures of the screens: how they are taken, and when they can be compared (of one Textual on one Python)."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import textual
from resting import resize
from textual.pilot import Pilot
from textual.widgets import Input, TextArea
from workbenches import settle

from coding_tui.app import make_app
from coding_tui.settings import Settings

TAKEN_WITH = ("8.2.8", (3, 11))

comparable = pytest.mark.skipif(
    (textual.__version__, sys.version_info[:2]) != TAKEN_WITH,
    reason="the pictures were taken with Textual 8.2.8 on Python 3.11",
)


def picture(here: Path, theme: str) -> Any:
    """The app with a project open for Ann, in a theme."""
    return make_app(here, "Ann", settings=Settings(Path("settings.json"), theme=theme))


async def press(pilot: Pilot[Any], keys: Iterable[str]) -> None:
    """Press keys one by one; words behind `=` are typed."""
    for key in keys:
        typed = ("space" if letter == " " else letter for letter in key[1:])
        await pilot.press(*(typed if key.startswith("=") else (key,)))
        await settle(pilot)


async def still(pilot: Pilot[Any]) -> None:
    """Have nothing blink."""
    for field in (*pilot.app.screen.query(Input), *pilot.app.screen.query(TextArea)):
        field.cursor_blink = False
    await settle(pilot)


async def look(pilot: Pilot[Any], size: tuple[int, int], theme: str) -> str:
    """What the app looks like in a window of a size, in a theme."""
    pilot.app.theme = theme
    if pilot.app.size != size:
        await resize(pilot, *size)
    await settle(pilot)
    await still(pilot)
    return pilot.app.export_screenshot()


def pressing(*keys: str) -> Callable[[Pilot[Any]], Awaitable[None]]:
    """Press keys one by one, once the app is up; then hold still."""
    async def run(pilot: Pilot[Any]) -> None:
        await settle(pilot)
        await press(pilot, keys)
        await still(pilot)

    return run
