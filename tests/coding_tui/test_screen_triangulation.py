"""Triangulation, one incident and saturation through the real app: judged, opened, settled, linked, written."""

from __future__ import annotations

from pathlib import Path

import pytest
from coded_study import CODED, TEXTS, make_coded_study
from textual.widgets import Input
from workbenches import Driver, running, settle

from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.evidence import assessing, contradictions
from codebook.project import open_project
from codebook.scheme import codes
from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.choose import Choose
from coding_tui.dialogs.confirm import Confirm
from coding_tui.dialogs.memo_editor import MemoEditor
from coding_tui.screens.incident import IncidentScreen
from coding_tui.screens.retrieve import RetrieveScreen
from coding_tui.screens.saturation import SaturationScreen
from coding_tui.screens.triangulation import TriangulationScreen
from coding_tui.widgets.footer_line import FooterLine
from coding_tui.widgets.steps_line import StepsLine
from exports.captions import today
from transcripts import coders, document_labels
from transcripts.document_labels import uids_by_label
from transcripts.documents import add_case
from transcripts.speakers import set_role


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_coded_study(tmp_path / "study.qdb")


async def triangulation(driver: Driver) -> TriangulationScreen:
    await driver.press("f4", "2")
    screen = driver.app.screen
    assert isinstance(screen, TriangulationScreen)
    return screen


def words(screen: TriangulationScreen) -> dict[tuple[str, str], str]:
    table = screen.grid.table
    return {(row, column): table.cells[i][j][0] for i, row in enumerate(table.rows)
            for j, column in enumerate(table.columns)}  # fmt: skip


def said(path: Path) -> list[tuple[str, str, str]]:
    with open_project(path) as project, project.reading() as session:
        return [(each.who, each.judgement, each.silence) for each in assessing.judgements(session)]


async def test_a_cell_is_a_bar_and_what_the_coder_judged_and_enter_reads_its_evidence(path: Path) -> None:
    async with running(path) as driver:
        screen = await triangulation(driver)
        assert words(screen)["Partnership", "CPS"] == "▮▮▮▮ –"
        assert "1 of 1 documents raise it" in screen.about.plain
        await driver.press("a")
        assert words(screen)["Partnership", "CPS"] == "▮▮▮▮ agree ●"
        assert driver.app.screen.status.said == "Ann judges ‘Partnership’ × CPS: agreement · ctrl+z undoes"
        screen.grid.go(screen.grid.table.rows.index("Rape myths"), screen.grid.table.columns.index("Police"))
        await driver.press("p")
        though = "though its one document does not raise it"
        assert f"× Police: partial agreement, {though} · ctrl+z undoes" in screen.status.said
        assert f"Beware: judged to speak, {though}" in screen.about.plain
        await driver.press("backspace", "ctrl+home")
        await driver.press("enter")
        there = driver.app.screen
        assert isinstance(there, RetrieveScreen)
        assert {each.excerpt.document for each in there.found_list.records} == {"CPS 43"}
    assert said(path) == [("Ann", "agreement", "")]


async def test_silence_asks_of_what_kind_and_what_is_judged_can_be_noted_and_taken_back(path: Path) -> None:
    async with running(path) as driver:
        screen = await triangulation(driver)
        await driver.press("s")
        assert isinstance(driver.app.screen, Choose)
        await driver.press("down", "enter")
        assert words(screen)["Partnership", "CPS"] == "▮▮▮▮ silence ○ not raised"
        await driver.press("n")
        assert isinstance(driver.app.screen, Ask)
        await driver.type("so it is")
        await driver.press("enter")
        assert "Ann says silence, not raised: so it is" in screen.about.plain
        await driver.press("backspace")
        assert words(screen)["Partnership", "CPS"] == "▮▮▮▮ –"
        await driver.press("ctrl+z")
    assert said(path) == [("Ann", "silence", "not raised")]


async def judge_as(path: Path, who: str, key: str) -> None:
    async with running(path, coder=who) as driver:
        await triangulation(driver)
        await driver.press(key)
        await done_judging(driver)


async def done_judging(driver: Driver) -> None:
    """Done, though cells are left: what opens then cannot be closed again, so it is asked."""
    await driver.press("d")
    assert isinstance(driver.app.screen, Confirm)
    await driver.press("tab", "enter")


