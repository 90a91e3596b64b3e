"""Codes that stand together, against sets of characters, turns and documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session
from studies import add, imported, small_study

from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.counting.cooccurrence import Cooccurrence, cooccurrence
from codebook.counting.cooccurrence_pairs import behind, pair_query, pairs
from codebook.query import parse
from codebook.scheme import codes
from transcripts import coders, document_labels
from transcripts.errors import WorkbenchError
from transcripts.project import Project

TEXT = "Interviewer: How?\nCPS 9: We wait here\nInterviewer: Why?\nCPS 9: Nobody calls\nCPS 9: They never do\n"
ALL = [(turn.label_start, turn.start, turn.end, turn.speaker) for turn in imported(TEXT).turns]
TURNS = [(start, end) for _, start, end, speaker in ALL if speaker != "Interviewer"]
LABELS = ("CPS 9", "CPS 10")
WHOLE = {"overlap": 2 * sum(e - s for s, e in TURNS), "turn": 6, "document": 2, "near 0 turns": 2 * len(ALL),
         "near 2 turns": 2 * (len(ALL) - 2), "near 9 turns": 2}  # fmt: skip
places = st.tuples(
    st.sampled_from(LABELS), st.sampled_from("ABC"), st.integers(0, len(TEXT) - 2), st.integers(1, 40)
).map(lambda place: (*place[:3], min(place[3], len(TEXT) - place[2])))


@pytest.fixture(scope="module")
def field(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with small_study(tmp_path_factory.mktemp("together") / "study.qdb", {}) as project:
        for label in LABELS:
            add(project, label, TEXT)
        with project.step("Codes", "Ann") as session:
            for name in "ABC":
                codes.ensure(session, name)
        yield project


def apply_all(session: Session, made: list[tuple[str, str, int, int]]) -> None:
    for label, name, start, length in made:
        document, end = document_labels.find(session, label), min(start + length, len(TEXT))
        code, ann = codes.ensure(session, name), coders.ensure(session, "Ann")
        codings.apply(session, NewCoding(document, start, end, code, ann))


def units(made: list[tuple[str, str, int, int]], name: str, by: str) -> set[tuple[str, int]]:
    speech = {at: number for number, turn in enumerate(TURNS) for at in range(*turn)}
    held = {(label, at) for label, code, start, n in made if code == name for at in range(start, start + n)}
    if by == "document":
        return {(label, 0) for label, _ in held}
    said = {(label, at) for label, at in held if at in speech}
    if by.startswith("near"):
        turn = {at: number for number, (_, start, end, _) in enumerate(ALL) for at in range(start, end)}
        reach = min(int(by.split()[1]), len(ALL) - 1)
        there = {(label, turn[at]) for label, at in said}
        return {(label, run) for label, at in there for run in range(at - reach, at + 1) if 0 <= run < len(ALL) - reach}
    return said if by == "overlap" else {(label, speech[at]) for label, at in said}


@settings(max_examples=40, deadline=None)
@given(made=st.lists(places, max_size=7, unique=True), by=st.sampled_from(sorted(WHOLE)))
def test_what_stands_together_is_what_sets_say(
    field: Project, made: list[tuple[str, str, int, int]], by: str
) -> None:
    whole = [*made, ("CPS 9", "A", 30, 30), ("CPS 10", "A", 30, 30)]  # so that both documents are coded at all
    whole = list(dict.fromkeys(whole))
    with field.step("Try", "Ann") as session:
        apply_all(session, whole)
        found = cooccurrence(session, by=by)
        assert found.whole == WHOLE[by]
        sets = [units([m for m in whole if _spoken(m)], name, by) for name in found.codes]
        for i, one in enumerate(sets):
            for j, other in enumerate(sets):
                assert found.together[i][j] == len(one & other)
                assert found.jaccard(i, j) == (len(one & other) / len(one | other) if one | other else None)
                expected = len(one & other) * found.whole / (len(one) * len(other)) if one and other else None
                assert found.lift(i, j) == pytest.approx(expected)
        session.connection().exec_driver_sql("DELETE FROM coding")


@settings(max_examples=25, deadline=None)
@given(made=st.lists(places, max_size=7, unique=True), by=st.sampled_from(sorted(WHOLE)))
def test_behind_every_pair_that_is_counted_stand_codings_of_both(
    field: Project, made: list[tuple[str, str, int, int]], by: str
) -> None:
    with field.step("Try", "Ann") as session:
        apply_all(session, made)
        found = cooccurrence(session, by=by)
        code_of = {each.uid: each.code for each in codings.codings(session)}
        uids = [codes.tree(session).find(path).uid for path in found.codes]
        listed = {(pair.i, pair.j): pair for pair in pairs(found)}
        for i in range(len(uids)):
            for j in range(i + 1, len(uids)):
                assert ((i, j) in listed) is bool(found.together[i][j])
                if (i, j) in listed:
                    there = behind(session, found, i, j)
                    assert {code_of[uid] for uid in there} == {uids[i], uids[j]}
                    assert len(set(there)) == len(there)
                    assert listed[i, j].row[2:5] == (found.together[i][j], found.together[i][i], found.together[j][j])
        assert [pair.jaccard for pair in pairs(found)] == sorted((p.jaccard for p in pairs(found)), reverse=True)
        session.connection().exec_driver_sql("DELETE FROM coding")


@pytest.mark.parametrize(
    ("by", "axis", "asked", "query"),
    [
        ("turn", "code", "", "A SAME turn B"), ("document", "theme", "", "A/* SAME document B/*"),
        ("overlap", "code", "kind:interview", "A OVERLAPS B kind:interview"),
        ("near 2 sentences", "code", "C group:CPS", "A NEAR 2 sentences B OVERLAPS (C group:CPS)"),
        ("near 1 turn", "code", "@mine", "A NEAR 1 turn B OVERLAPS @mine"),
    ],
)
def test_a_pair_is_asked_for_by_the_way_it_was_counted(by: str, axis: str, asked: str, query: str) -> None:
    made = Cooccurrence(("A", "B"), by, 6, ((3, 2), (2, 4)), asked, ((), ()), axis)
    assert pair_query(made, 0, 1) == query
    parse(query)


def _spoken(made: tuple[str, str, int, int]) -> bool:
    """Whether a coding is of more than an interviewer's turns, labels included."""
    _, _, start, length = made
    touched = [each for each in ALL if max(start, each[0]) < min(start + length, each[2])]
    said = [each for each in touched if each[1] < start + length] or touched
    return not said or any(speaker != "Interviewer" for *_, speaker in said)


def test_a_way_that_there_is_not_is_said(field: Project, tmp_path: Path) -> None:
    with pytest.raises(WorkbenchError, match="stand together by overlap, turn, document"), field.reading() as session:
        cooccurrence(session, by="word")
