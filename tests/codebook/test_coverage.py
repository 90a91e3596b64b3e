"""What is known of who read, coded and declared what, and that knowing it costs the history nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from studies import add, imported, small_study

from codebook.checking import check
from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.coding.replacing import preview, replace_document
from codebook.project import LAYER, LAYERS, open_project
from codebook.scheme import codes
from codebook.spans import Span
from codebook.team import assignments, declarations, reading_log
from codebook.team.coverage import Coverage, coverage
from codebook.team.reading_log import Reading, extended, percent
from transcripts import coders, document_labels, documents
from transcripts.opening import create
from transcripts.project import Project
from transcripts.texts import document_text

ANSWER = "CPS 1: We speak to the police earlier. They call us, and it works."


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return small_study(tmp_path / "study.qdb")


def uid_of(project: Project, label: str = "CPS 1") -> str:
    with project.reading() as session:
        return document_labels.find(session, label)


def as_read(project: Project, coder: str, label: str = "CPS 1") -> Reading:
    with project.reading() as session:
        return reading_log.reading(session, document_text(session, document_labels.find(session, label)), coder)


def look(project: Project, coder: str, *spans: Span, label: str = "CPS 1") -> None:
    with project.upkeep() as connection:
        reading_log.note(connection, extended(as_read(project, coder, label), spans))


def span_of(project: Project, words: str, label: str = "CPS 1") -> Span:
    with project.reading() as session:
        text = document_text(session, document_labels.find(session, label)).text
    return text.index(words), text.index(words) + len(words)


def rows(project: Project) -> dict[tuple[str, str], Coverage]:
    with project.reading() as session:
        return {(row.document, row.coder): row for row in coverage(session)}


def test_never_opened_opened_seen_coded_declared_and_done_are_told_apart(project: Project) -> None:
    uid = uid_of(project)
    with project.step("Work", "Ann") as session:
        ann, ben = coders.ensure(session, "Ann"), coders.ensure(session, "Ben")
        for coder in (ann, ben):
            assignments.set_state(session, uid, coder, "assigned")
        code = codes.ensure(session, "Delay")
        codings.apply(session, NewCoding(uid, *span_of(project, "We speak to the police earlier."), code, ann))
        declarations.declare(session, uid, ann, span_of(project, "They call us"))
    look(project, "Ann", (0, span_of(project, "They")[0]))
    look(project, "Chloe")
    found = rows(project)
    ann_row, ben_row, chloe_row = (found["CPS 1", name] for name in ("Ann", "Ben", "Chloe"))
    speech = len("We speak to the police earlier. They call us, and it works.")
    first, second = len("We speak to the police earlier."), len("They call us")
    assert (ann_row.seen, ann_row.coded) == (100 * (first + 1) // speech, 100 * first // speech)
    assert (ann_row.nothing_here, ann_row.codings) == (100 * second // speech, 1)
    assert (ben_row.state, ben_row.opened, ben_row.seen) == ("assigned", None, None)
    assert (chloe_row.state, chloe_row.seen) == ("", 0)
    assert chloe_row.opened is not None
    assert ("CPS 2", "Ann") not in found


def test_reading_is_in_no_history_and_survives(project: Project) -> None:
    steps = project.history()
    for start in range(0, 60, 10):
        look(project, "Ann", (start, start + 10))
    assert project.history() == steps
    assert check(project) == []
    [kept] = {as_read(project, "Ann").seen}
    assert kept == ((0, 60),)
    project.close()
    with open_project(project.path) as again:
        assert as_read(again, "Ann").seen == ((0, 60),)
        again.undo("Ann")
        again.redo("Ann")
        assert as_read(again, "Ann").seen == ((0, 60),), "undo is not about what was read"


def test_two_windows_add_to_one_log_and_the_first_opening_stays(project: Project) -> None:
    one = other = as_read(project, "Ann")
    for read, span in ((one, (0, 20)), (other, (30, 40))):
        with project.upkeep() as connection:
            reading_log.note(connection, extended(read, [span]))
    kept = as_read(project, "Ann")
    look(project, "Ann", (40, 50))
    assert kept.seen == ((0, 20), (30, 40))
    assert as_read(project, "Ann").opened == kept.opened
    assert as_read(project, "Ben").opened is None


def test_a_corrected_text_was_seen_by_nobody_yet_and_declarations_follow_the_same_words(project: Project) -> None:
    uid = uid_of(project)
    look(project, "Ann", (0, 95))
    with project.step("Nothing", "Ann") as session:
        ann = coders.ensure(session, "Ann")
        declarations.declare(session, uid, ann, span_of(project, "They call us, and it works."))
        declarations.declare(session, uid, ann, span_of(project, "We speak to the police"))
    text = "Interviewer: What has changed?\nCPS 1: Everybody waits for us. They call us, and it works.\n"
    with project.reading() as session:
        wanted = preview(session, uid, imported(text))
    replace_document(project, wanted, original=text.encode(), source_name="CPS 1.txt", coder="Ann")
    read = as_read(project, "Ann")
    assert (read.seen, read.percent) == ((), 0)
    assert read.opened is not None
    with project.reading() as session:
        assert declarations.declared(session, uid, "Ann") == [span_of(project, "They call us, and it works.")]
    project.undo("Ann")
    assert as_read(project, "Ann").percent == 100
    with project.reading() as session:
        assert len(declarations.declared(session, uid, "Ann")) == 2


def test_a_removed_document_takes_its_log_along(project: Project) -> None:
    read = as_read(project, "Ann")
    look(project, "Ann", (0, 10))
    with project.step("Remove", "Ann") as session:
        documents.remove_document(session, read.document)
    with project.upkeep() as connection:
        reading_log.note(connection, read)
    assert rows(project) == {}
    assert check(project) == []


def test_a_file_from_before_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "old.qdb"
    create(path, (LAYERS[0], replace(LAYER, migrations=LAYER.migrations[:2])), title="Old", coder="Ann").close()
    with open_project(path) as project:
        add(project, "CPS 1", f"Interviewer: And?\n{ANSWER}\n")
        look(project, "Ann", (0, 10))
        assert as_read(project, "Ann").seen == ((0, 10),)


spans = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda at: (at[0], at[0] + at[1]))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.booleans(), spans), max_size=12))
def test_declaring_and_taking_back_is_as_with_sets_of_characters(moves: list[tuple[bool, Span]]) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder, small_study(Path(folder) / "s.qdb") as project:
        uid, wanted = uid_of(project), set[int]()
        with project.step("Say", "Ann") as session:
            ann = coders.ensure(session, "Ann")
            for said, (start, end) in moves:
                (declarations.declare if said else declarations.take_back)(session, uid, ann, (start, end))
                wanted = wanted | set(range(start, end)) if said else wanted - set(range(start, end))
            found = declarations.declared(session, uid, "Ann")
        assert {at for start, end in found for at in range(start, end)} == wanted


@pytest.mark.parametrize(("part", "whole", "said"), [(0, 9, 0), (999, 1000, 99), (1000, 1000, 100), (1, 1000, 0)])
def test_a_share_is_never_rounded_up(part: int, whole: int, said: int) -> None:
    assert percent(part, whole) == said
