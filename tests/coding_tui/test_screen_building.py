"""The builder of queries through the real app: a query put together and taken apart by keys and lists alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from coded_study import make_coded_study
from rich.cells import cell_len
from textual.widgets import Input, Static
from workbenches import Driver, make_study, running

from codebook.project import open_project
from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.ask_query import AskQuery
from coding_tui.dialogs.build_query import BuildQuery
from coding_tui.dialogs.choose_several import ChooseSeveral
from coding_tui.screens.retrieve import RetrieveScreen
from coding_tui.widgets.outline import Outline
from transcripts import attribute_values, document_labels


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_coded_study(tmp_path / "study.qdb")


async def retrieve(driver: Driver, typed: str = "") -> RetrieveScreen:
    await driver.press("f3")
    screen = driver.app.screen
    assert isinstance(screen, RetrieveScreen)
    screen.query_field.field.value = typed
    return screen


async def choose(driver: Driver, *names: str) -> None:
    """Filter the list in front by what is typed, and take it; several are marked one by one."""
    for name in names:
        await driver.type(name)
        if len(names) > 1:
            await driver.press("tab")
    await driver.press("enter")


def builder(driver: Driver) -> BuildQuery:
    screen = driver.app.screen
    assert isinstance(screen, BuildQuery)
    return screen


def built(driver: Driver) -> str:
    """The query as it stands in the builder."""
    return str(builder(driver).query_one("#built", Static).content)


def told(driver: Driver) -> str:
    return str(builder(driver).query_one("#told", Static).content)


def outline(driver: Driver) -> list[str]:
    return ["  " * row.depth + row.text for row in builder(driver).query_one(Outline).rows]


def listed(screen: RetrieveScreen) -> list[str]:
    return [passage.excerpt.text for passage in screen.found_list.records]


async def test_a_query_is_built_from_lists_and_asked(path: Path) -> None:
    async with running(path) as driver:
        screen = await retrieve(driver)
        await driver.press("ctrl+b")
        await choose(driver, "blame across")
        assert built(driver) == '"Blame across"'
        assert told(driver) == "2 excerpts · 2 documents"
        await driver.press("a")
        await choose(driver, "and not")
        await choose(driver, "delay")
        await driver.press("f")
        await choose(driver, "group")
        await choose(driver, "police")
        assert outline(driver) == [
            "all of it", '  "Blame across"', '  AND NOT  "Delay and queues"', "  only  group:Police", "ask it",
        ]  # fmt: skip
        assert told(driver) == "1 excerpt · 1 document"
        await driver.press("end", "enter")
        assert screen.query_field.value == '"Blame across" AND NOT "Delay and queues" group:Police'
        assert listed(screen) == ["They never read what we send, so you send less."]


async def test_each_side_of_a_relation_has_filters_of_its_own(path: Path) -> None:
    async with running(path) as driver:
        screen = await retrieve(driver)
        await driver.press("ctrl+b")
        await choose(driver, "early contact")
        await driver.press("f")
        await choose(driver, "coder")
        await choose(driver, "ann")
        await driver.press("a")
        await choose(driver, "same document")
        await choose(driver, "any code")
        await driver.press("end", "up", "f")
        await choose(driver, "coder")
        await choose(driver, "ben")
        await driver.press("home", "f")
        await choose(driver, "date")
        await driver.type("2023")
        await driver.press("enter")
        assert built(driver) == '("Early contact" coder:Ann) SAME document (coder:Ben) date:2023'
        await driver.press("ctrl+s")
        assert listed(screen) == ["They ring us, and it works."]


async def test_what_is_typed_already_is_taken_apart_changed_and_left_to_be_typed_on(path: Path) -> None:
    async with running(path) as driver:
        screen = await retrieve(driver, '("Blame across" group:CPS,Police) WITHIN Partnership/* OR coder:Ben')
        await driver.press("ctrl+b")
        assert outline(driver) == [
            "all of it", "  these together", '    "Blame across"', "      only  group:CPS,Police",
            "    WITHIN  Partnership/*", "  OR  *", "    only  coder:Ben", "ask it",
        ]  # fmt: skip
        await driver.press("down", "down", "down", "enter")
        dialog = driver.app.screen
        assert isinstance(dialog, ChooseSeveral)
        assert [row.text for row in dialog.query_one(Outline).rows if row.sign == "✓"] == ["CPS", "Police"]
        await driver.press("tab", "enter")
        assert built(driver) == '("Blame across" group:Police) WITHIN Partnership/* OR (coder:Ben)'
        await driver.press("n")
        assert built(driver).startswith('("Blame across" NOT group:Police) WITHIN')
        await driver.press("down", "o")
        await choose(driver, "overlaps")
        await driver.press("enter")
        await choose(driver, "delay")
        assert built(driver) == '("Blame across" NOT group:Police) OVERLAPS "Delay and queues" OR (coder:Ben)'
        await driver.press("down", "x")
        assert built(driver) == '("Blame across" NOT group:Police) OVERLAPS "Delay and queues"'
        await driver.press("escape")
        assert screen.query_field.value == '("Blame across" NOT group:Police) OVERLAPS "Delay and queues"'
        assert screen.query_field.has_focus_within
        assert not screen.asked


async def test_changes_are_taken_back_and_done_again_as_often_as_one_likes(path: Path) -> None:
    async with running(path) as driver:
        screen = await retrieve(driver, "Partnership/*")
        await driver.press("ctrl+b", "n")
        assert "AND and AND NOT change places" in told(driver)
        await driver.press("o")
        assert "Nothing stands before this" in told(driver)
        await driver.press("f")
        await choose(driver, "kind")
        await choose(driver, "interview", "panel")
        await driver.press("down", "n")
        assert built(driver) == "Partnership/* NOT kind:interview,panel"
        await driver.press("u", "ctrl+z")
        assert built(driver) == "Partnership/*"
        await driver.press("u")
        assert told(driver) == "There is nothing more to take back here."
        await driver.press("ctrl+y")
        assert built(driver) == "Partnership/* kind:interview,panel"
        await driver.press("down", "x")
        assert told(driver) == "Go to the line that is to be taken out."
        await driver.press("up", "x")
        assert built(driver) == "Partnership/*"
        await driver.press("x")
        assert isinstance(driver.app.screen, ChooseSeveral)  # nothing is left: another first code
        await driver.press("escape")
        assert built(driver) == "Partnership/*"
        await driver.press("escape")
        assert screen.query_field.value == "Partnership/*"


async def test_several_codes_at_once_and_what_no_list_holds(path: Path) -> None:
    async with running(path) as driver:
        await retrieve(driver)
        await driver.press("ctrl+b")
        await choose(driver, "early contact", "shared language")
        assert built(driver) == '"Early contact" OR "Shared language"'
        await driver.press("a")
        await choose(driver, "how far")
        assert isinstance(driver.app.screen, Ask)
        driver.app.screen.query_one(Input).value = "7 turn"
        await driver.press("enter")
        await choose(driver, "something else")
        await driver.type("*across")
        await driver.press("enter")
        assert built(driver) == '("Early contact" OR "Shared language") NEAR 7 turns *across'
        await driver.press("end", "up", "f")
        await choose(driver, "text")
        await driver.type("you send")
        await driver.press("enter")
        assert built(driver).endswith('NEAR 7 turns (*across text:"you send")')
        await driver.press("enter")
        await choose(driver, "something else")
        await driver.type("a AND (")
        await driver.press("enter")
        assert told(driver) == "‘a AND (’: Expected a code, a filter such as group:police, NOT or ‘(’."
        await driver.press("a")
        await choose(driver, "how far")
        driver.app.screen.query_one(Input).value = "far"
        await driver.press("enter")
        assert told(driver) == "‘far’ is no distance: 5 sentences, 3 turns."


async def test_a_blank_belongs_to_what_is_looked_for_and_marks_otherwise(path: Path) -> None:
    async with running(path) as driver:
        await retrieve(driver)
        await driver.press("ctrl+b", "down", "space", "down", "down", "space")
        await driver.type("blame a")
        assert driver.app.screen.query_one(Outline).sought == "blame a"
        await driver.press("tab", "enter")
        assert built(driver) == 'Partnership/* OR "Early contact" OR "Blame across"'


async def test_left_at_the_first_list_nothing_is_changed(path: Path) -> None:
    async with running(path) as driver:
        screen = await retrieve(driver)
        await driver.press("ctrl+b", "escape")
        assert driver.app.screen is screen
        assert screen.query_field.value == ""


async def test_what_cannot_be_read_is_not_taken_apart(path: Path) -> None:
    async with running(path) as driver:
        screen = await retrieve(driver, "Partnership/* AND (")
        await driver.press("ctrl+b")
        assert driver.app.screen is screen
        assert "Expected a code" in screen.query_field.complaint.said
        assert screen.status.said.startswith("What is in the field cannot be read yet")


async def test_names_that_are_not_there_are_said_while_one_builds(path: Path) -> None:
    async with running(path) as driver:
        await retrieve(driver, "Partnershp/*")
        await driver.press("ctrl+b")
        assert told(driver).startswith("There is no code ‘Partnershp’. Did you mean ‘Partnership’")


async def test_attributes_are_offered_as_a_query_asks_for_them(path: Path) -> None:
    with open_project(path) as project, project.step("Attributes", "Ann") as session:
        uid = document_labels.find(session, "CPS 43")
        given = dict.fromkeys(("Years (of service)", "role", "2nd post"), "twelve or so")
        attribute_values.give(session, [(uid, given)])
    async with running(path) as driver:
        screen = await retrieve(driver)
        for said, field in (
            ("years", "years-of-service"), ("attribute-r", "attribute-role"), ("2nd", "attribute-2nd-post"),
        ):  # fmt: skip
            screen.query_field.field.value = ""
            await driver.press("ctrl+b")
            await choose(driver, "early contact")
            await driver.press("f")
            await choose(driver, said)
            await choose(driver, "twelve")
            assert built(driver) == f'"Early contact" {field}:"twelve or so"'
            assert told(driver) == "2 excerpts · 1 document"
            await driver.press("escape")


async def test_a_project_without_codes_still_builds_from_what_there_is(tmp_path: Path) -> None:
    async with running(make_study(tmp_path / "bare.qdb", None)) as driver:
        await retrieve(driver)
        await driver.press("ctrl+b", "enter", "f")
        await choose(driver, "kind")
        await choose(driver, "panel")
        assert built(driver) == "kind:panel"
        assert told(driver).startswith("0 excerpts")


async def test_a_project_that_is_only_read_is_asked_all_the_same(path: Path) -> None:
    async with running(path, read_only=True, size=(80, 24)) as driver:
        screen = await retrieve(driver)
        await driver.press("ctrl+b")
        await choose(driver, "early contact", "blame across", "delay")
        for _ in range(3):
            await driver.press("a")
            await choose(driver, "same document")
            await choose(driver, "any code")
        box, outline_, hint = (builder(driver).query_one(each) for each in (".dialog", Outline, ".hint"))
        assert outline_.region.height >= 4
        assert box.region.contains_region(hint.region)
        await driver.press("ctrl+s")
        assert len(listed(screen)) == 5


async def test_compare_asks_which_text_counts_with_the_field_and_the_builder_of_retrieve(path: Path) -> None:
    async with running(path, size=(80, 24)) as driver:
        await driver.press("f4", "slash")
        asking = driver.app.screen
        assert isinstance(asking, AskQuery)
        field = asking.query_field
        assert "ctrl+b builds it from lists" in str(asking.query_one(".hint", Static).content)
        await driver.press("ctrl+u")
        await driver.type("group:pol")
        await driver.press("right")
        assert field.value == "group:Police"  # what Retrieve completes, too
        field.field.value = "kind:interview AND ("
        await driver.press("ctrl+b")
        assert driver.app.screen is asking
        assert "Expected a code" in field.complaint.said
        long = "text:\"日本語 שלום\" OR " * 4
        field.field.value = f"{long}Blam"
        await driver.press("enter")
        assert driver.app.screen is asking, "a wrong one stays, and nothing typed is lost"
        assert "Did you mean ‘Partnership/Blame across’?" in field.complaint.said
        column = cell_len(long) - field.field.scroll_offset.x
        assert field.caret.said == f"{' ' * (1 + column)}▲"
        await driver.press("home")
        assert field.caret.said == "", "the place is out of sight"
        field.field.value = "kind:interview"
        await driver.press("ctrl+b", "f")
        await choose(driver, "group")
        await choose(driver, "police")
        await driver.press("escape")
        assert field.value == "kind:interview group:Police"
        await driver.press("ctrl+b", "ctrl+s")
        assert driver.app.screen.wanted.asked == "kind:interview group:Police"  # type: ignore[attr-defined]
        await driver.press("slash", "ctrl+u", "enter")
        assert driver.app.screen.wanted.asked == ""  # type: ignore[attr-defined]
