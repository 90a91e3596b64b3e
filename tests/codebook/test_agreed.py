"""How far coders agree on a passage: within its round, out of those who are done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from studies import small_study

from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.retrieval.excerpts import excerpts
from codebook.reviewing.agreed import agreed
from codebook.scheme import codes
from codebook.team import assignments
from transcripts import coders, document_labels
from transcripts.project import Project

MADE = (  # coder, [start, end), code, round
    ("Ann", 10, 20, "Delay", "main"),
    ("Ben", 19, 30, "Delay", "main"),
    ("Chloe", 10, 20, "Blame", "main"),
    ("Ann", 12, 18, "Delay", "again-1"),
    ("Ben", 25, 30, "Delay", "again-1"),
    ("Dan", 10, 20, "Delay", "main"),
)
DONE = {"main": ("Ann", "Ben", "Chloe"), "again-1": ("Ann", "Ben")}


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Project]:
    with small_study(tmp_path / "study.qdb") as project:
        with project.step("Code", "Ann") as session:
            document = document_labels.find(session, "CPS 1")
            for coder, start, end, code, round_ in MADE:
                place = (document, start, end, codes.ensure(session, code), coders.ensure(session, coder))
                codings.apply(session, NewCoding(*place, round=round_))
            for round_, names in DONE.items():
                for name in names:
                    who = coders.ensure(session, name)
                    assignments.set_state(session, document, who, "done", round=round_)
        yield project


def shares(project: Project, asked: str) -> dict[tuple[str, str], float]:
    """By coder and round of the coding behind each passage."""
    with project.reading() as session:
        found = agreed(session, excerpts(session, asked, include_interviewer=True))
        made = {coding.uid: coding for coding in codings.codings(session, round=None)}
    return {(made[uid].coder, made[uid].round): share for (uid,), share in found.items()}


def test_a_share_is_of_the_coders_done_in_the_same_round(study: Project) -> None:
    found = shares(study, "Delay round:*")
    two_of_three, one_of_two = pytest.approx(2 / 3), pytest.approx(1 / 2)
    # Dan is not done: what he marked is held against those who are
    assert found == {
        ("Ann", "main"): two_of_three, ("Ben", "main"): two_of_three, ("Dan", "main"): two_of_three,
        ("Ann", "again-1"): one_of_two, ("Ben", "again-1"): one_of_two,
    }  # fmt: skip


def test_nothing_is_said_of_stretches_of_text_and_where_one_alone_is_done(study: Project) -> None:
    assert shares(study, "Delay AND Blame") == {}
    with study.step("Not done", "Ann") as session:
        document, ben = document_labels.find(session, "CPS 1"), coders.ensure(session, "Ben")
        assignments.set_state(session, document, ben, "started", round="again-1")
    assert {round_ for _, round_ in shares(study, "Delay round:*")} == {"main"}
