"""Where a code's cues are said, in any form of their words: spaCy's tokens compared by what `search --lemma` compares.

A cue of several words is found where they follow one another in one sentence, whatever signs stand between. All words
of the corpus are looked at through an index by form, so that a changed cue takes milliseconds; what spaCy's own
PhraseMatcher finds in the same tokens is held against it in the tests.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from transcripts.prepared import Corpus
from transcripts.prepared.analysing import cue_words
from transcripts.searching.wordforms import ENGLISH, inflected, lemma_of

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """Where cues are said: arrays of one length. `cue` is a place in the list of cues, `first` to `last` are words."""

    cue: Ints
    first: Ints
    last: Ints
    sentence: Ints
    denied: NDArray[np.bool_]
    reported: NDArray[np.bool_]

    def of(self, sentence: int) -> list[int]:
        """Which of them are in a sentence."""
        return np.flatnonzero(self.sentence == sentence).tolist()


def said(corpus: Corpus, cues: Sequence[str]) -> Said:
    """Every place where one of the cues is said."""
    found = [_places(corpus, tuple(cue_words(cue))) for cue in cues]
    first = np.concatenate([np.zeros(0, dtype=np.int64), *found])
    sizes = np.array([len(cue_words(cue)) for cue in cues], dtype=np.int64)
    cue = np.repeat(np.arange(len(cues)), [len(each) for each in found])
    last = first + sizes[cue] if len(cues) else first
    if not len(first):
        none = np.zeros(0, dtype=bool)
        return Said(cue, first, last, first, none, none)
    sentence = corpus.sentence_of[first].astype(np.int64)
    return Said(cue, first, last, sentence, corpus.is_denied(first, last), corpus.is_reported(first))


def _places(corpus: Corpus, words: tuple[str, ...]) -> Ints:
    """The numbers of the words at which a cue begins."""
    none = np.zeros(0, dtype=np.int64)
    if not words or len(words) > len(corpus.ids):
        return none
    meant = [_entries(corpus, word) for word in words]
    if not all(len(each) for each in meant):
        return none
    sizes = [int((corpus.form_at[each + 1] - corpus.form_at[each]).sum()) for each in meant]
    rarest = int(np.argmin(sizes))
    at = np.concatenate([corpus.order[corpus.form_at[n] : corpus.form_at[n + 1]] for n in meant[rarest].tolist()])
    first = np.sort(at - rarest)
    first = first[(first >= 0) & (first + len(words) <= len(corpus.ids))]
    for place, each in enumerate(meant):
        first = first[np.isin(corpus.ids[first + place], each)]
    return np.asarray(first[corpus.sentence_of[first] == corpus.sentence_of[first + len(words) - 1]], dtype=np.int64)


def _entries(corpus: Corpus, word: str) -> Ints:
    """The entries of the vocabulary that a word of a cue stands for: its forms, and what shares its lemma."""
    forms = _forms(word)
    known = {at for form in forms for at in corpus.form_number.get(form, ())}
    lemma = corpus.lemma_number.get(lemma_of(word, ENGLISH))
    alike = [] if lemma is None else np.flatnonzero(corpus.lemma_ids == lemma).tolist()
    return np.array(sorted({*known, *alike}), dtype=np.int64)


@lru_cache(maxsize=4096)
def _forms(word: str) -> frozenset[str]:
    return inflected(word, ENGLISH)
