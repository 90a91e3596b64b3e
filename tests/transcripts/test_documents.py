"""Documents as they are read: turns, speech that counts, questions, roles, participants and cases."""

from __future__ import annotations

import pytest
from studies import TEXTS, add, dump

from codebook.checking import check
from transcripts import coders, document_labels, documents, speakers
from transcripts.adding import add_document
from transcripts.errors import Conflict, NotFound
from transcripts.importing.model import ImportedText, ImportedTurn
from transcripts.project import Project
from transcripts.texts import DocumentText, document_text


def read(project: Project, label: str) -> DocumentText:
    """One document."""
    with project.reading() as session:
        return document_text(session, document_labels.find(session, label))


def test_turns_hold_words_and_labels_apart(study: Project) -> None:
    document = read(study, "CPS 2")
    text = TEXTS["CPS 2"]
    assert [text[t.start : t.end] for t in document.turns][:2] == [
        "What changed?", "Nobody calls us. Délais — “queues” 🙂 everywhere.",
    ]  # fmt: skip
    assert [text[t.label_start : t.start] for t in document.turns][:2] == ["Interviewer: ", "CPS 2: "]
    assert [t.role for t in document.turns] == ["interviewer", "participant"] * 2


def test_every_offset_belongs_to_its_turn(study: Project) -> None:
    document = read(study, "CPS 2")
    for offset in range(len(document.text)):
        within = [t for t in document.turns if t.label_start <= offset < t.end]
        assert document.turn_at(offset) == (within[0] if within else None)


def test_speech_is_the_participants_unless_nobody_is_named(study: Project) -> None:
    add(study, "Note", "Nobody here.\n")
    add(study, "Mixed", "A heading\nCPS 3: Words.\n")
    assert [read(study, "Note").text[a:b] for a, b in read(study, "Note").speech()] == ["Nobody here."]
    assert [read(study, "Mixed").text[a:b] for a, b in read(study, "Mixed").speech()] == ["Words."]


def test_a_role_changes_what_counts(study: Project) -> None:
    with study.step("Role", "Ann") as session:
        assert speakers.set_role(session, "CPS 1", "other") == 1
    assert read(study, "CPS 1").speech() == []


def test_participants_and_cases_link_documents(study: Project) -> None:
    with study.step("Link", "Ann") as session:
        for label in TEXTS:
            uid = document_labels.find(session, label)
            documents.set_participant(session, uid, "P1")
            documents.add_case(session, uid, "Case 7")
            documents.add_case(session, uid, "Case 7")
    with study.reading() as session:
        assert {(d.participant, d.cases) for d in documents.summaries(session)} == {("P1", ("Case 7",))}


def test_removing_a_document_and_undoing_it_loses_nothing(study: Project) -> None:
    before = dump(study)
    with study.step("Remove", "Ann") as session:
        documents.remove_document(session, document_labels.find(session, "CPS 2"))
    assert len(dump(study)["document"]) == 1
    study.undo("Ann")
    assert dump(study) == before
    assert read(study, "CPS 2").text == TEXTS["CPS 2"]


def test_what_is_gone_is_said_to_be_gone(study: Project) -> None:
    uid = read(study, "CPS 1").uid
    with study.step("Remove", "Ann") as session:
        documents.remove_document(session, uid)
    with study.reading() as session:
        with pytest.raises(NotFound):
            document_text(session, uid)
        with pytest.raises(NotFound):
            documents.original_bytes(session, uid)


def test_coders_are_made_once_and_need_a_name(study: Project) -> None:
    with study.step("Coders", "Ann") as session:
        assert coders.ensure(session, " Ann ") == coders.ensure(session, "Ann")
        with pytest.raises(Conflict, match="needs a name"):
            coders.ensure(session, "  ")


def test_a_label_with_nothing_behind_it_is_still_a_turn(project: Project) -> None:
    text = "Interviewer: Why?\nCPS 1:\nInterviewer: Well?\n"
    turns = (
        ImportedTurn(0, 13, 17, "Interviewer"),
        ImportedTurn(18, 24, 24, "CPS 1"),
        ImportedTurn(25, 38, 43, "Interviewer"),
    )
    roles = {"Interviewer": "interviewer", "CPS 1": "participant"}
    with project.step("Import", "Ann") as session:
        silent = ImportedText(text, "utf-8", "txt", turns, roles)
        add_document(session, silent, label="D", original=text.encode(), source_name="D.txt")
    with project.reading() as session:
        assert dict(documents.summaries(session)[0].speakers) == {"Interviewer": 2, "CPS 1": 1}
    assert read(project, "D").speech() == []
    assert check(project) == []
