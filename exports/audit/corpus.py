"""The corpus as one long row of words: where each stands, and where to begin to look for a quotation.

The index is made once and kept with the project (`Corpus.packed`) as numbers: which places hold the same word, and
where. The words themselves are looked up in the texts again, so that no second copy of them lies anywhere.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from exports.audit.tokens import WORD, same
from transcripts.texts import DocumentText, SpokenTurn

Positions = NDArray[np.int64]
_RARE = 12
"""So many of a quotation's rarest words decide where it may stand."""
_FEW = 4_000
"""Of a word that stands at more places than this, only so many are looked at."""
BAND = 8
"""Words that may be missing or too many before a place no longer counts as the same."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn of a document (its place in `Corpus.texts`), and [first, last) of its words in the corpus."""

    document: int
    turn: SpokenTurn
    first: int
    last: int


def made_from(texts: Iterable[DocumentText]) -> str:
    """A hash of all that an index depends on: texts, turns, their order, and what counts as a word."""
    found = sha256(f"1\0{WORD.pattern}".encode())
    for text in texts:
        turns = ",".join(f"{turn.start}-{turn.end}" for turn in text.turns)
        found.update(f"\0{text.uid}\0{len(text.text)}\0{turns}\0".encode())
        found.update(text.text.encode("utf-8", "surrogatepass"))
    return found.hexdigest()


