"""A corrected transcript in the app: looked at first, replaced as one step, its report read, the lost put back."""

from __future__ import annotations

from pathlib import Path

import pytest
from workbenches import INTERVIEW, Driver, make_study, running, settle, stored

from codebook.checking import check
from codebook.project import open_project
from coding_tui.dialogs.confirm import Confirm
from coding_tui.screens.replacing import ACCEPTED, ASIDE, LIKELY, OTHER, ReplacedScreen, ReplacingScreen, ReviewScreen
from coding_tui.screens.workbench import WorkbenchScreen
from coding_tui.views.veil import FOLDED
from coding_tui.widgets.footer_line import FooterLine

NEW = "A cover page.\n" + INTERVIEW.replace("They ring", "They telephone").replace("No. It depends who is on", "No, on")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "corrected.txt").write_text(NEW, encoding="utf-8")
    return make_study(tmp_path / "study.qdb")


async def coded(driver: Driver) -> None:
    """Three codings: one will move, one will have other words, one will be lost."""
    await driver.apply("everybody blamed everybody", "blame")
    await driver.apply("They ring us, and it works.", "early")
    await driver.apply("It depends who", "shared")


async def review(driver: Driver, path: Path, name: str = "corrected.txt") -> ReplacingScreen:
    """Look at the corrected transcript."""
    await driver.app.run_action("screen.replace_document")
    await settle(driver.pilot)
    await driver.type(str(path.with_name(name)))
    await driver.press("enter")
    screen = driver.app.screen
    assert isinstance(screen, ReplacingScreen)
    return screen


def listed(screen: ReviewScreen) -> list[tuple[str, str]]:
    return [(each.verdict, each.thing.what.rpartition("/")[2]) for each in screen.listed.records]


async def replace_now(driver: Driver) -> None:
    await driver.press("r")
    assert isinstance(driver.app.screen, Confirm)
    await driver.press("tab", "enter")


async def test_what_is_flagged_as_distressing_stays_folded_here_too(path: Path) -> None:
    async with running(path) as driver:
        await coded(driver)
        await driver.select("everybody blamed everybody")
        await driver.press("f")
        screen = await review(driver, path)
        await driver.press("f", "end")
        assert screen.words.plain.startswith("Partnership/Blame across")
        assert FOLDED in screen.words.plain
        assert "blamed everybody" not in driver.app.export_screenshot().replace("&#160;", " ")
        await driver.press("v")
        assert "[everybody blamed everybody]" in screen.words.plain
        assert "blamed everybody" in driver.app.export_screenshot().replace("&#160;", " ")
        await driver.press("v")
        assert FOLDED in screen.words.plain


async def test_what_needs_looking_at_stands_first_with_both_wordings(path: Path) -> None:
    async with running(path) as driver:
        await coded(driver)
        before = stored(path)
        screen = await review(driver, path)
        assert listed(screen) == [("lost", "Shared language"), ("changed", "Early contact")]
        assert "has no place in the new text" in screen.words.plain
        await driver.press("down")
        assert "[They ring us, and it works.]" in screen.words.plain
        assert "[They telephone us, and it works.]" in screen.words.plain
        assert "\nring → telephone\n" in screen.words.plain
        assert ("ring", "wrong") in screen.words.pieces
        assert ("telephone", "mark") in screen.words.pieces
        await driver.press("f")
        assert listed(screen)[2:] == [("moved", "Blame across")]
        assert stored(path) == before
        await driver.press("escape")
        assert isinstance(driver.app.screen, WorkbenchScreen)
        assert stored(path) == before


async def test_replacing_is_one_step_and_the_reader_follows(path: Path) -> None:
    async with running(path) as driver:
        await coded(driver)
        await review(driver, path)
        await replace_now(driver)
        assert isinstance(driver.app.screen, WorkbenchScreen)
        assert "1 passage set aside" in driver.said
        reader = driver.bench.reader
        assert reader.transcript is not None
        assert reader.transcript.text == NEW
        words = {code.rpartition("/")[2]: NEW[each.start : each.end] for code, each in stored(path)}
        assert words == {
            "Blame across": "everybody blamed everybody", "Early contact": "They telephone us, and it works.",
        }  # fmt: skip
        assert {NEW[c.start : c.end] for c in reader.codings.codings} == {*words.values()}
        with open_project(path) as project:
            assert project.history(1)[0].label == "Replace ‘CPS 43’ with ‘corrected.txt’"
            assert check(project) == []
        await driver.press("ctrl+z")
        assert reader.transcript.text == INTERVIEW
        assert {INTERVIEW[c.start : c.end] for c in reader.codings.codings} == {
            "everybody blamed everybody", "They ring us, and it works.", "It depends who",
        }  # fmt: skip


async def test_one_by_one_things_are_accepted_or_set_aside(path: Path) -> None:
    async with running(path) as driver:
        await coded(driver)
        screen = await review(driver, path)
        lost, changed = screen.listed.records
        await driver.press("x")
        assert "set aside already" in screen.status.said
        await driver.press("enter", "enter")
        assert screen.listed.decided == {lost.thing.uid: ASIDE, changed.thing.uid: ACCEPTED}
        await driver.press("x")
        assert screen.listed.decided == {lost.thing.uid: ASIDE, changed.thing.uid: ASIDE}
        await replace_now(driver)
        assert [code.rpartition("/")[2] for code, _ in stored(path)] == ["Blame across"]


