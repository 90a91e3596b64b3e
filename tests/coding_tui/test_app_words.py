"""People's words on every screen of the app: shown as they are, obeyed by nobody, told to nobody."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from studies import add
from textual.pilot import Pilot
from textual.widgets import Input
from workbenches import make_study, running, settle, stored

from codebook.project import open_project
from codebook.scheme.document import CodebookDocument, CodeEntry
from codebook.scheme.taking_in import take_in
from coding_tui.app import CodingApp, make_app
from coding_tui.settings import Settings

HOSTILE = ("[laughs] [/b] [red]x[/]", "$error [@click=app.quit]go[/]", "a\u202eb\u200fc", "e\u0301 👩‍👩‍👧 ‘q’", "[")
ESCAPES = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def screen_text(app: CodingApp) -> str:
    """Everything on the screen, row by row."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def hostile_study(path: Path) -> Path:
    make_study(path)
    entries = tuple(
        CodeEntry(name.replace("\n", " "), brief=name, include=(name,), near_miss=name) for name in HOSTILE
    )  # fmt: skip
    with open_project(path) as project:
        with project.step("[b]Codebook[/b]", "[Ann]") as session:
            take_in(session, CodebookDocument(title="[/]", entries=entries))
        for name in HOSTILE:
            text = f"P: {name} said \x1b]52;c;eA==\x07 and \x1b[2J {name}\n"
            add(project, name, text, kind="[kind]", group=name, area="[A]")
    return path


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_words_go_through_every_pane_and_dialog(name: str, tmp_path: Path) -> None:
    path = hostile_study(tmp_path / "study.qdb")
    async with running(path, coder="[Ben]") as driver:
        uid = next(line.uid for line in driver.bench.lines or () if line.label == name)
        driver.bench.open(uid)
        await settle(driver.pilot)
        seen = [screen_text(driver.app)]
        driver.bench.reader.focus()
        await driver.press("s", "c")
        driver.app.screen.query_one("#code-query", Input).value = name
        await settle(driver.pilot)
        seen.append(screen_text(driver.app))
        await driver.press("enter", "m")
        await driver.pilot.press(*"memo")
        seen.append(screen_text(driver.app))
        await driver.press("ctrl+s", "f1")
        seen.append(screen_text(driver.app))
        await driver.press("escape", "ctrl+z", "ctrl+p")
        seen.append(screen_text(driver.app))
        for text in seen:
            assert not ESCAPES.search(text)
        assert name.split()[0].replace("\u202e", "⸗").replace("\u200f", "⸗")[:8] in seen[0]
    assert [coding.coder for _, coding in stored(path)] == ["[Ben]"]


async def test_the_status_line_and_toasts_show_names_as_they_are(tmp_path: Path) -> None:
    path = hostile_study(tmp_path / "study.qdb")
    async with running(path, size=(160, 40)) as driver:
        await driver.apply("They ring us", "[laughs]")
        assert "‘[laughs] [/b] [red]x[/]’" in driver.said
        await driver.press("ctrl+z")
        assert "[laughs] [/b] [red]x[/]" in screen_text(driver.app)


async def test_a_crash_prints_where_and_nothing_of_the_material(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = make_study(tmp_path / "study.qdb")
    app = make_app(path, "Ann", settings=Settings(tmp_path / "settings.json"))

    def burst() -> None:
        secret = "the words of a participant"
        raise ValueError(secret)

    async def crash(pilot: Pilot[Any]) -> None:
        await settle(pilot)
        app.call_later(burst)
        await pilot.pause()

    with pytest.raises(ValueError, match="the words"):
        async with app.run_test() as pilot:
            await crash(pilot)
    app._print_error_renderables()
    printed = "".join(capsys.readouterr())
    assert "ValueError" in printed
    assert "test_app_words.py" in printed
    assert "participant" not in printed
    assert "secret" not in printed


async def test_a_refused_change_is_said_and_nothing_is_lost(tmp_path: Path) -> None:
    path = make_study(tmp_path / "study.qdb")
    async with running(path) as driver:
        await driver.apply("They ring us", "early")
        await driver.apply("They ring us", "early")
        assert "has this code from this coder already" in driver.said
        assert len(stored(path)) == 1
        assert driver.app.is_running
