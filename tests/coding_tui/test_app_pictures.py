"""What the start page and the workbench look like at three sizes and in three themes, of one version of Textual."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pictures import comparable
from textual.pilot import Pilot
from workbenches import INTERVIEW, make_study, settle

from coding_tui import themes
from coding_tui.app import make_app
from coding_tui.screens.workbench import WorkbenchScreen
from coding_tui.settings import Settings

pytestmark = comparable

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=["80x24", "120x40", "200x60"])
THEMES = pytest.mark.parametrize("theme", [themes.DARK, themes.LIGHT, themes.MONO], ids=["dark", "light", "mono"])


async def still(pilot: Pilot[Any]) -> None:
    """Wait until everything is drawn."""
    await settle(pilot)


async def code(pilot: Pilot[Any]) -> None:
    """Two passages coded, a third selected."""
    await settle(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, WorkbenchScreen)
    for words, name in (("They ring us, and it works", "early"), ("everybody blamed everybody", "blame")):
        start = INTERVIEW.index(words)
        screen.reader.select(start, start + len(words))
        await pilot.press("c", *name)
        await pilot.press("enter")
        await settle(pilot)
    screen.reader.select(INTERVIEW.index("It depends"), INTERVIEW.index(" [laughs]"))
    screen.reader.move_to(INTERVIEW.index("blamed everybody"))
    await settle(pilot)


@SIZES
@THEMES
def test_the_workbench(theme: str, size: tuple[int, int], tmp_path: Path, snap_compare: Any) -> None:
    path = make_study(tmp_path / "study.qdb")
    app = make_app(path, "Ann", settings=Settings(tmp_path / "settings.json", theme=theme))
    assert snap_compare(app, terminal_size=size, run_before=code)


@SIZES
@THEMES
def test_the_start_page_at_first(theme: str, size: tuple[int, int], tmp_path: Path, snap_compare: Any) -> None:
    app = make_app(None, "Ann", settings=Settings(tmp_path / "settings.json", theme=theme))
    assert snap_compare(app, terminal_size=size, run_before=still)


OTHERS = pytest.mark.parametrize(
    "theme", [themes.CONTRAST, themes.CONTRAST_LIGHT, themes.SAFE, themes.SAFE_LIGHT],
    ids=["contrast", "contrast-light", "safe", "safe-light"],
)  # fmt: skip


@OTHERS
def test_the_workbench_in_themes_for_other_eyes(theme: str, tmp_path: Path, snap_compare: Any) -> None:
    path = make_study(tmp_path / "study.qdb")
    app = make_app(path, "Ann", settings=Settings(tmp_path / "settings.json", theme=theme))
    assert snap_compare(app, terminal_size=(120, 40), run_before=code)


def test_the_workbench_without_colours(tmp_path: Path, snap_compare: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """As with NO_COLOR (https://no-color.org)."""
    monkeypatch.setenv("NO_COLOR", "1")
    path = make_study(tmp_path / "study.qdb")
    app = make_app(path, "Ann", settings=Settings(tmp_path / "settings.json", theme=themes.DARK))
    assert snap_compare(app, terminal_size=(120, 40), run_before=code)


@SIZES
@THEMES
def test_jump_mode(theme: str, size: tuple[int, int], tmp_path: Path, snap_compare: Any) -> None:
    async def jump(pilot: Pilot[Any]) -> None:
        await code(pilot)
        await pilot.press("ctrl+j")
        await settle(pilot)

    path = make_study(tmp_path / "study.qdb")
    app = make_app(path, "Ann", settings=Settings(tmp_path / "settings.json", theme=theme))
    assert snap_compare(app, terminal_size=size, run_before=jump)
