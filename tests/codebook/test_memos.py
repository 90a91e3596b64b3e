"""Memos: written, found, linked, carried along by corrected texts, undone, and hidden under seal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select
from studies import add as add_text
from studies import dump, imported, make_older, small_study

from codebook.checking import check
from codebook.coding import codings, replacing
from codebook.coding.codings import NewCoding
from codebook.notes import memos
from codebook.notes.memo_links import Targets, link_to, links, span_links
from codebook.notes.memos import Memo
from codebook.project import open_project
from codebook.scheme import codes
from codebook.tables import Assignment
from transcripts import coders, document_labels
from transcripts.errors import Conflict, NotFound
from transcripts.identity import now
from transcripts.project import Project
from transcripts.texts import document_text


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Project]:
    with small_study(tmp_path / "study.qdb") as project:
        yield project


def uid_of(study: Project, label: str) -> str:
    with study.reading() as session:
        return document_labels.find(session, label)


def write(study: Project, text: str, *, coder: str = "Ann", **about: object) -> str:
    with study.step("Write a memo", coder) as session:
        return memos.add(session, text, coder=coders.ensure(session, coder), **about)  # type: ignore[arg-type]


def listed(study: Project, reader: str = "Ann", **limits: str) -> list[Memo]:
    with study.reading() as session:
        return memos.memos(session, reader=reader, **limits)  # type: ignore[arg-type]


def place(study: Project, label: str, words: str) -> tuple[int, int]:
    with study.reading() as session:
        at = document_text(session, document_labels.find(session, label)).text.index(words)
    return at, at + len(words)


def code_of(study: Project) -> str:
    with study.step("Codes", "Ann") as session:
        return codes.ensure(session, "Partnership/Early contact")


def test_memos_on_everything_are_listed_with_what_they_are_about(study: Project) -> None:
    document, code = uid_of(study, "CPS 1"), code_of(study)
    span = place(study, "CPS 1", "They call us")
    write(study, "The first line\nThe second", topic="method")
    write(study, "About the interview", about="document", about_uid=document)
    write(study, "About these words", about="span", about_uid=document, span=span)
    write(study, "About the code", about="code", about_uid=code)
    with study.step("Code", "Ann") as session:
        codings.apply(session, NewCoding(document, *span, code, coders.ensure(session, "Ann"), memo="On the coding"))
    found = {memo.about: memo for memo in listed(study)}
    assert {about: memo.what for about, memo in found.items()} == {
        "project": "the project", "document": "CPS 1", "span": "CPS 1", "code": "Partnership/Early contact",
        "coding": "Partnership/Early contact on CPS 1",
    }  # fmt: skip
    assert found["project"].title == "The first line"
    assert found["span"].excerpt == found["coding"].excerpt == "They call us"
    assert [memo.about for memo in listed(study, search="THEY call", document=document, about="span")] == ["span"]
    assert [memo.about for memo in listed(study, code=code)].count("coding") == 1
    assert listed(study, search="method first")[0].topic == "method"
    assert check(study) == []


def test_edit_and_remove_are_undone_to_the_letter(study: Project) -> None:
    uid = write(study, "First thoughts")
    before = dump(study)
    with study.step("Edit", "Ann") as session:
        memos.edit(session, uid, "Second thoughts", coder="Ann")
    assert listed(study)[0].title == "Second thoughts"
    with study.step("Remove", "Ann") as session:
        memos.remove(session, uid, coder="Ann")
    assert listed(study) == []
    study.undo("Ann")
    study.undo("Ann")
    assert dump(study) == before


def test_nobody_rewrites_a_memo_of_somebody_else(study: Project) -> None:
    uid = write(study, "Ben's own", coder="Ben")
    with pytest.raises(Conflict, match="Ben's"), study.step("Edit", "Ann") as session:
        memos.edit(session, uid, "mine now", coder="Ann")
    with pytest.raises(NotFound), study.step("Edit", "Ann") as session:
        memos.edit(session, "no such", "text", coder="Ann")
    assert listed(study)[0].text == "Ben's own"


def test_empty_memos_and_passages_that_are_not_there_are_refused(study: Project) -> None:
    document = uid_of(study, "CPS 1")
    for text, about in (("  ", {}), ("x", {"about": "span", "about_uid": document, "span": (5, 10**6)}),
                        ("x", {"about": "span", "about_uid": document})):  # fmt: skip
        with pytest.raises(Conflict):
            write(study, text, **about)
    assert listed(study) == []


def test_memos_under_seal_are_only_their_writers(study: Project) -> None:
    document = uid_of(study, "CPS 1")
    write(study, "Sealed thoughts", coder="Ben", about="document", about_uid=document)
    write(study, "Open thoughts", coder="Ben", about="document", about_uid=uid_of(study, "CPS 2"))
    with study.step("Seal", "Ann") as session:
        ben = coders.ensure(session, "Ben")
        session.add(Assignment(document_uid=document, coder_uid=ben, sealed=True, changed=now()))
    assert [memo.text for memo in listed(study, "Ann")] == ["Open thoughts"]
    assert {memo.text for memo in listed(study, "Ben")} == {"Open thoughts", "Sealed thoughts"}


def replace(study: Project, label: str, text: str) -> None:
    with study.step("Replace", "Ann") as session:
        seen = replacing.preview(session, document_labels.find(session, label), imported(text))
        replacing.replace(session, seen, original=text.encode(), source_name="new.txt", coder="Ann")


def test_span_memos_and_links_follow_a_corrected_text_and_undo_brings_them_back(study: Project) -> None:
    document, span = uid_of(study, "CPS 1"), place(study, "CPS 1", "They call us")
    write(study, "On these words", about="span", about_uid=document, span=span)
    write(study, f"See {link_to('CPS 1', *span)} and [[CPS 2@0-11]]")
    before = dump(study)
    new = "Interviewer: And what changed?\nCPS 1: We speak to the police earlier. They call us, and it works.\n"
    replace(study, "CPS 1", new)
    moved = place(study, "CPS 1", "They call us")
    assert moved != span
    found = {memo.about: memo for memo in listed(study)}
    assert (found["span"].start, found["span"].end) == moved
    assert found["project"].text == f"See [[CPS 1@{moved[0]}-{moved[1]}]] and [[CPS 2@0-11]]"
    assert check(study) == []
    study.undo("Ann")
    assert dump(study) == before


def test_a_memo_whose_words_are_gone_stays_with_its_document(study: Project) -> None:
    document, span = uid_of(study, "CPS 1"), place(study, "CPS 1", "They call us, and it works.")
    write(study, "On these words", about="span", about_uid=document, span=span)
    replace(study, "CPS 1", "Interviewer: What changed?\nCPS 1: We meet every second Tuesday at noon over tea.\n")
    (memo,) = listed(study)
    assert (memo.about, memo.what, memo.start) == ("document", "CPS 1", None)
    assert memo.text.startswith("On these words\n\n(About “They call us, and it works.”")


def test_links_lead_to_documents_turns_passages_and_codes_and_broken_ones_say_why(study: Project) -> None:
    code = code_of(study)
    add_text(study, "Day 1: morning", "Interviewer: Yes?\n")
    good = "[[CPS 1]] [[CPS 1:2]] [[CPS 2@0-11]] [[early contact]] [[Day 1: morning]]"
    said = f"{good} [[CPS 9]] [[CPS 1:99]] [[CPS 1@7-7]]"
    with study.reading() as session:
        found = links(said, Targets.of(session))
        labels = document_labels.uids_by_label(session)
    assert [said[link.start : link.end] for link in found] == [f"[[{link.said}]]" for link in found]
    assert [link.document for link in found[:3]] == [labels["CPS 1"], labels["CPS 1"], labels["CPS 2"]]
    assert found[1].words.startswith("We speak to the police")
    assert found[2].words == "Interviewer"
    assert found[3].code == code
    assert found[4].document == labels["Day 1: morning"]
    assert [link.trouble for link in found[5:]] == [
        "There is no document and no code ‘CPS 9’.", "‘CPS 1’ has no turn 99: it has 2.",
        f"‘CPS 1’ has no text at 7–7: it has {len(_text(study)):,} characters.",
    ]  # fmt: skip


def _text(study: Project) -> str:
    with study.reading() as session:
        return document_text(session, document_labels.find(session, "CPS 1")).text


@given(st.text(max_size=40), st.integers(0, 10**6), st.integers(1, 10**4), st.text(max_size=40))
def test_a_link_that_was_put_in_is_read_back_whatever_stands_around_it(
    before: str, start: int, long: int, after: str
) -> None:
    text = before.replace("[", "(") + link_to("CPS 1", start, start + long) + after.replace("]", ")")
    (((low, high), span),) = span_links(text, "CPS 1")
    assert span == (start, start + long)
    assert text[low:high] == f"{start}-{start + long}"


def test_a_memo_beyond_its_text_is_found_by_check(study: Project) -> None:
    document = uid_of(study, "CPS 1")
    write(study, "x", about="span", about_uid=document, span=(0, 5))
    with study.step("Spoil", "Ann") as session:
        row = session.exec(select(memos.MemoRow)).one()
        row.end = 10**6
    assert check(study) == ["CPS 1: a memo on 0–1000000 is about no text."]


def test_memos_of_before_are_kept_when_a_project_is_brought_up_to_date(tmp_path: Path) -> None:
    project = small_study(tmp_path / "old.qdb")
    write(project, "An old memo")
    make_older(project, 5)
    with open_project(project.path) as newer:
        (memo,) = listed(newer)
        assert (memo.text, memo.topic, memo.start) == ("An old memo", "", None)
