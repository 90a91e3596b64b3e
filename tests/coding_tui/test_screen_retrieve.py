"""Retrieve through the real app: asked, listed, read in place, collected."""

from __future__ import annotations

from pathlib import Path

import pytest
from coded_study import HOSTILE, make_coded_study
from studies import add
from textual.widgets import Input
from workbenches import Driver, make_study, running

from codebook.coding import codings
from codebook.project import open_project
from codebook.quoting.collected import collected
from codebook.retrieval import saved_queries
from codebook.team import assignments
from coding_tui.dialogs.choose import Choose
from coding_tui.screens.retrieve import RetrieveScreen
from coding_tui.screens.workbench import WorkbenchScreen
from coding_tui.views.retrieval import ORDERS, REPORT
from coding_tui.widgets.footer_line import FooterLine
from coding_tui.widgets.outline import Outline
from coding_tui.widgets.query_field import place_of
from transcripts import coders, document_labels, documents


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_coded_study(tmp_path / "study.qdb")


async def asked(driver: Driver, query: str) -> RetrieveScreen:
    await driver.press("f3")
    screen = driver.app.screen
    assert isinstance(screen, RetrieveScreen)
    screen.query_field.field.value = query
    screen.query_field.field.focus()
    await driver.press("enter")
    return screen


def listed(screen: RetrieveScreen) -> list[str]:
    return [passage.excerpt.text for passage in screen.found_list.records]


async def test_a_query_lists_excerpts_and_says_what_it_counts(path: Path) -> None:
    async with running(path) as driver:
        screen = await asked(driver, "Partnership/*")
        assert listed(screen) == [
            "They ring us, and it works.", "They ring us, and it works.", "everybody blamed everybody",
            "They never read what we send, so you send less.",
        ]  # fmt: skip
        assert screen.found_pane.rule.title_text == "4 excerpts · 2 documents · 2 participants"
        assert "1 excerpt left out: only the interviewer's words" in screen.status.said
        assert screen.found_list.has_focus
        context = screen.context.plain
        assert "What changed once early advice came in?" in context
        assert ("They ring us, and it works.", "mark") in screen.context.pieces


@pytest.mark.parametrize(
    ("query", "position", "expected"),
    [
        ("Partnership/* AND", 17, "Expected"),
        ("(Partnership/*", 14, "Expected"),
        ("group:police Nothing", 13, "There is no code ‘Nothing’"),
        ("gruop:CPS", 0, "Did you mean ‘group’"),
    ],
)
async def test_a_wrong_query_stays_with_a_caret_under_the_place(
    path: Path, query: str, position: int, expected: str
) -> None:
    async with running(path) as driver:
        screen = await asked(driver, query)
        field = screen.query_field
        assert field.value == query
        assert field.field.has_focus
        assert expected in field.complaint.said
        assert field.caret.said == " " * (1 + position) + "▲"
        await driver.type("x")
        assert not field.complaint.display


def test_an_error_that_names_nothing_in_the_query_has_no_place() -> None:
    assert place_of("a AND b", ValueError("Nothing works today.")) == (None, "Nothing works today.")


async def test_enter_reads_the_passage_where_it_stands(path: Path) -> None:
    async with running(path) as driver:
        screen = await asked(driver, '"Blame across" group:Police')
        [passage] = screen.found_list.records
        await driver.press("enter")
        assert isinstance(driver.app.screen, WorkbenchScreen)
        assert driver.bench.reader.transcript is not None
        assert driver.bench.reader.transcript.label == "Police 27"
        assert driver.bench.reader.selection == (passage.excerpt.start, passage.excerpt.end)
        listed = driver.bench.document_list.highlighted
        assert listed is not None
        assert listed.key == passage.excerpt.document_uid


async def test_q_collects_what_is_marked_once_and_shows_it(path: Path) -> None:
    async with running(path) as driver:
        screen = await asked(driver, "Partnership/*")
        await driver.press("down", "space", "space", "q")
        with open_project(path, read_only=True) as project, project.reading() as session:
            found = collected(session)
        assert [each.excerpt.text for each in found] == ["They ring us, and it works.", "everybody blamed everybody"]
        assert [each.code for each in found] == ["Partnership/Early contact", "Partnership/Blame across"]
        assert len(screen.found_list.collected) == 2
        await driver.press("home", "q")
        assert "Collected already" in screen.status.said
        await driver.press("ctrl+z")
        assert not screen.found_list.collected


