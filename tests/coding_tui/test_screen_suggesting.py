"""Suggestions in the app: a list with reasons, one key each to accept, reject, recode or skip, and the way back."""

from __future__ import annotations

from pathlib import Path

import pytest
from suggesting_study import CALLING, EARLY, QUEUE, document_of, give, mark_done, suggesting_study
from workbenches import Driver, running, stored

from codebook.coding import distressing
from codebook.project import open_project
from codebook.suggesting import suggestions
from codebook.suggesting.queue import Asked
from coding_tui.dialogs.choose import Choose
from coding_tui.screens.codes import CodesScreen
from coding_tui.screens.suggesting import SuggestionsScreen
from coding_tui.screens.workbench import WorkbenchScreen
from transcripts import coders


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with suggesting_study(tmp_path / "study.qdb") as project:
        return project.path


async def listed(driver: Driver) -> SuggestionsScreen:
    """Those for the document in the reader."""
    driver.bench.reader.focus()
    await driver.press("C")
    screen = driver.app.screen
    assert isinstance(screen, SuggestionsScreen)
    return screen


async def of_code(driver: Driver, code: str = EARLY) -> SuggestionsScreen:
    """Those for a code, from the codebook's screen."""
    await driver.press("ctrl+b")
    screen = driver.app.screen
    assert isinstance(screen, CodesScreen)
    paths = [line.code.path for line in screen.view.lines]
    screen.table.go(paths.index(code))
    await driver.press("u")
    found = driver.app.screen
    assert isinstance(found, SuggestionsScreen)
    return found


def accepted(path: Path, who: str = "Ben") -> list[tuple[str, str, int]]:
    return [(code, each.origin, each.start) for code, each in stored(path) if each.coder == who]


async def test_the_list_is_that_of_the_command_line_with_its_reason_beside_it(path: Path) -> None:
    async with running(path, coder="Ben") as driver:
        screen = await of_code(driver)
        with open_project(path, read_only=True) as project:
            expected = suggestions(project, "Ben", Asked(screen.scope.code))
        assert [each.id for each in screen.found_list.records] == [each.id for each in expected.suggestions]
        first = expected.suggestions[0]
        assert screen.list_pane.rule.title_text == (
            f"Suggestions for ‘Early contact’ · {expected.of} passages, no codings"
        )
        assert first.reason in screen.context.plain
        assert first.expected in screen.context.plain
        assert (first.text, "mark") in screen.context.pieces
        assert accepted(path) == []


async def test_accept_reject_and_undo(path: Path) -> None:
    async with running(path, coder="Ben") as driver:
        screen = await of_code(driver)
        first = screen.found_list.records[0]
        await driver.press("a")
        assert accepted(path) == [(EARLY, "suggestion", first.start)]
        assert screen.status.said == (
            f"Coded {first.end - first.start} characters of {first.label} as ‘{EARLY}’ · ctrl+z undoes"
        )
        assert first.id not in {each.id for each in screen.found_list.records}
        second = screen.found_list.highlighted
        assert second is not None
        await driver.press("x")
        assert second.id not in {each.id for each in screen.found_list.records}
        assert len(accepted(path)) == 1
        await driver.press("ctrl+z")
        assert second.id in {each.id for each in screen.found_list.records}
        await driver.press("ctrl+z")
        assert accepted(path) == []
        assert screen.found_list.records[0].id == first.id


async def test_another_code_and_skipping(path: Path) -> None:
    async with running(path, coder="Ben") as driver:
        screen = await of_code(driver)
        first, second, *_ = screen.found_list.records
        await driver.press("s")
        assert screen.found_list.highlighted == second
        await driver.press("r")
        assert isinstance(driver.app.screen, Choose)
        await driver.type("queues")
        await driver.press("enter")
        assert accepted(path) == [(QUEUE, "suggestion", second.start)]
        left = {each.id for each in screen.found_list.records}
        assert first.id in left
        assert second.id not in left


async def test_of_the_document_of_the_code_in_it_and_of_all(path: Path) -> None:
    async with running(path, coder="Ben") as driver:
        screen = await listed(driver)
        label = screen.scope.label
        assert {each.label for each in screen.found_list.records} == {label}
        seen = set()
        for _ in range(4):
            await driver.press("c")
            seen.add((screen.scope.by_code, screen.scope.by_document))
        assert len(seen) == 4
        while (screen.scope.by_code, screen.scope.by_document) != (False, False):
            await driver.press("c")
        assert len({each.label for each in screen.found_list.records}) > 1
        await driver.press("i")
        assert "interviewer" in {each.role for each in screen.found_list.records}
        await driver.press("enter")
        assert isinstance(driver.app.screen, WorkbenchScreen)


async def test_what_is_done_is_left_out_unless_asked_for(path: Path) -> None:
    with open_project(path) as project:
        give(project, "Ben", 12, 11)
        mark_done(project, "Ben", 12)
    async with running(path, coder="Ben") as driver:
        screen = await of_code(driver)
        assert {each.label for each in screen.found_list.records} == {"Police 11"}
        await driver.press("f")
        assert "Police 12" in {each.label for each in screen.found_list.records}
        assert screen.list_pane.rule.hint == "done ones too"
        await driver.press("escape")
        assert isinstance(driver.app.screen, WorkbenchScreen)


async def test_an_empty_list_says_why(path: Path) -> None:
    async with running(path, coder="Ann") as driver:
        screen = await of_code(driver)
        assert not screen.found_list.records
        assert screen.found_list.empty.startswith("Ann is done with every document given to them.")
        await driver.press("a", "x", "r", "s")
        assert driver.app.screen is screen
        assert {origin for _, origin, _ in accepted(path, "Ann")} == {"human"}


async def test_what_is_flagged_as_distressing_is_folded_also_as_an_example(path: Path) -> None:
    with open_project(path) as project:
        flagged = suggestions(project, "Ben", Asked(document=document_of(project, 12))).suggestions
        made = next(each for each in flagged if each.path == EARLY)
        assert made.like is not None
        with project.step("Flag", "Ann") as session:
            ann = coders.ensure(session, "Ann")
            distressing.flag(session, made.document, made.start, made.end, coder=ann)
            distressing.flag(session, made.like.uid, made.like.start, made.like.end, coder=ann)
    async with running(path, coder="Ben") as driver:
        screen = await of_code(driver)
        screen.found_list.go([each.id for each in screen.found_list.records].index(made.id))
        await driver.press("down", "up")
        assert CALLING[0] not in screen.context.plain
        assert f"like a folded passage in {made.like.document}" in screen.context.plain
        await driver.press("v")
        assert (made.text, "mark") in screen.context.pieces


async def test_nothing_is_answered_in_a_project_that_is_only_read(path: Path) -> None:
    async with running(path, coder="Ben", read_only=True) as driver:
        screen = await of_code(driver)
        many = len(screen.found_list.records)
        assert many
        await driver.press("a", "x", "r")
        assert driver.app.screen is screen
        assert len(screen.found_list.records) == many


async def test_a_partners_work_under_seal_changes_nothing_on_the_screen(path: Path) -> None:
    with open_project(path) as project:
        for name in ("Ann", "Ben"):
            give(project, name, 9, 10, sealed=True)

    async def seen() -> tuple[str, list[str], str]:
        async with running(path, coder="Ann") as driver:
            screen = await of_code(driver)
            return (
                screen.list_pane.rule.title_text,
                [each.id for each in screen.found_list.records],
                screen.context.plain,
            )

    before = await seen()
    assert before[1]
    async with running(path, coder="Ben") as driver:
        await of_code(driver)
        await driver.press("a", "x")
    assert await seen() == before
