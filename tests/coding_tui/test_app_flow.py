"""A coder's day through the real app: keys in, facts in the project file out."""

from __future__ import annotations

from pathlib import Path

import pytest
from resting import resize
from studies import add
from textual.widgets import TextArea
from workbenches import INTERVIEW, make_study, running, settle, stored

from codebook.coding.codings import remove
from codebook.project import open_project
from codebook.quoting.collected import collected
from codebook.team.assignments import assignments
from coding_tui.background import Background
from coding_tui.dialogs.code_palette import CodePalette
from coding_tui.dialogs.memo_editor import MemoEditor
from coding_tui.messages import ProjectChanged, WorkFailed
from coding_tui.views.workbench_view import EMPTY_CODEBOOK, open_document
from coding_tui.widgets.footer_line import FooterLine
from coding_tui.widgets.stance_strip import StanceStrip
from transcripts.errors import Conflict


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_study(tmp_path / "study.qdb")


async def test_code_stance_memo_undo_redo_and_reopen(path: Path) -> None:
    async with running(path) as driver:
        await driver.select("everybody blamed everybody")
        await driver.press("c")
        await driver.type("false")
        await driver.press("enter")
        assert driver.bench.query_one(StanceStrip).display
        await driver.press("r", "m")
        await driver.type("see CPS 12")
        await driver.press("ctrl+s", "asterisk", "p")
        [(code, coding)] = stored(path)
        assert (code, coding.stance, coding.memo) == ("Rape myths/False report", "reports", "see CPS 12")
        assert (coding.key, coding.prompted, coding.coder) == (True, True, "Ann")
        assert INTERVIEW[coding.start : coding.end] == "everybody blamed everybody"
        for _ in range(4):
            await driver.press("ctrl+z")
        [(_, bare)] = stored(path)
        assert (bare.stance, bare.memo, bare.key) == ("", "", False)
        await driver.press("ctrl+z")
        assert stored(path) == []
        assert not driver.bench.reader.codings.codings
        for _ in range(5):
            await driver.press("ctrl+y")
    async with running(path) as again:
        [(_, kept)] = stored(path)
        assert kept == coding
        assert [c.uid for c in again.bench.reader.codings.codings] == [coding.uid]
        await again.press("ctrl+z")
        assert not stored(path)[0][1].prompted


async def test_digits_stay_with_their_codes_and_a_full_stop_repeats(path: Path) -> None:
    async with running(path) as driver:
        await driver.apply("They ring us", "early")
        await driver.apply("blamed everybody", "blame")
        await driver.select("who is on duty")
        await driver.press("1")
        await driver.select("some wait")
        await driver.press("full_stop")
        assert [code for code, _ in stored(path)] == [
            "Partnership/Early contact", "Partnership/Blame across", "Partnership/Early contact",
            "Partnership/Early contact",
        ]  # fmt: skip
        await driver.select("it works")
        await driver.press("9")
        assert "No code has the digit 9" in driver.said


async def test_a_new_code_stands_under_the_highlighted_theme(path: Path) -> None:
    async with running(path) as driver:
        await driver.select("They ring us")
        await driver.press("c", "down")
        await driver.type("telephone")
        await driver.press("ctrl+n")
        await driver.select("it works")
        await driver.press("c")
        await driver.type("Outcomes/Success")
        await driver.press("ctrl+n")
    assert {code for code, _ in stored(path)} == {"Partnership/telephone", "Outcomes/Success"}


async def test_a_near_equal_name_is_proposed_before_a_code_is_made(path: Path) -> None:
    async with running(path) as driver:
        await driver.select("They ring us")
        await driver.press("c")
        await driver.type("queue")
        await driver.press("ctrl+n")
        assert stored(path) == []
        await driver.press("enter")
        assert [code for code, _ in stored(path)] == ["Delay and queues"]
        await driver.select("it works")
        await driver.press("c")
        await driver.type("queue")
        await driver.press("ctrl+n", "ctrl+n")
    assert sorted(code.rpartition("/")[2] for code, _ in stored(path)) == ["Delay and queues", "queue"]


async def test_space_applies_and_stays(path: Path) -> None:
    async with running(path) as driver:
        await driver.select("They ring us")
        await driver.press("c")
        await driver.type("early")
        await driver.press("down", "up", "space")
        await driver.type("blame")
        await driver.press("enter")
    assert {code for code, _ in stored(path)} == {"Partnership/Early contact", "Partnership/Blame across"}


async def test_in_vivo_makes_the_words_a_code(path: Path) -> None:
    async with running(path) as driver:
        await driver.select("who is on duty, ")
        await driver.press("i")
    [(code, coding)] = stored(path)
    assert code == "In vivo/who is on duty"
    assert INTERVIEW[coding.start : coding.end] == "who is on duty,"


