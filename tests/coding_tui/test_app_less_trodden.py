"""Commands that are asked for by name or seldom: what each stores, shows or says."""

from __future__ import annotations

from pathlib import Path

import pytest
from coded_study import make_coded_study
from textual import events
from textual.command import CommandPalette
from workbenches import Driver, make_study, running, settle

from codebook.coding import distressing
from codebook.notes import memos
from codebook.project import open_project
from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.memo_editor import MemoEditor
from coding_tui.screens.agreement import AgreementScreen
from coding_tui.screens.history import HistoryScreen
from coding_tui.screens.readings import ReadingsScreen
from coding_tui.screens.retrieve import RetrieveScreen
from coding_tui.screens.search import SearchScreen
from coding_tui.screens.start import StartScreen
from coding_tui.settings import Settings
from transcripts import coders, document_labels
from transcripts.texts import document_text


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_coded_study(tmp_path / "study.qdb")


async def by_name(driver: Driver, title: str) -> None:
    """Do what the command palette calls so."""
    await driver.press("ctrl+p")
    await driver.type(title)
    await driver.press("enter")


def written(path: Path) -> list[tuple[str, str]]:
    with open_project(path, read_only=True) as project, project.reading() as session:
        return [(each.about, each.text) for each in memos.memos(session, reader="Ann") if each.about != "coding"]


async def test_the_theme_is_changed_by_name(path: Path) -> None:
    async with running(path) as driver:
        await by_name(driver, "Change the theme")
        assert isinstance(driver.app.screen, CommandPalette)
        await driver.press("escape")
        assert driver.app.screen is driver.bench


async def test_the_start_page_closes_the_project_and_a_project_comes_off_its_list(path: Path, tmp_path: Path) -> None:
    async with running(path) as driver:
        await by_name(driver, "Start page: other projects")
        start = driver.app.screen
        assert isinstance(start, StartScreen)
        assert driver.app.project is None
        assert start.recent.rows
        await driver.press("delete")
        assert not start.recent.rows
        assert "its file stays where it is" in start.status.said
    assert path.exists()
    assert Settings.load(tmp_path / "settings.json").recent == []


async def test_panes_and_documents_the_other_way_round(path: Path) -> None:
    async with running(path) as driver:
        bench = driver.bench
        bench.reader.focus()
        await driver.press("shift+tab")
        assert bench.focused is bench.document_list
        bench.reader.focus()
        await driver.press("left_parenthesis")
        assert driver.said == "This is the first document."
        bench.open(next(line.uid for line in bench.lines or () if line.label == "Police 27"))
        await driver.pilot.pause()
        await driver.press("f9", "x", "left_parenthesis")
        assert bench.line is not None
        assert bench.line.label == "CPS 43"


async def test_a_correction_is_asked_for_and_what_there_is_none_of_is_said(path: Path, tmp_path: Path) -> None:
    async with running(path) as driver:
        await by_name(driver, "What the last correction did")
        assert driver.said == "The text of this document was never replaced."
        await driver.select("They ring us")
        await by_name(driver, "Put back what a correction set aside")
        assert driver.said == "Nothing of this document is set aside."
        await by_name(driver, "Replace with a corrected transcript")
        assert isinstance(driver.app.screen, Ask)
        await driver.type(str(tmp_path / "none.txt"))
        await driver.press("enter")
        assert "Nothing was replaced by none.txt" in driver.said


@pytest.mark.parametrize(
    ("title", "about"),
    [("Memo on this document", "document"), ("Memo on this code", "code"), ("Memo on the selected words", "span"),
     ("New journal entry", "project")],
)  # fmt: skip
async def test_memos_by_name(tmp_path: Path, title: str, about: str) -> None:
    path = make_study(tmp_path / "study.qdb")
    async with running(path) as driver:
        await driver.select("They ring us")
        await by_name(driver, title)
        assert isinstance(driver.app.screen, MemoEditor)
        await driver.type("Why?")
        await driver.press("ctrl+s")
        assert "kept · ctrl+z undoes" in driver.said
        assert written(path) == [(about, "Why?")]
        await driver.press("ctrl+z")
        assert written(path) == []