class Corpus:
    """All that was said, indexed by word. Positions count words from 0 over all documents."""

    def __init__(self, texts: Iterable[DocumentText], packed: bytes | None = None) -> None:
        """`packed` is what `packed()` gave for the same texts (`made_from` tells): they need not be read again."""
        self.texts = tuple(texts)
        self.numbers: dict[str, int] = {}
        self.turns: list[Turn] = []
        self.words: Positions
        self.starts: Positions
        self.ends: Positions
        if packed is None:
            self._spellings: dict[str, int] = {}
            laid = [self._laid(at, text) for at, text in enumerate(self.texts)]
            columns = [np.concatenate([np.empty(0, np.int64), *column]) for column in zip(*laid, strict=True)]
            self.words, self.starts, self.ends = columns or [np.empty(0, np.int64)] * 3
        else:
            self._unpack(packed)
        self._turn_firsts = np.array([turn.first for turn in self.turns], np.int64)
        self._documents = np.array([turn.document for turn in self.turns], np.int64)
        self._order = np.argsort(self.words, kind="stable")
        many = len(self.numbers) or int(self.words.max(initial=-1)) + 1
        self._bounds = np.searchsorted(self.words[self._order], np.arange(many + 1))
        if packed is not None:
            self.numbers = self._numbered()

    def _laid(self, at: int, text: DocumentText) -> tuple[Positions, Positions, Positions]:
        """The words of a document's turns, and the turns; raw spellings are looked up, not worked out again."""
        known = self._spellings
        done = self.turns[-1].last if self.turns else 0
        words: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        for turn in text.turns:
            first = done + len(words)
            for found in WORD.finditer(text.text, turn.start, turn.end):
                raw = found[0]
                number = known.get(raw)
                if number is None:
                    number = known[raw] = self.numbers.setdefault(same(raw), len(self.numbers))
                words.append(number)
                starts.append(found.start())
                ends.append(found.end())
            self.turns.append(Turn(at, turn, first, done + len(words)))
        return np.array(words, np.int64), np.array(starts, np.int64), np.array(ends, np.int64)

    # -- kept between audits

    def packed(self) -> bytes:
        """The index without any word: for each position its word's number, start and end; for each turn its last."""
        lasts = np.array([turn.last for turn in self.turns], np.int64)
        columns = [np.asarray(column, "<i4").tobytes() for column in (lasts, self.words, self.starts, self.ends)]
        return zlib.compress(b"".join(columns), 1)

    def _unpack(self, packed: bytes) -> None:
        numbers = np.frombuffer(zlib.decompress(packed), "<i4").astype(np.int64)
        many = sum(len(text.turns) for text in self.texts)
        self.words, self.starts, self.ends = np.split(numbers[many:], 3)
        first = 0
        laid = ((at, turn) for at, text in enumerate(self.texts) for turn in text.turns)
        for (at, turn), last in zip(laid, numbers[:many].tolist(), strict=True):
            self.turns.append(Turn(at, turn, first, last))
            first = last

    def _numbered(self) -> dict[str, int]:
        """The words by which places are numbered, read where each stands first: it is of the text, not of the index."""
        firsts = self._order[self._bounds[:-1]].tolist()
        return {same(self.text_between(first, first + 1)): number for number, first in enumerate(firsts)}

    def turn_of(self, position: int) -> Turn:
        """The turn in which a word stands."""
        return self.turns[int(np.searchsorted(self._turn_firsts, position, side="right")) - 1]

    def turns_in(self, first: int, last: int) -> list[Turn]:
        """The turns that hold some of the words [first, last)."""
        low, high = np.searchsorted(self._turn_firsts, [max(0, first), max(0, last - 1)], side="right")
        return [turn for turn in self.turns[max(0, int(low) - 1) : int(high)] if turn.first < turn.last]

    def extent(self, document: int) -> tuple[int, int]:
        """The words [first, last) of a document, by its place in `texts`."""
        low, high = np.searchsorted(self._documents, [document, document + 1])
        return (self.turns[low].first, self.turns[high - 1].last) if low < high else (0, 0)

    def as_numbers(self, words: Sequence[str]) -> list[int]:
        """Words as the corpus numbers them; -1 for one that nobody said."""
        return [self.numbers.get(word, -1) for word in words]

    def positions(self, number: int) -> Positions:
        """Where a word stands, in order."""
        if number < 0:
            return self._order[:0]
        return self._order[self._bounds[number] : self._bounds[number + 1]]

    def _within(self, number: int, first: int, stop: int) -> Positions:
        found = self.positions(number)
        low, high = np.searchsorted(found, [first, stop])
        return found[low:high]

    def exactly(self, wanted: Sequence[int], first: int = 0, last: int | None = None) -> list[int]:
        """Where these words stand one after the other within one turn, between two positions of the corpus."""
        stop = len(self.words) if last is None else last
        if not wanted or min(wanted) < 0:
            return []
        rarest = min(range(len(wanted)), key=lambda at: len(self.positions(wanted[at])))
        begins = self.positions(wanted[rarest]) - rarest
        begins = begins[(begins >= first) & (begins + len(wanted) <= stop)]
        for at, number in enumerate(wanted):
            begins = begins[self.words[begins + at] == number]
            if not len(begins):
                return []
        turn = np.searchsorted(self._turn_firsts, begins, side="right")
        ending = np.searchsorted(self._turn_firsts, begins + len(wanted) - 1, side="right")
        return [int(each) for each in begins[turn == ending]]

    def likely(self, wanted: Sequence[int], most: int = 24, first: int = 0, last: int | None = None) -> list[int]:
        """Where these words, or most of them, may begin between two positions of the corpus: places that many of the
        rarest agree on, likeliest first.
        """
        stop = len(self.words) if last is None else last
        counted = sorted((len(self.positions(number)), at) for at, number in enumerate(wanted) if number >= 0)
        votes = [self._within(wanted[at], first, stop)[:_FEW] - at for many, at in counted[:_RARE] if many]
        votes = [each for each in votes if len(each)]
        if not votes:
            return []
        bands, counts = np.unique(np.concatenate([np.unique(each // BAND) for each in votes]), return_counts=True)
        # A place near the edge of a band has half of its votes in the next one.
        joined = counts + np.where(np.append(np.diff(bands) == 1, False), np.append(counts[1:], 0), 0)
        best = np.argsort(-joined, kind="stable")[:most]
        return [int(bands[at]) * BAND for at in best]

    def text_between(self, first: int, last: int) -> str:
        """The words [first, last) of one document as they stand in it, with what is between them."""
        if first >= last:
            return ""
        text = self.texts[self.turn_of(first).document].text
        return text[int(self.starts[first]) : int(self.ends[last - 1])]
