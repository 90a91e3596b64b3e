"""Suggestions: ranked, explained, estimated from what is held out, answered by people, and never codings before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from studies import dump
from suggesting_study import (
    CALLING,
    EARLY,
    MANY,
    QUEUE,
    WAITING,
    code,
    document_of,
    give,
    mark_done,
    suggesting_study,
    text_of,
    uid_of,
)

from codebook.coding import codings
from codebook.project import create_project
from codebook.reviewing.project_agreement import measure_project
from codebook.scheme import codes
from codebook.scheme.document import CodeEntry
from codebook.scheme.restructuring import retire
from codebook.suggesting import Queue, Suggestion, answers, find, suggestions
from codebook.suggesting.estimating import held_out, wilson
from codebook.suggesting.knowledge import knowledge
from codebook.suggesting.likeness import FOLDS, learnt, scores
from codebook.suggesting.queue import Asked
from codebook.team import assignments, declarations
from transcripts import coders
from transcripts.errors import Conflict, NotFound
from transcripts.project import Project


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Project]:
    with suggesting_study(tmp_path / "study.qdb") as project:
        yield project


def asked_for(project: Project, who: str, path: str | None = None, **more: object) -> Queue:
    return suggestions(project, who, Asked(uid_of(project, path) if path else None, **more))  # type: ignore[arg-type]


def words(queue: Queue) -> list[tuple[str, str]]:
    return [(each.label, each.text) for each in queue.suggestions]


def told(queue: Queue) -> str:
    """All of a queue, to compare it with itself later."""
    return repr(queue)


# -- what is suggested --------------------------------------------------------------------------------------------


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


# -- how likely ---------------------------------------------------------------------------------------------------


def test_scores_are_those_of_weights_that_saw_nothing_of_the_fold(study: Project) -> None:
    """Against the formula written out for one fold: Monroe et al. 2008, equation 15, and the prior log-odds."""
    known = knowledge(study, "Ben")
    features, corpus = known.features, known.corpus
    coded = known.coded[uid_of(study, EARLY)]
    got = scores(features, learnt(features, coded))  # type: ignore[arg-type]
    sentence = next(at for at in np.flatnonzero(corpus.counts) if corpus.part_of[at] == 3)
    own = {int(lemma) for lemma in features.lemmas(sentence)}
    counting = [
        (bool(coded[at]), {int(lemma) for lemma in features.lemmas(at)})
        for at in range(len(corpus.sentences)) if corpus.counts[at] and features.folds[at] != features.folds[sentence]
    ]  # fmt: skip
    everything = [features.lemmas(at) for at in range(len(corpus.sentences)) if corpus.counts[at]]
    total = np.bincount(np.concatenate(everything), minlength=len(corpus.lemmas)) + 0.01
    prior = 500 * total / total.sum()

    def log_odds(lemma: int, wanted: bool) -> float:
        there = [lemmas for is_coded, lemmas in counting if is_coded == wanted]
        mine = sum(lemma in lemmas for lemmas in there) + prior[lemma]
        return float(np.log(mine / (sum(map(len, there)) + prior.sum() - mine)))

    with_it = sum(is_coded for is_coded, _ in counting)
    expected = sum(log_odds(lemma, True) - log_odds(lemma, False) for lemma in own)
    expected += np.log((with_it + 0.5) / (len(counting) - with_it + 0.5))
    assert got[sentence] == pytest.approx(expected, rel=1e-5)
    assert len(set(features.folds.tolist())) == FOLDS


def test_wilsons_interval_has_the_published_values() -> None:
    """Newcombe 1998, Statistics in Medicine 17: 857–872, table I, method 3 (score without continuity correction)."""
    for right, n, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611),
                                (1, 29, 0.0061, 0.1718)):  # fmt: skip
        lower, upper = wilson(np.array(right), n)
        assert (float(lower), float(upper)) == pytest.approx((low, high), abs=5e-5)


def test_an_estimate_counts_the_held_out_sentences_that_score_as_high() -> None:
    given = np.array([9.0, 8, 7, 7, 6] + [1.0] * 40)
    right = np.array([True, True, False, True, True] + [True] * 3 + [False] * 37)
    part = np.arange(45, dtype=np.int32) % 5
    held = held_out(given, right, np.ones(45, dtype=bool), part)
    low = held.estimate(5.0)
    assert low is not None
    assert (low.right, low.n) == (7, 20)  # never fewer than twenty
    every = held.estimate(0.5)
    assert every is not None
    assert (every.right, every.n) == (7, 45)
    assert every.words() == "0.16 [0.08, 0.29], 7 of 45 held out"
    assert held.floor(np.array([9.0, 0.5]))[0] >= held.floor(np.array([9.0, 0.5]))[1]


@pytest.mark.parametrize(
    ("done", "why"),
    [
        ((), "nobody whose work you may see is done with a document"),
        ((1, 2), "too few codings held out (2 in 2 documents that are done)"),
    ],
)
def test_where_too_little_is_held_out_no_estimate_is_made(tmp_path: Path, done: tuple[int, ...], why: str) -> None:
    with suggesting_study(tmp_path / "study.qdb", coded=()) as project:
        for number in range(1, 7):
            code(project, "Ann", number, EARLY, CALLING[number % 4])
        for number in done:
            mark_done(project, "Ann", number)
        found = asked_for(project, "Ben", EARLY).suggestions
        assert found
        assert {each.expected for each in found} == {f"no estimate: {why}"}


def test_estimates_are_made_of_documents_that_are_done(study: Project) -> None:
    first = asked_for(study, "Ben", EARLY).suggestions[0].estimate
    assert first is not None
    assert (first.right, first.n) == (8, 20)  # the eight that Ann coded are the best of 48 sentences held out


# -- what people say ----------------------------------------------------------------------------------------------


def accept(project: Project, made: Suggestion, who: str, code: str = "") -> str:
    with project.step("Accept", who) as session:
        return answers.accept(session, made, who, code=code)


def reject(project: Project, made: Suggestion, who: str) -> None:
    with project.step("Reject", who) as session:
        answers.reject(session, made, who)


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
