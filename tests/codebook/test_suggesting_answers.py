"""What people say to suggestions, and what nobody may learn through them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from studies import dump
from suggesting_study import (
    CALLING,
    EARLY,
    QUEUE,
    WAITING,
    accept,
    asked_for,
    code,
    document_of,
    give,
    mark_done,
    reject,
    suggesting_study,
    text_of,
    uid_of,
    words,
)

from codebook.coding import codings
from codebook.reviewing.project_agreement import measure_project
from codebook.suggesting import find, suggestions
from codebook.suggesting.queue import Asked
from codebook.team import assignments, declarations
from transcripts import coders
from transcripts.errors import Conflict, NotFound
from transcripts.project import Project


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Project]:
    with suggesting_study(tmp_path / "study.qdb") as project:
        yield project


def test_what_is_suggested_is_in_no_table_and_no_count(study: Project) -> None:
    suggestions(study, "Ben")  # prepares
    before, history = dump(study), len(study.history())
    with study.reading() as session:
        counted = codings.uses(session)
    suggestions(study, "Ben")
    suggestions(study, "Ann", Asked(done=True))
    assert dump(study) == before
    assert len(study.history()) == history
    with study.reading() as session:
        assert codings.uses(session) == counted


def test_an_accepted_one_is_a_coding_whose_origin_stays(study: Project) -> None:
    give(study, "Ben", 12)
    made = next(each for each in asked_for(study, "Ben", EARLY).suggestions if each.label == "Police 12")
    uid = accept(study, made, "Ben")
    with study.reading() as session:
        kept = codings.coding(session, uid)
    assert (kept.start, kept.end, kept.coder, kept.origin) == (made.start, made.end, "Ben", "suggestion")
    assert "Police 12" not in {label for label, _ in words(asked_for(study, "Ben", EARLY))}
    with pytest.raises(Conflict):
        accept(study, made, "Ben")
    study.undo("Ben")
    assert "Police 12" in {label for label, _ in words(asked_for(study, "Ben", EARLY))}


def test_what_is_accepted_belongs_to_the_round_in_hand(study: Project) -> None:
    give(study, "Ben", 12, round="calibration")
    made = next(each for each in asked_for(study, "Ben", EARLY).suggestions if each.label == "Police 12")
    uid = accept(study, made, "Ben")
    with study.reading() as session:
        assert codings.coding(session, uid).round == "calibration"
    assert "Police 12" not in {label for label, _ in words(asked_for(study, "Ben", EARLY))}
    mark_done(study, "Ben", 12, round="calibration")
    give(study, "Ben", 12)
    assert "Police 12" in {label for label, _ in words(asked_for(study, "Ben", EARLY))}


def test_only_the_part_that_was_given_is_looked_through(study: Project) -> None:
    end = text_of(12).index(WAITING[0]) + len(WAITING[0])
    with study.step("A part", "Ann") as session:
        ben = coders.ensure(session, "Ben")
        assignments.set_state(session, document_of(study, 12), ben, "assigned", part=(0, end))
    found = suggestions(study, "Ben").suggestions
    assert {each.path for each in found} == {QUEUE}
    assert all(each.end <= end for each in found)


def test_another_code_takes_the_passage_and_rejects_what_was_suggested(study: Project) -> None:
    made = asked_for(study, "Ben", EARLY).suggestions[0]
    uid = accept(study, made, "Ben", code=uid_of(study, QUEUE))
    with study.reading() as session:
        kept = codings.coding(session, uid)
    assert (kept.code, kept.origin) == (uid_of(study, QUEUE), "suggestion")
    assert (made.label, made.text) not in words(asked_for(study, "Ben", EARLY))
    study.undo("Ben")
    assert (made.label, made.text) in words(asked_for(study, "Ben", EARLY))


def test_a_no_is_remembered_for_this_coder_and_code_until_it_is_undone(study: Project) -> None:
    made = asked_for(study, "Ben", EARLY).suggestions[0]
    reject(study, made, "Ben")
    reject(study, made, "Ben")  # said twice is said once
    assert (made.label, made.text) not in words(asked_for(study, "Ben", EARLY))
    assert (made.label, made.text) in words(asked_for(study, "Chloe", EARLY))
    with pytest.raises(NotFound):
        find(study, "Ben", made.id)
    assert find(study, "Chloe", made.id) == next(
        each for each in asked_for(study, "Chloe", EARLY).suggestions if each.id == made.id
    )
    study.undo("Ben")
    assert find(study, "Ben", made.id).text == made.text


@pytest.mark.parametrize("id", ["", "x", "a-b", "a-b-c", "000000-000000-1", "🙂-🙂-🙂"])
def test_an_id_of_nothing_is_refused(study: Project, id: str) -> None:
    with pytest.raises(NotFound, match="is not suggested to Ben"):
        find(study, "Ben", id)


def test_agreement_is_the_same_whatever_is_suggested_and_rejected(study: Project) -> None:
    for number in range(1, 5):
        code(study, "Ben", number, EARLY, CALLING[number % 4])
        mark_done(study, "Ben", number)
    before = measure_project(study, unit="sentence").as_json()
    for made in asked_for(study, "Ben", QUEUE, done=True).suggestions[:3]:
        reject(study, made, "Ben")
    assert measure_project(study, unit="sentence").as_json() == before


# -- who may see what ---------------------------------------------------------------------------------------------

READERS = ("Ann", "Ben", "Chloe")


def sealed_steps(project: Project) -> Iterator[str]:
    """Ben works under seal in a document that Ann has, too: one thing after the other."""
    code(project, "Ben", 9, QUEUE, text_of(9)[30:50])
    yield "a coding"
    code(project, "Ben", 9, EARLY, CALLING[1])
    code(project, "Ben", 9, EARLY, "We")
    yield "codings of what is suggested"
    with project.step("Nothing", "Ben") as session:
        declarations.declare(session, document_of(project, 9), coders.ensure(session, "Ben"), (30, 60))
    yield "nothing here"
    [made, *_] = suggestions(project, "Ben", Asked(document=document_of(project, 10))).suggestions
    reject(project, made, "Ben")
    accept(project, suggestions(project, "Ben", Asked(document=document_of(project, 10))).suggestions[0], "Ben")
    yield "answers to suggestions"
    mark_done(project, "Ben", 9)
    yield "done"


def everything(project: Project, who: str) -> list[object]:
    whole = [suggestions(project, who), suggestions(project, who, Asked(interviewers=True, done=True))]
    return [*whole, *(suggestions(project, who, Asked(document=document_of(project, n))) for n in (8, 9, 10, 11))]


@pytest.mark.parametrize("who", ["Ann", "Chloe"])
def test_nothing_that_a_partner_does_under_seal_changes_what_is_suggested(study: Project, who: str) -> None:
    for name in ("Ann", "Ben"):
        give(study, name, 9, 10, sealed=True)
    before = everything(study, who)
    for what in sealed_steps(study):
        assert everything(study, who) == before, what
    study.reader = who
    assert everything(study, who) == before
    study.reader = None
    mark_done(study, "Ann", 9)  # the seal opens, and Ben's work in it counts from now on
    assert everything(study, "Chloe") != before
    assert everything(study, "Ann") != before


def test_whose_eyes_the_project_has_does_not_matter(study: Project) -> None:
    """Somebody who reads all of the file gets, for a coder, what that coder gets."""
    for name in ("Ann", "Ben"):
        give(study, name, 9, sealed=True)
    list(sealed_steps(study))
    found = {}
    for reader in (None, *READERS):
        study.reader = reader
        found[reader] = everything(study, "Ann")
    assert found[None] == found["Ann"] == found["Ben"] == found["Chloe"]
    assert everything(study, "Ben") != found["Ann"]


def test_one_who_codes_again_learns_nothing_from_their_own_earlier_reading(study: Project) -> None:
    give(study, "Ann", 1, sealed=True, round="again-1")
    blind = suggestions(study, "Ann", Asked(document=document_of(study, 1)))
    code(study, "Ann", 1, EARLY, "We")
    assert suggestions(study, "Ann", Asked(document=document_of(study, 1))) == blind


def test_codings_of_a_document_say_nothing_about_its_own_suggestions(study: Project) -> None:
    """An open partner's codings there would make two readings one: order and reasons come from other documents."""
    before = suggestions(study, "Ben", Asked(document=document_of(study, 12)))
    code(study, "Ann", 12, EARLY, CALLING[0])
    code(study, "Ann", 12, QUEUE, text_of(12).splitlines()[1][11:40])
    after = suggestions(study, "Ben", Asked(document=document_of(study, 12)))
    assert after == before