async def test_s_sorts_and_the_cursor_stays_with_its_passage(path: Path) -> None:
    async with running(path) as driver:
        screen = await asked(driver, "Partnership/*")
        await driver.press("end")
        before = screen.found_list.highlighted
        for _ in range(5):
            await driver.press("s")
            assert screen.found_list.highlighted == before
        assert listed(screen)[0] == "They ring us, and it works."
        assert "key passages first" in screen.status.said


async def test_what_to_quote_first_is_an_order_with_reasons_that_follows_the_collection(path: Path) -> None:
    async with running(path) as driver:
        screen = await asked(driver, "Partnership/*")
        await driver.press("end", *["s"] * list(ORDERS).index(REPORT))
        assert screen.order == REPORT
        assert screen.found_list.position == 0
        assert listed(screen)[0] == "They ring us, and it works."
        said = "for the report: a voice not heard yet · nobody of CPS is quoted yet · a key passage"
        assert said in screen.context.plain
        assert listed(screen)[1] == "They never read what we send, so you send less."
        await driver.press("q")
        assert listed(screen)[0] == "They never read what we send, so you send less."
        await driver.press("home")
        assert "nobody of Police is quoted yet" in screen.context.plain
        await driver.press("end")
        assert "collected already" in screen.context.plain


async def test_an_answer_follows_the_project(path: Path) -> None:
    async with running(path) as driver:
        screen = await asked(driver, "Delay and queues")
        assert len(listed(screen)) == 2
        await driver.press("ctrl+z")
        assert listed(screen) == []
        await driver.press("ctrl+y")
        assert len(listed(screen)) == 2


async def test_hostile_words_are_shown_as_they_are(path: Path) -> None:
    async with running(path) as driver:
        screen = await asked(driver, "Delay and queues")
        await driver.press("home")
        assert HOSTILE in screen.context.plain
        picture = driver.app.export_screenshot()
        assert picture.count("[red]x[/red]") == 2
        assert "␛[2J␛]52;c;aGk=" in picture
        assert "\x1b" not in picture


async def test_empty_places_say_why_and_what_next(tmp_path: Path) -> None:
    async with running(make_study(tmp_path / "bare.qdb", None)) as driver:
        await driver.press("f3")
        screen = driver.app.screen
        assert isinstance(screen, RetrieveScreen)
        assert screen.found_list.empty.startswith("No codings yet")


async def test_the_footer_is_true(path: Path) -> None:
    async with running(path) as driver:
        screen = await asked(driver, "Partnership/*")
        footer = screen.query_one(FooterLine)
        ids = {command.id for command in footer.alive()}
        assert {"retrieve.read", "retrieve.collect", "retrieve.sort", "retrieve.ask"} <= ids
        assert not {"query.way", "query.role"} & ids
        screen.query_field.field.focus()
        await driver.pilot.pause()
        ids = {command.id for command in footer.alive()}
        assert "query.ask" in ids
        assert not {"retrieve.collect", "retrieve.sort", "retrieve.read"} & ids


async def test_a_project_that_is_only_read_collects_nothing(path: Path) -> None:
    async with running(path, read_only=True) as driver:
        screen = await asked(driver, "Partnership/*")
        assert "retrieve.collect" not in {command.id for command in screen.query_one(FooterLine).alive()}
        await driver.press("q")
        assert not screen.found_list.collected


async def choose(driver: Driver, name: str) -> None:
    await driver.type(name)
    await driver.press("enter")


async def test_a_query_is_kept_under_a_name_and_asked_by_it(path: Path) -> None:
    async with running(path) as driver:
        screen = await asked(driver, '"Blame across" AND NOT "Delay and queues" group:Police')
        assert listed(screen) == ["They never read what we send, so you send less."]
        await driver.press("k")
        await driver.type("blame")
        await driver.press("enter")
        assert "Kept ‘blame’" in screen.status.said
        screen.query_field.field.value = "@bl"
        screen.query_field.field.focus()
        await driver.pilot.pause()
        assert screen.suggester.whole("@bl") == "@blame"
        screen.query_field.field.value = "@blame"
        await driver.press("enter")
        assert listed(screen) == ["They never read what we send, so you send less."]
        await driver.press("o", "enter")
        assert "Blame across" in screen.query_field.value


