"""Sentences of a text, by spaCy; spaCy itself is imported when the first sentence is asked for (over a second)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.strings import StringStore
    from spacy.tokens import Doc

_RULES = 1
"""Counts up when the rules below change, so that stored bounds can be told from those they would give now."""

SPLITTER = f"spacy {version('spacy')} blank-en sentencizer, paragraphs and quotes {_RULES}"
"""What made the bounds; stored with them."""

_PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
_OPENERS = frozenset("\"'“‘«‹„‚([{¿¡")
_DOTS = ("…", "...", "....")
_GOES_ON = re.compile(r"(?:\.\.\.|…|[\"”’»)])\s*\Z")


class Stretch(Protocol):
    """Anything that is said from `start` to `end`, half-open code points: a turn or a passage."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_met: set[str] = set()
"""The words that spaCy has met by themselves."""


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """spaCy's tokens of a text's turns, in order, white space among them, as arrays of one length.

    `starts` and `ends` are code points of the text; `orths` are spaCy's hashes of the words as written, whose spelling
    `strings` knows; `pieces` is the number of the paragraph that each is in, of which `begins` and `finishes` tell the
    bounds. `space` and `punctuation` say what is no word.
    """

    starts: Any
    ends: Any
    orths: Any
    pieces: Any
    space: Any
    punctuation: Any
    begins: Any
    finishes: Any
    strings: StringStore


def tokens(text: str, turns: Iterable[Stretch]) -> Tokens:
    """The tokens of what is said in `turns` of `text`; none crosses a turn or a blank line. Any length is read."""
    import numpy as np
    from spacy.attrs import IDX, IS_PUNCT, IS_SPACE, LENGTH, ORTH

    listed = [piece for turn in turns for piece in _paragraphs(text, turn.start, turn.end)]
    found = _tokenised("\n".join([text[start:end] for start, end in listed]))
    rows = found.to_array([ORTH, IDX, LENGTH, IS_SPACE, IS_PUNCT])
    bounds = np.array(listed, dtype=np.int64).reshape(-1, 2)
    joined = np.concatenate([[0], np.cumsum(bounds[:, 1] - bounds[:, 0] + 1)])[:-1]
    at = rows[:, 1].astype(np.int64)
    piece = np.searchsorted(joined, at, side="right") - 1
    starts = at + (bounds[:, 0] - joined)[piece] if len(at) else at
    return Tokens(
        starts, starts + rows[:, 2].astype(np.int64), rows[:, 0], piece, rows[:, 3] != 0, rows[:, 4] != 0,
        bounds[:, 0], bounds[:, 1], found.vocab.strings,
    )  # fmt: skip


def _tokenised(text: str) -> Doc:
    """One text for all pieces takes a third of the time of a text for each; no token crosses the end of a line.

    spaCy remembers no word of a text after the first special case in it (“can't”), and would split each again and
    again. So it meets every word by itself first.
    """
    tokenizer = _language().tokenizer
    for word in set(text.split()) - _met:
        tokenizer(word)
        _met.add(word)
    return tokenizer(text)


class Extent(NamedTuple):
    """A stretch by itself, half-open."""

    start: int
    end: int


def sentence_bounds(text: str, turns: Iterable[Stretch]) -> list[tuple[int, int]]:
    """The sentences of `turns` in `text`: half-open, trimmed, in order, together all of what is said.

    No sentence crosses a turn or a blank line. Any length of text is split; an empty turn has no sentence.
    """
    return sentences_of(text, tokens(text, turns))


def sentences_of(text: str, found: Tokens) -> list[tuple[int, int]]:
    """The same of a text whose tokens are there already."""
    import numpy as np

    cuts = np.concatenate([found.begins, np.array(_cuts(text, found), dtype=np.int64)])
    cuts.sort()
    words = ~found.space
    starts, ends = found.starts[words], found.ends[words]
    number = np.searchsorted(cuts, starts, side="right")
    first = np.flatnonzero(np.diff(number, prepend=-1))
    last = np.append(first[1:], len(number))[: len(first)] - 1
    return list(zip(np.maximum(starts[first], cuts[number[first] - 1]).tolist(), ends[last].tolist(), strict=True))


def _cuts(text: str, found: Tokens) -> list[int]:
    """Where a sentence begins inside a piece: at the word after the marks that end one, as spaCy's sentencizer has it.

    An opening quote or bracket before it is given to what it opens; where the sentence goes on, there is no cut.
    """
    import numpy as np

    ends = np.isin(found.orths, _ending())
    word = ~(found.punctuation | ends)
    places = np.arange(len(ends))
    last_word = np.maximum.accumulate(np.where(word, places, -1))
    before = np.concatenate([[-1], last_word[:-1]])
    seen = np.concatenate([[0], np.cumsum(ends)])
    first = np.searchsorted(found.pieces, found.pieces, side="left")
    begins = word & (seen[places] > seen[np.maximum(before + 1, first)])
    cuts = []
    for cut, floor in zip(found.starts[begins].tolist(), found.begins[found.pieces[begins]].tolist(), strict=True):
        if not (text[cut].islower() and _goes_on(text, cut)):
            cuts.append(_before_openers(text, cut, floor) if text[cut - 1] in _OPENERS else cut)
    return cuts


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _PARAGRAPH_BREAK.finditer(text, start, end):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < end:
        yield start, end


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
def _language() -> Language:
    import spacy

    return spacy.blank("en")


@lru_cache(maxsize=1)
def _ending() -> Any:
    """The hashes of the marks that end a sentence."""
    import numpy as np
    from spacy.pipeline import Sentencizer

    strings = _language().vocab.strings
    return np.array([strings.add(mark) for mark in (*Sentencizer.default_punct_chars, *_DOTS)], dtype=np.uint64)
