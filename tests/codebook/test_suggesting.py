"""Suggestions: ranked, explained, and never codings before a person says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from suggesting_study import (
    CALLING,
    EARLY,
    MANY,
    QUEUE,
    WAITING,
    asked_for,
    code,
    document_of,
    give,
    suggesting_study,
    text_of,
    uid_of,
    words,
)

from codebook.project import create_project
from codebook.scheme import codes
from codebook.scheme.document import CodeEntry
from codebook.scheme.restructuring import retire
from codebook.suggesting import suggestions
from codebook.suggesting.queue import Asked
from codebook.team import declarations
from transcripts import coders
from transcripts.project import Project


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Project]:
    with suggesting_study(tmp_path / "study.qdb") as project:
        yield project


def test_what_is_like_coded_passages_comes_first_and_says_what_it_is_like(study: Project) -> None:
    queue = asked_for(study, "Ben", EARLY)
    assert {text for _, text in words(queue)[:MANY]} == set(CALLING)
    assert len(queue.suggestions) == queue.of
    first = queue.suggestions[0]
    assert first.like is not None
    assert first.like.document != first.label
    assert first.reason == first.like.words()
    assert first.path == EARLY
    assert text_of(int(first.label.split()[1]))[first.start : first.end] == first.text
    assert first.role == "participant"


def test_a_cue_is_a_reason_in_any_of_its_forms(study: Project) -> None:
    queue = asked_for(study, "Ben", QUEUE)
    sat = next(each for each in queue.suggestions if each.text == WAITING[0])
    assert [(hit.cue, hit.denied, hit.reported) for hit in sat.cues] == [("queue", False, False), ("sit", False, False)]
    assert sat.reason.startswith("cue ‘queue’; cue ‘sit’; like “")


def test_a_code_without_codings_has_its_cues_alone_and_no_estimate(study: Project) -> None:
    with study.step("A code", "Ann") as session:
        codes.define(session, codes.ensure(session, "Rooms"), CodeEntry("Rooms", cues=("cold", "desks", "parking")))
    queue = asked_for(study, "Ben", "Rooms")
    assert {text for _, text in words(queue)} == {
        "The building is cold in winter.", "My desk is by the door.", "Nobody told me about the parking.",
    }  # fmt: skip
    assert queue.suggestions[-1].text == "Nobody told me about the parking."  # denied: half as much
    assert queue.suggestions[-1].reason == "cue ‘parking’ (denied, reported)"
    assert {each.expected for each in queue.suggestions} == {"no estimate: no codings to learn from"}


def test_a_changed_cue_is_heard_of_at_once(study: Project) -> None:
    before = asked_for(study, "Ben", QUEUE)
    with study.step("Cue", "Ann") as session:
        codes.define(session, uid_of(study, QUEUE), CodeEntry("Queues", cues=("queue", "sit", "winter")))
    after = asked_for(study, "Ben", QUEUE)
    assert {text for _, text in words(after)} - {text for _, text in words(before)} == {
        "The building is cold in winter."
    }


def test_a_document_has_the_likeliest_of_all_codes(study: Project) -> None:
    queue = suggestions(study, "Ben", Asked(document=document_of(study, 12)))
    assert {(each.path, each.text) for each in queue.suggestions[:2]} == {(QUEUE, WAITING[0]), (EARLY, CALLING[0])}
    assert {each.label for each in queue.suggestions} == {"Police 12"}
    assert suggestions(study, "Ben", Asked(document=document_of(study, 12)), limit=1).of == queue.of


def test_what_the_coder_has_or_finished_or_was_not_given_is_left_out(study: Project) -> None:
    assert {label for label, _ in words(asked_for(study, "Ann", QUEUE))} == set()
    assert asked_for(study, "Ann", QUEUE).notes == (
        "Ann is done with every document given to them. To look in those, too: --done",
    )
    give(study, "Ann", 9, 10)
    assert {label for label, _ in words(asked_for(study, "Ann", QUEUE))} == {"Police 9", "Police 10"}
    code(study, "Ann", 9, QUEUE, "in a queue")  # a word of the sentence is enough
    assert {label for label, _ in words(asked_for(study, "Ann", QUEUE))} == {"Police 10"}
    everywhere = {label for label, _ in words(asked_for(study, "Ann", QUEUE, done=True))}
    assert everywhere == {"Police 10", "Police 11", "Police 12"}


def test_interviewers_are_left_out_unless_asked_for(study: Project) -> None:
    assert not [each for each in asked_for(study, "Ben", QUEUE).suggestions if each.role == "interviewer"]
    asked = [
        each for each in asked_for(study, "Ben", QUEUE, interviewers=True).suggestions if each.role == "interviewer"
    ]
    assert {each.text for each in asked} == {"Is there a queue?"}


def test_nothing_is_suggested_where_the_coder_said_that_there_is_nothing(study: Project) -> None:
    [place] = [each for each in asked_for(study, "Ben", QUEUE).suggestions if each.label == "Police 12"]
    with study.step("Nothing here", "Ben") as session:
        declarations.declare(session, place.document, coders.ensure(session, "Ben"), (place.start, place.end))
    assert "Police 12" not in {label for label, _ in words(asked_for(study, "Ben", QUEUE))}
    assert "Police 12" in {label for label, _ in words(asked_for(study, "Chloe", QUEUE))}


def test_retired_codes_and_themes_are_not_suggested(study: Project) -> None:
    assert {each.path for each in suggestions(study, "Ben").suggestions} == {QUEUE, EARLY}
    with study.step("Retire", "Ann") as session:
        retire(session, codes.tree(session).find(EARLY))
    assert {each.path for each in suggestions(study, "Ben").suggestions} == {QUEUE}


def test_why_there_is_nothing(tmp_path: Path) -> None:
    with create_project(tmp_path / "empty.qdb", coder="Ann") as project:
        assert suggestions(project, "Ann").notes == (
            "There are no documents yet. Import some: coding-tui import PROJECT PATH",
        )
    with suggesting_study(tmp_path / "bare.qdb", coded=()) as project:
        assert asked_for(project, "Ann", EARLY).notes == (
            "Nothing to go by: no cues, and no codings in other documents that you may see.",
        )


def test_the_same_project_has_the_same_queue(tmp_path: Path) -> None:
    def queue(path: Path) -> list[object]:
        with suggesting_study(path) as project:
            return [
                replace(each, id="", document="", code="", like=each.like and replace(each.like, uid=""))
                for each in suggestions(project, "Ben").suggestions
            ]

    assert queue(tmp_path / "one.qdb") == queue(tmp_path / "two.qdb")
