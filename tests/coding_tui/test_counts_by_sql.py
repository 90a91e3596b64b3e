"""Every count that is printed, derived again by plain SQL from the worked study's own file.

Nothing of `codebook` counts on the other side: one SELECT says what a cell must hold.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from sqlmodel import Session

from codebook.counting.cooccurrence import Cooccurrence, cooccurrence
from codebook.counting.matrices import matrix
from codebook.counting.matrix_axes import NOTHING
from codebook.counting.matrix_cells import Matrix
from codebook.counting.months import beside
from codebook.evidence.triangulation import convergence_matrix
from codebook.project import open_project
from codebook.scheme import codes
from coding_tui.demo.project import build
from exports.comparing.matrix_tables import save_zero_one
from transcripts import tracker_tables
from transcripts.trackers import keep

TRACKER = (
    "Month,Area,Referrals,Advice sought\n"
    "Mar 2023,A,31,12\nMar 2023,B,9,3\nApr 2023,A,28,n/a\nMay 2023,B,40,9\nJan 2031,A,1,2\n"
)
# Codes with their paths and themes; documents that somebody is done with; whose codings count.
VIEWS = """
    WITH RECURSIVE path(code, path, top) AS (
        SELECT uid, name, name FROM code WHERE parent_uid IS NULL
        UNION ALL SELECT code.uid, path.path || '/' || code.name, path.top
        FROM code JOIN path ON parent_uid = path.code),
    done(document) AS (SELECT DISTINCT document_uid FROM assignment WHERE state = 'done'),
    made AS (
        SELECT coding.*, path.path, path.top, coder.name AS coder, d."group", d.kind, d.area, substr(d.date, 1, 7)
               AS month, d.participant_uid AS person, coding.document_uid IN done AS finished
        FROM coding JOIN path ON path.code = code_uid JOIN coder ON coder.uid = coder_uid
        JOIN document d ON d.uid = coding.document_uid)
"""


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    path = tmp_path_factory.mktemp("sql") / "demo.qdb"
    build(path, words=300)
    with open_project(path) as project:
        with project.step("Tracker", "Ann") as step:
            for each in tracker_tables.read(TRACKER.encode(), "advice.csv"):
                keep(step, each)
        with project.reading() as reading:
            yield reading


def rows(session: Session, asked: str, *values: object) -> list[tuple[object, ...]]:
    found = session.connection().exec_driver_sql(f"{VIEWS} {asked}", tuple(values))
    return [tuple(row) for row in found]


def one(session: Session, asked: str, *values: object) -> object:
    ((found,),) = rows(session, asked, *values)
    return found


def by_two(session: Session, what: str, row: str, column: str, where: str = "1") -> dict[tuple[object, object], object]:
    asked = f"SELECT {row}, {column}, {what} FROM made WHERE {where} GROUP BY 1, 2"
    return {(a, b): n for a, b, n in rows(session, asked) if n}


def numbers(made: Matrix) -> dict[tuple[str, str], tuple[float, int | None]]:
    return {
        (row, "" if column == NOTHING else column): (cell.n, cell.of)
        for row, line in zip(made.rows, made.cells, strict=True)
        for column, cell in zip(made.columns, line, strict=True)
    }


COUNTED = {
    "codings": "count(*)", "documents": "count(DISTINCT document_uid)", "participants": "count(DISTINCT person)",
}  # fmt: skip
COLUMNS = {"group": '"group"', "kind": "kind", "area": "area", "month": "month", "coder": "coder"}


@pytest.mark.parametrize("count", COUNTED)
@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("base", ["row", "column", "all"])
def test_counts_and_what_they_are_out_of(session: Session, count: str, column: str, base: str) -> None:
    made = matrix(session, "code", column, count=count, base=base)
    where = "1" if count == "codings" else "finished"
    what, name = COUNTED[count], COLUMNS[column]
    wanted = by_two(session, what, "path", name, where)
    of = {
        "row": lambda row, _: one(session, f"SELECT {what} FROM made WHERE {where} AND path = ?", row),
        "column": lambda _, column: one(session, f"SELECT {what} FROM made WHERE {where} AND {name} = ?", column),
        "all": lambda *_: one(session, f"SELECT {what} FROM made WHERE {where}"),
    }[base]
    found = numbers(made)
    assert len(found) > 100
    assert {place for place, (n, _) in found.items() if n} == set(wanted)
    assert all(n == wanted.get(place, 0) for place, (n, _) in found.items())
    known = {place: of(*place) for place in list(found)[::7]}
    assert known == {place: found[place][1] for place in known}


@pytest.mark.parametrize(
    ("count", "what"), [("documents", "count(*)"), ("participants", "count(DISTINCT participant_uid)")]
)
def test_eligible_is_what_somebody_is_done_with(session: Session, count: str, what: str) -> None:
    found = numbers(matrix(session, "theme", "group", count=count))
    wanted = by_two(session, COUNTED[count], "top", '"group"', "finished")
    eligible = dict(rows(session, f'SELECT "group", {what} FROM document WHERE uid IN done GROUP BY 1'))
    assert {place: n for place, (n, _) in found.items() if n} == wanted
    assert all(of == eligible[column] for (_, column), (_, of) in found.items())


ASKED = """,
    defined AS (SELECT code_uid, cues FROM code_definition d WHERE version =
        (SELECT max(version) FROM code_definition WHERE code_uid = d.code_uid)),
    word(path, word) AS (
        SELECT path.path, lower(code.name) FROM path JOIN code ON code.uid = path.code
        UNION SELECT path.path, lower(trim(value)) FROM path JOIN defined ON code_uid = path.code, json_each(cues)
        WHERE trim(value) <> ''),
    question(document, said) AS (
        SELECT turn.document_uid, ' ' || lower(substr(text, turn.start + 1, turn."end" - turn.start))
        FROM turn JOIN speaker ON speaker.uid = speaker_uid JOIN document ON document.uid = turn.document_uid
        JOIN body ON hash = body_hash WHERE role = 'interviewer' AND turn.document_uid IN done),
    asked(path, document) AS (
        SELECT DISTINCT word.path, document FROM word JOIN question ON said GLOB '*[^a-z0-9_]' || word || '*'
        UNION SELECT path, document_uid FROM made WHERE prompted AND document_uid IN (SELECT document FROM question))
