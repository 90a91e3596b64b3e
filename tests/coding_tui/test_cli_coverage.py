"""How far coders are, asked on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_calls import call, done
from workbenches import INTERVIEW, make_study

from codebook.project import open_project
from codebook.team import declarations, reading_log
from transcripts import coders, document_labels
from transcripts.texts import document_text


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """Ann has both documents, read the beginning of one and declared something; Dan only ever opened one."""
    path = make_study(tmp_path / "study.qdb")
    done("assign", path, "--all", "--coder", "Ann")
    with open_project(path) as project:
        with project.reading() as session:
            uid = document_labels.find(session, "CPS 43")
            text = document_text(session, uid)
            read = {name: reading_log.reading(session, text, name) for name in ("Ann", "Dan")}
        with project.upkeep() as connection:
            reading_log.note(connection, reading_log.extended(read["Ann"], [(0, INTERVIEW.index("Is that"))]))
            reading_log.note(connection, read["Dan"])
        with project.step("Nothing", "Ann") as session:
            at = INTERVIEW.index("[laughs]")
            declarations.declare(session, uid, coders.ensure(session, "Ann"), (at, at + len("[laughs]")))
    return path


def test_a_line_for_every_document_and_coder(begun: Path) -> None:
    rows = {(row["document"], row["coder"]): row for row in json.loads(done("coverage", begun, "--json").out)}
    assert set(rows) == {("CPS 43", "Ann"), ("CPS 43", "Dan"), ("Panel 1", "Ann")}
    ann = rows["CPS 43", "Ann"]
    assert set(ann) == {
        "document", "coder", "state", "opened", "seen", "coded", "nothing_here", "codings", "characters",
        "characters_seen", "characters_coded", "characters_nothing_here",
    }  # fmt: skip
    assert ann["characters_nothing_here"] == len("[laughs]")
    assert ann["seen"] == 100 * ann["characters_seen"] // ann["characters"]
    assert 60 < ann["seen"] < 80
    assert (ann["coded"], ann["codings"], ann["state"]) == (0, 0, "assigned")
    assert ann["nothing_here"] == 3
    assert (rows["Panel 1", "Ann"]["opened"], rows["Panel 1", "Ann"]["seen"]) == (None, None)
    assert (rows["CPS 43", "Dan"]["seen"], rows["CPS 43", "Dan"]["state"]) == (0, "")


def test_the_table_says_what_it_counts(begun: Path) -> None:
    first, _, heading, *rows = done("coverage", begun).out.splitlines()
    assert first == "2 documents × 2 coders, 3 lines: 1 begun · 2 untouched"
    assert heading.split("  ")[0] == "document"
    assert any("Panel 1" in row and " – " in row for row in rows)


def test_only_somebody_and_only_what_is_left(begun: Path, tmp_path: Path) -> None:
    states = tmp_path / "states.csv"
    states.write_text("document,coder,state\nPanel 1,Ann,done\n", encoding="utf-8")
    done("assignments", "import", begun, states)
    left = done("coverage", begun, "--left", "--coder", "Ann").out
    assert left.startswith("1 document × 1 coder, 1 line: 1 begun\n")
    refused = call("coverage", begun, "--coder", "Bob")
    assert refused.code == 1
    assert refused.err == "There is no coder ‘Bob’. Coders are: Ann, Dan.\n"