async def test_two_readings_go_back_and_ask_between_whom(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("ampersand")
        screen = driver.app.screen
        assert isinstance(screen, ReadingsScreen)
        await driver.press("n")
        first = screen.leader.selection
        await driver.press("n")
        assert screen.leader.selection != first
        await driver.press("N")
        assert screen.leader.selection == first
        await driver.press("p")
        assert screen.status.said == screen.why_not("choose_pair") != ""


async def test_retrieve_shows_what_is_folded_and_goes_back_to_its_query(path: Path) -> None:
    with open_project(path) as project, project.step("Read ahead", "Ben") as session:
        uid = document_labels.find(session, "CPS 43")
        start = document_text(session, uid).text.index("They ring us")
        distressing.flag(session, uid, start, start + 12, coder=coders.ensure(session, "Ben"))
    async with running(path) as driver:
        await driver.press("f3")
        await driver.type("Early*")
        await driver.press("enter", "down", "home")
        screen = driver.app.screen
        assert isinstance(screen, RetrieveScreen)
        place = screen.under_cursor()
        assert place is not None
        assert screen.veil.hides(*place)
        await driver.press("v")
        assert not screen.veil.hides(*place)
        await driver.press("v")
        assert screen.veil.hides(*place)
        await driver.press("escape")
        assert screen.query_field.field.has_focus
        assert screen.query_field.value == "Early*"


async def test_search_asks_where_to_look(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("ctrl+f")
        await driver.type("ring")
        await driver.press("enter", "i")
        screen = driver.app.screen
        assert isinstance(screen, SearchScreen)
        assert screen.only_field.field.has_focus


async def test_agreement_has_one_round_and_says_so(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("f5", "r")
        screen = driver.app.screen
        assert isinstance(screen, AgreementScreen)
        assert screen.wanted.round == "main"
        assert screen.why_not("next_round") == "There is one round only."
        assert not screen.check_action("next_round", ())


async def test_settings_of_care_are_kept(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("f8", "ctrl+d")
        care = driver.app.care
        assert not care.fold
        await driver.press("ctrl+l", "ctrl+u")
        await driver.type("45")
        await driver.press("enter")
        assert care.limit_minutes == 45
        assert (type(care).load(care.path).fold, type(care).load(care.path).limit_minutes) == (False, 45)


async def test_lists_go_by_pages_and_to_their_ends(path: Path) -> None:
    async with running(path, size=(100, 12)) as driver:
        await driver.press("f7")
        screen = driver.app.screen
        assert isinstance(screen, HistoryScreen)
        many = len(screen.steps.records)
        assert many > 4
        found = []
        for key in ("end", "pageup", "home", "pagedown", "down", "up"):
            await driver.press(key)
            found.append(screen.steps.position)
        assert found[0] == many - 1
        assert found[1] < found[0]
        assert found[2] == 0
        assert found[3] > 0
        assert found[4:] == [min(found[3] + 1, many - 1), min(found[3] + 1, many - 1) - 1]


@pytest.mark.parametrize("title", ["Memo on this document", "New journal entry"])
async def test_words_that_come_all_at_once_with_the_key_that_keeps_them_are_kept(tmp_path: Path, title: str) -> None:
    """As from a slow line, or a machine that was busy: keys must not overtake each other."""
    path = make_study(tmp_path / "study.qdb")
    async with running(path) as driver:
        await by_name(driver, title)
        for letter in "mine":
            driver.app.post_message(events.Key(letter, letter))
        driver.app.post_message(events.Key("ctrl+s", None))
        await settle(driver.pilot)
        assert [text for _, text in written(path)] == ["mine"]
