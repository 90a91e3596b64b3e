"""All prepared words of a project end to end, so that one look goes through all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from transcripts.prepared.words import CLAUSE, NEGATION, QUOTED, REPORTED, Ints, Marks, Words
from transcripts.texts import DocumentText

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Part:
    """A document in the corpus: its sentences are those numbered from `first` up to `last`, half-open."""

    uid: str
    label: str
    language: str
    first: int
    last: int


@dataclass(frozen=True, eq=False)
class Corpus:
    """Words and sentences of all documents, numbered through from 0.

    Of each word: `starts`, `ends` (code points of its document), `ids` (entry of `forms` and `lemma_ids`), `marks`, and
    `sentence_of`. Of each sentence: `sentences` (m, 2) in code points, `part_of`, and whether it `counts`: is said
    by a participant (`DocumentText.speech`).
    """

    parts: tuple[Part, ...]
    forms: tuple[str, ...]
    lemmas: tuple[str, ...]
    lemma_ids: Ints
    starts: Ints
    ends: Ints
    ids: Ints
    marks: Marks
    sentence_of: Ints
    sentences: Ints
    part_of: Ints
    counts: Bools

    @cached_property
    def part(self) -> dict[str, int]:
        """The place of each document (uid) among the parts."""
        return {part.uid: at for at, part in enumerate(self.parts)}

    @cached_property
    def clause_of(self) -> NDArray[np.int64]:
        """The number of the clause of each word, counted through."""
        return np.cumsum(self.marks & CLAUSE != 0)

    @cached_property
    def denials(self) -> NDArray[np.int64]:
        """How many words that deny stand in the corpus before each word, and in all of it at the end."""
        return np.concatenate([[0], np.cumsum(self.marks & NEGATION != 0)])

    @cached_property
    def clause_bounds(self) -> NDArray[np.int64]:
        """Where each clause begins among the words; the first entry is for a clause 0 that does not exist."""
        return np.concatenate([[0], np.flatnonzero(self.marks & CLAUSE != 0), [len(self.marks)]])

    @cached_property
    def order(self) -> NDArray[np.int64]:
        """The words' numbers sorted by form: where `form_at[f]` to `form_at[f + 1]` say, all words of form f."""
        return np.argsort(self.ids, kind="stable")

    @cached_property
    def form_at(self) -> NDArray[np.int64]:
        """See `order`."""
        return np.concatenate([[0], np.cumsum(np.bincount(self.ids, minlength=len(self.forms)))])

    @cached_property
    def form_number(self) -> dict[str, list[int]]:
        """The entries of `forms` that a folded word is; more than one where a model tells lemmas apart."""
        found: dict[str, list[int]] = {}
        for at, form in enumerate(self.forms):
            found.setdefault(form, []).append(at)
        return found

    @cached_property
    def lemma_number(self) -> dict[str, int]:
        """The number of each lemma."""
        return {lemma: at for at, lemma in enumerate(self.lemmas)}

    def is_denied(self, first: NDArray[np.int64], last: NDArray[np.int64]) -> Bools:
        """Whether a word outside the stretch from `first` to `last` (half-open, words) denies in a clause it is in."""
        begin = self.clause_bounds[self.clause_of[first]]
        end = self.clause_bounds[self.clause_of[last - 1] + 1]
        around = self.denials[end] - self.denials[begin]
        return np.asarray(around > self.denials[last] - self.denials[first], dtype=bool)

    def is_reported(self, first: NDArray[np.int64]) -> Bools:
        """Whether a word stands in quotation marks, or is what somebody is said to have said."""
        return np.asarray(self.marks[first] & (QUOTED | REPORTED) != 0, dtype=bool)


def joined(documents: Sequence[tuple[DocumentText, str, Words]]) -> Corpus:
    """Documents, each with its language, as one corpus."""
    number: dict[tuple[str, str], int] = {}
    ids, parts, at = [], [], 0
    for text, language, words in documents:
        own = [number.setdefault(entry, len(number)) for entry in words.vocabulary]
        ids.append(np.array(own, dtype=np.int32)[words.ids])
        parts.append(Part(text.uid, text.label, language, at, at + len(words.sentences)))
        at += len(words.sentences)
    lemmas: dict[str, int] = {}
    lemma_ids = [lemmas.setdefault(lemma, len(lemmas)) for _, lemma in number]
    found = [words for *_, words in documents]
    return Corpus(
        tuple(parts), tuple(form for form, _ in number), tuple(lemmas), np.array(lemma_ids, dtype=np.int32),
        _one([words.starts for words in found]), _one([words.ends for words in found]), _one(ids),
        np.concatenate([np.zeros(0, dtype=np.uint8), *(words.marks for words in found)]),
        _one([_sentence_of(words, part) for words, part in zip(found, parts, strict=True)]),
        np.concatenate([np.zeros((0, 2), dtype=np.int32), *(words.sentences for words in found)]),
        np.repeat(np.arange(len(parts), dtype=np.int32), [part.last - part.first for part in parts]),
        np.concatenate([np.zeros(0, dtype=bool), *(_counting(text, words) for text, _, words in documents)]),
    )  # fmt: skip


def _one(arrays: Sequence[Ints]) -> Ints:
    return np.concatenate([np.zeros(0, dtype=np.int32), *arrays]).astype(np.int32)


def _sentence_of(words: Words, part: Part) -> Ints:
    within = np.searchsorted(words.sentences[:, 0], words.starts, side="right") - 1
    return np.asarray(within + part.first, dtype=np.int32)


def _counting(text: DocumentText, words: Words) -> Bools:
    """Sentences of speech that counts; no sentence crosses a turn."""
    speech = np.array(text.speech(), dtype=np.int64).reshape(-1, 2)
    if not len(speech) or not len(words.sentences):
        return np.zeros(len(words.sentences), dtype=bool)
    turn = np.searchsorted(speech[:, 0], words.sentences[:, 0], side="right") - 1
    return np.asarray((turn >= 0) & (words.sentences[:, 0] < speech[turn, 1]), dtype=bool)
