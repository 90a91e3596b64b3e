"""The reports of corrected transcripts: kept, told again, checked, of older projects."""

from __future__ import annotations

from pathlib import Path

import pytest
from corrected_study import OLD, replaced, uid, words
from studies import dump, make_older

from codebook.checking import check
from codebook.coding import replacements
from codebook.project import open_project
from transcripts import documents
from transcripts.project import Project


def test_the_report_stays_and_holds_no_words_in_the_journal(coded: Project) -> None:
    report = replaced(coded)
    coded.close()
    with open_project(coded.path) as project:
        with project.reading() as session:
            [kept] = replacements.reports(session, uid(project))
        changes = project.changes(project.history(1)[0].id)
    assert kept == report
    assert (kept.coder, kept.old_source, kept.new_source) == ("Cat", "CPS 2.txt", "corrected.txt")
    assert [each.old_words for each in kept.unplaced] == ["Nobody calls us."]
    assert not any("queues" in repr((change.before, change.after)) for change in changes)


def test_a_text_may_be_replaced_again_and_again(coded: Project) -> None:
    first = words(coded)
    replaced(coded)
    replaced(coded, OLD)
    assert words(coded) == {what: said for what, said in first.items() if what != "Contact again"}
    with coded.reading() as session:
        counts = [report.counts for report in replacements.reports(session, uid(coded))]
    assert [each["lost"] for each in counts] == [0, 1]
    assert check(coded) == []


def test_a_removed_document_takes_its_reports_along_and_brings_them_back(coded: Project) -> None:
    replaced(coded)
    before = dump(coded)
    with coded.step("Remove", "Ann") as session:
        documents.remove_document(session, uid(coded))
    assert check(coded) == []
    coded.undo("Ann")
    assert dump(coded) == before


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE reanchoring SET held = '' WHERE verdict = 'lost'", "is not kept any more"),
        ('UPDATE reanchoring SET "end" = 5000', "is outside of its texts"),
        ('UPDATE collected_quotation SET "end" = 5000', "a quotation at"),
    ],
)
def test_check_finds_what_was_broken(coded: Project, damage: str, said: str) -> None:
    replaced(coded)
    with coded.upkeep() as connection:
        connection.exec_driver_sql(damage)
    assert any(said in problem for problem in check(coded)), check(coded)


def test_reports_of_before_are_still_there(coded: Project) -> None:
    report = replaced(coded)
    make_older(coded, 13)
    with open_project(coded.path) as project:
        with project.reading() as session:
            assert replacements.reports(session, uid(project)) == [report]
        assert check(project) == []


def test_projects_of_before_are_brought_up_to_date(tmp_path: Path, coded: Project) -> None:
    make_older(coded, 2)
    with open_project(coded.path) as project:
        assert replaced(project).counts["lost"] == 1
        assert check(project) == []