async def test_a_saved_query_is_renamed_removed_and_comes_back(path: Path) -> None:
    def known(driver: Driver) -> dict[str, str]:
        assert driver.app.project is not None
        with driver.app.project.reading() as session:
            return {each.name: each.query for each in saved_queries.saved_queries(session)}

    async with running(path) as driver:
        screen = await asked(driver, "Partnership/*")
        await driver.press("m")
        assert "No query has a name yet" in screen.status.said
        await driver.press("k")
        await driver.type("all of it")
        await driver.press("enter", "m", "enter")
        assert driver.app.screen.query_one(Input).value == "all of it"
        driver.app.screen.query_one(Input).value = "«app.quit»"
        await driver.press("enter")
        assert known(driver) == {"«app.quit»": "Partnership/*"}
        assert "‘all of it’ is ‘«app.quit»’ now · ctrl+z undoes" in screen.status.said
        await driver.press("x", "escape")
        assert known(driver) == {"«app.quit»": "Partnership/*"}
        await driver.press("x", "enter")
        assert known(driver) == {}
        await driver.press("ctrl+z")
        assert known(driver) == {"«app.quit»": "Partnership/*"}


async def test_what_is_typed_is_completed(path: Path) -> None:
    async with running(path) as driver:
        screen = await asked(driver, "Partnership/*")
        for typed, whole in (
            ("Partn", "Partnership/*"), ("group:po", "group:Police"), ("Partnership/* gro", "Partnership/* group:"),
            ("group:CPS,po", "group:CPS,Police"), ('"Early', '"Early contact"'), ("x", None),
            ("Partnership/* WI", "Partnership/* WITHIN"),
        ):  # fmt: skip
            assert screen.suggester.whole(typed) == whole


async def test_a_saved_name_with_blanks_is_shown_letter_by_letter_and_taken_in_quotation_marks(path: Path) -> None:
    async with running(path) as driver:
        screen = await asked(driver, "Partnership/*")
        await driver.press("k")
        await driver.type("all of it")
        await driver.press("enter")
        screen.query_field.field.value = ""
        screen.query_field.field.focus()
        await driver.type("@al")
        assert screen.query_field.field.render_line(0).text.strip() == '@all of it"'
        await driver.press("right")
        assert screen.query_field.value == '@"all of it"'
        await driver.press("enter")
        assert len(listed(screen)) == 4


async def test_passages_are_recoded_and_given_a_stance_as_one_step(path: Path) -> None:
    async with running(path) as driver:
        screen = await asked(driver, '"Blame across"')
        await driver.press("space", "space", "r")
        await choose(driver, "Shared language")
        assert listed(screen) == []
        assert "Recoded 2 codings as" in screen.status.said
        await driver.press("ctrl+z")
        assert len(listed(screen)) == 2
        await driver.press("home", "t")
        await choose(driver, "challenges")
        assert [p.excerpt.stance for p in screen.found_list.records].count("challenges") == 1
        await driver.press("s", "s", "s", "s", "s", "s")
        assert "sorted by the reverse first" in screen.status.said
        assert screen.found_list.records[0].excerpt.stance == "challenges"


async def test_others_codings_are_theirs(path: Path) -> None:
    async with running(path) as driver:
        screen = await asked(driver, "coder:Ben")
        await driver.press("r")
        assert screen.status.said == "These are others' codings: Ann can change their own."


async def test_spread_says_who_is_silent_and_context_widens(path: Path) -> None:
    async with running(path) as driver:
        screen = await asked(driver, '"Early contact"')
        assert "50 %" not in screen.context.plain
        assert "100 % of the coders who are done with it" in screen.context.plain
        await driver.press("w", "w", "w")
        assert screen.turns == 8
        await driver.press("u")
        text = driver.app.screen.query_one("Prose").plain  # type: ignore[attr-defined]
        assert "Asked and silent" in text
        assert "CPS: 2 passages · 1 of 1 document" in text


async def test_recoding_offers_paths_and_begins_at_the_code_there_is(path: Path) -> None:
    async with running(path) as driver:
        await asked(driver, '"Blame across"')
        await driver.press("r")
        dialog = driver.app.screen
        assert isinstance(dialog, Choose)
        choices = dialog.query_one(Outline)
        assert choices.highlighted is not None
        assert choices.highlighted.text == "Partnership/Blame across"
        await driver.press("escape")


