"""Documents about one incident, and what one says and another shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_calls import done, span
from sqlmodel import select
from studies import TEXTS, dump
from triangulation_study import triangulation_study

from codebook.checking import check
from codebook.evidence import contradictions as contra
from codebook.evidence.triangulation_tables import Contradiction
from codebook.project import open_project
from transcripts import coders
from transcripts.document_labels import uids_by_label
from transcripts.errors import Conflict
from transcripts.project import Project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return triangulation_study(tmp_path)


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    with open_project(path) as found:
        yield found


def link(project: Project, shows: str = "Nobody calls us") -> str:
    with project.step("Link", "Ann") as session:
        uids = uids_by_label(session)
        (incident,) = contra.incidents(session)
        return contra.link(
            session, incident.uid, (uids["CPS 1"], *span("CPS 1", "They call us")),
            (uids["CPS 2"], *span("CPS 2", shows)), coder=coders.ensure(session, "Ann"),
            glosses=("they call", "no call"),
        )  # fmt: skip


def test_documents_about_one_case_stand_together_interviews_first(project: Project) -> None:
    with project.reading() as session:
        (incident,) = contra.incidents(session)
    assert [each.label for each in incident.documents] == ["CPS 1", "CPS 2"]


def test_a_contradiction_is_linked_listed_exported_and_undone(project: Project, tmp_path: Path) -> None:
    before = dump(project)
    link(project)
    called = done("contradictions", project.path, "--as", "Ann")
    assert "  CPS 1 says they call: “They call us”\n  CPS 2 shows no call: “Nobody calls us”" in called.out
    done("contradictions", project.path, "--output", tmp_path / "c.csv", "--as", "Ann")
    assert "Case 1,CPS 1,interview," in (tmp_path / "c.csv").read_text("utf-8")
    assert check(project) == []
    project.undo("Ann")
    assert {k: v for k, v in dump(project).items() if k != "coder"} == {k: v for k, v in before.items() if k != "coder"}


def test_a_contradiction_is_between_two_documents_about_the_case(project: Project) -> None:
    with project.step("x", "Ann") as session:
        uids, ann = uids_by_label(session), coders.ensure(session, "Ann")
        (incident,) = contra.incidents(session)
        here = (uids["CPS 1"], 0, 5)
        for wrong in (here, (uids["CPS 2"], 0, 10**6)):
            with pytest.raises(Conflict):
                contra.link(session, incident.uid, here, wrong, coder=ann)


def test_a_link_follows_a_corrected_text_and_has_no_place_where_its_words_are_gone(project: Project) -> None:
    link(project, "Délais")
    with project.step("Correct", "Ann") as session:
        uid = uids_by_label(session)["CPS 2"]
        old = TEXTS["CPS 2"]
        contra.carry_over(session, uid, old, f"A line that was missing.\n{old}")
        row = session.exec(select(Contradiction)).one()
        start, end = span("CPS 2", "Délais")
        assert (row.shows_start, row.shows_end) == (start + 25, end + 25)
        assert (row.says_start, row.says_end) == span("CPS 1", "They call us")
        contra.carry_over(session, uid, f"A line that was missing.\n{old}", "Something else altogether.\n")
    with project.reading() as session:
        (found,) = contra.contradictions(session)
    assert (found.shows.span, found.shows.text, found.says.text) == (None, "", "They call us")
    assert "the words are not in the text any more" in done("contradictions", project.path, "--as", "Ann").out


def test_a_place_outside_of_its_text_is_found_by_check(project: Project) -> None:
    link(project)
    with project.step("x", "Ann") as session:
        session.exec(select(Contradiction)).one().shows_end = 10**6
    assert any("a contradiction at" in each for each in check(project))
