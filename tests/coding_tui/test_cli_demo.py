"""The worked study as a project, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_calls import call, done


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked study, with short interviews."""
    project = tmp_path_factory.mktemp("demo") / "made" / "study.qdb"
    done("demo", project, "--words", "500", "--no-open")
    return project


def test_the_summary_counts_what_was_asked_for(built: Path) -> None:
    said = done("demo", built, "--words", "500", "--no-open").out
    assert said.splitlines()[0].startswith(f"{built}: 232 documents · ")
    rows = {tuple(line.split("  ")[0:1]) + tuple(line.split())[-3:-1] for line in said.splitlines()[2:14]}
    for expected in (("interview", "CPS", "58"), ("interview", "Police", "33"), ("interview", "Judges", "12")):
        assert expected in rows
    assert [line.split()[0] for line in said.splitlines() if line[:3] in ("Ann", "Ben", "Chl")] == [
        "Ann",
        "Ben",
        "Chloe",
    ]
    assert len(said.split("α")[1].splitlines()) == 4


def test_the_project_holds_all_that_the_files_say(built: Path) -> None:
    folder = built.with_name("study-files")
    files = sorted(path.stem for path in (folder / "transcripts").iterdir())
    assert sorted(document["label"] for document in done("documents", built, "--json").json) == files
    for table in ("codings", "assignments"):
        rows = len((folder / f"{table}.csv").read_text(encoding="utf-8").splitlines()) - 1
        again = done(table, "import", built, folder / f"{table}.csv", "--json").json
        assert (again["added"], again["refused"]) == (0, [])
        assert again["already"] <= rows
    assert json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    assert done("check", built).out == "No problems\n"


def test_what_is_there_is_never_replaced(built: Path, tmp_path: Path) -> None:
    before = built.read_bytes()
    for words in (["--seed", "2"], ["--words", "600"]):
        called = call("demo", built, *words, "--no-open")
        assert (called.code, called.out, len(called.lines)) == (1, "", 1)
    assert built.read_bytes() == before
    (tmp_path / "new-files").mkdir()
    assert call("demo", tmp_path / "new.qdb", "--words", "500").code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["new-files"]


def test_wrong_lengths_are_wrong_usage(tmp_path: Path) -> None:
    assert call("demo", tmp_path / "a.qdb", "--words", "3").code == 2
    assert list(tmp_path.iterdir()) == []
