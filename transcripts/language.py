"""Sentences of a text, by spaCy; spaCy itself is imported when the first sentence is asked for (over a second)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.metadata import version
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from spacy.language import Language

_RULES = 1
"""Counts up when the rules below change, so that stored bounds can be told from those they would give now."""

SPLITTER = f"spacy {version('spacy')} blank-en sentencizer, paragraphs and quotes {_RULES}"
"""What made the bounds; stored with them."""

_PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
_OPENERS = frozenset("\"'“‘«‹„‚([{¿¡")
_GOES_ON = re.compile(r"(?:\.\.\.|…|[\"”’»)])\s*\Z")


class Stretch(Protocol):
    """Anything that is said from `start` to `end`, half-open code points: a turn or a passage."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def sentence_bounds(text: str, turns: Iterable[Stretch]) -> list[tuple[int, int]]:
    """The sentences of `turns` in `text`: half-open, trimmed, in order, together all of what is said.

    No sentence crosses a turn or a blank line. Any length of text is split; an empty turn has no sentence.
    """
    pieces = [piece for turn in turns for piece in _paragraphs(text, turn.start, turn.end)]
    documents = _splitter().pipe((text[start:end] for start, end in pieces), batch_size=512)
    bounds: list[tuple[int, int]] = []
    for (start, end), document in zip(pieces, documents, strict=True):
        starts = [start + sentence.start_char for sentence in document.sents]
        bounds.extend(_trimmed_between(text, start, end, starts))
    return bounds


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _PARAGRAPH_BREAK.finditer(text, start, end):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < end:
        yield start, end


def _trimmed_between(text: str, start: int, end: int, starts: list[int]) -> Iterator[tuple[int, int]]:
    """Spans from each start to the next, after an opening quote or bracket has been given to what it opens."""
    cuts = [start, *(_before_openers(text, cut, start) for cut in starts[1:] if not _goes_on(text, cut)), end]
    for left, right in pairwise(cuts):
        piece = text[left:right]
        body = piece.strip()
        if body:
            left += len(piece) - len(piece.lstrip())
            yield left, left + len(body)


def _goes_on(text: str, cut: int) -> bool:
    """`He left ... and then` and `“Why?” he said` are one sentence: a small letter after dots or a closing quote."""
    return text[cut : cut + 1].islower() and _GOES_ON.search(text[max(0, cut - 8) : cut]) is not None


def _before_openers(text: str, cut: int, floor: int) -> int:
    """spaCy leaves every mark after a full stop with the sentence before; one that follows a space opens the next."""
    moved = cut
    while moved > floor and text[moved - 1] in _OPENERS:
        moved -= 1
    return moved if moved > floor and text[moved - 1].isspace() else cut


@lru_cache(maxsize=1)
def _splitter() -> Language:
    import spacy
    from spacy.pipeline import Sentencizer

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer", config={"punct_chars": [*Sentencizer.default_punct_chars, "…", "...", "...."]})
    nlp.max_length = 2**40  # the limit protects parsers, which this pipeline does not have
    return nlp
