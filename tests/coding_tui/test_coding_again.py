"""Coding again, unseen: drawn on the agreement screen, coded in a round of its own, compared when it is done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from workbenches import INTERVIEW, Driver, make_study, running

from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.notes import memos
from codebook.project import open_project
from codebook.scheme import codes
from codebook.team.assignments import assignments, set_state
from coding_tui.screens.agreement import AgreementScreen
from coding_tui.screens.history import HistoryScreen
from transcripts import coders, document_labels

FIRST = "They ring us, and it works."
SECOND = "No. It depends who is on duty, honestly."
EARLY = "Partnership/Early contact"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Ann finished CPS 43 thirty days ago: one coding, with a note."""
    made = make_study(tmp_path / "study.qdb")
    long_ago = (datetime.now(UTC) - timedelta(days=30)).isoformat(timespec="seconds")
    with open_project(made) as project, project.step(f"Apply ‘{EARLY}’", "Ann") as session:
        ann, uid = coders.ensure(session, "Ann"), document_labels.find(session, "CPS 43")
        start = INTERVIEW.index(FIRST)
        code = codes.tree(session).find(EARLY).uid
        codings.apply(session, NewCoding(uid, start, start + len(FIRST), code, ann, memo="a wombat", created=long_ago))
        memos.add(session, "a wombat too", coder=ann, about="document", about_uid=uid)
        set_state(session, uid, ann, "done")
    return made


async def draw(driver: Driver) -> None:
    await driver.press("f5", "n", "enter")


def in_rounds(path: Path) -> list[tuple[str, int]]:
    with open_project(path, read_only=True) as project, project.reading() as session:
        return sorted((each.round, each.start) for each in codings.codings(session, round=None))


async def test_what_is_drawn_is_coded_without_the_first_time_in_sight_until_it_is_done(path: Path) -> None:
    async with running(path) as driver:
        assert len(driver.bench.codings) == 1
        await draw(driver)
        await driver.press("f2")
        bench = driver.bench
        assert bench.codings == {}
        assert "again-1 round · 1 of 1 still to code" in bench.top_line.render_line(0).text
        assert "again-1 round" in bench.status.render_line(0).text
        assert bench.documents_pane.rule.note == "0 of 1 done"
        assert not [use for use in bench.view.uses.values() if use.codings]
        await driver.apply(SECOND, "early")
        assert [each.round for each in bench.codings.values()] == ["again-1"]
        assert not [use for use in bench.view.uses.values() if use.codings]
        await driver.press("f7")
        history = driver.app.screen
        assert isinstance(history, HistoryScreen)
        labels = [each.label for each in history.steps.records]
        assert f"Apply ‘{EARLY}’" not in labels
        assert "Work under seal" in labels
        await driver.press("f2")
        await driver.press("escape", "d")
        assert [each.round for each in bench.codings.values()] == ["main"]
        assert "main round" in bench.top_line.render_line(0).text
    assert in_rounds(path) == [("again-1", INTERVIEW.index(SECOND)), ("main", INTERVIEW.index(FIRST))]


async def test_undo_takes_the_draw_back(path: Path) -> None:
    async with running(path) as driver:
        await draw(driver)
        await driver.press("f2", "ctrl+z")
        assert [each.round for each in driver.bench.codings.values()] == ["main"]
    with open_project(path) as project, project.reading() as session:
        assert {each.round for each in assignments(session)} == {"main"}


async def test_r_compares_the_two_times_with_who_and_how_long_after(path: Path) -> None:
    async with running(path) as driver:
        await draw(driver)
        await driver.press("f2")
        await driver.apply(SECOND, "early")
        await driver.press("escape", "d", "f5", "r")
        screen = driver.app.screen
        assert isinstance(screen, AgreementScreen)
        title = screen.table_pane.rule.title_text
        for part in ("sentences", "Ann with themself", "main and again-1", "1 document", "30 days later",
                     "unseen: yes, 1 of 1"):  # fmt: skip
            assert part in title
        assert screen.agreement is not None
        [early] = [each for each in screen.agreement.codes if each.code == EARLY]
        assert early.f1 == 0.0
        assert "themself" in screen.why_not("disagreements")
        await driver.press("enter")
        assert "Ann and Ann, again" in driver.app.screen.plain  # type: ignore[attr-defined]


async def test_only_the_part_that_was_drawn_can_be_coded(path: Path) -> None:
    start = INTERVIEW.index(SECOND)
    with open_project(path) as project, project.step("Give", "Ann") as session:
        uid, ann = document_labels.find(session, "CPS 43"), coders.ensure(session, "Ann")
        set_state(session, uid, ann, "assigned", round="again-1", sealed=True, part=(start, len(INTERVIEW) - 1))
    async with running(path) as driver:
        assert driver.bench.reader.cursor == start
        assert "You code turns 4 to 4 again" in driver.said
        await driver.select(FIRST)
        assert driver.bench.why_not("apply_code") == "Only turns 4 to 4 of this document are to be coded in this round."
        await driver.apply(SECOND, "early")
        assert len(driver.bench.codings) == 1


async def test_what_makes_no_share_is_said_and_nothing_is_drawn(path: Path) -> None:
    async with running(path) as driver:
        await driver.press("f5", "n")
        await driver.type("x")
        await driver.press("enter")
        assert "neither a share" in driver.app.screen.status.said  # type: ignore[attr-defined]
