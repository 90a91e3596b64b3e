"""Two windows and a command line on one project: everybody sees what is there, and nobody undoes unawares."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cli_calls import done
from workbenches import Driver, make_study, running, settle, stored

from codebook.project import open_project
from codebook.scheme import codes
from coding_tui.edits import NewCode, Passage, apply


async def shows(driver: Driver, what: Callable[[], bool]) -> bool:
    """Wait, as a person does who presses nothing, until a window shows something."""
    while not what():
        await driver.pilot.pause(0.05)
    await settle(driver.pilot)
    return what()


async def told(driver: Driver) -> None:
    """Have a window look now."""
    assert driver.app.background is not None
    driver.app.background.look()
    await settle(driver.pilot)


async def test_what_one_window_does_the_other_shows(tmp_path: Path) -> None:
    path = make_study(tmp_path / "study.qdb")
    async with running(path, size=(200, 40)) as ann, running(path, coder="Ben") as ben:
        await ann.apply("They ring us", "early")
        assert await shows(ben, lambda: [c.coder for c in ben.bench.codings.values()] == ["Ann"])
        assert (ben.app.standing or "").startswith("Ann: Apply ‘Early contact’")
        assert not (ann.app.standing or "").startswith("Ann")

        assert ann.app.background is not None
        assert ann.bench.opened is not None
        ann.app.background.wait()
        with open_project(path) as elsewhere, elsewhere.step("Apply ‘Haste’", "Ben") as session:
            apply(session, Passage(ann.bench.opened, 61, 70, "Ben"), NewCode("Haste"))
        ann.app.action_undo()  # at once: Ann's window cannot know of Ben's step yet
        await settle(ann.pilot)
        assert "came from elsewhere a moment ago" in ann.said
        assert len(stored(path)) == 2
        assert {c.coder for c in ann.bench.codings.values()} == {"Ann", "Ben"}
        await ann.press("ctrl+z")
        assert ann.said.startswith("Undid “Ben: Apply ‘Haste’")
        await told(ben)
        assert [c.coder for c in ben.bench.codings.values()] == ["Ann"]

        with open_project(path) as elsewhere, elsewhere.step("New code", "Cy") as session:
            codes.add(session, "From elsewhere")
        (tmp_path / "Judge 1.txt").write_text("Interviewer: Why?\nJudge 1: Because.\n", encoding="utf-8")
        done("import", path, tmp_path / "Judge 1.txt", "--as", "Cy")
        for window in (ann, ben):
            await told(window)
            assert "From elsewhere" in {code.name for code in window.bench.view.by_uid.values()}
            assert "Judge 1" in {line.label for line in window.bench.lines or ()}
            assert (window.app.standing or "").startswith("Cy: Import")
    assert done("check", path).out == "No problems\n"


async def test_two_who_change_the_same_coding_lose_nothing(tmp_path: Path) -> None:
    path = make_study(tmp_path / "study.qdb")
    async with running(path) as here, running(path) as there:
        await here.apply("They ring us", "early")
        await told(there)
        await there.select("They ring us")
        await there.press("x")
        await here.select("They ring us")
        await here.press("p")  # marks a coding that is gone
        assert not stored(path)
        await told(here)
        assert not here.bench.codings
        await here.press("ctrl+z")
        assert len(stored(path)) == 1