"""


def test_asked_is_where_an_interviewer_says_a_cue_or_a_passage_is_prompted(session: Session) -> None:
    for theme, count in (("Partnership", "documents"), ("Trauma", "participants")):
        found = numbers(matrix(session, f"code:{theme}/*", "group", count=count, base="asked"))
        column = "participant_uid" if count == "participants" else "document.uid"
        of = {
            (path, group): n for path, group, n in rows(
                session, f"{ASKED} SELECT path, \"group\", count(DISTINCT {column}) FROM asked JOIN document ON "
                "document.uid = asked.document GROUP BY 1, 2",
            )
        }  # fmt: skip
        what = "person" if count == "participants" else "made.document_uid"
        n_of = {
            (path, group): n for path, group, n in rows(
                session, f"{ASKED} SELECT made.path, \"group\", count(DISTINCT {what}) FROM made JOIN asked ON "
                "asked.path = made.path AND asked.document = made.document_uid WHERE finished GROUP BY 1, 2",
            )
        }  # fmt: skip
        assert sum(of.values()) > 20
        assert found == {place: (n_of.get(place, 0), of.get(place, 0)) for place in found}


def test_the_table_of_zeros_and_ones_is_what_sql_says(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "zero-one.csv"
    save_zero_one(matrix(session, "document", "theme", count="documents"), path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *lines = csv.reader(file)
    tops = [code.name for code in codes.tree(session) if not code.depth]
    raised = set(rows(session, "SELECT DISTINCT label, top FROM made JOIN document ON document.uid = document_uid"))
    done = {label for (label,) in rows(session, "SELECT label FROM document WHERE uid IN done")}
    assert len(header) == len(tops) + 1
    assert len(lines) == one(session, "SELECT count(*) FROM document")
    for label, *values in lines:
        wanted = [("1" if (label, top) in raised else "0") if label in done else "" for top in tops]
        assert values == wanted, label


def test_figures_of_a_tracker_stand_beside_the_counts_of_the_same_months(session: Session) -> None:
    made = beside(session, matrix(session, "theme", "month", count="codings"), ["advice"])
    coded = by_two(session, "count(*)", "top", "month")
    reported = rows(
        session,
        "SELECT key, period, sum(CAST(value AS REAL)) FROM tracker_row JOIN tracker ON tracker_uid = tracker.uid, "
        "json_each(cells) WHERE tracker.name = 'advice' AND value GLOB '[0-9]*' GROUP BY 1, 2",
    )
    figures = {(f"advice: {column}", month): total for column, month, total in reported}
    found = numbers(made)
    assert figures["advice: Referrals", "2023-03"] == 40
    assert {place: n for place, (n, _) in found.items() if n} == {**coded, **figures}
    assert all(found[place][1] is None for place in figures)
    assert (found["Partnership", "2031-01"]) == (0, 0)


UNITS = {
    "document": "SELECT DISTINCT path, document_uid AS unit FROM made WHERE finished",
    "turn": """SELECT DISTINCT path, said.id AS unit FROM made JOIN said ON said.document_uid = made.document_uid AND
        made.start < said."end" AND said.start < made."end" WHERE finished""",
}
SAID = """, said AS (
    SELECT turn.* FROM turn LEFT JOIN speaker ON speaker.uid = speaker_uid WHERE turn.start < turn."end"
    AND turn.document_uid IN done AND (role = 'participant' OR turn.document_uid NOT IN
        (SELECT document_uid FROM speaker)))
