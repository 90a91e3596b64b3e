"""The document that is opened while the list is not read yet is the one that the list would say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from studies import add, small_study
from workbenches import Driver, make_study, running

from codebook.team import assignments
from coding_tui.screens.workbench import WorkbenchScreen
from coding_tui.views.document_lines import document_lines, where_to_begin
from transcripts import coders, document_labels, documents
from transcripts.project import Project

WHERE = (
    ("FG 10", "forum", ""), ("CPS 10", "interview", "CPS"), ("CPS 9", "interview", "CPS"),
    ("cps 8", "interview", "CPS"), ("Barrister 1", "interview", "Counsel"), ("Case File 2", "case file", ""),
    ("Odd 1", "diary", ""), ("No 1", "", ""),
)  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with small_study(tmp_path / "study.qdb") as project:
        for label, kind, group in WHERE:
            add(project, label, f"{label}: Words of {label}.\n", kind=kind, group=group)
        yield project


def give(project: Project, *labels: str, state: str = "assigned", coder: str = "Ann") -> None:
    with project.step("Assign", "Ann") as session:
        uids = [document_labels.find(session, label) for label in labels]
        assignments.give(session, uids, coder)
        for uid in uids:
            assignments.set_state(session, uid, coders.ensure(session, coder), state)


def begun(project: Project, left: str | None = None, coder: str = "Ann") -> str:
    """The label of where it begins."""
    with project.reading() as session:
        uid = where_to_begin(session, coder, left)
        return next(line.label for line in document_lines(session, coder) if line.uid == uid)


def test_it_begins_with_what_waits_first_in_the_order_of_the_list(project: Project) -> None:
    with project.reading() as session:
        everything = [line.label for line in document_lines(session, "Ann")]
    assert begun(project) == everything[0]
    waiting = list(everything)
    give(project, *everything)
    for label in everything:
        assert begun(project) == waiting[0]
        give(project, label, state="done")
        waiting.remove(label)
    assert begun(project) == everything[0]
    assert begun(project, coder="Ben") == everything[0]


def test_it_begins_where_one_was_unless_that_is_gone(project: Project) -> None:
    give(project, "CPS 9")
    with project.reading() as session:
        uid = document_labels.find(session, "Odd 1")
    assert begun(project, left=uid) == "Odd 1"
    assert begun(project, left="gone") == "CPS 9"


def test_what_the_list_reads_of_documents_is_what_summaries_say(project: Project) -> None:
    with project.reading() as session:
        long, short = documents.summaries(session), documents.listed(session)
    assert [tuple(getattr(each, name) for name in short[0]._fields) for each in long] == [tuple(one) for one in short]


async def test_one_reads_before_the_list_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[bool, str, str]] = []
    shown = WorkbenchScreen.show_opened

    def show(self: WorkbenchScreen, *given: object) -> None:
        shown(self, *given)  # type: ignore[arg-type]
        said = self.why_not("next_document")
        seen.append((self.lines is None, self.desk.pane.rule.title_text, said))

    monkeypatch.setattr(WorkbenchScreen, "show_opened", show)
    async with running(make_study(tmp_path / "study.qdb")) as driver:
        assert seen == [(True, "CPS 43", "The list of documents is still being read.")]
        assert title(driver) == ("CPS 43", "CPS · Area C · 2023-03-14 · 59 words")
        row = driver.bench.document_list.highlighted
        assert row is not None
        assert row.key == driver.bench.opened


def title(driver: Driver) -> tuple[str, str]:
    rule = driver.bench.desk.pane.rule
    return rule.title_text, rule.note
