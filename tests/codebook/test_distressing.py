"""Passages flagged as distressing: stored, undone, carried over to corrected texts, brought in from a table."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_calls import call
from studies import imported, small_study

from codebook.checking import check
from codebook.coding import distressing
from codebook.coding.distressing import Flag
from codebook.coding.distressing_table import import_flags
from codebook.coding.replacing import preview, replace_document
from exports.lists.writing import save_list
from transcripts import coders, document_labels
from transcripts.errors import Conflict
from transcripts.project import Project
from transcripts.texts import document_text

WORDS = "They call us, and it works."


@pytest.fixture
def study(tmp_path: Path) -> Project:
    return small_study(tmp_path / "study.qdb")


def flag(project: Project, label: str, words: str, coder: str = "Ann") -> str:
    with project.step("Flag a passage as distressing", coder) as session:
        uid = document_labels.find(session, label)
        start = document_text(session, uid).text.index(words)
        return distressing.flag(session, uid, start, start + len(words), coder=coders.ensure(session, coder))


def flags(project: Project) -> list[Flag]:
    with project.reading() as session:
        return distressing.flags(session)


def flagged_words(project: Project) -> list[str]:
    with project.reading() as session:
        return [document_text(session, f.document).text[f.start : f.end] for f in distressing.flags(session)]


def test_a_flag_is_one_step_and_comes_back_from_undo(study: Project) -> None:
    flag(study, "CPS 1", WORDS)
    study.undo("Ann")
    assert flags(study) == []
    study.redo("Ann")
    assert flagged_words(study) == [WORDS]
    with study.step("Not distressing after all", "Ben") as session:
        distressing.take_away(session, [each.uid for each in distressing.flags(session)])
    assert flags(study) == []
    study.undo("Ann")
    assert [(each.label, each.coder) for each in flags(study)] == [("CPS 1", "Ann")]
    assert check(study) == []


def test_two_coders_may_flag_the_same_and_one_coder_once(study: Project) -> None:
    flag(study, "CPS 1", WORDS)
    flag(study, "CPS 1", WORDS, "Ben")
    with pytest.raises(Conflict, match="already"):
        flag(study, "CPS 1", WORDS)
    with study.reading() as session:
        uid = document_labels.find(session, "CPS 1")
        known = distressing.regions(session)
    start, end = flags(study)[0].span
    assert known == {uid: [(start, end)]}
    assert distressing.touched(known, uid, end - 1, end + 5)
    assert not distressing.touched(known, uid, end, end + 5)


def test_a_flag_follows_a_corrected_text(study: Project) -> None:
    flag(study, "CPS 1", WORDS)
    with study.reading() as session:
        uid = document_labels.find(session, "CPS 1")
        old = document_text(session, uid).text
    new = "Interviewer: Good morning.\nCPS 1: Morning.\n" + old
    with study.reading() as session:
        seen = preview(session, uid, imported(new))
    replace_document(study, seen, original=new.encode(), source_name="again.txt", coder="Ann")
    assert flagged_words(study) == [WORDS]
    assert check(study) == []
    study.undo("Ann")
    assert flagged_words(study) == [WORDS]


def test_check_finds_a_flag_behind_the_end(study: Project) -> None:
    flag(study, "CPS 1", WORDS)
    with study.step("Damage", "Ann") as session:
        session.connection().exec_driver_sql('UPDATE distressing SET "end" = 9999')
    assert any("flagged passage" in line and "CPS 1" in line for line in check(study))


def test_a_table_of_flags_goes_in_and_out(study: Project, tmp_path: Path) -> None:
    table = tmp_path / "flags.csv"
    table.write_text(
        "document,start,end,note\nCPS 1,40,60,about a call\nCPS 2,0,9999,\nCPS 9,1,2,\nCPS 2,x,9,\n", encoding="utf-8"
    )
    report = import_flags(study, table, coder="Cara")
    assert report.added == 1
    assert [(row.line, row.reason.split(" ")[0]) for row in report.refused] == [(3, "There"), (4, "there"), (5, "‘x’")]
    assert [(f.label, f.start, f.end, f.coder, f.note) for f in flags(study)] == [
        ("CPS 1", 40, 60, "Cara", "about a call")
    ]
    assert save_list(study, tmp_path / "out.csv", "flagged passages") == 1
    assert import_flags(study, tmp_path / "out.csv", coder="Ann").already == 1


def test_a_row_that_is_refused_makes_no_coder(study: Project, tmp_path: Path) -> None:
    table = tmp_path / "flags.csv"
    table.write_text("document,start,end,coder\nCPS 1,0,99999,Zed\nCPS 1,5,5,Zed\n", encoding="utf-8")
    report = import_flags(study, table, coder="Ann")
    assert (report.added, len(report.refused), report.new_coders) == (0, 2, ())
    with study.reading() as session:
        assert "Zed" not in coders.names(session)


def test_the_command_line_lists_flags_without_their_words(study: Project, tmp_path: Path) -> None:
    flag(study, "CPS 1", WORDS)
    study.close()
    outcome = call("distressing", "list", tmp_path / "study.qdb")
    assert outcome.code == 0
    for part in ("1 passage", "CPS 1", "Ann"):
        assert part in outcome.out
    assert "call us" not in outcome.out
    assert call("distressing", "export", tmp_path / "study.qdb", tmp_path / "f.csv").code == 0
    assert call("distressing", "import", tmp_path / "study.qdb", tmp_path / "f.csv").code == 0
