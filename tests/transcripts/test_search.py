"""Search: every hit at its exact place, and what the index finds is what reading everything finds."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from studies import TEXTS, add, small_study

from transcripts.project import Project
from transcripts.searching import BadSearch, Found, Question, Scope, fold, search

WORDS = [
    "police", "calls", "Délais", "delais", "don't", "queue", "queues", "🙂", "naïve", "POLICE", "ﬁle", "İt",
    "e\u0301te",
]  # fmt: skip


def find(project: Project, query: str, mode: str = "words", *, limit: int | None = None, **options: Any) -> Found:
    with project.reading() as session:
        return search(session, Question(query, mode, **options), limit=limit)


def said(project: Project, query: str, mode: str = "words", **options: Any) -> list[str]:
    return [hit.text for hit in find(project, query, mode, **options).hits]


@pytest.mark.parametrize(
    ("query", "mode", "said"),
    [
        ("nobody calls", "words", ["Nobody calls", "Nobody calls"]),
        ("NOBODY", "words", ["Nobody", "Nobody"]),
        ("delais queues", "words", ["Délais — “queues"]),
        ("poli*", "words", ["police"]),
        ("pol", "words", []),
        ("🙂", "words", ["🙂"]),
        ("to the police, earlier!", "words", ["to the police earlier"]),
        (r"call\w*", "regex", ["call", "calls", "calls"]),
        ("nobdy cals us", "fuzzy", ["Nobody calls us", "Nobody calls us"]),
    ],
)
def test_hits_are_where_the_words_stand(study: Project, query: str, mode: str, said: list[str]) -> None:
    found = find(study, query, mode=mode)
    assert [hit.text for hit in found.hits] == said
    assert found.count == len(said)
    assert all(TEXTS[hit.document][hit.start : hit.end] == hit.text for hit in found.hits)


def test_a_role_and_a_limit_narrow_what_is_shown(study: Project) -> None:
    asked, told = (Scope(roles=frozenset({role})) for role in ("interviewer", "participant"))
    assert [hit.speaker for hit in find(study, "what changed", scope=asked).hits] == ["Interviewer"] * 2
    assert find(study, "what changed", scope=told).count == 0
    first = find(study, "nobody", limit=1)
    assert (first.count, len(first.hits), first.spread) == (2, 1, 1)


@pytest.mark.parametrize(
    ("query", "mode"), [("", "words"), ("  ", "fuzzy"), ("(", "regex"), ("a{999999999999}", "regex")]
)
def test_what_cannot_be_searched_for_is_said(study: Project, query: str, mode: str) -> None:
    with pytest.raises(BadSearch):
        find(study, query, mode=mode)


@pytest.mark.parametrize("query", ["*", "^x", "a:b", "-", "'", "{", "\x00", "a+b", "near", "x NEAR y", "a and b", "--"])
def test_the_index_takes_no_orders_from_a_query(study: Project, query: str) -> None:
    assert find(study, query).count >= 0


def test_the_index_follows_undo_and_redo(study: Project) -> None:
    add(study, "CPS 3", "CPS 3: A singular remark.\n")
    assert find(study, "singular").count == 1
    study.undo("Ann")
    assert find(study, "singular").count == 0
    study.redo("Ann")
    assert find(study, "singular").count == 1


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([*WORDS, ".", "—", "\n"]), min_size=1, max_size=30), st.sampled_from(WORDS))
def test_the_index_finds_what_reading_finds(words: list[str], wanted: str) -> None:
    text = "CPS 1: " + " ".join(word for word in words).replace("\n", "\nCPS 1: ") + "\n"
    with tempfile.TemporaryDirectory() as folder, small_study(Path(folder) / "p.qdb", {"D": text}) as project:
        found = find(project, wanted)
        tokens = re.findall(r"[^\W_]+", wanted)
        read = sum(
            re.findall(r"[^\W_]+", fold(re.sub("[\u0300-\u036f]", "", line.removeprefix("CPS 1: ")))).count(
                fold(re.sub("[\u0300-\u036f]", "", wanted))
            )
            for line in text.splitlines()
        )
        if len(tokens) == 1 and tokens[0] == wanted:
            assert found.count == read
        assert all(text[hit.start : hit.end] == hit.text for hit in found.hits)
