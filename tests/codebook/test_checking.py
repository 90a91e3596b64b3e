"""`check` finds what was broken behind the program's back, and only that."""

from __future__ import annotations

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from studies import add

from codebook.checking import check
from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.project import open_project
from codebook.scheme import codes
from transcripts import coders, document_labels
from transcripts.project import Project


@pytest.fixture
def coded(study: Project) -> Project:
    """The small study with one coding."""
    with study.step("Apply", "Ann") as session:
        uid = document_labels.find(session, "CPS 1")
        codings.apply(session, NewCoding(uid, 27, 40, codes.ensure(session, "A/B"), coders.ensure(session, "Ann")))
    return study


def test_a_sound_project_has_no_problems(coded: Project) -> None:
    add(coded, "Empty of speech", "x\n")
    coded.undo("Ann")
    assert check(coded) == []


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE body SET text = replace(text, 'police', 'polite')", "CPS 1: its text is not the text"),
        ("UPDATE body SET text = text || 'x'", "CPS 1: it should have 94 characters and has 95"),
        ("UPDATE original SET content = x'00'", "CPS 1: the kept original file is not the one"),
        ("UPDATE turn SET \"end\" = 5000 WHERE number = 1", "CPS 1: turn 2 ends behind the end"),
        ("UPDATE turn SET \"end\" = 40 WHERE number = 0", "CPS 1: turns 1 and 2 overlap"),
        ("DELETE FROM turn_words WHERE rowid = 1", "Search: 5 of 6 turns"),
        ("UPDATE coding SET \"end\" = 5000", "CPS 1: a coding at 27–5000"),
        ("UPDATE code SET parent_uid = (SELECT uid FROM code WHERE name = 'B') WHERE name = 'A'", "stands in a circle"),
        ("UPDATE coding SET start = 3", "History: 1 row of ‘coding’"),
        ("DELETE FROM coding", "History: 1 row of ‘coding’"),
        ("DELETE FROM turn WHERE number = 0", "History: 2 rows of ‘turn’"),
        ("DROP TRIGGER \"journal_coding_INSERT\"", "changes of ‘coding’ are no longer recorded"),
        ("UPDATE change SET after = '{}' WHERE tablename = 'coding'", "History: step 4"),
    ],
)
def test_what_was_broken_is_named(coded: Project, damage: str, said: str) -> None:
    with coded.upkeep() as connection:
        connection.exec_driver_sql(damage)
    assert any(said in problem for problem in check(coded)), check(coded)


def test_a_reference_to_nothing_is_found(coded: Project) -> None:
    coded.close()
    connection = sqlcipher.connect(str(coded.path))  # without foreign keys, as another program might
    connection.execute("INSERT INTO document_case VALUES ('u', 'nobody', 'nothing')")
    connection.commit()
    connection.close()
    with open_project(coded.path) as project:
        assert any("‘document_case’ refers to a row" in problem for problem in check(project))
