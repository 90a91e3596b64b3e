"""The audit through the real app: a draft beside what was said, kept with a reason, and read again when it changes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from coded_study import make_coded_study
from workbenches import Driver, running, settle

from codebook.coding import codings, distressing
from codebook.coding.codings import NewCoding
from codebook.project import open_project
from codebook.scheme import codes
from coding_tui.cli.program import run
from coding_tui.dialogs.confirm import Confirm
from coding_tui.dialogs.read_text import ReadText
from coding_tui.screens.auditing import AuditScreen
from coding_tui.screens.quotations import QuotationsScreen
from coding_tui.screens.workbench import WorkbenchScreen
from coding_tui.views.veil import FOLDED
from exports.audit.model import Finding, NameLeft
from transcripts import coders, document_labels
from transcripts.texts import document_text

DRAFT = (
    "# Delay\n\nAs CPS 43 put it, “They ring us, and it always works”.\n\n"
    "“They never read what we send, so you send less” (Police 27).\n\n"
    "“Two had waited eleven weeks” (CPS 43).\n\nMost prosecutors spoke of delay.\n"
)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.md"
    path.write_text(DRAFT, "utf-8")
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_coded_study(tmp_path / "study.qdb")


async def opened(driver: Driver, draft: Path) -> AuditScreen:
    await driver.press("f6", "a")
    await driver.pilot.press(*str(draft))
    await driver.press("enter")
    screen = driver.app.screen
    assert isinstance(screen, AuditScreen)
    return screen


def shown(screen: AuditScreen) -> list[str]:
    return [row.verdict for row in screen.listed.records]


async def test_what_needs_a_look_stands_beside_what_was_said(path: Path, draft: Path) -> None:
    async with running(path) as driver:
        screen = await opened(driver, draft)
        assert shown(screen) == ["altered", "wrong-source", "does not fit"]
        assert screen.list_pane.rule.note == "to look at: 2 of 3 quotations · 1 of 1 claim"
        assert "{+always+}" in screen.beside.plain
        await driver.press("f")
        assert shown(screen) == ["altered", "verbatim", "wrong-source", "does not fit"]
        await driver.press("end")
        assert "Delay and queues: 0 of 1 documents" in screen.beside.plain
        await driver.press("home", "equals_sign")
        assert driver.app.clipboard == "They ring us, and it works"
        await driver.press("enter")
        bench = driver.app.screen
        assert isinstance(bench, WorkbenchScreen)
        assert bench.reader.selected_text == "They ring us, and it works"


async def test_what_is_let_stand_is_on_record_and_not_asked_again(
    path: Path, draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with running(path) as driver:
        screen = await opened(driver, draft)
        await driver.press("k")
        await driver.pilot.press(*"she read it back to us")
        await driver.press("enter")
        assert shown(screen) == ["wrong-source", "does not fit"]
        await driver.press("f", "home")
        first = screen.listed.highlighted
        assert isinstance(first, Finding)
        assert first.kept.endswith("she read it back to us")
        assert "kept by Ann" in screen.beside.plain
    capsys.readouterr()
    assert run(["audit", str(path), str(draft), "--all", "--as", "Ben"]) == 1
    assert "she read it back to us" in capsys.readouterr().out
    with open_project(path) as project:
        assert project.history()[0].label == "Let stand: altered"
        with project.reading() as session:
            journal = "\n".join(str(row) for row in session.connection().exec_driver_sql("SELECT * FROM change"))
    assert "always works" not in journal
    assert run(["undo", str(path)]) == 0
    capsys.readouterr()
    run(["audit", str(path), str(draft), "--all", "--as", "Ben"])
    assert "she read it back to us" not in capsys.readouterr().out


async def test_a_draft_that_changes_is_audited_again_and_one_that_goes_says_so(path: Path, draft: Path) -> None:
    async with running(path) as driver:
        screen = await opened(driver, draft)
        await driver.press("down")
        draft.write_text(DRAFT.replace("it always works", "it works"), "utf-8")
        os.utime(draft, ns=(1, 1))
        screen.look_at_draft()
        await settle(driver.pilot)
        assert shown(screen) == ["wrong-source", "does not fit"]
        held = screen.listed.highlighted
        assert isinstance(held, Finding)
        assert held.verdict == "wrong-source"
        draft.unlink()
        screen.look_at_draft()
        await settle(driver.pilot)
        assert shown(screen) == ["wrong-source", "does not fit"]
        assert screen.list_pane.rule.note == "as it was before"
        await driver.press("escape")
        assert isinstance(driver.app.screen, QuotationsScreen)


async def test_words_that_are_flagged_stay_folded(path: Path, draft: Path) -> None:
    with open_project(path) as project, project.step("Flag", "Ann") as session:
        uid = document_labels.uids_by_label(session)["CPS 43"]
        start = document_text(session, uid).text.index("They ring us")
        distressing.flag(session, uid, start, start + 40, coder=coders.ensure(session, "Ann"))
    async with running(path) as driver:
        screen = await opened(driver, draft)
        assert "ring" not in screen.beside.plain
        await driver.press("v")
        assert "{+always+}" in screen.beside.plain


async def test_exact_words_are_shown_then_put_into_the_draft(path: Path, draft: Path) -> None:
    async with running(path) as driver:
        screen = await opened(driver, draft)
        await driver.press("w")
        assert isinstance(driver.app.screen, Confirm)
        assert "it [-always -]works" in driver.app.screen._question
        await driver.press("escape")
        assert draft.read_text("utf-8") == DRAFT
        await driver.press("w", "tab", "enter")
        assert draft.read_text("utf-8") == DRAFT.replace("always ", "")
        assert draft.with_name("draft.md.bak").read_text("utf-8") == DRAFT
        assert shown(screen) == ["wrong-source", "does not fit"]
        assert "Replaced in draft.md · as it was: draft.md.bak" in screen.status.said
        await driver.press("w")
        assert "No words of one turn can take its place" in screen.status.said


async def test_a_draft_that_is_open_elsewhere_is_not_changed_from_the_screen(path: Path, draft: Path) -> None:
    async with running(path) as driver:
        await opened(driver, draft)
        draft.with_name(".draft.md.swp").touch()
        await driver.press("w", "tab", "enter")
        assert draft.read_text("utf-8") == DRAFT
        assert any("is open in another program" in str(each.message) for each in driver.app._notifications)


async def test_names_that_must_not_leave_come_first_and_are_never_let_stand(path: Path, draft: Path) -> None:
    run(["names", str(path), "Queequeg", "--as", "Ann"])
    draft.write_text("As Queequeg’s sister said, no.\n\n" + DRAFT, "utf-8")
    async with running(path) as driver:
        screen = await opened(driver, draft)
        row = screen.listed.highlighted
        assert isinstance(row, NameLeft)
        assert row.text == "Queequeg"
        assert screen.list_pane.rule.note.endswith("1 of 1 claim · 1 name")
        assert "must not leave" in screen.beside.plain
        await driver.press("k")
        assert driver.app.screen is screen
        assert "is not let stand" in screen.why_not("keep")


async def test_a_claim_has_an_evidence_card_that_can_be_written(path: Path, draft: Path, tmp_path: Path) -> None:
    async with running(path) as driver:
        screen = await opened(driver, draft)
        assert "Evidence cards are of claims" in screen.why_not("card")
        await driver.press("end", "enter")
        card = driver.app.screen
        assert isinstance(card, ReadText)
        assert card.plain.startswith("Most prosecutors spoke of delay.\n“most” is taken to mean more than half")
        assert "CPS             0 of 1 · 0 codings" in card.plain
        assert "Agreement on Delay and queues:" in card.plain
        await driver.press("escape", "e")
        assert isinstance(driver.app.screen, ReadText)
        await driver.press("escape", "o", "enter")
        assert "Wrote 1 evidence card to" in screen.status.said
        written = draft.with_name("draft-evidence.md")
        assert "## Most prosecutors spoke of delay" in written.read_text("utf-8")
        assert written.with_name("draft-evidence.md.manifest.json").exists()
        await driver.press("o", "end", "enter", "enter")
        assert written.read_text("utf-8").startswith("# Quotations of draft.md, audited")


async def test_a_card_folds_the_words_of_passages_that_are_flagged(path: Path, draft: Path) -> None:
    with open_project(path) as project, project.step("Challenge and flag", "Ann") as session:
        uid, ann = document_labels.uids_by_label(session)["CPS 43"], coders.ensure(session, "Ann")
        start = document_text(session, uid).text.index("It depends who is on duty")
        code = codes.tree(session).find("Rape myths/False report").uid
        codings.apply(session, NewCoding(uid, start, start + 25, code, ann, stance="challenges"))
        distressing.flag(session, uid, start, start + 25, coder=ann)
    draft.write_text("Most prosecutors took up false reports.\n", "utf-8")
    async with running(path) as driver:
        await opened(driver, draft)
        await driver.press("f", "end", "e")
        card = driver.app.screen
        assert isinstance(card, ReadText)
        assert "Counter-examples: 1 passage" in card.plain
        assert FOLDED in card.plain
        assert "who is on duty" not in card.plain
