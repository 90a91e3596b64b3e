"""Matrices: every count derived again by plain SQL; denominators; what is left out; seals."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from studies import add, small_study

from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.counting.matrices import matrix
from codebook.counting.matrix_axes import NOTHING
from codebook.counting.matrix_cells import Matrix
from codebook.counting.matrix_queries import cell_query
from codebook.project import open_project
from codebook.retrieval.excerpts import excerpts
from codebook.scheme import codes
from codebook.team import assignments
from transcripts import coders, document_labels, documents
from transcripts.errors import NotFound, WorkbenchError
from transcripts.project import Project
from transcripts.texts import document_text

PEOPLE = {  # label: group, participant, what is said, who is done
    "CPS 3": ("CPS", "P1", "We wait for the police and the police wait for us", ("Ann", "Ben")),
    "CPS 4": ("CPS", "P1", "Nobody waits here at all now", ("Ann",)),
    "Police 3": ("Police", "P2", "They never read what we send them", ("Ben",)),
    "Police 4": ("Police", "P3", "It sits in their queue for months", ()),
    "Note 1": ("", "", "Things were slow that day", ("Ann",)),
}
MADE = (  # label, words, code, coder, stance
    ("CPS 3", "We wait for the police", "Delay/Queues", "Ann", "reports"),
    ("CPS 3", "wait for the police and the police", "Delay/Queues", "Ben", ""),
    ("CPS 3", "the police wait for us", "Blame", "Ann", "challenges"),
    ("CPS 4", "Nobody waits", "Delay", "Ann", "endorses"),
    ("Police 3", "They never read", "Blame", "Ben", "endorses"),
    ("Police 4", "It sits in their queue", "Delay/Queues", "Ann", "endorses"),
    ("Note 1", "slow that day", "Delay", "Ann", ""),
)
TOP = """
    WITH RECURSIVE above(uid, top) AS (
        SELECT uid, name FROM code WHERE parent_uid IS NULL
        UNION ALL SELECT code.uid, above.top FROM code JOIN above ON code.parent_uid = above.uid)
"""
OF_GROUP = """
    FROM coding JOIN above ON above.uid = coding.code_uid JOIN document ON document.uid = coding.document_uid
    WHERE above.top = ? AND document."group" = ?
"""
# An answer begins behind the question, which takes 23 characters.
DONE = "document.uid IN (SELECT document_uid FROM assignment WHERE state = 'done')"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with small_study(tmp_path_factory.mktemp("matrices") / "study.qdb", {}) as project:
        for label, (group, participant, said, done) in PEOPLE.items():
            uid = add(project, label, f"Interviewer: How is it?\n{label}: {said}\n", group=group, date="2023-03-02")
            with project.step("Describe", "Ann") as session:
                if participant:
                    documents.set_participant(session, uid, participant)
                for coder in ("Ann", "Ben"):
                    coders.ensure(session, coder)
                    assignments.give(session, [uid], coder)
                    if coder in done:
                        assignments.set_state(session, uid, coders.ensure(session, coder), "done")
        for made in MADE:
            apply(project, *made)
        apply(project, "CPS 3", "How is it?", "Delay", "Ann", "")
        yield project


def apply(project: Project, label: str, words: str, path: str, coder: str, stance: str) -> None:
    with project.step("Apply", coder) as session:
        uid = document_labels.find(session, label)
        start = document_text(session, uid).text.index(words)
        place = (uid, start, start + len(words), codes.ensure(session, path), coders.ensure(session, coder))
        codings.apply(session, NewCoding(*place, stance=stance))


def made(project: Project, rows: str, columns: str, **options: object) -> Matrix:
    with project.reading() as session:
        return matrix(session, rows, columns, **options)  # type: ignore[arg-type]


def sql(project: Project, query: str, *values: object) -> int:
    with project.reading() as session:
        row = session.connection().exec_driver_sql(query, tuple(values)).fetchone()
        assert row is not None
        return int(row[0] or 0)


def cells(found: Matrix) -> Iterator[tuple[str, str, int, int | None]]:
    for row in found.rows:
        for column in found.columns:
            cell = found.cell(row, column)
            yield row, "" if column == NOTHING else column, cell.n, cell.of


@pytest.mark.parametrize(
    ("count", "what", "eligible"),
    [
        ("documents", "count(DISTINCT document.uid)", "count(*)"),
        ("participants", "count(DISTINCT document.participant_uid)", "count(DISTINCT participant_uid)"),
    ],
)
def test_documents_and_participants_are_what_plain_sql_counts(
    study: Project, count: str, what: str, eligible: str
) -> None:
    for row, group, n, of in cells(made(study, "theme", "group", count=count)):
        query = f"{TOP} SELECT {what} {OF_GROUP} AND {DONE} AND coding.start >= 23"
        assert n == sql(study, query, row, group)
        assert of == sql(study, f'SELECT {eligible} FROM document WHERE {DONE} AND "group" = ?', group)


def test_codings_are_what_plain_sql_counts_out_of_row_column_and_all(study: Project) -> None:
    count = f"{TOP} SELECT count(*) FROM coding JOIN above ON above.uid = coding.code_uid JOIN document ON " \
        "document.uid = coding.document_uid WHERE coding.start >= 23"  # fmt: skip
    for row, group, n, of in cells(made(study, "theme", "group")):
        assert n == sql(study, f'{count} AND above.top = ? AND "group" = ?', row, group)
        assert of == sql(study, count)
    for row, _, _, of in cells(made(study, "theme", "group", base="row")):
        assert of == sql(study, f"{count} AND above.top = ?", row)
    for _, group, _, of in cells(made(study, "theme", "group", base="column")):
        assert of == sql(study, f'{count} AND "group" = ?', group)


def test_a_word_is_counted_once_and_out_of_what_participants_say(study: Project) -> None:
    cell = made(study, "code", "group", count="words").cell("Delay/Queues", "CPS")
    assert cell.n == 8  # We wait for the police and the police
    assert cell.of == sum(len(PEOPLE[label][2].split()) for label in ("CPS 3", "CPS 4"))
    assert cell.share == pytest.approx(8 / 17)


SAID = """
    WITH RECURSIVE at(document, n, text) AS (
        SELECT document.uid, 0, text FROM document JOIN body ON hash = body_hash
        UNION ALL SELECT document, n + 1, text FROM at WHERE n + 1 < length(text)),
    said(document, n, character) AS (
        SELECT document, n, substr(text, n + 1, 1) FROM at WHERE EXISTS (
            SELECT 1 FROM turn JOIN speaker ON speaker.uid = speaker_uid
            WHERE turn.document_uid = document AND turn.start <= n AND n < turn."end" AND role = 'participant')),
    coded(document, n, character) AS (
        SELECT * FROM said WHERE EXISTS (
            SELECT 1 FROM coding JOIN code ON code.uid = code_uid
            WHERE document_uid = document AND start <= n AND n < coding."end" AND name = ?))
    SELECT count(*) FROM {which} AS here JOIN document ON document.uid = document
    WHERE "group" = ? AND document.uid IN (SELECT document_uid FROM assignment WHERE state = 'done')
    AND trim(character) <> '' AND NOT EXISTS (
        SELECT 1 FROM {which} AS before WHERE before.document = here.document AND before.n = here.n - 1
        AND trim(before.character) <> '')
