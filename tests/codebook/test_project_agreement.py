"""A project's agreement: the right documents, the right text, and blank is not no."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from studies import TEXTS, add

from codebook.agreement import Agreement
from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.project import create_project
from codebook.reviewing.project_agreement import NoAgreement, measure_project, project_study
from codebook.scheme import codes
from codebook.team import assignments
from codebook.team.protocol import settle
from transcripts import coders, document_labels
from transcripts.errors import NotFound
from transcripts.project import Project
from transcripts.texts import document_texts

Applied = tuple[str, str, str, str]


def code(project: Project, applied: Iterable[Applied], done: Iterable[tuple[str, str]]) -> None:
    """Apply codes to words (document, words, code, coder) and mark documents done (document, coder)."""
    with project.step("Code", "Ann") as session:
        uids = document_labels.uids_by_label(session)
        texts = document_texts(session)
        for label, words, path, name in applied:
            start = texts[uids[label]].text.index(words)
            new = NewCoding(
                uids[label], start, start + len(words), codes.ensure(session, path), coders.ensure(session, name)
            )
            codings.apply(session, new)
        for label, name in done:
            assignments.set_state(session, uids[label], coders.ensure(session, name), "done")


BOTH = [(label, name) for label in TEXTS for name in ("Ann", "Ben")]


def test_participant_speech_of_documents_both_did_is_the_universe(study: Project) -> None:
    code(study, [("CPS 1", "speak", "Delay", "Ann")], BOTH)
    speech = ["We speak to the police earlier. They call us, and it works.",
              "Nobody calls us. Délais — “queues” 🙂 everywhere.", "Nobody calls us."]  # fmt: skip
    units = {
        unit: measure_project(study, unit=unit).codes[0].units for unit in ("character", "sentence", "turn", "document")
    }  # type: ignore[arg-type]
    assert units == {"character": sum(map(len, speech)), "sentence": 5, "turn": 3, "document": 2}


def test_documents_come_by_label_so_that_resampling_is_the_same_for_the_same_study(study: Project) -> None:
    for number in range(12, 2, -1):
        add(study, f"CPS {number}", TEXTS["CPS 1"])
    labels = [f"CPS {number}" for number in range(1, 13)]
    code(study, [("CPS 1", "speak", "Delay", "Ann")], [(label, name) for label in labels for name in ("Ann", "Ben")])
    assert [document.label for document in project_study(study).documents] == labels


def alpha_at(agreement: Agreement) -> float | None:
    return agreement.codes[0].alpha


def test_values_worked_by_hand(study: Project) -> None:
    # Turns 1, 2, 3; Ann codes 1 and 2, Ben codes 1: six values, three coded and three not, one turn of three differs:
    # α = 1 − (n − 1)·o01 / (n0·n1) = 1 − 5·1 / (3·3) = 4/9; κ: po = 2/3, pe = (2/3)(1/3) + (1/3)(2/3) = 4/9 → 2/5.
    code(
        study,
        [("CPS 1", "speak", "Delay", "Ann"), ("CPS 2", "Délais", "Delay", "Ann"), ("CPS 1", "call", "Delay", "Ben")],
        BOTH,
    )
    agreement = measure_project(study, unit="turn")
    assert alpha_at(agreement) == pytest.approx(4 / 9, abs=1e-12)
    assert agreement.codes[0].kappa == pytest.approx(2 / 5, abs=1e-12)
    assert agreement.codes[0].f1 == pytest.approx(2 / 3, abs=1e-12)


def test_coding_the_interviewer_does_not_count(study: Project) -> None:
    code(
        study,
        [
            ("CPS 1", "What changed?", "Delay", "Ann"),
            ("CPS 1", "speak", "Delay", "Ben"),
            ("CPS 1", "call", "Delay", "Ann"),
        ],
        BOTH,
    )
    assert alpha_at(measure_project(study, unit="turn")) == 1.0


def test_an_unfinished_document_is_missing_not_a_no(study: Project) -> None:
    applied = [
        ("CPS 1", "speak", "Delay", "Ann"),
        ("CPS 1", "call", "Delay", "Ben"),
        ("CPS 2", "Délais", "Delay", "Ann"),
    ]
    code(study, applied, [pair for pair in BOTH if pair != ("CPS 2", "Ben")])
    agreement = measure_project(study, unit="turn")
    assert (agreement.documents, agreement.codes[0].units) == (1, 1)
    assert agreement.codes[0].alpha is None
    assert agreement.codes[0].undefined
    with study.step("Ben too", "Ben") as session:
        assignments.set_state(session, document_labels.find(session, "CPS 2"), coders.ensure(session, "Ben"), "done")
    assert alpha_at(measure_project(study, unit="turn")) is not None


def test_nobody_together(study: Project) -> None:
    code(study, [("CPS 1", "speak", "Delay", "Ann")], [("CPS 1", "Ann"), ("CPS 2", "Ben")])
    agreement = measure_project(study, unit="character")
    assert agreement.codes[0].alpha is None
    assert agreement.codes[0].undefined
    assert agreement.as_json()["codes"][0]["alpha"] is None


def test_an_empty_project(project: Project) -> None:
    agreement = measure_project(project)
    assert (agreement.codes, agreement.coders) == ((), ())


def test_a_document_without_speakers_counts_whole(project: Project) -> None:
    add(project, "Note", "A note taken at a panel.\nNobody is named in it.\n")
    code(project, [("Note", "panel", "Delay", "Ann")], [("Note", "Ann"), ("Note", "Ben")])
    assert measure_project(project, unit="character").codes[0].units == len(
        "A note taken at a panel.Nobody is named in it."
    )


def test_every_code_is_listed_but_themes_that_only_hold_others(study: Project) -> None:
    code(study, [("CPS 1", "speak", "Theme/Used", "Ann")], BOTH)
    with study.step("Codes", "Ann") as session:
        codes.ensure(session, "Theme/Unused")
    listed = {each.code: each.undefined for each in measure_project(study, unit="turn").codes}
    assert set(listed) == {"Theme/Used", "Theme/Unused"}
    assert listed["Theme/Unused"]


def test_who_and_how_is_checked(study: Project, tmp_path: Path) -> None:
    code(study, [], BOTH)
    with pytest.raises(NotFound, match="no coder ‘Zoe’"):
        measure_project(study, coders=["Ann", "Zoe"])
    with pytest.raises(NoAgreement, match="at least two"):
        measure_project(study, coders=["Ann"])
    with pytest.raises(NoAgreement, match="not a unit"):
        measure_project(study, unit="word")  # type: ignore[arg-type]
    with (
        create_project(tmp_path / "r.qdb", approach="reflexive", coder="Ann") as reflexive,
        pytest.raises(NoAgreement, match="reflexive"),
    ):
        measure_project(reflexive)


def test_sentences_are_found_once_and_again_when_turns_change(study: Project) -> None:
    code(study, [("CPS 1", "speak", "Delay", "Ann")], BOTH)
    first = measure_project(study, unit="sentence")
    with study.reading() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM sentence_bounds").scalar_one() == 2
    assert measure_project(study, unit="sentence") == first
    study.undo("Ann")
    study.undo("Ann")
    with study.reading() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM sentence_bounds").scalar_one() == 1


def test_conclusions_are_asked_of_the_protocols_thresholds(study: Project) -> None:
    assert measure_project(study, unit="turn").limits == (0.667, 0.8)
    settle(study, "Ann", tentative=0.4, reliable=0.6)
    assert measure_project(study, unit="turn").limits == (0.4, 0.6)
    assert measure_project(study, unit="turn", everything=True).limits == (0.4, 0.6)
