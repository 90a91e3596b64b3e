"""Sentences: within turns, trimmed, together all that is said."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.pipeline import Sentencizer

from transcripts import language
from transcripts.importing import ImportedTurn, read_bytes, read_file
from transcripts.language import SPLITTER, sentence_bounds, tokens


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_bounds(text, [ImportedTurn(0, 0, len(text))])]


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Mr. Smith met Dr. Jones. They spoke.", ["Mr. Smith met Dr. Jones.", "They spoke."]),
        ("He said “no.” Then he left.", ["He said “no.”", "Then he left."]),
        ('He left. "Why?" Nobody knows. (Really.)', ["He left.", '"Why?"', "Nobody knows.", "(Really.)"]),
        ("I was... well, late. Then… nothing.", ["I was... well, late.", "Then… nothing."]),
        ("It rose by 3.5 per cent. e.g. here.", ["It rose by 3.5 per cent.", "e.g. here."]),
        ("No stop here\n\nNor here", ["No stop here", "Nor here"]),
        ("wrapped\nline. Next", ["wrapped\nline.", "Next"]),
        ("  \n ", []),
        ("", []),
    ],
)
def test_where_sentences_end(text: str, split: list[str]) -> None:
    assert sentences(text) == split


@settings(deadline=None)
@given(st.text(st.sampled_from("ab.?! \n\t\"“”('🙂é…AI:"), max_size=120))
def test_bounds_lie_within_turns_and_hold_all_that_is_said(text: str) -> None:
    if not text.strip():
        return
    imported = read_bytes(("I: " + text + "\nP: and. so\nI: Ok").encode(), "a.txt")
    bounds = sentence_bounds(imported.text, imported.turns)
    last = 0
    for start, end in bounds:
        assert last <= start < end
        assert imported.text[start:end] == imported.text[start:end].strip()
        assert any(turn.start <= start and end <= turn.end for turn in imported.turns)
        last = end
    covered = "".join(imported.text[start:end] for start, end in bounds)
    said = "".join(imported.text[turn.start : turn.end] for turn in imported.turns)
    assert "".join(covered.split()) == "".join(said.split())


def test_text_longer_than_spacys_own_limit_is_split() -> None:
    text = "We met again. " * 80_000
    assert len(sentences(text)) == 80_000


def test_the_splitter_is_named_with_its_version() -> None:
    assert SPLITTER.startswith("spacy 3.")


def test_real_turns_are_split(shared: Path) -> None:
    imported = read_file(shared / "data/interviews/otter-two-people.md")
    bounds = sentence_bounds(imported.text, imported.turns)
    assert 300 < len(bounds) < 900
    assert max(end - start for start, end in bounds) < 1500


@cache
def sentencizer() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer", config={"punct_chars": [*Sentencizer.default_punct_chars, "…", "...", "...."]})
    return nlp


def by_sentencizer(said: str) -> list[str]:
    """The sentences as spaCy's own component has them, with quotes and brackets given to what they open."""
    found = []
    for start, end in language._paragraphs(said, 0, len(said)):
        starts = [start + sentence.start_char for sentence in sentencizer()(said[start:end]).sents][1:]
        moved = [language._before_openers(said, cut, start) for cut in starts if not language._goes_on(said, cut)]
        found += [said[left:right].strip() for left, right in pairwise([start, *moved, end])]
    return [sentence for sentence in found if sentence]


@given(st.text(alphabet="aBc .?!…\"“”'’()\n\t\u00a0-1é£🙂", max_size=60))
@example("“Why?” he said ... and then. \n\n (No.) “Go!”")
def test_sentences_are_those_of_spacys_own_sentencizer(said: str) -> None:
    assert sentences(said) == by_sentencizer(said)


def test_a_word_split_by_itself_first_is_split_as_in_its_text() -> None:
    said = "I can't say. They've rung, we'd said 'no', and U.K. police didn't: 10.30pm."
    found = tokens(said, [ImportedTurn(0, 0, len(said))])
    assert [found.strings[orth] for orth in found.orths] == [token.text for token in spacy.blank("en")(said)]
