"""A learning set by the command line and in the app: given, coded blind, shown with the rules that decide."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_calls import call, done
from suggesting_study import (
    CALLING,
    EARLY,
    QUEUE,
    WAITING,
    code,
    document_of,
    give,
    mark_done,
    suggesting_study,
    uid_of,
)
from workbenches import running

from codebook.coding import distressing
from codebook.project import open_project
from codebook.scheme.codes import define
from codebook.scheme.document import CodeEntry
from codebook.team import assignments
from coding_tui.dialogs.read_text import ReadText
from coding_tui.screens.workbench import WorkbenchScreen
from coding_tui.views.veil import FOLDED
from coding_tui.widgets.prose import Prose
from transcripts import coders


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Ann and Ben agree about Police 1 and Police 2, and Ann alone did others."""
    with suggesting_study(tmp_path / "study.qdb") as project:
        with project.step("Rules", "Ann") as session:
            define(
                session, uid_of(project, QUEUE), CodeEntry("Queues", brief="Files wait.", include=("a queue of files",))
            )
        for number in (1, 2):
            give(project, "Ben", number)
            code(project, "Ben", number, QUEUE, WAITING[number % 4])
            code(project, "Ben", number, EARLY, CALLING[number % 4])
            mark_done(project, "Ben", number)
        return project.path


def taught(path: Path) -> None:
    """Dan misses the queue of Police 1, and has the rest."""
    with open_project(path) as project:
        code(project, "Dan", 1, EARLY, CALLING[1], round="learning")
        for number in (1, 2):
            mark_done(project, "Dan", number, round="learning")
        for name, number in ((QUEUE, 2), (EARLY, 2)):
            code(project, "Dan", number, name, (WAITING if name == QUEUE else CALLING)[2], round="learning")


def test_the_command_line_gives_it_and_shows_what_came_of_it(path: Path) -> None:
    said = done("learning", "give", path, "--as", "Dan", "--dry-run").out
    assert said == "Would be given to Dan in the round ‘learning’, under seal: Police 1, Police 2\n"
    assert call("learning", "show", path, "--as", "Dan").code == 1
    assert done("learning", "give", path, "--as", "Dan").out.startswith("Given to Dan")
    waiting = done("learning", "show", path, "--as", "Dan")
    assert waiting.out == "Dan and what the team settled: 0 documents done, 0 differences\n"
    assert waiting.lines == ["Not done yet, and not compared: Police 1, Police 2"]
    taught(path)
    shown = done("learning", "show", path, "--as", "Dan").out
    assert "Dan and what the team settled: 2 documents done, 1 difference\n" in shown
    assert f"  “{WAITING[1]}”\n  team: {QUEUE} · you: nothing\n  inclusion of ‘Queues’: a queue of files\n" in shown
    found = done("learning", "show", path, "--as", "Dan", "--json").json
    assert set(found) == {"coder", "done", "waiting", "left_out", "agreement", "differences"}
    [difference] = found["differences"]
    assert set(difference) == {"document", "start", "end", "text", "kind", "expected", "got", "rule"}
    f1 = {each["code"]: each["f1"] for each in found["agreement"]["codes"]}
    assert f1 == {QUEUE: pytest.approx(2 / 3), EARLY: 1.0}
    assert done("learning", "show", path, "--as", "Dan", "--code", "Early contact", "--json").json["differences"] == []
    assert done("check", path).out == "No problems\n"


def test_what_is_learnt_is_in_no_count_and_no_agreement(path: Path) -> None:
    before = [done("agreement", path, "--json").json["codes"], done("matrix", path, "--json").json["cells"]]
    done("learning", "give", path, "--as", "Dan")
    taught(path)
    assert [done("agreement", path, "--json").json["codes"], done("matrix", path, "--json").json["cells"]] == before


async def test_the_app_gives_it_and_shows_what_came_of_it(path: Path) -> None:
    async with running(path, coder="Dan") as driver:
        await driver.press("ctrl+p")
        await driver.type("what my learning set shows")
        await driver.press("enter")
        assert "You have no learning set yet." in driver.said
        await driver.press("ctrl+p")
        await driver.type("give me a learning set")
        await driver.press("enter")
        assert driver.said == "To code blind, in the round ‘learning’: Police 1, Police 2"
        with open_project(path, read_only=True) as project, project.reading() as session:
            mine = [each for each in assignments.assignments(session) if each.coder == "Dan"]
        assert {(each.label, each.round, each.sealed) for each in mine} == {
            ("Police 1", "learning", True), ("Police 2", "learning", True),
        }  # fmt: skip
    taught(path)
    async with running(path, coder="Dan") as driver:
        bench = driver.app.screen
        assert isinstance(bench, WorkbenchScreen)
        bench.action_show_lessons()
        await driver.press("f12")
        dialog = driver.app.screen
        assert isinstance(dialog, ReadText)
        shown = dialog.query_one(Prose).plain
        assert "2 documents done · 1 difference" in shown
        assert WAITING[1] in shown
        assert "inclusion of ‘Queues’: a queue of files" in shown


async def test_what_is_flagged_as_distressing_is_folded(path: Path) -> None:
    done("learning", "give", path, "--as", "Dan")
    taught(path)
    with open_project(path) as project, project.step("Flag", "Ann") as session:
        distressing.flag(session, document_of(project, 1), 0, 200, coder=coders.ensure(session, "Ann"))
    async with running(path, coder="Dan") as driver:
        bench = driver.app.screen
        assert isinstance(bench, WorkbenchScreen)
        bench.action_show_lessons()
        await driver.press("f12")
        shown = driver.app.screen.query_one(Prose).plain
        assert FOLDED in shown
        assert WAITING[1] not in shown