async def test_apart_until_both_are_done_then_compared_and_settled(path: Path) -> None:
    await judge_as(path, "Ann", "a")
    async with running(path, coder="Ben") as driver:
        screen = await triangulation(driver)
        assert words(screen)["Partnership", "CPS"] == "▮▮▮▮ –"
        assert "Ann says" not in screen.about.plain
        await driver.press("t")
        await driver.press("x")
        await done_judging(driver)
        assert words(screen)["Partnership", "CPS"] == "▮▮▮▮ differ ≠"
        assert "Ann says agreement" in screen.about.plain
        await driver.press("right_square_bracket", "right_square_bracket")
        assert screen.grid.table.rows == ("Partnership × CPS",)
        assert [text for text, _ in screen.grid.table.cells[0]] == ["agree ●", "dissonance ✕", "–"]
        await driver.press("t", "down", "enter")
        await driver.type("half of it")
        await driver.press("enter")
        assert [text for text, _ in screen.grid.table.cells[0]][-1] == "partly ◐"
        await driver.press("enter")
        assert words(screen)["Partnership", "CPS"] == "▮▮▮▮ partly ◐"
        assert "Settled as partial agreement by Ben: half of it" in screen.about.plain


async def test_what_is_settled_as_silence_says_for_what_reason(path: Path) -> None:
    await judge_as(path, "Ann", "a")
    await judge_as(path, "Ben", "x")
    async with running(path) as driver:
        screen = await triangulation(driver)
        await driver.press("t", "down", "down", "enter", "down", "enter")
        await driver.type("nobody takes it up")
        await driver.press("enter")
        assert words(screen)["Partnership", "CPS"] == "▮▮▮▮ silence ○ not raised"
        assert "Settled as silence, not raised by Ann: nobody takes it up" in screen.about.plain
        assert driver.app.screen.status.said == "Settled as silence, not raised · ctrl+z undoes"


async def test_a_click_goes_to_a_step(path: Path) -> None:
    async with running(path) as driver:
        screen = await triangulation(driver)
        await driver.pilot.click(StepsLine, offset=(2, 0))
        await settle(driver.pilot)
        assert (screen.steps.step, screen.grid.table.columns[-1]) == (0, "finding")
        await driver.pilot.click(StepsLine, offset=(" Sort → Matrix → Conv".index("C"), 0))
        await settle(driver.pilot)
        assert screen.steps.step == 2


async def test_the_next_cell_that_is_not_judged_and_how_many_are_left(path: Path) -> None:
    async with running(path) as driver:
        screen = await triangulation(driver)
        rows, columns = screen.grid.table.rows, screen.grid.table.columns
        many = len(rows) * len(columns)
        await driver.press("a", "u")
        assert screen.place == (rows[0], columns[1])
        assert screen.status.said == f"{many - 1:,} of {many:,} cells left to judge"
        await driver.press("d")
        question = driver.app.screen
        assert isinstance(question, Confirm)
        await driver.press("escape")
        assert screen.found is not None
        assert screen.found.made.panel is not None
        assert not screen.found.made.panel.done
        for _ in range(many - 1):
            await driver.press("a", "u")
        assert screen.status.said == "You have judged every cell · d is done"
        await driver.press("d")
        assert screen.found.made.panel.done == {"Ann"}


async def test_a_cell_that_agrees_in_part_and_another_theme(path: Path) -> None:
    async with running(path) as driver:
        screen = await triangulation(driver)
        await driver.press("p")
        assert words(screen)["Partnership", "CPS"] == "▮▮▮▮ partly ◐"
        await driver.press("plus")
        chooser = driver.app.screen
        assert isinstance(chooser, Choose)
        await driver.press("down", "enter")
        assert isinstance(driver.app.screen, Ask)
        await driver.type("It comes early")
        await driver.press("enter")
        assert screen.grid.table.rows == ("Partnership/Early contact",)
        assert driver.app.screen.status.said.startswith("From now on only themes with a finding are compared")
        await driver.press("left_square_bracket")
        every = screen.grid.table
        assert every.rows[:2] == ("Partnership", "Partnership/Early contact")
        assert [line[3][0] for line in every.cells[:2]] == ["no", "yes"]
        await driver.press("plus", "down", "enter")
        assert driver.app.screen.query_one(Input).value == "It comes early"
        await driver.press("escape", "up", "enter")
        await driver.type("They meet")
        await driver.press("enter")
        assert [line[3][0] for line in screen.grid.table.cells[:2]] == ["yes", "yes"]
        await driver.press("right_square_bracket")
        assert screen.grid.table.rows == ("Partnership", "Partnership/Early contact")
    assert said(path) == [("Ann", "partial agreement", "")]


