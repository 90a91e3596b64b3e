"""Queries under names: kept, asked inside others, guarded against circles; and texts held between readings."""

from __future__ import annotations

import pytest
from studies import add

from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.counting.matrices import matrix
from codebook.query import describe, parse
from codebook.retrieval import saved_queries
from codebook.retrieval.excerpts import excerpts
from codebook.retrieval.searching import Sought, search
from codebook.scheme import codes
from transcripts import coders, document_labels
from transcripts.errors import Conflict, NotFound
from transcripts.project import Project
from transcripts.texts import document_text, document_texts


def save(project: Project, name: str, text: str, **more: bool) -> None:
    with project.step(f"Save query ‘{name}’", "Ann") as session:
        saved_queries.save(session, name, text, coder=coders.ensure(session, "Ann"), **more)


@pytest.fixture
def coded(study: Project) -> Project:
    with study.step("Code", "Ann") as session:
        uid = document_labels.find(session, "CPS 1")
        place = document_text(session, uid).text.index("They call us")
        code, ann = codes.ensure(session, "Partnership/Contact"), coders.ensure(session, "Ann")
        codings.apply(session, NewCoding(uid, place, place + 12, code, ann))
    return study


def test_a_saved_query_stands_for_itself_wherever_a_query_is(coded: Project) -> None:
    save(coded, "talk", "Contact")
    save(coded, "early talk", '@talk AND NOT "Partnership"')
    with coded.reading() as session:
        assert [e.text for e in excerpts(session, "@talk")] == ["They call us"]
        assert [e.text for e in excerpts(session, '@"Early Talk" SAME document @talk')] == ["They call us"]
        assert matrix(session, "theme", "document", asked="@talk").cell("Partnership", "CPS 1").n == 1
        assert [(e.name, e.query, e.coder) for e in saved_queries.saved_queries(session)] == [
            ("early talk", '@talk AND NOT "Partnership"', "Ann"), ("talk", "Contact", "Ann"),
        ]  # fmt: skip


def test_words_are_looked_for_inside_and_outside_what_a_saved_query_means(coded: Project) -> None:
    save(coded, "all talk", "Contact OR Partnership")
    with coded.reading() as session:
        inside = search(session, Sought("call", only='within:"@all talk"'))
        outside = search(session, Sought("nobody", only='outside:"@all talk"'))
        assert [hit.document for hit in inside.hits] == ["CPS 1"]
        assert {hit.document for hit in outside.hits} == {"CPS 2"}
        with pytest.raises(NotFound, match="There is no saved query ‘talks’"):
            search(session, Sought("call", only="within:@talks"))


def test_it_is_one_step_that_is_undone(coded: Project) -> None:
    save(coded, "talk", "Contact")
    coded.undo("Ann")
    with coded.reading() as session, pytest.raises(NotFound, match="There is no saved query ‘talk’"):
        excerpts(session, "@talk")


def test_names_are_taken_once_and_no_query_asks_for_itself(coded: Project) -> None:
    save(coded, "talk", "Contact")
    with pytest.raises(Conflict, match="already"):
        save(coded, "Talk", "Partnership/*")
    save(coded, "more", "@talk OR Contact")
    with pytest.raises(Conflict, match="asks for itself"):
        save(coded, "talk", "@more", instead=True)
    with coded.step("Remove", "Ann") as session, pytest.raises(Conflict, match="‘more’ asks for ‘@talk’"):
        saved_queries.remove(session, "talk")
    with pytest.raises(NotFound, match="Did you mean ‘talk’"), coded.reading() as session:
        excerpts(session, "@talks")


@pytest.mark.parametrize("text", ["@talk", '@"early talk"', "@talk AND NOT @more group:police", "Delay NEAR 1 turn @x"])
def test_it_is_written_as_it_is_read(text: str) -> None:
    assert describe(parse(text)) == text
    assert parse(describe(parse(text))) == parse(text)


def test_held_texts_follow_every_step_and_undo(coded: Project) -> None:
    def roles() -> set[str | None]:
        with coded.reading() as session:
            return {turn.role for text in document_texts(session).values() for turn in text.turns}

    assert roles() == {"interviewer", "participant"}
    with coded.step("Everybody asks", "Ann") as session:
        session.connection().exec_driver_sql("UPDATE speaker SET role = 'interviewer'")
    assert roles() == {"interviewer"}
    coded.undo("Ann")
    assert roles() == {"interviewer", "participant"}
    added = add(coded, "CPS 3", "CPS 3: Hello there.\n")
    with coded.reading() as session:
        assert document_texts(session, [added])[added].text == "CPS 3: Hello there.\n"
        assert len(document_texts(session)) == 3
    coded.undo("Ann")
    with coded.reading() as session:
        assert document_texts(session, [added]) == {}


def test_a_new_name_is_followed_by_the_queries_that_ask_for_it(coded: Project) -> None:
    save(coded, "talk", "Contact")
    save(coded, "early talk", "@Talk OR Partnership")
    with coded.step("Rename", "Ann") as session:
        assert saved_queries.rename(session, "TALK", "  all contact ") == "all contact"
    with coded.reading() as session:
        known = {each.name: each.query for each in saved_queries.saved_queries(session)}
        assert known == {"all contact": "Contact", "early talk": '@"all contact" OR Partnership'}
        assert [e.text for e in excerpts(session, '@"early talk"')] == ["They call us"]
    coded.undo("Ann")
    with coded.reading() as session:
        assert {each.name for each in saved_queries.saved_queries(session)} == {"talk", "early talk"}
    with pytest.raises(Conflict, match="There is a saved query ‘early talk’"), coded.step("Rename", "Ann") as session:
        saved_queries.rename(session, "talk", "Early Talk")
    with coded.step("Rename", "Ann") as session:
        assert saved_queries.rename(session, "talk", "Talk") == "Talk"
