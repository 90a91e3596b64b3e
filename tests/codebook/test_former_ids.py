"""Ids in printed reports: they lead to their words, or to none, and never to others."""

from __future__ import annotations

from pathlib import Path

import pytest
from studies import add, small_study

from codebook.quoting import collected
from codebook.quoting.citing import cited
from coding_tui.cli.program import run
from transcripts.coders import ensure
from transcripts.document_labels import uids_by_label
from transcripts.errors import NotFound
from transcripts.project import Project

FIRST = "Interviewer: And then?\nCPS 1: We wait. It takes weeks.\nInterviewer: Long?\nCPS 1: Two weeks at least.\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "study.qdb"
    with small_study(path, {"CPS 1": FIRST}):
        pass
    return path


def collect(project: Project, words: str, label: str = "CPS 1") -> str:
    """The uid of a quotation that is collected."""
    with project.step("Collect", "Ann") as session:
        start = FIRST.index(words)
        document = uids_by_label(session)[label]
        return collected.add(session, document, start, start + len(words), coder=ensure(session, "Ann"))


def ids(project: Project) -> dict[str, str]:
    with project.reading() as session:
        return {each.excerpt.text: each.cite for each in collected.collected(session)}


def said(project: Project, cite: str) -> list[str]:
    with project.reading() as session:
        return [each.excerpt.text for each in cited(session, cite)]


def opened(path: Path) -> Project:
    from codebook.project import open_project

    return open_project(path)


def test_an_id_stays_with_words_that_were_taken_out_and_nobody_else_gets_it(path: Path) -> None:
    with opened(path) as project:
        first = collect(project, "We wait.")
        assert ids(project) == {"We wait.": "CPS1:2"}
        with project.step("Take out", "Ann") as session:
            collected.remove(session, [first])
        assert said(project, "CPS1:2") == ["We wait."]
        collect(project, "It takes weeks.")
        assert ids(project) == {"It takes weeks.": "CPS1:2b"}
        assert said(project, "CPS1:2") == ["We wait."]
        collect(project, "We wait.")
        assert ids(project) == {"We wait.": "CPS1:2", "It takes weeks.": "CPS1:2b"}


def test_an_id_whose_words_a_correction_took_away_says_so(path: Path, tmp_path: Path) -> None:
    with opened(path) as project:
        one = collect(project, "We wait.")
        with project.step("Take out", "Ann") as session:
            collected.remove(session, [one])
    (tmp_path / "new.txt").write_text(FIRST.replace("We wait", "We rang"), "utf-8")
    assert run(["replace", str(path), "CPS 1", str(tmp_path / "new.txt")]) == 0
    with opened(path) as project:
        with pytest.raises(NotFound, match="corrected since"):
            said(project, "CPS1:2")
        assert said(project, "CPS1:4") == ["Two weeks at least."]


def test_what_a_correction_set_aside_is_not_taken_for_what_stands_there_now(path: Path, tmp_path: Path) -> None:
    with opened(path) as project:
        collect(project, "Two weeks at least.")
    (tmp_path / "new.txt").write_text(FIRST.replace("Two weeks at least.", "Nobody could say it."), "utf-8")
    assert run(["replace", str(path), "CPS 1", str(tmp_path / "new.txt")]) == 1, "it is lost, which is a finding"
    with opened(path) as project:
        assert ids(project) == {}
        with pytest.raises(NotFound, match="corrected since"):
            said(project, "CPS1:4")


def test_labels_that_differ_by_spaces_or_case_are_not_taken_for_each_other(path: Path) -> None:
    with opened(path) as project:
        add(project, "CPS1", FIRST.replace("We wait", "We ring"))
        with pytest.raises(NotFound, match="‘cps1’ may be CPS 1 or CPS1"):
            said(project, "cps1:2")
        assert said(project, "CPS 1:2") == ["We wait. It takes weeks."]
        assert said(project, "CPS1:2") == ["We ring. It takes weeks."]
        collect(project, "Two weeks at least.", "CPS1")
        collect(project, "Two weeks at least.")
        with project.reading() as session:
            made = [(each.excerpt.document, each.cite) for each in collected.collected(session)]
        assert made == [("CPS1", "CPS1:4"), ("CPS 1", "CPS1:4b")]
        assert len(said(project, "cps1:4")) == 1


def test_undone_and_redone_it_has_the_same_id(path: Path) -> None:
    with opened(path) as project:
        collect(project, "We wait.")
        project.undo("Ann")
        project.redo("Ann")
        assert ids(project) == {"We wait.": "CPS1:2"}