async def test_two_cells_stand_side_by_side(path: Path) -> None:
    async with running(path) as driver:
        screen = await triangulation(driver)
        await driver.press("equals_sign", "right")
        assert screen.other.display
        assert screen.other.plain.startswith("‘Partnership’ × CPS")
        assert screen.about.plain.startswith("‘Partnership’ × Police")
        await driver.press("equals_sign")
        assert not screen.other.display


async def test_a_finding_makes_its_theme_a_row_and_feedback_is_kept_with_it(path: Path) -> None:
    async with running(path) as driver:
        screen = await triangulation(driver)
        await driver.press("e")
        await driver.type("Early contact works")
        await driver.press("enter")
        assert screen.grid.table.rows == ("Partnership",)
        assert "Held against the sources: Early contact works" in screen.about.plain
        await driver.press("w")
        assert isinstance(driver.app.screen, MemoEditor)
        await driver.type("They agree")
        await driver.press("ctrl+s", "left_square_bracket", "left_square_bracket")
        assert [text for text, _ in screen.grid.table.cells[0]] == ["1", "They agree"]


async def test_an_empty_project_says_what_is_missing(tmp_path: Path) -> None:
    from codebook.project import create_project

    create_project(tmp_path / "empty.qdb", coder="Ann").close()
    async with running(tmp_path / "empty.qdb") as driver:
        screen = await triangulation(driver)
        assert screen.grid.table.is_empty
        assert screen.grid.empty == "There is no theme to compare yet. ctrl+b makes codes."
        await driver.press("a", "enter", "d", "t", "o", "plus", "right_square_bracket")
        assert driver.app.screen is screen
        await driver.press("3")
        assert isinstance(driver.app.screen, IncidentScreen)
        await driver.press("k", "g", "n", "o")
        await driver.press("4")
        there = driver.app.screen
        assert isinstance(there, SaturationScreen)
        assert "Nobody is done with a document of the kind ‘interview’." in there.grid.empty


def one_case(path: Path) -> None:
    with open_project(path) as project, project.step("Cases", "Ann") as session:
        for label, uid in uids_by_label(session).items():
            if label != "Police 27":
                add_case(session, uid, "Case 1")


async def test_documents_about_a_case_stand_beside_each_other_and_a_contradiction_is_linked(path: Path) -> None:
    one_case(path)
    async with running(path) as driver:
        await driver.press("f4", "3")
        screen = driver.app.screen
        assert isinstance(screen, IncidentScreen)
        assert [each.text.label for each in screen.opened] == ["CPS 43", "Panel 1"]
        start = TEXTS["CPS 43"].index("They ring us")
        other = TEXTS["Panel 1"].index("Two had waited")
        await driver.press("vertical_line")
        assert screen.both.readers[1].has_focus
        await driver.press("k")
        assert "It takes two selections, there are 0" in driver.app.screen.status.said
        screen.both.readers[0].select(start, start + 12)
        screen.both.readers[1].select(other, other + 14)
        await driver.press("enter", "e")
        assert driver.app.screen.status.said.startswith("Documents are only read here")
        alive = {command.id for command in screen.query_one(FooterLine).alive()}
        assert "reader.finish_stretch" not in alive
        await driver.press("k")  # in the reader of what is shown, as one is when both are selected one after the other
        assert isinstance(driver.app.screen, Ask)
        await driver.type("at once")
        await driver.press("enter")
        assert "CPS 43 says / Panel 1 shows: linked" in driver.app.screen.status.said
        assert screen.both.readers[0].marks == ((start, start + 12),)
    with open_project(path) as project, project.reading() as session:
        (linked,) = contradictions.contradictions(session)
    assert (linked.case, linked.says.text, linked.shows.text, linked.note) == (
        "Case 1", "They ring us", "Two had waited", "at once",
    )  # fmt: skip


