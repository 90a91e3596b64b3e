"""docs/formats.md is true: every row's file is read to the speakers and words that the row promises."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from transcripts.errors import ImportRefused
from transcripts.importing import ImportedText, read_documents

FILES = Path(__file__).parent / "files"
PAGE = Path(__file__).parents[2] / "docs" / "formats.md"
ROW = re.compile(r"\| (?P<file>[^|]+?) \|[^|]*\|[^|]*\| (?P<speakers>[^|]*?) ?\| (?P<words>[^|]*?) ?\|")


@dataclass(frozen=True)
class Promise:
    """A row of the page."""

    file: str
    speakers: str
    words: str


def promises() -> list[Promise]:
    """The rows that name a file."""
    rows = (ROW.fullmatch(line) for line in PAGE.read_text(encoding="utf-8").splitlines())
    return [Promise(row["file"], row["speakers"], row["words"]) for row in rows if row and "." in row["file"]]


def read(name: str) -> tuple[ImportedText, ...]:
    return read_documents((FILES / name).read_bytes(), name)


def words(document: ImportedText) -> int:
    return sum(len(document.text[turn.start : turn.end].split()) for turn in document.turns)


@pytest.mark.parametrize("promise", promises(), ids=lambda promise: promise.file)
def test_the_page_is_true(promise: Promise) -> None:
    if not promise.words:
        with pytest.raises(ImportRefused):
            read(promise.file)
        return
    documents = read(promise.file)
    turns: dict[str, int] = {}
    for document in documents:
        for name, count in document.speakers.items():
            turns[name] = turns.get(name, 0) + count
    found = ", ".join(f"{name} {count}" for name, count in turns.items()) or "none"
    assert (found, sum(map(words, documents))) == (promise.speakers, int(promise.words))


def test_every_file_has_a_row() -> None:
    files = {path.name for path in FILES.iterdir() if path.suffix != ".py" and not path.name.startswith("_")}
    assert files == {promise.file for promise in promises()}


def test_the_same_interview_says_the_same_in_every_format() -> None:
    copies = sorted(FILES.glob("one-interview.*"))
    said = {
        path.suffix: [
            (turn.speaker, " ".join(document.text[turn.start : turn.end].split()))
            for document in read(path.name)
            for turn in document.turns
            if turn.speaker
        ]
        for path in copies
    }
    for suffix, turns in said.items():
        assert turns == said[".txt"], suffix
