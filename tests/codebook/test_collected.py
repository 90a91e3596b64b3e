"""Collected quotations in a real project: sections, order, notes, undo."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from studies import TEXTS

from codebook.quoting import collected
from codebook.scheme import codes
from transcripts import coders, document_labels
from transcripts.errors import Conflict, NotFound
from transcripts.project import Project


def collect(project: Project, words: str, section: str = "", **more: str) -> str:
    """Put the first place where CPS 1 or CPS 2 says the words aside."""
    label = next(label for label, text in TEXTS.items() if words in text)
    start = TEXTS[label].index(words)
    with project.step(f"Collect from ‘{label}’", "Ann") as session:
        where = (document_labels.find(session, label), start, start + len(words))
        return collected.add(session, *where, coder=coders.ensure(session, "Ann"), section=section, **more)


def listed(project: Project) -> list[tuple[str, int, str]]:
    """Section, place and words of everything collected."""
    with project.reading() as session:
        return [(one.section, one.position, one.excerpt.text) for one in collected.collected(session)]


def test_a_collected_passage_keeps_its_words_speaker_question_and_code(study: Project) -> None:
    with study.step("Code", "Ann") as session:
        code = codes.ensure(session, "Delay/Queues")
    collect(study, "“queues” 🙂", "Waiting", code=code, note="strong")
    with study.reading() as session:
        (one,) = collected.collected(session)
    assert (one.section, one.note, one.code, one.coder) == ("Waiting", "strong", "Delay/Queues", "Ann")
    assert (one.excerpt.text, one.excerpt.speaker, one.excerpt.question) == ("“queues” 🙂", "CPS 2", "What changed?")
    assert one.excerpt.codes == ("Delay/Queues",)


def test_sections_come_in_the_order_they_were_begun_and_passages_in_theirs(study: Project) -> None:
    first = collect(study, "They call us", "Contact")
    collect(study, "it works", "Contact")
    collect(study, "Nobody calls us", "Waiting")
    assert listed(study) == [
        ("Contact", 0, "They call us"),
        ("Contact", 1, "it works"),
        ("Waiting", 0, "Nobody calls us"),
    ]
    with study.step("Move", "Ann") as session:
        collected.move(session, first, 1)
    assert listed(study)[:2] == [("Contact", 0, "it works"), ("Contact", 1, "They call us")]
    with study.step("Move", "Ann") as session:
        collected.set_section(session, first, " Waiting ")
    assert listed(study) == [
        ("Contact", 0, "it works"),
        ("Waiting", 0, "Nobody calls us"),
        ("Waiting", 1, "They call us"),
    ]
    with study.step("Move", "Ann") as session:
        collected.move(session, first, -5, section="Contact")
    assert listed(study)[:2] == [("Contact", 0, "They call us"), ("Contact", 1, "it works")]


def test_notes_and_removal_are_undone_like_everything_else(study: Project) -> None:
    uid = collect(study, "They call us", "Contact", note="first")
    with study.step("Note", "Ann") as session:
        collected.set_note(session, uid, "second")
    with study.step("Remove", "Ann") as session:
        collected.remove(session, [uid])
    assert listed(study) == []
    study.undo("Ann")
    with study.reading() as session:
        assert [one.note for one in collected.collected(session, section="Contact")] == ["second"]
        assert collected.collected(session, section="Waiting") == []
    study.undo("Ann")
    with study.reading() as session:
        assert [one.note for one in collected.collected(session)] == ["first"]


def test_what_cannot_be_collected_is_refused(study: Project) -> None:
    uid = collect(study, "They call us", "Contact")
    other = collect(study, "They call us", "Waiting")
    with pytest.raises(Conflict, match="‘Contact’ holds this passage already"):
        collect(study, "They call us", "Contact")
    with study.step("Move", "Ann") as session, pytest.raises(Conflict):
        collected.set_section(session, other, "Contact")
    with study.step("Try", "Ann") as session:
        document, person = document_labels.find(session, "CPS 1"), coders.ensure(session, "Ann")
        for start, end in ((3, 3), (-1, 4), (0, 10_000)):
            with pytest.raises(Conflict, match="There is no text"):
                collected.add(session, document, start, end, coder=person)
        with pytest.raises(NotFound):
            collected.set_note(session, "0" * 32, "nothing there")
        with pytest.raises(NotFound):
            collected.add(session, "0" * 32, 0, 4, coder=person)
    assert len(listed(study)) == 2
    assert uid != other


@settings(max_examples=25, deadline=None)
@given(moves=st.lists(st.tuples(st.integers(0, 3), st.integers(-2, 6)), max_size=6))
def test_moving_is_what_taking_out_and_putting_in_is(
    tmp_path_factory: pytest.TempPathFactory, moves: list[tuple[int, int]]
) -> None:
    from studies import small_study

    words = ["We speak", "They call us", "it works", "police"]
    with small_study(tmp_path_factory.mktemp("moves") / "moves.qdb") as project:
        uids = [collect(project, word, "Contact") for word in words]
        expected = list(words)
        for which, place in moves:
            with project.step("Move", "Ann") as session:
                collected.move(session, uids[which], place)
            expected.remove(words[which])
            expected.insert(max(0, place), words[which])
        assert listed(project) == [("Contact", place, word) for place, word in enumerate(expected)]
