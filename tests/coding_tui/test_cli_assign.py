"""Giving documents to coders."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from cli_calls import call, done, transcripts


@pytest.fixture
def uncoded(tmp_path: Path) -> Path:
    """A project with one CPS and one police interview."""
    project = tmp_path / "a.qdb"
    done("new", project)
    for path, group in zip(transcripts(tmp_path), ("CPS", "Police"), strict=True):
        done("import", project, path, "--kind", "interview", "--group", group)
    return project


def given(project: Path) -> set[tuple[str, str, str]]:
    out = project.with_name("assignments.csv")
    done("assignments", "export", project, out)
    with out.open(encoding="utf-8-sig", newline="") as file:
        return {(row["document"], row["coder"], row["state"]) for row in csv.DictReader(file)}


def test_documents_are_given_by_label_by_kind_and_all(uncoded: Path) -> None:
    assert done("assign", uncoded, "CPS 1", "--coder", "Ann").out == "1 assignment made, 0 there already\n"
    done("assign", uncoded, "--group", "Police", "--kind", "interview", "--coder", "Ben")
    assert given(uncoded) == {("CPS 1", "Ann", "assigned"), ("CPS 2", "Ben", "assigned")}
    assert (
        done("assign", uncoded, "--all", "--coder", "Ann", "--coder", "Ben").out
        == "2 assignments made, 2 there already\n"
    )
    assert len(given(uncoded)) == 4


def test_who_is_done_stays_done(uncoded: Path, tmp_path: Path) -> None:
    states = tmp_path / "states.csv"
    states.write_text("document,coder,state\nCPS 1,Ann,done\n", encoding="utf-8")
    done("assignments", "import", uncoded, states)
    done("assign", uncoded, "--all", "--coder", "Ann")
    assert given(uncoded) == {("CPS 1", "Ann", "done"), ("CPS 2", "Ann", "assigned")}


def test_giving_is_one_step_to_undo(uncoded: Path) -> None:
    done("assign", uncoded, "--all", "--coder", "Ann", "--coder", "Ben")
    assert done("undo", uncoded).out.startswith("Undone: Documents for Ann, Ben")
    assert given(uncoded) == set()


@pytest.mark.parametrize(
    ("words", "code"),
    [(["CPS 9", "--coder", "Ann"], 1), (["--group", "Judges", "--coder", "Ann"], 1), (["CPS 1", "--coder", " "], 1),
     (["--coder", "Ann"], 2), (["--all"], 2), (["CPS 1", "--all", "--coder", "Ann"], 2)],
    ids=str,
)  # fmt: skip
def test_what_makes_no_sense_changes_nothing(uncoded: Path, words: list[str], code: int) -> None:
    called = call("assign", uncoded, *words)
    assert (called.code, called.out) == (code, "")
    assert 1 <= len(called.lines) <= 2
    assert given(uncoded) == set()
