"""Which round work belongs to, and that no count mixes them."""

from __future__ import annotations

import pytest
from studies import add

from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.retrieval.excerpts import retrieve
from codebook.scheme import codes
from codebook.team.assignments import give
from codebook.team.progress import progress
from codebook.team.rounds import in_hand
from transcripts import coders, document_labels
from transcripts.project import Project


@pytest.mark.parametrize(
    ("states", "round"),
    [
        ({}, "main"),
        ({"main": "done"}, "main"),
        ({"calibration": "assigned", "main": "assigned"}, "calibration"),
        ({"calibration": "assigned", "main": "started"}, "main"),
        ({"calibration": "done", "main": "assigned"}, "main"),
        ({"calibration": "done"}, "calibration"),
        ({"main": "started", "again-1": "assigned"}, "again-1"),
        ({"main": "done", "again-1": "done", "again-2": "started"}, "again-2"),
        ({"main": "done", "again-1": "done"}, "main"),
    ],
)
def test_work_goes_into_what_is_open_anew_first_and_else_into_main(states: dict[str, str], round: str) -> None:
    assert in_hand(states) == round


@pytest.fixture
def twice(project: Project) -> Project:
    """Ann codes A in the calibration and in the main round, B in the calibration alone."""
    for label in ("A", "B"):
        add(project, label, "It waits for weeks.\n")
    with project.step("Code", "Ann") as session:
        ann, delay = coders.ensure(session, "Ann"), codes.add(session, "Delay")
        a, b = (document_labels.find(session, label) for label in ("A", "B"))
        for document, round in ((a, "calibration"), (a, "main"), (b, "calibration")):
            codings.apply(session, NewCoding(document, 0, 8, delay, ann, round=round))
        give(session, [b], "Ann", round="calibration")
    return project


def test_counts_and_retrieval_are_of_the_main_round_and_say_what_they_leave_out(twice: Project) -> None:
    with twice.reading() as session:
        [use] = codings.uses(session).values()
        assert (use.codings, use.documents) == (1, 1)
        assert [each.round for each in codings.codings(session)] == ["main"]
        assert len(codings.codings(session, round=None)) == 3
        found = retrieve(session, "Delay")
        assert len(found.excerpts) == 1
        assert found.notes == ("2 codings of the round ‘calibration’ are left out. Ask for round:calibration.",)
        asked = retrieve(session, "Delay AND round:calibration")
        assert (len(asked.excerpts), asked.notes) == (2, ())


def test_how_far_one_is_is_told_of_the_round_in_hand(twice: Project) -> None:
    with twice.reading() as session:
        found = {each.round: each for each in progress(session, "Ann").values()}
    assert (found["main"].codings, found["main"].state) == (1, "")
    assert (found["calibration"].codings, found["calibration"].state) == (1, "assigned")
