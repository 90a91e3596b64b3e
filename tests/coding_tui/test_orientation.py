"""Knowing how far one is: what was read, what waits, where there is nothing to code, where the cursor is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from studies import add
from workbenches import INTERVIEW, Driver, make_study, running, settle

from codebook.project import open_project
from codebook.spans import Span
from codebook.team import assignments, declarations, reading_log
from codebook.team.reading_log import Reading
from coding_tui.reader.folding import ReaderFlag, folds
from coding_tui.reader.model import Passage
from coding_tui.reader.wrapping import WrappedText
from coding_tui.settings import Settings
from coding_tui.views.document_lines import DocumentLine
from coding_tui.views.looking import Looking, page
from coding_tui.widgets import document_rows as listed
from coding_tui.widgets.rows import Row
from transcripts import document_labels
from transcripts.texts import document_text

LONG = "".join(
    f"Interviewer: Question {n}, and what came of it?\nCPS 44: Answer {n}, which goes on for a while, as they do.\n"
    for n in range(1, 120)
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_study(tmp_path / "study.qdb")


def kept(path: Path, label: str = "CPS 43", coder: str = "Ann") -> Reading:
    with open_project(path, read_only=True) as project, project.reading() as session:
        text = document_text(session, document_labels.find(session, label))
        return reading_log.reading(session, text, coder)


def declared(path: Path, label: str = "CPS 43") -> list[Span]:
    with open_project(path, read_only=True) as project, project.reading() as session:
        return declarations.declared(session, document_labels.find(session, label), "Ann")


def assign(path: Path, *labels: str, coder: str = "Ann") -> None:
    with open_project(path) as project, project.step("Assign", "Ann") as session:
        assignments.give(session, [document_labels.find(session, label) for label in labels], coder)


def row(driver: Driver, label: str) -> Row:
    return next(each for each in driver.bench.document_list.rows if each.text == label)


def place(driver: Driver) -> str:
    return "".join(text for text, _ in driver.bench.status.right())


# -- what was read


async def test_what_stands_on_the_screen_is_seen_and_no_step_of_history(path: Path) -> None:
    with open_project(path) as project:
        add(project, "CPS 44", LONG, kind="interview", group="CPS")
        steps = len(project.history())
    async with running(path, size=(120, 30)) as driver:
        await driver.press("right_parenthesis")
        assert kept(path, "CPS 44").opened is not None, "that it was opened is known at once"
        for _ in range(2):
            driver.bench.look()
        first = driver.bench.reader.wrapped.starts[driver.bench.size.height]
        await driver.press("pagedown", "pagedown")
        driver.bench.look()
        driver.bench.keep_reading()
        await settle(driver.pilot)
        read = kept(path, "CPS 44")
        assert 0 < read.percent < 20
        assert read.seen[-1][1] <= first, "two pages further on nothing stood long enough"
        assert row(driver, "CPS 44").note == f"◐ {read.percent} % read"
    with open_project(path) as project:
        assert len(project.history()) == steps


async def test_what_was_read_is_kept_when_one_leaves_and_goes_on_growing(path: Path) -> None:
    async with running(path) as driver:
        for _ in range(2):
            driver.bench.look()
    assert kept(path).percent == 100
    assert kept(path, "Panel 1").opened is None
    async with running(path) as again:
        assert row(again, "CPS 43").note == "◐ 100 % read"


async def test_nothing_is_seen_behind_a_blank_screen_or_a_dialog(path: Path) -> None:
    with open_project(path) as project:
        add(project, "CPS 44", LONG, kind="interview", group="CPS")
    async with running(path) as driver:
        await driver.press("right_parenthesis")
        await driver.press("f9")
        reader = driver.bench.reader
        reader.scroll_to(y=200, animate=False, immediate=True)
        assert reader.scroll_offset.y == 200
        for _ in range(3):
            driver.bench.look()
        further = reader.wrapped.starts[200]
    assert all(end < further for _, end in kept(path, "CPS 44").seen)


async def test_a_project_that_is_only_read_keeps_no_log(path: Path) -> None:
    async with running(path, read_only=True) as driver:
        for _ in range(2):
            driver.bench.look()
        driver.bench.keep_reading()
    assert kept(path).opened is None


def test_what_stood_at_two_looks_in_a_row_was_seen() -> None:
    looking = Looking(Reading("d", "Ann", "hash", None, (), ((0, 100),)))
    assert looking.due
    assert looking.take().opened is not None
    assert [looking.look([span]) for span in ((0, 40), (30, 70), (80, 90), (30, 70))] == [False, True, False, False]
    assert looking.read.seen == ((30, 40),)
    assert looking.read.percent == 10
    assert looking.due


def test_a_page_holds_the_words_on_it_and_not_what_is_folded_between() -> None:
    text = "one two three four five six seven"
    passages = [Passage(0, 0, 13, None), Passage(14, 14, 18, None), Passage(19, 19, 33, None)]
    wrapped = WrappedText(text, passages, 40)
    assert page(wrapped, 0, 10) == [(0, 33)]
    assert page(wrapped, 2, 1) == [(14, 18)]
    [fold] = folds([ReaderFlag("f", 4, 7, "Ann")])
    assert page(WrappedText(text, passages, 40, [fold]), 0, 10) == [(0, 4), (8, 33)]


# -- nothing to code


async def test_d_on_a_selection_declares_and_takes_back_and_undo_works(path: Path) -> None:
    assign(path, "CPS 43")
    async with running(path) as driver:
        await driver.select("Is that everywhere?")
        await driver.press("d")
        start = INTERVIEW.index("Is that everywhere?")
        assert declared(path) == [(start, start + 19)]
        assert driver.said == "Nothing to code in 19 characters · ctrl+z undoes"
        driver.bench.reader.move_to(start + 3)
        await settle(driver.pilot)
        assert "nothing to code here · turn 3 of 4" in place(driver)
        assert driver.bench.line is not None
        assert driver.bench.line.state == "started"
        await driver.select("everywhere")
        await driver.press("d")
        assert declared(path) == [(start, start + 8), (start + 18, start + 19)]
        await driver.press("ctrl+z")
        assert declared(path) == [(start, start + 19)]
        assert driver.bench.nothing_here == ((start, start + 19),)


# -- the next one


async def test_next_goes_through_what_is_assigned_then_says_so(path: Path) -> None:
    with open_project(path) as project:
        for label in ("CPS 44", "CPS 45"):
            add(project, label, INTERVIEW, kind="interview", group="CPS")
    assign(path, "CPS 43", "CPS 45")
    async with running(path) as driver:
        await driver.press("right_parenthesis")
        assert driver.bench.reader.transcript is not None
        assert driver.bench.reader.transcript.label == "CPS 45"
        await driver.press("d", "right_parenthesis", "d", "right_parenthesis")
        assert driver.said == "All 2 documents of yours are done; this one is not assigned to you."
        for _ in range(2):
            await driver.press("d", "right_parenthesis")
        assert driver.said == "All 4 documents are done."


async def test_where_nothing_is_assigned_the_next_one_that_is_not_done_is_next(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("right_parenthesis")
        assert driver.bench.reader.transcript is not None
        assert driver.bench.reader.transcript.label == "Panel 1"
        assert driver.said == "Nothing is assigned to you: this is the next one that is not done."


# -- the list


async def test_the_list_is_grouped_by_what_one_chooses_and_that_is_remembered(path: Path, tmp_path: Path) -> None:
    assign(path, "Panel 1")
    settings = Settings(tmp_path / "settings.json")
    async with running(path, settings=settings) as driver:
        headings = []
        driver.bench.document_list.focus()
        for _ in listed.GROUPINGS:
            await driver.press("ctrl+g")
            headings.append([each.text for each in driver.bench.document_list.rows if each.branch])
        by_state = ["Waiting", "Not assigned to you"]
        assert headings == [["Area C"], ["No case"], by_state, ["Interviews", "CPS", "Panels"]]
        await driver.press("ctrl+g")
    assert json.loads(settings.path.read_text())["grouping"] == "area"
    async with running(path, settings=Settings.load(settings.path)) as again:
        assert [each.text for each in again.bench.document_list.rows if each.branch] == ["Area C"]
        assert again.bench.documents_pane.rule.note == "0 of 1 done"


def line(uid: str, state: str = "", *, codings: int = 0, seen: int | None = None, **more: object) -> DocumentLine:
    states = {"main": state} if state else {}
    return DocumentLine(uid, uid, "interview", "CPS", "C", "", 9, state, codings, seen, states=states, **more)  # type: ignore[arg-type]


def test_states_are_told_by_sign_and_word() -> None:
    words = [
        listed.state_words(each)[0]
        for each in (line("a", "done"), line("b", "assigned", seen=61), line("c", "assigned"), line("d"),
                     line("e", codings=2), line("f", "assigned", sealed=True))
    ]  # fmt: skip
    assert words == ["● done", "◐ 61 % read", "○", "", "◐", "‖ ○"]


def test_groups_count_what_is_done_and_those_without_come_last() -> None:
    lines = [line("a", "done", cases=("Case 10",)), line("b", "assigned", cases=("Case 2",)), line("c")]
    lines.append(line("d", "done"))
    rows = [(row.text, row.note) for row in listed.document_rows(lines, None, by="case") if row.branch]
    assert rows == [("Case 2", "0 of 1"), ("Case 10", "1 of 1"), ("No case", "1 of 1")]
    states = [(row.text, row.note) for row in listed.document_rows(lines, None, by="state") if row.branch]
    assert states == [("Waiting", "1"), ("Done", "2"), ("Not assigned to you", "1")]
    assert listed.progress_words(lines) == ("2 of 3 done", "2 of 3", "1 of 3 still to code")


@pytest.mark.parametrize("size", [(80, 20), (120, 20), (120, 26), (160, 18), (200, 60)])
async def test_the_codebook_has_rows_in_low_windows_too(path: Path, size: tuple[int, int]) -> None:
    async with running(path, size=size) as driver:
        driver.bench.show_pane("codes")
        await settle(driver.pilot)
        assert driver.bench.code_list.size.height >= 4


# -- where the cursor is


async def test_the_status_line_says_which_coding_turn_and_share_as_far_as_they_fit(path: Path) -> None:
    async with running(path) as driver:
        await driver.apply("They ring us", "early")
        await driver.apply("everybody blamed everybody", "blame")
        assert place(driver) == "coding 2 of 2 · turn 2 of 4 · 66 % "
        driver.bench.reader.move_to(INTERVIEW.index("ring us"))
        await settle(driver.pilot)
        assert place(driver) == "coding 1 of 2 · turn 2 of 4 · 32 % "
        driver.bench.reader.move_to(0)
        await settle(driver.pilot)
        assert place(driver).startswith("2 codings · turn 1 of 4")
        driver.bench.say("A long thing that was just said about this, " * 3)
        assert place(driver) == "4 % "
