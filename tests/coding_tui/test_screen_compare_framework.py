"""The framework matrix in the app: cells browsed, summaries written with their passages linked, undone, written out."""

from __future__ import annotations

from pathlib import Path

import pytest
from coded_study import HOSTILE, make_coded_study
from workbenches import Driver, make_study, running

from codebook.coding import distressing
from codebook.counting.framework import framework, summarise
from codebook.project import open_project
from coding_tui.dialogs.choose import Choose
from coding_tui.dialogs.summary_editor import SummaryEditor
from coding_tui.dialogs.write_file import WriteFile
from coding_tui.screens.framework import FrameworkScreen
from coding_tui.screens.retrieve import RetrieveScreen
from coding_tui.screens.workbench import WorkbenchScreen
from coding_tui.views.veil import FOLDED
from exports.manifests import verified
from transcripts import coders, document_labels
from transcripts.texts import document_text


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Looked at and never changed by these tests."""
    return make_coded_study(tmp_path_factory.mktemp("framework") / "study.qdb")


async def matrix(driver: Driver) -> FrameworkScreen:
    await driver.press("f4", "6")
    screen = driver.app.screen
    assert isinstance(screen, FrameworkScreen)
    return screen


def words(screen: FrameworkScreen) -> list[list[str]]:
    return [[text for text, _ in row] for row in screen.grid.table.cells]


def summaries(path: Path) -> list[tuple[str, str, str, str]]:
    """What is stored: row, theme, coder, text."""
    with open_project(path, read_only=True) as project, project.reading() as session:
        made = framework(session)
        return [
            (row, column, one.coder, one.text) for row, line in zip(made.rows, made.cells, strict=True)
            for column, cell in zip(made.columns, line, strict=True) for one in cell.summaries
        ]  # fmt: skip


def write_as(path: Path, name: str, row: str, theme: str, text: str) -> None:
    with open_project(path) as project, project.step("Summary", name) as session:
        summarise(session, "participant", row, theme, text, coder=coders.ensure(session, name))


async def test_cells_say_how_much_waits_and_what_is_empty(path: Path) -> None:
    async with running(path) as driver:
        screen = await matrix(driver)
        assert screen.grid.table.rows == ("CPS 43", "Police 27")
        assert words(screen) == [["(3)", "–", "(1)"], ["(1)", "(1)", "–"]]
        assert screen.pane.rule.title_text == "2 participants × 3 themes · 0 written · 4 to write · 2 empty"
        assert [each.excerpt.coder for each in screen.passages.records] == ["Ann", "Ben", "Ann"]
        await driver.press("right")
        assert screen.about.plain == "‘CPS 43’ × ‘Delay and queues’\nNothing is coded here.\n"
        assert not screen.passages.records
        await driver.press("enter", "l")
        assert driver.app.screen is screen


async def test_a_summary_is_written_beside_its_passages_linked_stored_and_undone(tmp_path: Path) -> None:
    study = make_coded_study(tmp_path / "study.qdb")
    async with running(study) as driver:
        screen = await matrix(driver)
        await driver.press("e")
        editor = driver.app.screen
        assert isinstance(editor, SummaryEditor)
        assert len(editor.passages.records) == 3
        await driver.type("They speak early")
        await driver.press("ctrl+l", "ctrl+n", "ctrl+n")
        await driver.type(" but")
        await driver.press("tab", "enter")
        excerpts = [each.excerpt for each in editor.passages.records]
        first, last = excerpts[0], excerpts[2]
        text = f"They speak early [[CPS 43@{first.start}-{first.end}]] but [[CPS 43@{last.start}-{last.end}]]"
        assert editor.text.text == text
        assert editor.text.has_focus
        await driver.press("ctrl+s")
        assert screen.status.said == "Summary of ‘CPS 43’ on ‘Partnership’ written · ctrl+z undoes"
        assert words(screen)[0][0] == "They speak early ¶ but ¶"
        assert f"“{first.text}”" in screen.about.plain
        assert summaries(study) == [("CPS 43", "Partnership", "Ann", text)]
        await driver.press("e", "end")
        await driver.type(", as ever")
        await driver.press("ctrl+s")
        assert summaries(study)[0][3].endswith(", as ever")
        await driver.press("ctrl+z")
        assert summaries(study)[0][3] == text
        await driver.press("ctrl+z")
        assert words(screen)[0][0] == "(3)"
        assert summaries(study) == []


async def test_leaving_asks_before_words_are_lost_and_keeps_what_was_there(tmp_path: Path) -> None:
    study = make_coded_study(tmp_path / "study.qdb")
    async with running(study) as driver:
        screen = await matrix(driver)
        await driver.press("e")
        await driver.type("Half")
        await driver.press("escape")
        assert isinstance(driver.app.screen, SummaryEditor)
        await driver.press("escape")
        assert driver.app.screen is screen
        assert summaries(study) == []


async def test_marked_passages_are_linked_together_and_links_are_followed(tmp_path: Path) -> None:
    study = make_coded_study(tmp_path / "study.qdb")
    async with running(study) as driver:
        screen = await matrix(driver)
        await driver.press("tab", "space", "down", "space", "l")
        editor = driver.app.screen
        assert isinstance(editor, SummaryEditor)
        assert editor.text.text.count("[[CPS 43@") == 2
        await driver.press("ctrl+s", "g")
        assert isinstance(driver.app.screen, Choose)
        await driver.press("down", "enter")
        bench = driver.app.screen
        assert isinstance(bench, WorkbenchScreen)
        assert bench.reader.selected_text == "everybody blamed everybody"
        await driver.press("f4", "6", "backspace")
        assert screen.status.said == "Summary of ‘CPS 43’ on ‘Partnership’ taken away · ctrl+z undoes"
        assert summaries(study) == []


async def test_others_words_stay_theirs_and_ones_own_come_first(tmp_path: Path) -> None:
    study = make_coded_study(tmp_path / "study.qdb")
    write_as(study, "Ben", "CPS 43", "Partnership", f"Ben says {HOSTILE}")
    async with running(study) as driver:
        screen = await matrix(driver)
        assert words(screen)[0][0].startswith("Ben: Ben says [/b]")
        await driver.press("backspace", "delete")
        assert len(summaries(study)) == 1
        await driver.press("n")
        assert screen.at == (0, 2), "Ben's summary leaves Ann's to be written, but the cursor goes on"
        await driver.press("n", "n", "n", "e")
        assert screen.at == (0, 0)
        await driver.type("Mine")
        await driver.press("ctrl+s")
        assert words(screen)[0][0] == "Mine +1"
        assert [(who, text[:8]) for _, _, who, text in summaries(study)] == [("Ann", "Mine"), ("Ben", "Ben says")]
        said = screen.about.plain
        assert said.index("Mine") < said.index("Ben says [/b] [red]x[/red]")


async def test_the_passages_of_a_cell_in_retrieve_and_one_in_its_document(path: Path) -> None:
    async with running(path) as driver:
        screen = await matrix(driver)
        await driver.press("enter")
        there = driver.app.screen
        assert isinstance(there, RetrieveScreen)
        assert there.query_field.value == 'Partnership/* participant:"CPS 43"'
        assert len(there.found_list.records) == 3
        await driver.press("slash", "enter")
        assert len(there.found_list.records) == 3
        await driver.press("f4", "6", "tab", "enter")
        bench = driver.app.screen
        assert isinstance(bench, WorkbenchScreen)
        assert bench.reader.selected_text == "They ring us, and it works."
        assert screen.found is not None


async def test_cases_themes_and_text_are_chosen(path: Path) -> None:
    async with running(path) as driver:
        screen = await matrix(driver)
        await driver.press("r")
        await driver.type("code:Partnership")
        await driver.press("enter")
        assert screen.grid.table.columns[1] == "Partnership/Early contact"
        await driver.press("slash")
        await driver.type("coder:Ben")
        await driver.press("enter")
        assert screen.grid.table.rows == ("CPS 43",)
        await driver.press("slash")
        await driver.type(" gruop:x")
        await driver.press("enter")
        assert "Did you mean ‘group’" in driver.app.screen.query_field.complaint.said  # type: ignore[attr-defined]
        await driver.press("escape")
        await driver.press("s")
        assert screen.grid.empty.startswith("Nobody who is known as a case has anything coded")


async def test_what_is_flagged_as_distressing_stays_folded_here(tmp_path: Path) -> None:
    study = make_coded_study(tmp_path / "study.qdb")
    with open_project(study) as project, project.step("Read ahead", "Ben") as session:
        uid = document_labels.find(session, "CPS 43")
        start = document_text(session, uid).text.index("They ring us")
        distressing.flag(session, uid, start, start + 10, coder=coders.ensure(session, "Ben"))
        write = f"Early [[CPS 43@{start}-{start + 27}]]"
        summarise(session, "participant", "CPS 43", "Partnership", write, coder=coders.ensure(session, "Ann"))
    async with running(study) as driver:
        screen = await matrix(driver)
        shown = "".join(screen.passages.render_line(y).text for y in range(8))
        assert "They ring us" not in shown + screen.about.plain
        assert FOLDED in shown
        assert FOLDED in screen.about.plain
        await driver.press("e")
        editor = driver.app.screen
        assert isinstance(editor, SummaryEditor)
        assert "They ring us" not in "".join(editor.passages.render_line(y).text for y in range(8))
        await driver.press("escape", "v")
        assert "They ring us" in "".join(screen.passages.render_line(y).text for y in range(8))


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "md", "csv", "tex"])
async def test_it_is_written_with_a_manifest_that_holds(tmp_path: Path, suffix: str) -> None:
    study, out = make_coded_study(tmp_path / "study.qdb"), tmp_path / f"out.{suffix}"
    write_as(study, "Ann", "CPS 43", "Partnership", "They speak early")
    async with running(study) as driver:
        screen = await matrix(driver)
        await driver.press("o")
        dialog = driver.app.screen
        assert isinstance(dialog, WriteFile)
        dialog.field.value = str(out)
        await driver.press("tab", "enter")
        assert screen.status.said.startswith("1 cell with summaries written to out.")
    with open_project(study, read_only=True) as project:
        assert [(each.kind, each.verdict) for each in verified(project, [out])] == [("framework matrix", "same")]


async def test_an_empty_project_says_what_next_and_nothing_is_written_read_only(tmp_path: Path) -> None:
    async with running(make_study(tmp_path / "bare.qdb", None)) as driver:
        screen = await matrix(driver)
        assert screen.grid.empty.startswith("Nobody who is known as a participant has anything coded")
        await driver.press("enter", "e", "l", "n", "g", "o", "backspace", "tab", "down")
        assert driver.app.screen is screen
    async with running(make_coded_study(tmp_path / "study.qdb"), read_only=True) as driver:
        screen = await matrix(driver)
        await driver.press("e", "l", "backspace")
        assert driver.app.screen is screen
