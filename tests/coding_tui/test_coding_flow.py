"""Applying several codes, again, elsewhere; changing several codings; how sure; the life of a coding: stored facts."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Key
from workbenches import INTERVIEW, Driver, make_study, running, settle, stored

from codebook.project import open_project
from codebook.retrieval.excerpts import excerpts
from coding_tui.dialogs.confirm import Confirm
from coding_tui.dialogs.read_text import ReadText
from coding_tui.widgets.rules_pane import Rules
from coding_tui.widgets.stance_strip import StanceStrip

EARLY, BLAME, SHARED = "Partnership/Early contact", "Partnership/Blame across", "Partnership/Shared language"
FALSE = "Rape myths/False report"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_study(tmp_path / "study.qdb")


def words(path: Path) -> list[tuple[str, str]]:
    """Code and words of every coding of the interview."""
    return [(code, INTERVIEW[each.start : each.end]) for code, each in stored(path)]


def steps(path: Path) -> list[str]:
    with open_project(path, read_only=True) as project:
        return [step.label for step in project.history()]


def hint(driver: Driver) -> str:
    return str(driver.app.screen.query_one("#palette-hint").render())


async def test_space_applies_several_says_which_and_the_comma_applies_them_all_elsewhere(path: Path) -> None:
    async with running(path) as driver:
        await driver.select("They ring us")
        await driver.press("c")
        await driver.type("early  ")
        await driver.type("blame  ")
        assert "‘Early contact’, ‘Blame across’" in hint(driver)
        await driver.press("enter")
        assert sorted(words(path)) == [(BLAME, "They ring us"), (EARLY, "They ring us")]
        await driver.select("some wait")
        await driver.press("comma")
        assert sorted(words(path)[2:]) == [(BLAME, "some wait"), (EARLY, "some wait")]
        assert driver.said == "Applied ‘Early contact’ and ‘Blame across’ to 9 characters · ctrl+z undoes"
        await driver.press("ctrl+z")
        assert len(words(path)) == 2
        await driver.press("ctrl+y", "comma")
        assert "already" in driver.said
        assert len(words(path)) == 4


async def test_every_code_that_asks_is_asked_about_after_the_palette(path: Path) -> None:
    async with running(path) as driver:
        await driver.select("They ring us")
        await driver.press("c")
        await driver.type("false  ")
        await driver.type("rape  ")
        await driver.press("enter", "r", "c")
        assert not driver.bench.query_one(StanceStrip).display
    assert {code: each.stance for code, each in stored(path)} == {FALSE: "reports", "Rape myths": "challenges"}


async def test_a_code_made_just_now_under_a_theme_that_asks_is_asked_about(path: Path) -> None:
    async with running(path) as driver:
        await driver.select("everybody blamed everybody")
        await driver.press("c")
        await driver.type("Rape myths/Revenge")
        await driver.press("ctrl+n", "r")
        assert [(code, each.stance) for code, each in stored(path)] == [("Rape myths/Revenge", "reports")]


async def test_the_comma_repeats_marks_recoding_and_stance_on_other_codings(path: Path) -> None:
    async with running(path) as driver:
        await driver.apply("They ring us", "early")
        await driver.apply("some wait", "early")
        await driver.press("asterisk")
        await driver.select("They ring us")
        await driver.press("comma")
        assert [each.key for _, each in stored(path)] == [True, True]
        await driver.press("r")
        await driver.type("false")
        await driver.press("enter", "e")
        await driver.select("some wait")
        await driver.press("comma")
        assert [each.stance for _, each in stored(path)] == ["endorses", "endorses"]
        await driver.press("x")
        await driver.select("They ring us")
        await driver.press("comma")
        assert stored(path) == []


async def test_recoding_is_repeated_as_recoding(path: Path) -> None:
    async with running(path) as driver:
        await driver.apply("They ring us", "early")
        await driver.apply("some wait", "blame")
        await driver.press("r")
        await driver.type("shared")
        await driver.press("enter")
        await driver.select("They ring us")
        await driver.press("comma")
    assert words(path) == [(SHARED, "They ring us"), (SHARED, "some wait")]


async def test_codes_here_are_copied_to_another_passage_as_one_step(path: Path) -> None:
    async with running(path) as driver:
        await driver.apply("They ring us", "early")
        await driver.apply("They ring us", "blame")
        await driver.select("They ring us")
        await driver.press("Y")
        await driver.select("some wait")
        await driver.press("equals_sign")
        assert sorted(words(path)[2:]) == [(BLAME, "some wait"), (EARLY, "some wait")]
        await driver.press("ctrl+z")
        assert len(words(path)) == 2


async def test_somebody_elses_code_is_copied_and_becomes_ones_own(path: Path) -> None:
    async with running(path, coder="Ben") as driver:
        await driver.apply("They ring us", "early")
    async with running(path) as driver:
        await driver.select("They ring us")
        await driver.press("y")
        await driver.select("some wait")
        await driver.press("equals_sign")
    assert [each.coder for _, each in stored(path)] == ["Ben", "Ann"]


async def test_marked_codings_change_together_and_as_one_step(path: Path) -> None:
    async with running(path) as driver:
        for code in ("early", "blame", "shared"):
            await driver.apply("They ring us", code)
        before = len(steps(path))
        driver.bench.here_list.focus()
        await driver.press("space", "space")
        assert "2 codings marked" in driver.said
        assert [row.sign for row in driver.bench.here_list.rows].count("✓") == 2
        await driver.press("p", "question_mark")
        assert len(steps(path)) == before + 2
        assert sorted((each.prompted, each.certainty or 0) for _, each in stored(path)) == [
            (False, 0), (True, 1), (True, 1),
        ]  # fmt: skip
        await driver.press("a", "x")
        assert stored(path) == []
        await driver.press("ctrl+z")
        assert len(stored(path)) == 3


async def test_marks_go_when_the_cursor_goes(path: Path) -> None:
    async with running(path) as driver:
        await driver.apply("They ring us", "early")
        await driver.apply("some wait", "early")
        driver.bench.here_list.focus()
        await driver.press("space")
        await driver.select("They ring us")
        assert driver.bench.marked == set()
        await driver.press("x")
    assert words(path) == [(EARLY, "some wait")]


async def test_nobody_marks_somebody_elses_coding(path: Path) -> None:
    async with running(path, coder="Ben") as driver:
        await driver.apply("They ring us", "early")
    async with running(path) as driver:
        await driver.select("They ring us")
        driver.bench.here_list.focus()
        await driver.press("space", "x")
        assert not driver.bench.marked
    assert len(stored(path)) == 1


async def test_how_sure_goes_round_shows_here_and_is_asked_for_by_name(path: Path) -> None:
    async with running(path) as driver:
        await driver.apply("They ring us", "early")
        await driver.press("question_mark", "question_mark")
        assert [each.certainty for _, each in stored(path)] == [2]
        assert "? medium" in driver.bench.here_list.rows[0].note
        await driver.press("h")
        assert isinstance(driver.app.screen, ReadText)
        assert "certainty: low → medium" in driver.app.screen.plain
        await driver.press("escape")
        with open_project(path, read_only=True) as project, project.reading() as session:
            assert len(excerpts(session, '"Early contact" AND certainty:medium')) == 1
            assert len(excerpts(session, '"Early contact" AND certainty:2')) == 1
            assert not excerpts(session, '"Early contact" AND certainty:high')
        await driver.press("question_mark", "question_mark")
    assert [each.certainty for _, each in stored(path)] == [None]


async def test_the_life_of_a_coding_is_told_undone_things_too(path: Path) -> None:
    async with running(path) as driver:
        await driver.apply("They ring us", "early")
        await driver.press("asterisk", "ctrl+z", "ctrl+y", "r")
        await driver.type("shared")
        await driver.press("enter", "h")
        assert isinstance(driver.app.screen, ReadText)
        told = driver.app.screen.plain
    assert "made     ‘Partnership/Early contact’ on CPS 43, 112–124 “They ring us” by Ann, under version 1" in told
    assert "of its rules: “Speaking before there is a file.”" in told
    assert "key passage: no → yes" in told
    assert "Undid “" in told
    assert "key passage: yes → no" in told
    assert "code: ‘Partnership/Early contact’ → ‘Partnership/Shared language’" in told
    assert "Meaning the same" in told


async def test_in_vivo_over_turns_leaves_out_who_says_it(path: Path) -> None:
    async with running(path) as driver:
        await driver.select("Is that everywhere?\nCPS 43: No.")
        await driver.press("i")
    assert [code for code, _ in stored(path)] == ["In vivo/Is that everywhere? No"]


async def test_a_near_name_from_the_codebook_is_asked_about_first(path: Path) -> None:
    async with running(path) as driver:
        driver.bench.code_list.focus()
        await driver.press("ctrl+n")
        await driver.type("queue")
        await driver.press("enter")
        assert isinstance(driver.app.screen, Confirm)
        await driver.press("enter")
        assert not any(code.name == "queue" for code in driver.bench.view.tree)
        assert driver.bench.code_list.highlighted is not None
        assert driver.bench.code_list.highlighted.text == "Delay and queues"
        await driver.press("ctrl+n")
        await driver.type("queue")
        await driver.press("enter", "right", "left", "left", "enter")
        assert any(code.name == "queue" for code in driver.bench.view.tree)


async def test_an_edge_grows_by_units_and_is_not_picked_up_where_one_only_reads(path: Path) -> None:
    async with running(path) as driver:
        await driver.apply("ring us", "early")
        await driver.press("e", "plus", "enter")
        assert words(path) == [(EARLY, "They ring us, and it works.")]
    async with running(path, read_only=True) as driver:
        await driver.select("ring us")
        await driver.press("e")
        assert driver.bench.reader.stretching is None
        assert driver.said == "This project is only read."


async def test_a_code_is_seen_in_use_elsewhere_and_one_comes_back(path: Path) -> None:
    async with running(path) as driver:
        await driver.apply("They ring us", "early")
        await driver.press("asterisk", "right_parenthesis")
        assert driver.bench.opened is not None
        reader = driver.bench.reader
        reader.select(4, 9)
        await settle(driver.pilot)
        await driver.press("1")
        there = reader.selection, driver.bench.opened
        await driver.press("l")
        assert reader.selected_text == "They ring us"
        assert "key passage, Ann" in driver.said
        await driver.press("b")
        assert (reader.selection, driver.bench.opened) == there
        await driver.pilot.click(Rules)
        await settle(driver.pilot)
        assert reader.selected_text == "They ring us"
        assert len(driver.bench.visited) == 1


async def test_what_undo_would_undo_is_named_and_nothing_is_said_twice(path: Path) -> None:
    async with running(path) as driver:
        await driver.apply("They ring us", "early")
        assert "ctrl+z undoes" in driver.said
        await driver.press("ctrl+z")
        assert "Undid “Apply ‘Early contact’”" in driver.said
        assert not driver.app._notifications
        await driver.press("ctrl+y", "right", "right")
        status = driver.bench.status
        assert driver.said == ""
        assert "ctrl+z undoes “Apply ‘Early contact’”" in status.render_line(0).text
        await driver.select("They ring us")
        await driver.press("1")
        assert "not done. This passage has this code" in driver.said
        assert not driver.app._notifications


async def test_what_is_typed_while_the_palette_opens_is_its_query_and_no_command(path: Path) -> None:
    """`d` alone would say that there is nothing to code here, `r` would recode."""
    async with running(path) as driver:
        await driver.select("They ring us")
        for key in "cdelay":
            driver.app.post_message(Key(key, key))
        driver.app.post_message(Key("enter", "\r"))
        await settle(driver.pilot)
        assert driver.said == "Applied ‘Delay and queues’ to 12 characters · ctrl+z undoes"
        assert driver.bench.nothing_here == ()
    assert [code for code, _ in stored(path)] == ["Delay and queues"]


@pytest.mark.parametrize("width", [80, 90, 200])
async def test_every_answer_about_the_stance_is_in_sight_however_narrow_the_window(path: Path, width: int) -> None:
    async with running(path, size=(width, 24)) as driver:
        await driver.apply("They ring us", "false")
        strip = driver.bench.query_one(StanceStrip)
        assert strip.display
        line = strip.render_line(0).text
        assert line.startswith(" ‘False")
        assert line.rstrip().endswith("e endorses  a acts on  r reports  c challenges  u unclear  esc later")
        assert ("who holds it?" in line) == (width > 100)
