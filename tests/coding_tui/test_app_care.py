"""The blank screen, by key and by itself, and a coder's own dose; by a clock that the test turns."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

from textual.widgets import Static
from workbenches import make_study, running, settle

from coding_tui.care import Care
from coding_tui.screens.blank import BlankScreen
from coding_tui.screens.settings import SettingsScreen

MONDAY = date(2026, 11, 23)


def shown(app: object) -> str:
    return "\n".join(
        "".join(segment.text for segment in strip)
        for strip in app.screen._compositor.render_strips()  # type: ignore[attr-defined]
    )


async def test_it_goes_blank_when_nobody_is_there_and_a_key_brings_it_back(tmp_path: Path) -> None:
    now = [0.0]
    async with running(make_study(tmp_path / "study.qdb")) as driver:
        app = driver.app
        app.clock = lambda: now[0]
        await driver.press("down")
        now[0] = 599.0
        app.look_at_clock()
        await settle(driver.pilot)
        assert not app.blanked
        now[0] = 600.0
        app.look_at_clock()
        app.look_at_clock()
        await settle(driver.pilot)
        assert app.blanked
        assert sum(isinstance(screen, BlankScreen) for screen in app.screen_stack) == 1
        said = str(app.screen.query_one(Static).content)
        assert "10 minutes" in said
        assert "no passphrase" in said
        where = driver.bench.reader.cursor
        await driver.press("down")
        assert not app.blanked
        assert driver.bench.reader.cursor == where
        app.look_at_clock()
        assert not app.blanked


async def test_nothing_shows_over_the_blank_screen_and_what_waited_comes_after(tmp_path: Path) -> None:
    async with running(make_study(tmp_path / "study.qdb")) as driver:
        app = driver.app
        await driver.apply("They ring us", "early")
        await driver.press("f9")
        app.complain("Something long was not done", "a message that nobody asked for " * 6)
        app.action_help()
        await driver.press()
        await settle(driver.pilot)
        assert app.blanked
        picture = shown(app)
        assert "Paused" in picture
        for word in ("ring", "message", "CPS 43", "Early contact"):
            assert word not in picture
        await driver.press("f9")
        assert not app.blanked
        assert type(app.screen).__name__ == "HelpScreen"


async def test_idle_of_nought_minutes_is_never(tmp_path: Path) -> None:
    now = [0.0]
    async with running(make_study(tmp_path / "study.qdb")) as driver:
        driver.app.clock = lambda: now[0]
        await driver.press("f8", "ctrl+t", "ctrl+u", "0", "enter")
        assert Care.load(tmp_path / "care.json").idle_minutes == 0
        now[0] = 90_000.0
        driver.app.look_at_clock()
        await settle(driver.pilot)
        assert not driver.app.blanked


async def test_the_dose_leaves_idle_time_out_and_is_told_once(tmp_path: Path) -> None:
    async with running(make_study(tmp_path / "study.qdb")) as driver:
        app = driver.app
        now = [app.clock()]
        app.today = lambda: MONDAY
        app.clock = lambda: now[0]
        app.care.limit_minutes = 2
        app.look_at_clock()
        for _ in range(40):
            now[0] += 5.0
            await driver.pilot.press("down")
            app.look_at_clock()
        assert app.care.dose("Ann", MONDAY).minutes == 3
        assert app.care.dose("Ann", MONDAY).documents == 1
        assert "2 minutes of transcripts a day" in driver.said
        now[0] += 500.0
        app.look_at_clock()
        assert app.care.dose("Ann", MONDAY).minutes == 3
        await driver.press("f8")
        screen = app.screen
        assert isinstance(screen, SettingsScreen)
        assert "3 minutes of transcripts · 0 flagged passages opened · 1 document" in screen.facts.plain
    kept = tmp_path / "care.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert "CPS 43" not in kept.read_text(encoding="utf-8")


def test_a_week_is_seven_days_and_every_coder_has_their_own(tmp_path: Path) -> None:
    care = Care(tmp_path / "care.json")
    for day in (16, 17, 23):
        care.read("Ann", date(2026, 11, day), 120.0, f"document {day}")
    care.read("Ben", MONDAY, 60.0, "document 23")
    care.opened("Ann", MONDAY, 2)
    again = Care.load(tmp_path / "care.json")
    assert again.dose("Ann", MONDAY).said() == "2 minutes of transcripts · 2 flagged passages opened · 1 document"
    assert again.dose("Ann", MONDAY, days=7).minutes == 4
    assert again.dose("Ben", MONDAY, days=7).minutes == 1
    again.read("Ann", date(2027, 1, 1), 60.0, "later")
    assert list(again.days["Ann"]) == ["2027-01-01"]


def test_a_broken_file_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "care.json").write_text('{"fold": ', encoding="utf-8")
    assert Care.load(tmp_path / "care.json") == Care(tmp_path / "care.json")
