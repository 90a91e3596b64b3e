"""Pictures of the screens: how they are taken, and when they can be compared (of one Textual on one Python)."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import textual
from textual.pilot import Pilot
from textual.widgets import Input, TextArea
from workbenches import settle

from coding_tui.app import make_app
from coding_tui.screens.retrieve import RetrieveScreen
from coding_tui.screens.search import SearchScreen
from coding_tui.settings import Settings

TAKEN_WITH = ("8.2.8", (3, 11))

comparable = pytest.mark.skipif(
    (textual.__version__, sys.version_info[:2]) != TAKEN_WITH,
    reason="the pictures were taken with Textual 8.2.8 on Python 3.11",
)


def picture(here: Path, theme: str) -> Any:
    """The app with a project open for Ann, in a theme."""
    return make_app(here, "Ann", settings=Settings(Path("settings.json"), theme=theme))


def pressing(*keys: str, query: str = "") -> Callable[[Pilot[Any]], Awaitable[None]]:
    """Press keys one by one; in a screen that asks, with a query in its field."""
    async def run(pilot: Pilot[Any]) -> None:
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
            screen = pilot.app.screen
            if query and isinstance(screen, RetrieveScreen | SearchScreen) and not screen.query_field.value:
                screen.query_field.field.value = query
                await settle(pilot)
        for field in (*pilot.app.screen.query(Input), *pilot.app.screen.query(TextArea)):
            field.cursor_blink = False
        await settle(pilot)

    return run
