"""How right a suggestion is likely to be: scores that saw nothing of the fold, and what is held out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from suggesting_study import (
    CALLING,
    EARLY,
    asked_for,
    code,
    mark_done,
    suggesting_study,
    uid_of,
)

from codebook.suggesting.estimating import held_out, wilson
from codebook.suggesting.knowledge import knowledge
from codebook.suggesting.likeness import FOLDS, learnt, scores
from transcripts.project import Project


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Project]:
    with suggesting_study(tmp_path / "study.qdb") as project:
        yield project


def test_scores_are_those_of_weights_that_saw_nothing_of_the_fold(study: Project) -> None:
    """Against the formula written out for one fold: Monroe et al. 2008, equation 15, and the prior log-odds."""
    known = knowledge(study, "Ben")
    features, corpus = known.features, known.corpus
    coded = known.coded[uid_of(study, EARLY)]
    got = scores(features, learnt(features, coded))  # type: ignore[arg-type]
    sentence = next(at for at in np.flatnonzero(corpus.counts) if corpus.part_of[at] == 3)
    own = {int(lemma) for lemma in features.lemmas(sentence)}
    counting = [
        (bool(coded[at]), {int(lemma) for lemma in features.lemmas(at)})
        for at in range(len(corpus.sentences)) if corpus.counts[at] and features.folds[at] != features.folds[sentence]
    ]  # fmt: skip
    everything = [features.lemmas(at) for at in range(len(corpus.sentences)) if corpus.counts[at]]
    total = np.bincount(np.concatenate(everything), minlength=len(corpus.lemmas)) + 0.01
    prior = 500 * total / total.sum()

    def log_odds(lemma: int, wanted: bool) -> float:
        there = [lemmas for is_coded, lemmas in counting if is_coded == wanted]
        mine = sum(lemma in lemmas for lemmas in there) + prior[lemma]
        return float(np.log(mine / (sum(map(len, there)) + prior.sum() - mine)))

    with_it = sum(is_coded for is_coded, _ in counting)
    expected = sum(log_odds(lemma, True) - log_odds(lemma, False) for lemma in own)
    expected += np.log((with_it + 0.5) / (len(counting) - with_it + 0.5))
    assert got[sentence] == pytest.approx(expected, rel=1e-5)
    assert len(set(features.folds.tolist())) == FOLDS


def test_wilsons_interval_has_the_published_values() -> None:
    """Newcombe 1998, Statistics in Medicine 17: 857–872, table I, method 3 (score without continuity correction)."""
    for right, n, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611),
                                (1, 29, 0.0061, 0.1718)):  # fmt: skip
        lower, upper = wilson(np.array(right), n)
        assert (float(lower), float(upper)) == pytest.approx((low, high), abs=5e-5)


def test_an_estimate_counts_the_held_out_sentences_that_score_as_high() -> None:
    given = np.array([9.0, 8, 7, 7, 6] + [1.0] * 40)
    right = np.array([True, True, False, True, True] + [True] * 3 + [False] * 37)
    part = np.arange(45, dtype=np.int32) % 5
    held = held_out(given, right, np.ones(45, dtype=bool), part)
    low = held.estimate(5.0)
    assert low is not None
    assert (low.right, low.n) == (7, 20)  # never fewer than twenty
    every = held.estimate(0.5)
    assert every is not None
    assert (every.right, every.n) == (7, 45)
    assert every.words() == "0.16 [0.08, 0.29], 7 of 45 held out"
    assert held.floor(np.array([9.0, 0.5]))[0] >= held.floor(np.array([9.0, 0.5]))[1]


@pytest.mark.parametrize(
    ("done", "why"),
    [
        ((), "nobody whose work you may see is done with a document"),
        ((1, 2), "too few codings held out (2 in 2 documents that are done)"),
    ],
)
def test_where_too_little_is_held_out_no_estimate_is_made(tmp_path: Path, done: tuple[int, ...], why: str) -> None:
    with suggesting_study(tmp_path / "study.qdb", coded=()) as project:
        for number in range(1, 7):
            code(project, "Ann", number, EARLY, CALLING[number % 4])
        for number in done:
            mark_done(project, "Ann", number)
        found = asked_for(project, "Ben", EARLY).suggestions
        assert found
        assert {each.expected for each in found} == {f"no estimate: {why}"}


def test_estimates_are_made_of_documents_that_are_done(study: Project) -> None:
    first = asked_for(study, "Ben", EARLY).suggestions[0].estimate
    assert first is not None
    assert (first.right, first.n) == (8, 20)  # the eight that Ann coded are the best of 48 sentences held out