"""
WHOLE = {"document": "SELECT count(*) FROM done", "turn": "SELECT count(*) FROM said"}


@pytest.mark.parametrize("by", UNITS)
def test_codes_together_with_jaccard_and_lift(session: Session, by: str) -> None:
    found: Cooccurrence = cooccurrence(session, "code", by=by)
    units: dict[object, set[object]] = {}
    for path, unit in rows(session, f"{SAID} {UNITS[by]}"):
        units.setdefault(path, set()).add(unit)
    assert found.whole == one(session, f"{SAID} {WHOLE[by]}")
    together = rows(session, f"{SAID}, at AS ({UNITS[by]}) SELECT a.path, b.path, count(*) FROM at a JOIN at b "
                    "ON a.unit = b.unit GROUP BY 1, 2")  # fmt: skip
    wanted = {(a, b): n for a, b, n in together}
    assert len(wanted) > 100
    number = {path: at for at, path in enumerate(found.codes)}
    for a, b in combinations(found.codes, 2):
        n, i, j = wanted.get((a, b), 0), number[a], number[b]
        ones, others = wanted.get((a, a), 0), wanted.get((b, b), 0)
        assert (found.together[i][j], found.together[i][i], found.together[j][j]) == (n, ones, others)
        if ones and others:
            assert found.jaccard(i, j) == pytest.approx(n / (ones + others - n))  # type: ignore[operator]
            assert found.lift(i, j) == pytest.approx(n * found.whole / (ones * others))  # type: ignore[operator]
        else:
            assert found.lift(i, j) is None


SOURCE = """CASE WHEN d.kind = 'interview' AND d."group" <> '' THEN d."group" ELSE d.kind END"""


def test_the_convergence_matrix_is_what_sql_says(session: Session) -> None:
    found = convergence_matrix(session, "Partnership/*")
    documents = dict(rows(session, f"SELECT {SOURCE}, count(*) FROM document d GROUP BY 1"))
    done = dict(rows(session, f"SELECT {SOURCE}, count(*) FROM document d WHERE uid IN done GROUP BY 1"))
    raised = {
        (path, source): said for path, source, *said in rows(
            session, f"SELECT path, {SOURCE}, count(DISTINCT d.uid), count(DISTINCT person), count(*) FROM made "
            "JOIN document d ON d.uid = document_uid WHERE finished GROUP BY 1, 2",
        )
    }  # fmt: skip
    comes_to = {
        (path, source): n for path, source, n in rows(
            session, f"{ASKED} SELECT path, {SOURCE}, count(*) FROM asked JOIN document d ON d.uid = asked.document "
            "GROUP BY 1, 2",
        )
    }  # fmt: skip
    interviewed = {source for (source,) in rows(session, f"{ASKED} SELECT DISTINCT {SOURCE} FROM question JOIN "
                                                "document d ON d.uid = question.document")}  # fmt: skip
    cells = [cell for line in found.cells for cell in line]
    assert len(cells) > 80
    for cell in cells:
        place = cell.theme, cell.source
        assert (cell.done, cell.done + cell.waiting) == (done.get(cell.source, 0), documents[cell.source])
        assert [cell.documents, cell.participants, cell.codings] == raised.get(place, [0, 0, 0])
        silent = place not in raised and cell.source in interviewed
        assert cell.asked == (comes_to.get(place, 0) if silent else None)