async def test_uncode_recode_and_stretch_change_the_coding_here(path: Path) -> None:
    async with running(path) as driver:
        await driver.apply("They ring us", "early")
        driver.bench.reader.move_to(INTERVIEW.index("ring us") + 6)
        await driver.press("e", "ctrl+right", "ctrl+right", "ctrl+right", "enter")
        [(_, stretched)] = stored(path)
        assert INTERVIEW[stretched.start : stretched.end] == "They ring us, and it works"
        assert driver.bench.target == stretched
        await driver.press("r")
        await driver.type("shared")
        await driver.press("enter")
        assert [code for code, _ in stored(path)] == ["Partnership/Shared language"]
        await driver.press("x")
        assert stored(path) == []


async def test_another_coders_work_is_shown_and_not_touched(path: Path) -> None:
    async with running(path, coder="Ben") as driver:
        await driver.apply("They ring us", "early")
    async with running(path) as driver:
        driver.bench.reader.move_to(INTERVIEW.index("ring us"))
        await settle(driver.pilot)
        assert [row.text for row in driver.bench.here_list.rows] == ["Early contact"]
        await driver.press("x", "m", "asterisk")
        [(_, coding)] = stored(path)
        assert (coding.coder, coding.key) == ("Ben", False)
        assert "None of your codings" in driver.said


