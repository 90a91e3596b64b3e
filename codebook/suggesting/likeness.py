"""How much the words of a sentence speak for a code: log-odds of lemmas, learnt from codings of other documents.

The weight of a lemma is the difference of its log-odds among sentences that have the code and among all others, with
an informative Dirichlet prior from the whole corpus (Monroe, Colaresi & Quinn 2008, Political Analysis 16: 372–403,
equation 15). A sentence's score is the sum over its lemmas, each counted once, and the log-odds of the code: those of a
naive Bayes classifier. Documents lie in folds; a sentence is scored by weights that saw nothing of its fold.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from transcripts.prepared import Corpus

FOLDS = 10
PRIOR = 500.0
"""How many words the prior weighs as much as."""

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Features:
    """Which lemmas each sentence has: entry i says that sentence `rows[i]` has lemma `columns[i]`, in order of rows.

    `pointers[s]` to `pointers[s + 1]` are the entries of sentence s. `folds` is the fold of each sentence's document.
    """

    corpus: Corpus
    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    pointers: NDArray[np.int64]
    folds: NDArray[np.int64]

    @classmethod
    def of(cls, corpus: Corpus) -> Features:
        """The features of a corpus."""
        lemmas = max(1, len(corpus.lemmas))
        keys = np.unique(corpus.sentence_of.astype(np.int64) * lemmas + corpus.lemma_ids[corpus.ids])
        rows, columns = np.divmod(keys, lemmas)
        pointers = np.searchsorted(rows, np.arange(len(corpus.sentences) + 1))
        return cls(corpus, rows, columns, pointers, (corpus.part_of % FOLDS).astype(np.int64))

    @cached_property
    def background(self) -> Floats:
        """How many sentences that count hold each lemma, by fold: (folds, lemmas)."""
        return self.by_fold(self.corpus.counts)

    def by_fold(self, sentences: Bools) -> Floats:
        """How many of these sentences hold each lemma, by fold: (folds, lemmas)."""
        many = len(self.corpus.lemmas)
        some = sentences[self.rows]
        keys = self.folds[self.rows[some]] * many + self.columns[some]
        return np.bincount(keys, minlength=FOLDS * many).reshape(FOLDS, many).astype(np.float64)

    @cached_property
    def rarity(self) -> Floats:
        """ln((1 + sentences) / (1 + sentences with the lemma)): Spärck Jones 1972."""
        held = np.bincount(self.columns, minlength=len(self.corpus.lemmas))
        return np.asarray(np.log((1 + len(self.corpus.sentences)) / (1 + held)))

    def lemmas(self, sentence: int) -> NDArray[np.int64]:
        """The lemmas of one sentence."""
        return self.columns[self.pointers[sentence] : self.pointers[sentence + 1]]


@dataclass(frozen=True, eq=False)
class Learnt:
    """What was learnt about one code: `weights` (folds, lemmas) and `odds` (folds), each without its own fold."""

    weights: NDArray[np.float32]
    odds: Floats


def learnt(features: Features, coded: Bools) -> Learnt | None:
    """Weights for a code from the sentences that have it; None where none has."""
    coded = coded & features.corpus.counts
    if not coded.any():
        return None
    whole, own = features.background, features.by_fold(coded)
    with_it = own.sum(axis=0) - own
    without = (whole.sum(axis=0) - whole) - with_it
    prior = _prior(whole.sum(axis=0))
    weights = _log_odds(with_it, prior) - _log_odds(without, prior)
    there = np.bincount(features.folds[coded], minlength=FOLDS).astype(np.float64)
    every = np.bincount(features.folds[features.corpus.counts], minlength=FOLDS).astype(np.float64)
    there, every = there.sum() - there, every.sum() - every
    odds = np.log(there + 0.5) - np.log(np.maximum(every - there, 0) + 0.5)
    weights[there == 0] = 0  # nothing was learnt outside that fold
    return Learnt(weights.astype(np.float32), odds)


def _prior(counts: Floats) -> Floats:
    return np.asarray(PRIOR * (counts + 0.01) / (counts + 0.01).sum())


def _log_odds(counts: Floats, prior: Floats) -> Floats:
    """ln of the odds of each lemma in these counts; equation 15 with the prior of equation 14."""
    total = counts.sum(axis=-1, keepdims=True) + prior.sum()
    mine = counts + prior
    return np.asarray(np.log(mine) - np.log(total - mine))


def scores(features: Features, known: Learnt) -> Floats:
    """The score of every sentence, by weights that saw nothing of its document."""
    weights = known.weights[features.folds[features.rows], features.columns]
    summed = np.bincount(features.rows, weights, minlength=len(features.corpus.sentences))
    return np.asarray(summed + known.odds[features.folds])


def telling(features: Features, known: Learnt, sentence: int, most: int = 4) -> tuple[str, ...]:
    """The lemmas of a sentence that speak for the code most, the strongest first."""
    columns = features.lemmas(sentence)
    weights = known.weights[features.folds[sentence], columns]
    order = np.argsort(-weights, kind="stable")[:most]
    return tuple(features.corpus.lemmas[columns[at]] for at in order if weights[at] > 0)


def nearest(features: Features, sentence: int, among: NDArray[np.int64]) -> int | None:
    """The sentence of another document that shares the rarest words with one (cosine); None where none shares any.

    `among` are sentences; those of the same fold are left out, as they are from the score.
    """
    among = among[features.folds[among] != features.folds[sentence]]
    mine = np.zeros(len(features.corpus.lemmas))
    own = features.lemmas(sentence)
    mine[own] = features.rarity[own] ** 2
    starts, ends = features.pointers[among], features.pointers[among + 1]
    sizes = ends - starts
    if not sizes.sum():
        return None
    entries = np.repeat(starts - np.concatenate([[0], np.cumsum(sizes)[:-1]]), sizes) + np.arange(sizes.sum())
    columns, which = features.columns[entries], np.repeat(np.arange(len(among)), sizes)
    shared = np.bincount(which, mine[columns], minlength=len(among))
    length = np.sqrt(np.bincount(which, features.rarity[columns] ** 2, minlength=len(among)))
    near = shared / np.where(length > 0, length, 1)
    best = int(np.argmax(near))
    return int(among[best]) if near[best] > 0 else None
