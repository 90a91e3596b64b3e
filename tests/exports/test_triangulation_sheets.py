"""Triangulation on the command line: sheets are taken in apart, and the matrix is written out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_calls import call, done, process, table
from triangulation_study import triangulation_study

from codebook.evidence import assessing
from codebook.project import open_project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return triangulation_study(tmp_path)


def sheet(target: Path, words: dict[tuple[str, str], str]) -> Path:
    rows = [[theme, source, word, "not asked" if word == "silence" else ""] for (theme, source), word in words.items()]
    return table(target, "theme,source,assessment,kind of silence", rows)


WORDS = {("Contact", "CPS"): "agreement", ("Contact", "case file"): "dissonance", ("Elsewhere", "CPS"): "silence"}


def test_sheets_are_taken_in_apart_and_compared_when_both_are_done(path: Path, tmp_path: Path) -> None:
    done("triangulate", path, "--sheet", tmp_path / "empty.csv", "--as", "Ann")
    assert (tmp_path / "empty.csv").read_text("utf-8").splitlines()[0].endswith("assessment,kind of silence,note")
    ann = sheet(tmp_path / "ann.csv", WORDS)
    ben = sheet(tmp_path / "ben.csv", {**WORDS, ("Contact", "case file"): "partial agreement"})
    first = done("triangulate", path, "--judge", ann, "--done", "--as", "Ann")
    assert first.out.splitlines() == [
        "3 cells judged by Ann", "Closed: Ann done; it takes 2 people. What each said opens when all are done.",
    ]  # fmt: skip
    assert done("triangulate", path, "--as", "Ben", "--json").json.get("assessed") is None
    done("triangulate", path, "--judge", ben, "--done", "--as", "Ben")
    said = done("triangulate", path, "--as", "Cem", "--json").json["assessed"]
    # two of three cells alike; κ by hand: po = 2/3, pe = (1·1 + 1·0 + 0·1 + 1·1)/9 = 2/9, κ = (6/9 − 2/9)/(7/9)
    assert (said["percent"], said["kappa"]) == (pytest.approx(2 / 3), pytest.approx(4 / 7))
    assert said["different"] == [["Contact", "case file"]]
    assert said["same"] == {"agreement": 1, "partial agreement": 0, "silence": 1, "dissonance": 0}
    assert "κ 0.57" in done("triangulate", path, "--as", "Cem").out
    done("protocol", path, "--approach", "reflexive")
    again = done("triangulate", path, "--as", "Cem", "--json").json["assessed"]
    assert (again["different"], {"percent", "kappa", "alpha"} & set(again)) == (said["different"], set())
    assert "κ" not in done("triangulate", path, "--as", "Cem").out


def test_who_reads_as_nobody_sees_all_and_it_goes_on_record(path: Path, tmp_path: Path) -> None:
    done("triangulate", path, "--judge", sheet(tmp_path / "ann.csv", WORDS), "--as", "Ann")
    looked = process("triangulate", path, "--json", CODING_TUI_CODER="")
    assert looked.code == 0
    assert "not open yet (put on record)" in looked.err
    assert json.loads(looked.out)["judging"]["looks"]
    assert call("undo", path, "--as", "Ann").code == 0
    with open_project(path) as project, project.reading() as session:
        assert assessing.panel(session).looks


def test_the_matrix_is_written_in_every_format_and_each_has_its_manifest(path: Path, tmp_path: Path) -> None:
    for suffix, begins in ((".md", b"| theme"), (".csv", b"theme,finding,source"), (".xlsx", b"PK"), (".svg", b"<svg"),
                           (".png", b"\x89PNG"), (".pdf", b"%PDF"), (".html", b"<!")):  # fmt: skip
        target = tmp_path / f"matrix{suffix}"
        done("triangulate", path, "--output", target, "--as", "Ann")
        assert target.read_bytes().lstrip().startswith(begins), suffix
        assert done("check", path, "--exports", target, "--json").json["exports"][0]["verdict"] == "same"
    assert "http" not in (tmp_path / "matrix.svg").read_text("utf-8").replace("http://www.w3.org", "")
    refused = call("triangulate", path, "--output", tmp_path / "matrix.doc", "--as", "Ann")
    assert (refused.code, refused.err.count("\n")) == (1, 1)


def test_a_sheet_with_a_word_that_is_none_is_refused_by_its_line(path: Path, tmp_path: Path) -> None:
    wrong = sheet(tmp_path / "w.csv", {("Contact", "CPS"): "agreement", ("Contact", "case file"): "perhaps"})
    called = call("triangulate", path, "--judge", wrong, "--as", "Ann")
    assert (called.code, "line 3: ‘perhaps’ is none of: agreement," in called.err) == (1, True)
    with open_project(path) as project, project.reading() as session:
        assert assessing.judgements(session) == []


def test_a_sheet_with_a_cell_twice_is_refused_by_its_line(path: Path, tmp_path: Path) -> None:
    rows = [["Contact", "CPS", "agreement"], ["contact", "CPS", "dissonance"]]
    twice = table(tmp_path / "w.csv", "theme,source,assessment", rows)
    called = call("triangulate", path, "--judge", twice, "--as", "Ann")
    assert called.code == 1
    assert "line 3: ‘Contact’ × CPS stands in line 2 as well" in called.err
