"""Memos and the day's log on the command line."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from cli_calls import call
from studies import small_study

from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.notes import memos
from codebook.scheme import codes
from codebook.tables import Assignment
from codebook.team import assignments
from transcripts import coders, document_labels
from transcripts.identity import now


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A study in which Ann coded a little, and both wrote."""
    with small_study(tmp_path / "study.qdb") as project:
        with project.step("Code", "Ann") as session:
            ann, one = coders.ensure(session, "Ann"), document_labels.find(session, "CPS 1")
            code = codes.ensure(session, "Partnership/Early contact")
            codings.apply(session, NewCoding(one, 64, 71, code, ann, memo="Only a hint"))
            gone = codings.apply(session, NewCoding(one, 4, 9, code, ann))
        with project.step("Uncode", "Ann") as session:
            codings.remove(session, [gone])
        with project.step("Memo", "Ann") as session:
            text = "Who rings whom?\nSee [[CPS 1:2]], [[early contact]] and [[CPS 77]]"
            memos.add(session, text, coder=ann, topic="question")
            memos.add(session, "Short *and* clear", coder=ann, about="span", about_uid=one, span=(0, 11))
            assignments.set_state(session, one, ann, "done")
        with project.step("Memo", "Ben") as session:
            ben, two = coders.ensure(session, "Ben"), document_labels.find(session, "CPS 2")
            memos.add(session, "Ben's sealed thoughts", coder=ben, about="document", about_uid=two)
            session.add(Assignment(document_uid=two, coder_uid=ben, sealed=True, changed=now()))
        with project.step("Undone", "Ann") as session:
            memos.add(session, "Never mind", coder=ann)
        project.undo("Ann")
    return project.path


def test_memos_are_listed_filtered_and_hidden_under_seal(path: Path) -> None:
    told = call("memos", path, "--as", "Ann", "--json")
    assert told.code == 0
    assert sorted(memo["about"] for memo in told.json) == ["coding", "project", "span"]
    assert {m["title"] for m in call("memos", path, "--as", "Ben", "--coder", "Ben", "--json").json} == {
        "Ben's sealed thoughts"
    }
    found = call("memos", path, "--as", "Ann", "--search", "rings WHOM", "--about", "project")
    assert "1 memo" in found.out
    assert "journal · question" in found.out
    wrong = call("memos", path, "--about", "feelings")
    assert wrong.code == 1
    assert "not ‘feelings’" in wrong.err


def test_markdown_tells_links_and_a_table_has_every_memo(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "memos.md"
    assert call("memos", path, "--as", "Ann", "--output", target).code == 0
    text = target.read_text("utf-8")
    assert "See “We speak to the police earlier. They call us, and it works.” (CPS 1, turn 2)" in text
    assert "‘Partnership/Early contact’ and CPS 77 (leads nowhere)" in text
    assert "Short \\*and\\* clear" in text
    assert "> Interviewer" in text
    assert "Ben" not in text
    table = tmp_path / "memos.csv"
    assert call("memos", path, "--as", "Ann", "--output", table).code == 0
    assert table.read_text("utf-8-sig").startswith("about,what,title")
    refused = call("memos", path, "--output", tmp_path / "memos.pdf")
    assert (refused.code, "endings" in refused.err) == (1, True)


def test_the_log_tells_a_coders_day_without_what_was_undone(path: Path) -> None:
    today = datetime.now().astimezone().date().isoformat()
    told = call("log", path, "--as", "Ann", "--date", today, "--json").json
    assert told["documents"] == [
        {"document": "CPS 1", "made": 1, "changed": 0, "removed": 0, "memos": 1, "done": True}
    ]
    assert (told["memos"], told["codes"], told["quotations"]) == (2, 2, 0)
    prose = call("log", path, "--coder", "Ann", "--date", today).out
    assert "CPS 1: 1 coding made, 1 memo written or changed, done." in prose
    assert "New: 2 memos, 2 codes." in prose
    assert "did nothing" in call("log", path, "--coder", "Ann", "--date", "2001-01-01").out
    assert call("log", path, "--date", "yesterday").code == 2
