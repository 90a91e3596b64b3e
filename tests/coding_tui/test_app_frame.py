"""What all screens share: each change is heard once, and nothing stays unpainted for a reading that never comes."""

from __future__ import annotations

from pathlib import Path

import pytest
from workbenches import make_study, running, settle

from coding_tui.frame import FrameScreen
from coding_tui.registry.places import PLACES


@pytest.mark.parametrize("place", [place.id for place in PLACES])
async def test_a_change_is_heard_once(place: str, tmp_path: Path) -> None:
    async with running(make_study(tmp_path / "study.qdb")) as driver:
        driver.app.action_go(place)
        await settle(driver.pilot)
        screen = driver.app.screen
        assert isinstance(screen, FrameScreen)
        assert len(driver.app.project_changed._subscriptions[screen]) == 1


async def test_a_reading_replaced_before_it_begins_holds_no_frame_back(tmp_path: Path) -> None:
    async with running(make_study(tmp_path / "study.qdb")) as driver:
        answers: list[str] = []
        for name in ("first", "second", "third"):
            driver.bench.read(lambda _, name=name: name, answers.append, group="anything", in_one_frame=True)
        await settle(driver.pilot)
        assert answers == ["third"]
        assert driver.app._batch_count == 0


async def test_css_that_was_read_is_not_read_again_for_another_screen_but_for_another_theme(tmp_path: Path) -> None:
    async with running(make_study(tmp_path / "study.qdb")) as driver:
        known = driver.app.stylesheet.rules
        driver.app.action_go("history")
        await settle(driver.pilot)
        now = driver.app.stylesheet.rules
        assert {id(rule) for rule in known} < {id(rule) for rule in now}
        driver.app.theme = "textual-light"
        await settle(driver.pilot)
        assert {id(rule) for rule in now}.isdisjoint({id(rule) for rule in driver.app.stylesheet.rules})