async def test_words_are_found_in_the_document_one_is_in_one_place_after_the_other(path: Path) -> None:
    one_case(path)
    async with running(path) as driver:
        await driver.press("f4", "3", "enter", "slash")
        assert isinstance(driver.app.screen, Ask)
        await driver.type("RING")
        await driver.press("enter")
        screen = driver.app.screen
        assert isinstance(screen, IncidentScreen)
        text, reader = TEXTS["CPS 43"], screen.both.readers[0]
        first = text.index("ring us")
        second = text.index("ring, some")
        assert reader.selection == (first, first + 4)
        await driver.press("slash", "enter")
        assert reader.selection == (second, second + 4)
        await driver.press("slash", "enter")
        assert reader.selection == (first, first + 4)
        await driver.press("slash", "ctrl+u")
        await driver.type("nowhere")
        await driver.press("enter")
        assert screen.status.said == "“nowhere” is not in CPS 43."


async def test_saturation_is_counted_by_group_and_says_what_saturates_by_construction(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("f4", "4")
        screen = driver.app.screen
        assert isinstance(screen, SaturationScreen)
        assert screen.grid.table.rows == ("all", "CPS", "Police")
        assert "fewer than base and run need (4 + 2)" in screen.about.plain
        await driver.press("r", "ctrl+u")
        await driver.type("1 1 0.05")
        await driver.press("enter")
        assert "saturate by construction" in screen.about.plain
        assert screen.found is not None
        there = {code for label, _, code, _, _ in CODED if label != "Panel 1"}
        assert set(screen.found.made.curves[0].codes) == there
        await driver.press("a")
        assert "no code is used here" in screen.about.plain
        assert [text for text, _ in screen.grid.table.cells[0]][1:] == ["0", "0", "–", "–", "–", "–"]

        def codes_used() -> tuple[str, ...]:
            assert screen.found is not None
            return screen.found.made.curves[0].codes

        with open_project(path) as project, project.step("From elsewhere", "Ben") as session:
            uid, ben = document_labels.find(session, "CPS 43"), coders.ensure(session, "Ben")
            start = TEXTS["CPS 43"].index("They ring us")
            codings.apply(session, NewCoding(uid, start, start + 12, codes.add(session, "Came up"), ben))
        assert driver.app.background is not None
        driver.app.background.look()
        await settle(driver.pilot)
        assert codes_used() == ("Came up",)
        with open_project(path) as project, project.step("Who asks", "Ben") as session:
            set_role(session, "CPS 43", "interviewer")
        driver.app.background.look()
        await settle(driver.pilot)
        assert codes_used() == (), "what only interviewers say is out"


async def test_saturation_of_one_theme_and_of_another_kind_of_document(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("f4", "4", "t", "down", "enter")
        screen = driver.app.screen
        assert isinstance(screen, SaturationScreen)
        assert screen.found is not None
        assert screen.found.title.startswith("all codes of Partnership · interview · 2,000 orders")
        assert screen.about.plain.splitlines()[-1] == (
            "Codes of ‘Partnership/*’ seen in so many documents of the kind ‘interview’. ●: mean of all orders "
            "(exact); ░: 95 % of 2,000 random orders, seed 1. Rule: base 4, run 2, at most 5% new. All of them stood "
            "in the codebook before anybody coded: they saturate by construction. 2 documents and 2 codes in ‘all’. As "
            f"of {today()}."
        )
        assert set(screen.found.made.curves[0].codes) == {"Partnership/Early contact", "Partnership/Blame across"}
        await driver.press("d", "down", "enter")
        assert screen.kind == "panel"
        assert screen.grid.empty.startswith("Nobody is done with a document of the kind ‘panel’. d takes another kind")
        await driver.press("d", "up", "enter", "o")
        await driver.press("enter")
        (written,) = path.parent.glob("*saturation*.json")
    assert '"themes": "Partnership/*"' in written.read_text("utf-8")