async def test_what_is_lost_can_go_where_it_seems_to_belong(path: Path) -> None:
    path.with_name("corrected.txt").write_text(
        INTERVIEW.replace("It depends who is on duty", "It does vary a lot by shift"), encoding="utf-8"
    )
    async with running(path) as driver:
        await driver.apply("It depends who is on duty", "shared")
        screen = await review(driver, path)
        assert listed(screen) == [("lost", "Shared language")]
        assert "It might belong here" in screen.words.plain
        await driver.press("l")
        assert [*screen.listed.decided.values()] == [LIKELY]
        await replace_now(driver)
        [(_, coding)] = stored(path)
        assert driver.bench.reader.transcript is not None
        assert "It does vary" in driver.bench.reader.transcript.text[coding.start : coding.end]


async def test_what_is_said_twice_now_is_looked_at_and_can_go_to_the_other_place(path: Path) -> None:
    turn = INTERVIEW.splitlines(keepends=True)[1]
    new = INTERVIEW.replace(turn, 2 * turn)
    path.with_name("corrected.txt").write_text(new, encoding="utf-8")
    async with running(path) as driver:
        await driver.apply("They ring us, and it works.", "early")
        await driver.apply("everybody blamed everybody", "blame")
        screen = await review(driver, path)
        assert listed(screen) == [("kept", "Early contact"), ("kept", "Blame across")]
        assert screen.list_pane.rule.note == "0 lost · 0 other words · 2 in doubt · 0 moved · 2 kept"
        assert "It is said here too" in screen.words.plain
        assert "says this once more" in screen.words.plain
        await driver.press("l", "enter")
        assert [*screen.listed.decided.values()] == [OTHER, ACCEPTED]
        await replace_now(driver)
        where = {code.rpartition("/")[2]: each.start for code, each in stored(path)}
        assert where == {
            "Early contact": new.rindex("They ring us"), "Blame across": new.index("everybody blamed everybody"),
        }  # fmt: skip
        await driver.press("ctrl+z")
        assert {each.start for _, each in stored(path)} == {
            INTERVIEW.index("They ring us"), INTERVIEW.index("everybody blamed everybody"),
        }  # fmt: skip


async def test_the_report_can_be_read_again_and_the_lost_put_back(path: Path) -> None:
    async with running(path) as driver:
        await coded(driver)
        await review(driver, path)
        await replace_now(driver)
        await driver.app.run_action("screen.read_report")
        await settle(driver.pilot)
        report = driver.app.screen
        assert isinstance(report, ReplacedScreen)
        assert listed(report) == [("lost", "Shared language"), ("changed", "Early contact")]
        await driver.press("enter")
        assert "has no place" in report.status.said
        await driver.press("down", "enter")
        reader = driver.bench.reader
        assert isinstance(driver.app.screen, WorkbenchScreen)
        assert NEW[slice(*reader.selection)] == "They telephone us, and it works."
        await driver.select("No, on duty")
        await driver.app.run_action("screen.put_back")
        await settle(driver.pilot)
        await driver.press("enter")
        assert "No, on duty" in {NEW[each.start : each.end] for _, each in stored(path)}
        await driver.app.run_action("screen.put_back")
        await settle(driver.pilot)
        assert "Nothing of this document is set aside" in driver.said
        with open_project(path) as project:
            assert check(project) == []


async def test_what_cannot_be_read_and_what_is_the_same_is_said(path: Path) -> None:
    path.with_name("same.txt").write_text(INTERVIEW, encoding="utf-8")
    async with running(path) as driver:
        for name, said in (("nowhere.txt", "cannot be read"), ("same.txt", "nothing to do")):
            await driver.app.run_action("screen.replace_document")
            await settle(driver.pilot)
            await driver.type(str(path.with_name(name)))
            await driver.press("enter")
            assert isinstance(driver.app.screen, WorkbenchScreen)
            toasts = [toast.message for toast in driver.app._notifications]
            assert said in " ".join([driver.said, *toasts]).lower()
            driver.app.clear_notifications()
        await driver.app.run_action("screen.read_report")
        await settle(driver.pilot)
        assert "never replaced" in driver.said


async def test_it_can_be_used_at_80_by_24(path: Path) -> None:
    async with running(path, size=(80, 24)) as driver:
        await coded(driver)
        screen = await review(driver, path)
        assert "Nothing is changed yet" in screen.status.said
        assert screen.listed.size.height >= 4
        assert screen.words.size.height >= 6
        offered = {command.id for command in screen.query_one(FooterLine).alive()}
        assert {"replacing.accept", "replacing.replace", "replacing.leave"} <= offered


async def test_a_project_that_is_only_read_is_not_corrected(path: Path) -> None:
    async with running(path, read_only=True) as driver:
        assert not driver.bench.check_action("replace_document", ())
        assert not driver.bench.check_action("put_back", ())
