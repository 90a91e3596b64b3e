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


def test_coding_again_is_drawn_coded_and_compared(uncoded: Path, tmp_path: Path) -> None:
    finish_one(uncoded, tmp_path)
    nothing = done("agreement", uncoded, "--again", "Ann").out
    assert "Nothing to compare: nothing is finished twice. To draw: coding-tui assign" in nothing
    asked = ("assign", uncoded, "--again", "1", "--coder", "Ann", "--days", "0", "--json")
    would = done(*asked, "--dry-run").json
    assert (would["assigned"], would["able"], [each["document"] for each in would["again"]]) == (False, 1, ["CPS 1"])
    assert done(*asked).json == {**would, "assigned": True}
    assert ("CPS 1", "Ann", "assigned") in given(uncoded)
    assert call("assign", uncoded, "--again", "1", "--coder", "Ann").code == 1  # nothing is left to draw
    states = tmp_path / "again.csv"
    states.write_text("document,coder,state,round\nCPS 1,Ann,done,again-1\n", encoding="utf-8")
    done("assignments", "import", uncoded, states)
    told = done("agreement", uncoded, "--again", "Ann", "--unit", "turn")
    assert told.out.startswith("Agreement by turn · Ann with themself · 1 document finished twice\n")
    assert told.out.rstrip().endswith("main and again-1 · 1 document · 0 days later · unseen: yes, 1 of 1")
    methods = done("agreement", uncoded, "--again", "Ann", "--methods").out
    assert methods.startswith("Agreement was measured of one coder (Ann) with themself, between the main and the")
    said = done("agreement", uncoded, "--again", "Ann", "--json").json
    assert said["coders"] == ["Ann", "Ann, again"]
    assert said["again"] == {
        "coder": "Ann", "rounds": ["main", "again-1"], "documents": 1, "in_part": 0,
        "days": {"least": 0, "median": 0, "most": 0}, "unseen": {"blind": 1, "documents": 1},
    }  # fmt: skip


def finish_one(uncoded: Path, folder: Path) -> None:
    """Ann finished CPS 1 with one coding."""
    codings, states = folder / "codings.csv", folder / "states.csv"
    codings.write_text("document,start,end,code,coder\nCPS 1,0,9,Delay,Ann\n", encoding="utf-8")
    states.write_text("document,coder,state\nCPS 1,Ann,done\n", encoding="utf-8")
    done("codings", "import", uncoded, codings)
    done("assignments", "import", uncoded, states)


@pytest.mark.parametrize(
    "words",
    [["--again", "0.5"], ["CPS 1", "--again", "0.5", "--coder", "Ann"], ["--again", "0.5", "--coders", "Ann,Ben"],
     ["--again", "0.5", "--double", "0.2", "--coder", "Ann"]],
    ids=str,
)  # fmt: skip
def test_what_is_drawn_again_is_of_one_coder(uncoded: Path, words: list[str]) -> None:
    assert call("assign", uncoded, *words).code == 2
    assert given(uncoded) == set()
