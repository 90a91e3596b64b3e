"""A key that does nothing now says why: on every screen, in an empty project, and in one that is only read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from coded_study import make_coded_study
from workbenches import make_study, running, settle

from coding_tui.frame import FrameScreen
from coding_tui.registry.commands import COMMANDS
from coding_tui.registry.keyed import READ_ONLY
from coding_tui.registry.keymap import command_id
from coding_tui.registry.places import PLACES
from coding_tui.screens.workbench import WorkbenchScreen

KNOWN = {each.id: each for each in COMMANDS}


def asleep(screen: FrameScreen) -> Iterator[tuple[str, str]]:
    """Keys that lead to this screen from where the focus is, and why they would do nothing now; without `enter`, which
    lists take, and `escape`, which has nothing to explain.
    """
    for _, bindings in screen.app.screen._modal_binding_chain:
        for key, found in bindings.key_to_bindings.items():
            command = KNOWN.get(command_id(found[0].id))
            if command is not None and command.action.startswith("screen.") and key not in ("enter", "escape"):
                why = screen.why_asleep(command.function)
                if why and not screen.check_action(command.function, ()):
                    yield key, why


@pytest.mark.parametrize("place", [place.id for place in PLACES if place.id not in ("code", "retrieve", "search")])
async def test_it_says_why_on_every_screen(place: str, tmp_path: Path) -> None:
    async with running(make_study(tmp_path / "study.qdb", None)) as driver:
        driver.app.action_go(place)
        await settle(driver.pilot)
        screen = driver.app.screen
        assert isinstance(screen, FrameScreen)
        for key, why in list(asleep(screen)):
            screen.status.say("")
            await driver.press(key)
            assert (key, screen.status.said) == (key, driver.app.key_map.named(why))


async def test_in_a_project_that_is_only_read_every_key_that_would_change_it_says_so(tmp_path: Path) -> None:
    async with running(make_coded_study(tmp_path / "study.qdb"), read_only=True) as driver:
        screen = driver.bench
        assert isinstance(screen, WorkbenchScreen)
        for key in ("c", "x", "asterisk", "m", "d", "f", "q", "i", "1", "ctrl+z"):
            screen.status.say("")
            await driver.press(key)
            assert (key, driver.said) == (key, READ_ONLY)


async def test_with_nothing_done_undo_says_that_there_is_nothing(tmp_path: Path) -> None:
    async with running(make_study(tmp_path / "study.qdb", None)) as driver:
        driver.app.standing = None
        await driver.press("ctrl+z")
        assert driver.said == "There is nothing to undo."


async def test_where_nothing_is_folded_the_key_that_shows_it_says_so(tmp_path: Path) -> None:
    async with running(make_coded_study(tmp_path / "study.qdb")) as driver:
        await driver.press("ctrl+f", *"what", "enter", "v")
        screen = driver.app.screen
        assert isinstance(screen, FrameScreen)
        assert screen.status.said == "Nothing of this is flagged as distressing."


async def test_while_one_types_the_footer_names_keys_that_are_no_letters(tmp_path: Path) -> None:
    async with running(make_coded_study(tmp_path / "study.qdb")) as driver:
        await driver.press("f3")
        line = driver.app.screen.query_one("FooterLine")
        said = "".join(text for text, _ in line.left(120))  # type: ignore[attr-defined]
        assert "ctrl+b build" in said
        await driver.type("Partnership/*")
        await driver.press("enter")
        assert " b build" in "".join(text for text, _ in line.left(120))  # type: ignore[attr-defined]
