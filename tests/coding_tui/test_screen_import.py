"""Import through the real app: pick, look, decide, bring in; and leave with nothing changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from incoming import ONE, listed, looking, make_incoming
from textual.widgets import Input
from workbenches import make_study, running, settle

from codebook.project import open_project
from coding_tui.dialogs.ask import Ask
from coding_tui.screens.import_files import ImportScreen
from coding_tui.screens.replacing import ReplacingScreen
from coding_tui.widgets.footer_line import FooterLine
from coding_tui.widgets.outline import Outline
from transcripts.intake import Rules, load_rules
from transcripts.trackers import trackers


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_incoming(tmp_path / "incoming")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_study(tmp_path / "study.qdb")


async def test_files_are_shown_before_anything_is_in(path: Path, folder: Path) -> None:
    async with running(path) as driver:
        screen = await looking(driver, folder)
        assert [row.entry.state for row in screen.files.records] == ["ready", "ready", "refused"]
        assert screen.status.said == "2 ready · 1 refused · 1 in doubt"
        assert "And since June?" in screen.preview.plain
        assert set(listed(path)) == {"CPS 43", "Panel 1"}
        await driver.press("escape")
        assert driver.app.screen is driver.bench
    assert set(listed(path)) == {"CPS 43", "Panel 1"}


@pytest.mark.parametrize("written", ["{}", "{}/", "'{}'", "'{}' ", "{}/cps 7.TXT"])
async def test_a_whole_path_may_be_typed_or_pasted_behind_the_one_that_stands_there(
    path: Path, folder: Path, written: str
) -> None:
    spaced = folder.rename(folder.with_name("to come in"))
    async with running(path) as driver:
        await driver.press("ctrl+o")
        line = driver.app.screen.query_one(Input)
        given = str(spaced).replace(" ", "\\ ") if "'" not in written else str(spaced)
        line.insert_text_at_cursor(written.format(given))
        await settle(driver.pilot)
        names = [row.text for row in driver.app.screen.query_one("#names", Outline).rows]
        if "TXT" in written:
            assert names == ["CPS 7.txt"]
            return
        await driver.press("enter")
        screen = driver.app.screen
        assert isinstance(screen, ImportScreen)
        assert len(screen.files.records) == 3


async def test_who_asks_is_said_once_for_all_files(path: Path, folder: Path) -> None:
    async with running(path) as driver:
        screen = await looking(driver, folder)
        await driver.press("tab")
        assert screen.speakers.highlighted is not None
        assert screen.speakers.highlighted.use is not None
        assert screen.speakers.highlighted.use.name == "Anna"
        await driver.press("r")
        await driver.press("ctrl+s")
        assert driver.app.screen is driver.bench
    with open_project(path, read_only=True) as project, project.reading() as session:
        roles = session.connection().exec_driver_sql("SELECT DISTINCT role FROM speaker WHERE name = 'Anna'").all()
    assert [tuple(row) for row in roles] == [("interviewer",)]


async def test_kind_is_given_to_marked_files_and_leaving_out_leaves_out(path: Path, folder: Path) -> None:
    async with running(path) as driver:
        screen = await looking(driver, folder)
        await driver.press("space", "space", "k")
        assert isinstance(driver.app.screen, Ask)
        await driver.type("interview")
        await driver.press("enter")
        screen.files.marked.clear()
        await driver.press("home", "x")
        assert [row.entry.state for row in screen.files.records] == ["passed", "ready", "refused"]
        await driver.press("ctrl+s")
    assert listed(path)["CPS 8"].kind == "interview"
    assert "CPS 7" not in listed(path)


async def test_words_in_doubt_are_shown_and_confirmed(path: Path, folder: Path) -> None:
    async with running(path) as driver:
        screen = await looking(driver, folder)
        await driver.press("down")
        assert "£20" in screen.preview.plain
        await driver.press("e", "enter")
        assert not screen.session.doubts()
        await driver.press("ctrl+s")
    assert listed(path)["CPS 8"].encoding == "cp1252"


async def test_rules_are_kept_and_used_again(path: Path, folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "rules.yaml"
    async with running(path) as driver:
        screen = await looking(driver, folder)
        await driver.press("tab", "r")
        await driver.press("ctrl+w")
        driver.app.screen.query_one(Input).value = str(kept)
        await driver.press("enter")
        assert load_rules(kept).roles == {"Anna": "interviewer"}
        await driver.press("escape", "escape")
        screen = await looking(driver, folder)
        await driver.press("ctrl+l")
        driver.app.screen.query_one(Input).value = str(kept)
        await driver.press("enter")
        assert {use.name: use.role for use in screen.session.speakers()}["Anna"] == "interviewer"


async def test_keys_are_those_of_the_list(path: Path, folder: Path) -> None:
    async with running(path) as driver:
        screen = await looking(driver, folder)
        footer = screen.query_one(FooterLine)
        assert "import.kind" in {command.id for command in footer.alive()}
        await driver.press("tab")
        alive = {command.id for command in footer.alive()}
        assert "import.role" in alive
        assert "import.kind" not in alive


async def test_going_elsewhere_and_back_loses_no_decision(path: Path, folder: Path) -> None:
    async with running(path) as driver:
        screen = await looking(driver, folder)
        await driver.press("tab", "r")
        await driver.press("f2", "ctrl+o")
        assert driver.app.screen is screen
        assert {use.name: use.role for use in screen.session.speakers()}["Anna"] == "interviewer"


async def test_a_corrected_file_goes_to_what_becomes_of_the_codings(path: Path, folder: Path) -> None:
    corrected = folder / "CPS 43.txt"
    corrected.write_text("Interviewer: What changed?\nCPS 43: We ring them, and it works.\n", encoding="utf-8")
    async with running(path) as driver:
        screen = await looking(driver, folder)
        assert [row.entry.label_taken for row in screen.files.records] == ["", "", "CPS 43", ""]
        await driver.press("down", "down", "c")
        assert isinstance(driver.app.screen, ReplacingScreen)
        await driver.press("f2", "ctrl+o")
        assert driver.app.screen is screen
        assert [row.entry.state for row in screen.files.records] == ["ready", "ready", "passed", "refused"]


async def test_whom_a_row_of_a_table_means_is_asked_before_it_comes_in(path: Path, folder: Path) -> None:
    table = "document,sector\nCPS seven,court\nCPS 8,police\nCPSS 7,charity\nElsewhere,none\n"
    (folder / "facts.csv").write_text(table, encoding="utf-8")
    async with running(path) as driver:
        screen = await looking(driver, folder)
        (asked, *_) = screen.speakers.records
        assert asked.row is not None
        assert (asked.row.written, asked.row.proposed) == ("CPSS 7", "CPS 7")
        screen.files.go(next(at for at, each in enumerate(screen.files.records) if each.entry.table))
        await driver.press("tab", "n")
        assert [each.near for each in screen.session.tables()] == [()]
        screen.session.decide(Rules())
        screen.show_all()
        await driver.press("home", "enter")
        assert screen.session.rules.rows == {"CPSS 7": "CPS 7"}
        screen.files.focus()
        await driver.press("end", "up")
        assert "‘Elsewhere’ names nothing here" in screen.preview.plain
        assert "2 have no row: CPS 43, Panel 1\n" in screen.preview.plain
        await driver.press("tab", "end", "y")
        assert screen.status.said == "This line proposes nothing."
        await driver.press("m")
        await driver.type("panel")
        await driver.press("enter")
        assert screen.session.rules.rows["Elsewhere"] == "Panel 1"
        await driver.press("end", "n")
        assert screen.session.rules.rows["CPS seven"] == ""
        assert all(each.row is None for each in screen.speakers.records)
        await driver.press("ctrl+s")
    with open_project(path, read_only=True) as project, project.reading() as session:
        values = session.connection().exec_driver_sql("SELECT value FROM attribute_value ORDER BY value").scalars()
        assert list(values) == ["charity", "none", "police"]


async def test_language_date_and_names_and_encodings_that_no_list_has(path: Path, folder: Path) -> None:
    async with running(path) as driver:
        screen = await looking(driver, folder)
        await driver.press("l")
        await driver.type("cy")
        await driver.press("enter", "d")
        await driver.type("tuesday")
        await driver.press("enter")
        assert screen.status.said == "‘tuesday’ is no date: write a day as 2023-03-14, or a month as 2023-03."
        await driver.press("down", "e", "end", "enter")
        await driver.type("cp1253")
        await driver.press("enter")
        assert screen.session.texts(screen.session.entries[1])[0].encoding == "cp1253"
        await driver.press("tab", "home", "m", "end", "enter")
        await driver.type("Anna Lee")
        await driver.press("enter")
        assert screen.session.rules.names == {"Anna": "Anna Lee"}
        assert "Anna Lee" in {use.name for use in screen.session.speakers()}
        await driver.press("ctrl+s")
    assert listed(path)["CPS 7"].language == "cy"


async def test_tables_alone_are_brought_in_and_what_they_did_is_said(path: Path, tmp_path: Path) -> None:
    (tmp_path / "about.csv").write_text("document,years\nCPS 43,7\nnobody at all,3\n", encoding="utf-8")
    (tmp_path / "people.csv").write_text("participant,years\nP7,3\n", encoding="utf-8")
    async with running(path) as driver:
        screen = await looking(driver, tmp_path / "people.csv")
        await driver.press("tab", "m")
        assert screen.status.said == "Nothing is left here that it could mean."
        await driver.press("escape", "escape")
        screen = await looking(driver, tmp_path / "about.csv")
        assert screen.status.said == "0 ready · 1 table"
        await driver.press("ctrl+s")
        assert driver.said == "1 document described, 1 row names none"


async def test_a_question_about_labels_is_told_in_full_with_what_is_said(path: Path, tmp_path: Path) -> None:
    study = tmp_path / "slips"
    study.mkdir()
    for number in (1, 2):
        odd = "Particpant: In [May], perhaps.\nAnna: So?\n" if number == 2 else ""
        (study / f"{number}.txt").write_text("Anna: Why?\nParticipant: A queue.\n" * 4 + odd, encoding="utf-8")
    async with running(path) as driver:
        screen = await looking(driver, study)
        assert "Particpant" not in screen.preview.plain
        await driver.press("tab")
        told = screen.preview.plain
        assert told.startswith("May ‘Particpant’ be ‘Participant’? spelt almost alike")
        assert "Particpant · 1 turn · 2.txt" in told
        assert "Participant · 8 turns · 1.txt, 2.txt" in told
        assert "In [May], perhaps." in told
        await driver.press("down")
        assert screen.speakers.highlighted is not None
        assert screen.speakers.highlighted.use is not None
        assert screen.preview.plain.startswith(screen.speakers.highlighted.use.name)
        await driver.press("tab")
        assert screen.preview.plain.startswith(screen.speakers.highlighted.use.name)
        await driver.press("tab")
        assert screen.files.has_focus
        assert screen.preview.plain.startswith("1 · txt")


async def test_a_label_that_was_read_as_words_is_made_a_speaker(path: Path, tmp_path: Path) -> None:
    study = tmp_path / "short"
    study.mkdir()
    (study / "short.txt").write_text("JS: Who decides?\n\nTO: The lead.\n\nJS: Thank you.\n", encoding="utf-8")
    async with running(path) as driver:
        screen = await looking(driver, study)
        (shown,) = screen.files.records
        assert any("‘TO’" in said for said in shown.entry.documents[0].warnings)
        for initials in ("JS", "TO"):
            await driver.press("s")
            assert isinstance(driver.app.screen, Ask)
            await driver.press(*initials, ":", "enter")
        assert screen.files.records[0].entry.documents[0].warnings == ()
        assert screen.status.said == "“TO” names a speaker · ctrl+z takes it back"
        await driver.press("s", "X", "Y", "enter")
        assert screen.status.said == "No line here begins with “XY:”, or it stands for another speaker."
        await driver.press("ctrl+s")
        assert driver.app.screen is driver.bench
    assert listed(path)["short"].speakers == {"JS": 2, "TO": 1}


async def test_a_speaker_stays_under_the_cursor_while_files_are_read_again(path: Path, folder: Path) -> None:
    async with running(path) as driver:
        screen = await looking(driver, folder)
        await driver.press("tab", "down", "r", "r")
        assert screen.speakers.highlighted is not None
        assert screen.speakers.highlighted.use is not None
        named = screen.speakers.highlighted.use.name
        assert named != "Anna"
        assert screen.session.rules.roles == {named: "other"}


async def test_a_decision_is_taken_back_and_the_project_is_left_alone(path: Path, folder: Path) -> None:
    before = listed(path)
    async with running(path) as driver:
        screen = await looking(driver, folder)
        await driver.press("ctrl+z")
        assert screen.status.said == "Nothing was decided here yet."
        await driver.press("tab", "x")
        assert {use.name for use in screen.session.speakers()} == {"CPS 7", "CPS 8"}
        assert screen.status.said == "“Anna” names nobody · ctrl+z takes it back"
        await driver.press("ctrl+z")
        assert {use.name for use in screen.session.speakers()} == {"Anna", "CPS 7", "CPS 8"}
        assert screen.status.said == "Taken back: “Anna” names nobody"
        await driver.press("ctrl+y")
        assert screen.session.rules.nobody == {"Anna"}
        await driver.press("ctrl+z", "tab", "tab", "x", "g")
        await driver.type("CPS")
        await driver.press("enter")
        assert [row.entry.state for row in screen.files.records] == ["passed", "ready", "refused"]
        await driver.press("ctrl+z", "ctrl+z")
        assert [row.entry.state for row in screen.files.records] == ["ready", "ready", "refused"]
        assert screen.session.rules == Rules()
    assert listed(path) == before


async def test_one_spelling_is_chosen_of_a_name_written_in_two(path: Path, folder: Path) -> None:
    (folder / "CPS 9.txt").write_text(ONE.replace("Anna", "ANNA").replace("7", "9"), encoding="utf-8")
    async with running(path) as driver:
        screen = await looking(driver, folder)
        at = next(at for at, row in enumerate(screen.speakers.records) if row.use and row.use.name == "ANNA")
        screen.speakers.go(at)
        await driver.press("tab", "m", "enter")
        assert [use.name for use in screen.session.speakers()] == ["Anna", "CPS 7", "CPS 8", "CPS 9"]


async def test_a_key_that_would_change_nothing_says_why(path: Path, folder: Path) -> None:
    async with running(path) as driver:
        screen = await looking(driver, folder)
        for key, said in (
            ("t", "This is no table."), ("e", "It is UTF-8, or says itself how it is to be read."),
            ("c", "No other document has this label."),
        ):  # fmt: skip
            await driver.press(key)
            assert driver.app.screen is screen
            assert screen.status.said == said


async def test_figures_by_month_are_shown_before_they_take_the_place_of_others(path: Path, tmp_path: Path) -> None:
    study = tmp_path / "figures"
    (study / "2024").mkdir(parents=True)
    figures = "Month,Complaints,Charged\n2023-01,12,3\n2023-02,15,4\n2023-03,9,2\n"
    (study / "months.csv").write_text(figures, encoding="utf-8")
    async with running(path) as driver:
        screen = await looking(driver, study)
        told = screen.preview.plain
        assert told.startswith("months · 3 rows · 2023-01 to 2023-03\n2023-01: Complaints 12, Charged 3\n")
        assert "takes the place" not in told
        await driver.press("ctrl+s")
        assert driver.said == "kept the table ‘months’"
        (study / "months.csv").rename(study / "2024" / "months.csv")
        (study / "months.csv").write_text(figures.replace("2023", "2024"), encoding="utf-8")
        screen = await looking(driver, study)
        assert "takes the place of the table of this name in the project" in screen.preview.plain
        await driver.press("ctrl+s")
    with open_project(path, read_only=True) as project, project.reading() as session:
        years = {"months": "2023", "months (2)": "2024"}
        kept = {each.name: [row.period for row in each.rows] for each in trackers(session)}
    assert kept == {name: [f"{year}-0{month}" for month in (1, 2, 3)] for name, year in years.items()}


async def test_the_headings_of_an_answer_stand_over_its_words(path: Path) -> None:
    answers = Path(__file__).parents[1] / "transcripts" / "files" / "survey-answers.csv"
    async with running(path) as driver:
        screen = await looking(driver, answers)
        assert "What works well in your area?\nThe calls. The calls." in screen.preview.plain


async def test_a_file_that_is_in_already_is_taken_in_again_when_a_person_says_so(path: Path, folder: Path) -> None:
    (folder / "CPS 7 again.txt").write_text(ONE, encoding="utf-8")
    async with running(path) as driver:
        screen = await looking(driver, folder)
        assert [row.entry.state for row in screen.files.records] == ["ready", "refused", "ready", "refused"]
        await driver.press("i")
        assert screen.status.said == "No other file has the same bytes."
        await driver.press("down", "i")
        assert [row.entry.state for row in screen.files.records] == ["ready", "ready", "ready", "refused"]
        await driver.press("i")
        assert screen.files.records[1].entry.state == "refused"
        await driver.press("ctrl+z", "ctrl+s")
    assert set(listed(path)) >= {"CPS 7", "CPS 7 again"}


async def test_all_files_are_marked_at_once(path: Path, folder: Path) -> None:
    async with running(path) as driver:
        screen = await looking(driver, folder)
        await driver.press("space", "*", "k")
        await driver.type("interview")
        await driver.press("enter")
        assert screen.status.said == "Kind: interview · 3 files · ctrl+z takes it back"
        await driver.press("*")
        assert (screen.status.said, screen.files.marked) == ("Nothing is marked.", set())
        await driver.press("ctrl+s")
    assert {listed(path)[label].kind for label in ("CPS 7", "CPS 8")} == {"interview"}
