"""Sentences: within turns, trimmed, together all that is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transcripts.importing import ImportedTurn, read_bytes, read_file
from transcripts.language import SPLITTER, sentence_bounds


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
