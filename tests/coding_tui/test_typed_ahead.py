"""Keys that come faster than the screen follows do what they do when somebody types slowly."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from threading import Event

import pytest
from textual import events
from workbenches import Driver, make_study, running, settle, stored

from coding_tui.screens.blank import BlankScreen
from coding_tui.screens.workbench import WorkbenchScreen


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_study(tmp_path / "study.qdb")


async def all_at_once(driver: Driver, keys: Iterable[str]) -> None:
    """Have keys arrive as a terminal hands over what was typed meanwhile: together."""
    for key in keys:
        driver.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await settle(driver.pilot)


async def test_a_code_its_stance_and_a_memo_typed_in_one_go(path: Path) -> None:
    async with running(path) as driver:
        driver.bench.reader.focus()
        await all_at_once(driver, ["s", "c", *"false", "enter", "r", "m", *"see", "ctrl+s", "asterisk", "p"])
        [(code, coding)] = stored(path)
        assert (code, coding.stance, coding.memo) == ("Rape myths/False report", "reports", "see")
        assert (coding.key, coding.prompted) == (True, True)


async def test_marks_are_about_the_coding_made_by_the_key_before(path: Path) -> None:
    async with running(path) as driver:
        await driver.apply("They ring us", "early")
        await driver.select("who is on duty")
        await all_at_once(driver, ["1", "asterisk", "ctrl+z", "ctrl+z", "ctrl+y"])
        first, second = sorted((coding for _, coding in stored(path)), key=lambda each: each.start)
        assert (first.key, second.key) == (False, False)
        assert not driver.app.typed_ahead.busy


async def test_a_key_that_a_closed_question_hands_on_comes_before_those_typed_after_it(path: Path) -> None:
    async with running(path) as driver:
        await driver.select("everybody blamed everybody")
        await all_at_once(driver, ["c", *"false", "enter", "asterisk", "p", "ctrl+z"])
        [(_, coding)] = stored(path)
        assert (coding.stance, coding.key, coding.prompted) == ("", True, False)


async def test_the_key_that_blanks_the_screen_waits_for_nothing_and_what_waited_is_let_go(path: Path) -> None:
    async with running(path) as driver:
        await driver.select("They ring us")
        await all_at_once(driver, ["c", *"early", "enter", "f9"])
        assert isinstance(driver.app.screen, BlankScreen)
        await driver.press("space")
        assert isinstance(driver.app.screen, WorkbenchScreen)
        assert driver.bench.reader.has_focus
        assert stored(path) == []


async def test_what_is_pasted_goes_where_the_keys_before_it_lead(path: Path) -> None:
    async with running(path) as driver:
        await driver.select("They ring us")
        driver.app.post_message(events.Key("c", "c"))
        driver.app.post_message(events.Paste("early"))
        driver.app.post_message(events.Key("enter", None))
        await settle(driver.pilot)
        assert [code for code, _ in stored(path)] == ["Partnership/Early contact"]


async def test_keys_typed_while_the_first_document_is_being_read_go_to_it(path: Path) -> None:
    read = Event()
    async with running(path) as driver:
        bench = driver.bench
        bench.document_list.focus()
        bench.read(lambda _: read.wait(), lambda _: bench.reader.focus(), group="begin")
        driver.app.post_message(events.Key("s", "s"))
        await driver.pilot.pause()
        read.set()
        await settle(driver.pilot)
        assert (bench.document_list.sought, bench.selected is not None) == ("", True)
