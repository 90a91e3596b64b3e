"""Search through the real app: looked for while one types, listed in context, read, collected, coded."""

from __future__ import annotations

from pathlib import Path

import pytest
from coded_study import HOSTILE, make_coded_study
from workbenches import Driver, make_study, running, stored

from codebook.project import open_project
from codebook.quoting.collected import collected
from coding_tui.dialogs.code_palette import CodePalette
from coding_tui.dialogs.confirm import Confirm
from coding_tui.screens.search import SearchScreen
from coding_tui.screens.workbench import WorkbenchScreen
from coding_tui.widgets.footer_line import FooterLine
from coding_tui.widgets.hit_list import Under


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_coded_study(tmp_path / "study.qdb")


async def searched(driver: Driver, query: str, only: str = "") -> SearchScreen:
    await driver.press("ctrl+f")
    screen = driver.app.screen
    assert isinstance(screen, SearchScreen)
    screen.query_field.field.value = query
    screen.only_field.field.value = only
    screen.query_field.field.focus()
    await driver.press("enter")
    return screen


def listed(screen: SearchScreen) -> list[str]:
    return [hit.text for hit in screen.found_list.hits]


async def test_what_is_typed_is_looked_for_and_listed_under_its_documents(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("ctrl+f")
        screen = driver.app.screen
        assert isinstance(screen, SearchScreen)
        await driver.type("ring OR read")
        screen._look()
        await driver.press("right")
        assert listed(screen) == ["ring", "ring", "read"]
        assert [r.label for r in screen.found_list.records if isinstance(r, Under)] == ["CPS 43", "Police 27"]
        assert screen.found_pane.rule.title_text == "3 places · 2 documents"
        assert screen.query_field.has_focus_within
        await driver.press("down")
        assert screen.found_list.has_focus
        assert ("ring", "mark") in screen.context.pieces


async def test_an_and_that_is_only_said_in_different_turns_tells_so(path: Path) -> None:
    async with running(path) as driver:
        screen = await searched(driver, "everywhere AND ring")
        assert screen.found_list.empty.endswith("1 document holds all of it in different turns.")
        screen = await searched(driver, "zebra AND ring")
        assert screen.found_list.empty.startswith("Nothing found. «query.way»")


async def test_ways_of_looking_and_whose_words(path: Path) -> None:
    async with running(path) as driver:
        screen = await searched(driver, "what")
        everybody = len(listed(screen))
        await driver.press("o")
        assert [hit.role for hit in screen.found_list.hits] == ["participant"]
        await driver.press("o")
        assert len(listed(screen)) == everybody - 1
        await driver.press("o")
        screen = await searched(driver, "sends")
        assert listed(screen) == []
        await driver.press("ctrl+r")
        assert listed(screen) == ["send", "send", "send", "send"]
        screen = await searched(driver, r"r.ng|rea[dm]")
        await driver.press("ctrl+r")
        assert listed(screen) == ["ring", "ring", "read"]
        screen = await searched(driver, "they newer red what we sent")
        await driver.press("ctrl+r")
        assert listed(screen) == ["They never read what we send"]
        assert 78 <= screen.found_list.hits[0].score < 100


async def test_where_to_look_is_a_field_of_its_own(path: Path) -> None:
    async with running(path) as driver:
        screen = await searched(driver, "ring OR read", "group:Police")
        assert listed(screen) == ["read"]
        screen = await searched(driver, "ring", 'within:"Early contact"')
        assert listed(screen) == ["ring"]
        screen = await searched(driver, "ring", 'outside:"Early contact"')
        assert [hit.before.split()[-1] for hit in screen.found_list.hits] == ["them"]


@pytest.mark.parametrize(
    ("query", "only", "caret", "said"),
    [
        ("ring AND (", "", " " * 11 + "▲", "Expected a word"),
        ("ring", "gruop:CPS", "", "‘group’"),
        ("ring", "coder:Ann", "", "about codings"),
        ('"ring', "", " ▲", "no partner"),
    ],
)
async def test_what_is_wrong_is_said_under_its_field(path: Path, query: str, only: str, caret: str, said: str) -> None:
    async with running(path) as driver:
        screen = await searched(driver, query, only)
        field = screen.only_field if only else screen.query_field
        assert said in field.complaint.said
        assert field.field.has_focus
        if caret:
            assert field.caret.said == caret


async def test_a_pattern_without_end_is_given_up_and_the_app_lives(path: Path) -> None:
    async with running(path) as driver:
        screen = await searched(driver, "ring")
        await driver.press("w", "w", "slash")
        screen.query_field.field.value = r"(\w|\w\w|\W)+\d$"
        await driver.press("enter")
        assert "takes too long" in screen.query_field.complaint.said


async def test_enter_reads_the_hit_where_it_stands(path: Path) -> None:
    async with running(path) as driver:
        screen = await searched(driver, "never read")
        [hit] = screen.found_list.hits
        await driver.press("enter")
        assert isinstance(driver.app.screen, WorkbenchScreen)
        assert driver.bench.reader.selection == (hit.start, hit.end)


async def test_ticked_hits_are_coded_after_a_preview_as_one_step(path: Path) -> None:
    async with running(path) as driver:
        screen = await searched(driver, "ring OR in OR everywhere")
        before = stored(path)
        await driver.press("a", "u", "c")
        assert screen.query(CodePalette)
        await driver.type("delay")
        await driver.press("enter")
        question = driver.app.screen
        assert isinstance(question, Confirm)
        assert "as whole sentences, by Ann, as one step" in question._question
        assert "2 said by an interviewer" in question._question
        await driver.press("escape")
        assert stored(path) == before
        await driver.press("c")
        await driver.type("delay")
        await driver.press("enter", "right", "enter")
        made = [coding for name, coding in stored(path) if name == "Delay and queues" and coding.coder == "Ann"]
        assert len(made) == 4
        assert "Coded 3 places in 1 document with ‘Delay and queues’ · ctrl+z undoes" in screen.status.said
        assert not screen.found_list.marked
        await driver.press("ctrl+z")
        assert stored(path) == before


async def test_what_is_coded_so_already_is_not_coded_again(path: Path) -> None:
    async with running(path) as driver:
        screen = await searched(driver, '"They ring us, and it works"')
        await driver.press("u", "c")
        await driver.type("early contact")
        await driver.press("enter")
        assert driver.app.screen is screen
        assert "Nothing to code. Left out: 1 coded so already" in screen.status.said


async def test_q_collects_what_is_ticked_once(path: Path) -> None:
    async with running(path) as driver:
        screen = await searched(driver, "ring")
        await driver.press("a", "q")
        with open_project(path, read_only=True) as project, project.reading() as session:
            assert [each.excerpt.text for each in collected(session)] == ["ring", "ring"]
        await driver.press("a", "q")
        assert "Collected already" in screen.status.said


async def test_hostile_words_are_inert_in_rows_and_context(path: Path) -> None:
    async with running(path) as driver:
        screen = await searched(driver, "laughs", "group:Police")
        assert HOSTILE in screen.context.plain
        picture = driver.app.export_screenshot()
        assert "\x1b" not in picture
        assert "[red]x[/red]" in picture


async def test_the_footer_is_true_and_read_only_changes_nothing(path: Path) -> None:
    async with running(path, read_only=True) as driver:
        screen = await searched(driver, "ring")
        ids = {command.id for command in screen.query_one(FooterLine).alive()}
        assert {"search.read", "search.tick_all", "search.ask"} <= ids
        assert not {"search.code", "search.collect"} & ids
        await driver.press("c", "q")
        assert driver.app.screen is screen
        assert not screen.query(CodePalette)


async def test_nothing_to_search_says_why(tmp_path: Path) -> None:
    async with running(make_study(tmp_path / "bare.qdb", None)) as driver:
        await driver.press("ctrl+f")
        screen = driver.app.screen
        assert isinstance(screen, SearchScreen)
        assert screen.found_list.empty.startswith("Nothing is searched for yet")
        screen = await searched(driver, "zebra")
        assert screen.found_list.empty.startswith("Nothing found")