async def test_any_order_is_a_list_away(path: Path) -> None:
    async with running(path) as driver:
        screen = await asked(driver, "Partnership/*")
        await driver.press("S")
        await choose(driver, "length")
        lengths = [len(each.excerpt.text) for each in screen.found_list.records]
        assert lengths == sorted(lengths, reverse=True)
        assert screen.status.said.startswith("sorted by length, longest first")


UNANSWERED = "Interviewer: How do you begin?\nCPS 50: Slowly.\nInterviewer: Do they ring you?\nCPS 50: Next question.\n"


async def test_negative_cases_are_gone_to_where_they_stand(path: Path) -> None:
    with open_project(path) as project:
        uid = add(project, "CPS 50", UNANSWERED, kind="interview", group="CPS")
        add(project, "CPS 51", "CPS 51: Nothing.\n", kind="interview", group="CPS")
        with project.step("Done", "Ann") as session:
            assignments.set_state(session, uid, coders.ensure(session, "Ann"), "done")
            documents.set_participant(session, document_labels.find(session, "CPS 51"), "CPS 51")
            interview = document_labels.find(session, "CPS 43")
            bens = codings.codings(session, documents=[interview], coders=["Ben"])
            codings.change(session, next(each for each in bens if not each.stance).uid, stance="challenges")
    async with running(path) as driver:
        await asked(driver, '"Early contact"')
        await driver.press("n")
        dialog = driver.app.screen
        assert isinstance(dialog, Choose)
        assert [row.text for row in dialog.query_one(Outline).rows] == [
            "Asked and silent: CPS 50", "Says the reverse: CPS 43 · Ben",
            "Not heard: CPS 51 · CPS · nobody is done yet",
        ]  # fmt: skip
        await driver.press("enter")
        assert driver.bench.reader.selected_text == "Do they ring you?"
        await driver.press("f3", "n", "down", "enter")
        assert driver.bench.reader.selected_text == "They ring us, and it works."
        screen = await asked(driver, '"Early contact" document:"CPS 43","CPS 50"')
        assert "unused voices: 0 of 1 CPS" in screen.status.said, "who cannot answer is no unused voice"
        await driver.press("n")
        assert not any("Not heard" in row.text for row in driver.app.screen.query_one(Outline).rows)


async def test_where_nothing_speaks_against_it_that_is_said(path: Path) -> None:
    async with running(path) as driver:
        screen = await asked(driver, '"False report"')
        await driver.press("n")
        assert screen.status.said == "Nobody who was asked is silent, nobody says the reverse, and everybody is heard."


async def test_where_nothing_was_found_the_silent_are_told_and_gone_to(path: Path) -> None:
    with open_project(path) as project:
        uid = add(project, "CPS 50", UNANSWERED, kind="interview", group="Judges")
        with project.step("Done", "Ann") as session:
            assignments.set_state(session, uid, coders.ensure(session, "Ann"), "done")
    async with running(path) as driver:
        screen = await asked(driver, '"Early contact" AND NOT "Delay and queues" group:Judges')
        assert listed(screen) == []
        assert screen.query_field.has_focus_within
        await driver.press("down", "q")
        assert screen.status.said.startswith("Nothing was found. u tells who was asked and is silent")
        await driver.press("u")
        text = driver.app.screen.query_one("Prose").plain  # type: ignore[attr-defined]
        assert text.startswith("Asked and silent · 1 document\n")
        assert "comes to it, and no passage is from them (Partnership/Early contact).\nCPS 50\n" in text
        assert "Judges: 0 passages · 0 of 1 document" in text
        await driver.press("escape", "n", "enter")
        assert driver.bench.reader.selected_text == "Do they ring you?"


async def test_saved_queries_are_a_key_away_before_anything_is_asked(path: Path) -> None:
    async with running(path) as driver:
        screen = await asked(driver, "Partnership/*")
        await driver.press("k")
        await driver.type("all of it")
        await driver.press("enter", "slash", "ctrl+u", "enter", "down")
        assert screen.found_list.has_focus
        await driver.press("u")
        assert screen.status.said.startswith("Nothing is listed. Ask first")
        await driver.press("o", "enter")
        assert len(listed(screen)) == 4