"""


@pytest.mark.parametrize("count", ["words", "share"])
def test_words_are_counted_character_by_character_in_sql(study: Project, count: str) -> None:
    """A word begins where a character that is coded and no blank follows one that is not coded, or a blank."""
    for row, group, n, of in cells(made(study, "code", "group", count=count)):
        if group:
            assert n == sql(study, SAID.format(which="coded"), row.rpartition("/")[2], group)
            assert of == sql(study, SAID.format(which="said"), row.rpartition("/")[2], group)


def test_a_coders_cell_is_out_of_the_documents_that_coder_is_done_with(study: Project) -> None:
    found = made(study, "code", "coder", count="documents")
    assert [(found.cell("Blame", coder).n, found.cell("Blame", coder).of) for coder in ("Ann", "Ben")] == [
        (1, 3), (1, 2),
    ]  # fmt: skip


def test_what_a_coder_has_not_finished_is_not_counted_of_that_coder(study: Project) -> None:
    apply(study, "CPS 4", "Nobody waits here", "Blame", "Ben", "")  # Ann is done with it, Ben is not
    try:
        found = made(study, "code", "coder", count="documents")
        assert (found.cell("Blame", "Ben").n, found.cell("Blame", "Ben").of) == (1, 2)
        assert found.notes[-1] == (
            "1 document with codings of coders who are not done with them: in counts of codings only."
        )
        assert all(cell.n <= (cell.of or 0) for line in found.cells for cell in line)
        assert made(study, "code", "group", count="documents").cell("Blame", "CPS").n == 2
        assert made(study, "code", "coder").cell("Blame", "Ben").n == 2
    finally:
        study.undo("Ben")


def test_who_was_asked_is_known_of_codes_that_are_split_by_stance(study: Project) -> None:
    split = made(study, "group", "theme", count="documents", base="asked", stances=True)
    assert split.columns[0] == "Delay · endorses"
    assert {cell.of for line in split.cells for cell in line} == {0}


def test_the_query_of_a_code_within_its_theme_is_the_code(study: Project) -> None:
    for axes in (("code", "theme"), ("theme", "code"), ("code", "code:Delay/*")):
        found = made(study, *axes)
        with study.reading() as session:
            for i, line in enumerate(found.cells):
                for j, cell in enumerate(line):
                    asked = cell_query(found, i, j)
                    uids = {uid for one in excerpts(session, asked) for uid in one.codings} if cell.n else set()
                    assert " AND " not in asked or not cell.n
                    assert uids == set(cell.codings), (axes, asked)


@pytest.mark.parametrize("axes", [("theme", "group"), ("group", "code"), ("coder", "theme")])
def test_the_query_of_a_cell_that_is_split_by_stance_finds_what_it_counts(
    study: Project, axes: tuple[str, str]
) -> None:
    split = made(study, *axes, stances=True)
    with study.reading() as session:
        for i, line in enumerate(split.cells):
            for j, cell in enumerate(line):
                found = excerpts(session, cell_query(split, i, j))
                assert {uid for one in found for uid in one.codings} == set(cell.codings)


def test_stances_split_every_column_and_add_up_to_it(study: Project) -> None:
    whole, split = made(study, "theme", "group"), made(study, "theme", "group", stances=True)
    assert split.cell("Blame", "CPS · challenges").n == 1
    for row in whole.rows:
        for column in whole.columns:
            parts = [split.cell(row, each).n for each in split.columns if each.startswith(f"{column} · ")]
            assert sum(parts) == whole.cell(row, column).n


def test_what_is_left_out_is_said_and_a_cell_leads_to_its_codings(study: Project) -> None:
    found = made(study, "theme", "group", count="participants")
    assert found.notes == (
        "1 passage left out: only an interviewer's words.",
        "1 document with codings that nobody is done with: in counts of codings only.",
        "1 document with codings belongs to no participant.",
    )
    with study.reading() as session:
        behind = codings.codings(session, uids=found.cell("Delay", "CPS").codings)
    assert sorted((coding.coder, coding.stance) for coding in behind) == [
        ("Ann", "endorses"), ("Ann", "reports"), ("Ben", ""),
    ]  # fmt: skip


def test_a_query_narrows_the_text_that_counts_and_the_documents_that_could(study: Project) -> None:
    both = made(study, "code", "group", count="words", asked='"Delay/Queues" AND Blame group:CPS')
    assert both.cell("Delay/Queues", "CPS").n == 2  # the police
    assert both.cell("Blame", "CPS").n == 2
    documents_of = made(study, "code", "group", count="documents", asked="* coder:Ben")
    assert [documents_of.cell("Blame", group).of for group in ("CPS", "Police")] == [1, 1]


@pytest.mark.parametrize(("asked", "groups"), [
    ("(group:CPS) OR (Delay group:Police)", {"CPS", "Police"}),
    ("* AND NOT (group:CPS OR group:Police)", {NOTHING}),
    ("* AND NOT (group:CPS coder:Ann)", {"CPS", "Police", NOTHING}),
    ("(Delay group:CPS) SAME document (Blame group:Police)", set()),
    ("(Delay group:CPS) SAME case (Blame group:Police)", {"CPS"}),
    ("Delay NEAR 2 turns (Blame group:CPS)", {"CPS"}), ("Delay AND NOT Blame", {"CPS", "Police", NOTHING}),
])  # fmt: skip
def test_documents_that_a_query_shuts_out_are_in_no_denominator(study: Project, asked: str, groups: set[str]) -> None:
    whole, found = (made(study, "theme", "group", count="documents", asked=each) for each in ("", asked))
    assert (set(whole.columns), set(found.columns)) == ({"CPS", "Police", NOTHING}, groups)
    for column in groups:
        assert found.cell("Delay", column).of == whole.cell("Delay", column).of


def test_codings_and_who_is_done_are_of_the_round_that_is_asked_about(tmp_path: Path) -> None:
    with small_study(tmp_path / "rounds.qdb") as project:
        with project.step("Code", "Ann") as session:
            ann, code = coders.ensure(session, "Ann"), codes.ensure(session, "Blame")
            for label, round_ in (("CPS 1", "main"), ("CPS 1", "pilot"), ("CPS 2", "pilot")):
                uid = document_labels.find(session, label)
                assignments.set_state(session, uid, ann, "done", round=round_)
                start = document_text(session, uid).turns[1].start
                codings.apply(session, NewCoding(uid, start, start + 9, code, ann, round=round_))
        for asked, wanted in (("", (1, 1)), ("round:pilot", (2, 2)), ("round:*", (2, 2)), ("NOT round:pilot", (1, 1))):
            cell = made(project, "code", "coder", count="documents", asked=asked).cell("Blame", "Ann")
            assert (cell.n, cell.of) == wanted, asked


def test_what_a_partner_sealed_is_not_counted(tmp_path: Path) -> None:
    path = tmp_path / "sealed.qdb"
    with small_study(path) as project:
        with project.step("Assign", "Ann") as session:
            uid = document_labels.find(session, "CPS 1")
            for coder in ("Ann", "Ben"):
                coders.ensure(session, coder)
                assignments.give(session, [uid], coder, sealed=True)
        apply(project, "CPS 1", "speak to the police", "Blame", "Ben", "")
    with open_project(path) as project:
        assert made(project, "code", "coder").cell("Blame", "Ben").n == 1
        project.reader = "Ann"
        assert made(project, "code", "coder").cell("Blame", "Ben").n == 0


def test_what_there_is_not_is_said_with_what_there_is(study: Project) -> None:
    with pytest.raises(NotFound, match="A matrix has no ‘grup’"):
        made(study, "code", "grup")
    with pytest.raises(NotFound, match="There is no attribute ‘role’"):
        made(study, "code", "attribute:role")
    with pytest.raises(WorkbenchError, match="no number of codings that could have been"):
        made(study, "code", "group", base="eligible")