async def test_done_and_the_next_document(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("d")
        with open_project(path, read_only=True) as project, project.reading() as session:
            [given] = assignments(session)
        assert (given.label, given.coder, given.state) == ("CPS 43", "Ann", "done")
        await driver.press("right_parenthesis")
        assert driver.bench.reader.transcript is not None
        assert driver.bench.reader.transcript.label == "Panel 1"


async def test_find_marks_and_goes_round(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("slash")
        await driver.type("everybody")
        await driver.press("enter")
        reader = driver.bench.reader
        assert len(reader.marks) == 2
        assert reader.selected_text == "everybody"
        first = reader.selection
        await driver.press("n")
        second = reader.selection
        await driver.press("n")
        assert reader.selection == first != second
        await driver.press("N")
        assert reader.selection == second
        await driver.press("escape", "escape")
        assert reader.marks == ()


async def test_a_code_that_asks_for_stance_asks_after_recoding_too(path: Path) -> None:
    async with running(path) as driver:
        await driver.apply("They ring us", "early")
        await driver.press("r")
        await driver.type("false")
        await driver.press("enter")
        assert driver.bench.query_one(StanceStrip).display
        await driver.press("c")
        assert [coding.stance for _, coding in stored(path)] == ["challenges"]


async def test_no_coding_changes_while_its_edge_is_in_hand(path: Path) -> None:
    async with running(path) as driver:
        await driver.apply("They ring us", "early")
        driver.bench.reader.move_to(INTERVIEW.index("ring us") + 6)
        await driver.press("e", "x")
        assert "edge is being moved" in driver.said
        assert len(stored(path)) == 1
        await driver.press("escape", "x")
        assert stored(path) == []


async def test_a_move_that_finds_nothing_says_so_until_one_goes_on(path: Path) -> None:
    async with running(path) as driver:
        await driver.apply("They ring us", "early")
        await driver.press("right_curly_bracket")
        assert driver.said == "No coding begins further on."
        await driver.press("down")
        await driver.press("up")
        assert driver.said == ""


async def test_names_of_codes_that_came_late_are_shown(path: Path) -> None:
    async with running(path) as driver:
        await driver.apply("They ring us", "early")
    async with running(path) as again:
        bench = again.bench
        view, uid = bench.view, bench.opened
        assert uid is not None
        bench.read(
            lambda s: open_document(s, uid, EMPTY_CODEBOOK, "Ann"), lambda found: bench.show_opened(found, None),
            group="document",
        )  # fmt: skip
        await settle(again.pilot)
        assert bench.view is view
        assert [coding.name for coding in bench.reader.codings.codings] == ["Early contact"]


async def test_under_a_dialog_the_footer_names_no_keys(path: Path) -> None:
    async with running(path) as driver:
        footer = driver.bench.query_one(FooterLine)
        assert footer.alive()
        await driver.press("g")
        assert not footer.alive()
        await driver.press("escape")
        assert footer.alive()


async def test_go_to_a_turn(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("g", "4", "enter")
        assert driver.bench.reader.cursor == INTERVIEW.index("No. It depends")


async def test_a_passage_is_collected_for_the_report(path: Path) -> None:
    async with running(path) as driver:
        await driver.apply("They ring us", "early")
        await driver.press("q")
    with open_project(path, read_only=True) as project, project.reading() as session:
        [quotation] = collected(session)
    assert (quotation.excerpt.text, quotation.coder) == ("They ring us", "Ann")
    assert quotation.code == "Partnership/Early contact"


async def test_one_is_back_where_one_left(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("right_parenthesis")
        driver.bench.reader.move_to(10)
        await settle(driver.pilot)
        settings = driver.app.settings
    async with running(path, settings=settings) as driver:
        assert driver.bench.reader.transcript is not None
        assert (driver.bench.reader.transcript.label, driver.bench.reader.cursor) == ("Panel 1", 10)


async def test_a_project_that_is_only_read_changes_nothing(path: Path) -> None:
    async with running(path, read_only=True) as driver:
        await driver.select("They ring us")
        before = path.read_bytes()
        await driver.press("c", "1", "i", "d", "ctrl+z")
        assert driver.app.screen is driver.bench
        assert path.read_bytes() == before
        assert "read-only" in str(driver.bench.top_line.render_line(0).text)


async def test_documents_come_in_from_an_empty_project(tmp_path: Path) -> None:
    path = make_study(tmp_path / "study.qdb", codebook=None)
    more = tmp_path / "more.txt"
    more.write_text("I: And then?\nP: Then we waited.\n", encoding="utf-8")
    async with running(path) as driver:
        await driver.press("ctrl+o", "ctrl+u")
        await driver.type(str(more))
        await driver.press("enter", "ctrl+s")
        assert {line.label for line in driver.bench.lines or ()} == {"CPS 43", "Panel 1", "more"}
        assert driver.said == "Imported 1 document"


def test_the_writer_keeps_the_order_and_survives_a_failure(path: Path) -> None:
    said: list[object] = []
    with open_project(path) as project:
        writer = Background(project, "Ann", said.append)

        def fail(_: object) -> None:
            raise ValueError("the words of a transcript")

        def refuse(_: object) -> None:
            raise Conflict("There is one already.")

        for number in range(20):
            writer.change(f"Note {number}", lambda session, n=number: session.connection().exec_driver_sql(
                "INSERT INTO setting (name, value) VALUES (?, '1')", (f"note {n}",)))  # fmt: skip
        writer.change("Fail", fail)
        writer.change("Refuse", refuse)
        writer.stop()
        labels = [step.label for step in project.history()]
    assert labels[:20] == [f"Note {number}" for number in reversed(range(20))]
    changes = [message for message in said if isinstance(message, ProjectChanged)]
    assert [message.tables for message in changes] == [frozenset({"setting"})] * 20
    failed = [message for message in said if isinstance(message, WorkFailed)]
    assert [(message.label, message.expected) for message in failed] == [("Fail", False), ("Refuse", True)]
    assert "transcript" not in failed[0].reason
    assert failed[1].reason == "There is one already."


@pytest.mark.parametrize("width", [80, 99, 100, 119, 120, 149, 150, 300])
async def test_words_keep_a_row_one_can_read_and_from_100_columns_the_rules_stay_in_sight(
    path: Path, width: int
) -> None:
    async with running(path, size=(width, 40)) as driver:
        bench = driver.bench
        assert min(37, width // 3) <= bench.reader.wrapped.width <= 90
        assert bool(bench.rules.region) == (width >= 100)
        await driver.press("shift+tab")
        assert bench.document_list.has_focus
        assert bench.document_list.region.width >= 20


@pytest.mark.parametrize("size", [(70, 20), (40, 12), (200, 60)])
async def test_a_palette_that_is_open_stays_in_a_window_of_another_size(path: Path, size: tuple[int, int]) -> None:
    async with running(path) as driver:
        await driver.select("everybody blamed everybody")
        await driver.press("c")
        await resize(driver.pilot, *size)
        await settle(driver.pilot)
        (palette,) = driver.bench.query(CodePalette)
        assert palette.region in driver.bench.region
        await driver.type("blame")
        await driver.press("enter")
        assert [code for code, _ in stored(path)] == ["Partnership/Blame across"]


async def test_words_that_cannot_be_kept_come_back_to_be_kept_or_copied(path: Path) -> None:
    async with running(path) as driver:
        await driver.apply("everybody blamed everybody", "blame")
        await driver.press("m")
        await driver.type("They all do")
        with open_project(path) as elsewhere, elsewhere.step("Undo it", "Ben") as session:
            remove(session, [coding.uid for _, coding in stored(path)])
        await driver.press("ctrl+s")
        editor = driver.app.screen
        assert isinstance(editor, MemoEditor)
        assert editor.query_one(TextArea).text == "They all do"
        assert "not done" in driver.said
        await driver.press("escape")
        assert driver.app.screen is editor
        await driver.press("escape")
        assert driver.app.screen is driver.bench


@pytest.mark.parametrize("height", [24, 36])
async def test_a_palette_covers_no_row_of_what_it_is_about(tmp_path: Path, height: int) -> None:
    path = make_study(tmp_path / "study.qdb")
    with open_project(path) as project:
        add(project, "CPS 44", "".join(f"CPS 44: Line {number}.\n" for number in range(60)))
    async with running(path, size=(120, height)) as driver:
        await driver.press("g", *"CPS", "space", *"44", "enter")
        for row in range(driver.bench.reader.region.y + 1, driver.bench.reader.region.bottom, 5):
            await driver.pilot.click(offset=(40, row))
            await driver.press("s", "c")
            (palette,) = driver.bench.query(CodePalette)
            y = driver.bench.cursor_cell()[1]
            assert not palette.region.y <= y < palette.region.bottom
            assert palette.region in driver.bench.region
            await driver.press("escape")
