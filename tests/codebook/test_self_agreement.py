"""A coder with themself: the two times are compared where both are finished, and under seal with nothing."""

from __future__ import annotations

import pytest
from studies import add

from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.reviewing.project_agreement import NoAgreement, measure_project
from codebook.reviewing.self_agreement import measure_self
from codebook.scheme import codes
from codebook.team.assignments import give, set_state
from codebook.team.protocol import settle
from transcripts import coders, document_labels
from transcripts.errors import NotFound
from transcripts.project import Project
from transcripts.texts import document_texts

TEXT = "CPS 1: It waits for weeks.\nCPS 1: We ring earlier.\nCPS 1: Nobody calls.\nCPS 1: It works.\n"


@pytest.fixture
def twice(project: Project) -> Project:
    """Ann codes turns 1 and 2 of A and B; again turn 1 of each, B not finished. Ben codes as she did first."""
    for label in ("A", "B"):
        add(project, label, TEXT)
    with project.step("Code", "Ann") as session:
        ann, ben = coders.ensure(session, "Ann"), coders.ensure(session, "Ben")
        delay = codes.add(session, "Delay")
        texts = document_texts(session)
        for uid, text in texts.items():
            turns = text.speech()
            for span in turns[:2]:
                codings.apply(session, NewCoding(uid, *span, delay, ann))
                codings.apply(session, NewCoding(uid, *span, delay, ben))
            for who in (ann, ben):
                set_state(session, uid, who, "done")
            give(session, [uid], "Ann", round="again-1", sealed=True)
            codings.apply(session, NewCoding(uid, *turns[0], delay, ann, round="again-1"))
        set_state(session, document_labels.find(session, "A"), ann, "done", round="again-1")
    return project


def test_it_is_alpha_between_the_two_times_by_hand(twice: Project) -> None:
    """Four turns: yes yes, yes no, no no, no no. n = 8, n_1 = 3, n_0 = 5, one unit differs: 1 − 7 · 1 / 15."""
    got = measure_self(twice, "Ann", unit="turn")
    assert (got.coders, got.documents) == (("Ann", "Ann, again"), 1)
    [delay] = got.codes
    assert (delay.units, delay.f1) == (4, pytest.approx(2 / 3))
    assert delay.alpha == pytest.approx(1 - 7 / 15)


def test_it_changes_nothing_about_agreement_with_others(twice: Project) -> None:
    [delay] = measure_project(twice, unit="turn", coders=["Ann", "Ben"]).codes
    assert delay.alpha == 1.0


def test_what_cannot_be_asked_is_said(twice: Project) -> None:
    with pytest.raises(NotFound, match="no coder ‘Zoe’"):
        measure_self(twice, "Zoe")
    with pytest.raises(NoAgreement, match="no round coded again"):
        measure_self(twice, "Ann", round="calibration")
    nothing = measure_self(twice, "Ben", unit="turn")
    assert [code.undefined for code in nothing.codes] == ["no document is marked done by two of the coders"]
    settle(twice, "Ann", approach="reflexive")
    with pytest.raises(NoAgreement, match="reflexively"):
        measure_self(twice, "Ann")
