"""A code's candidates: sentences by score, made of what codings taught and what cues add."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from codebook.scheme.codes import Code
from codebook.suggesting import cueing
from codebook.suggesting.cueing import Said
from codebook.suggesting.estimating import HeldOut, held_out
from codebook.suggesting.knowledge import Knowledge
from codebook.suggesting.likeness import Floats, Learnt, learnt, scores

CUE = 2.0
"""What a cue adds to a score; one that is denied or somebody else's word adds half."""
MOST_HELD = 150
"""So many codes' weights and scores are held, a megabyte each with 1.3 million words; the first goes when more come."""
NOTHING_LEARNT = "no codings to learn from"


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """A code's candidates: sentences with their scores; what speaks for them."""

    code: Code
    said: Said
    held: HeldOut
    sentences: NDArray[np.int64]
    scores: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """What speaks for a code in every sentence of the corpus; `learnt` is None where no coding teaches anything."""

    said: Said
    cues: Floats
    learnt: Learnt | None
    scores: Floats


def whole(known: Knowledge, code: Code) -> Whole:
    """The scores of all sentences for a code."""
    said = cueing.said(known.corpus, code.entry.cues)
    cues = cue_scores(len(known.corpus.sentences), said)
    known_of = taught(known, code.uid)
    return Whole(said, cues, None, cues) if known_of is None else Whole(said, cues, known_of[0], known_of[1] + cues)


def candidates(known: Knowledge, code: Code, open_: NDArray[np.bool_]) -> Scored | None:
    """The open sentences that are more likely than not to have a code, or say one of its cues; None without any."""
    found = whole(known, code)
    sentences = np.flatnonzero(open_ & ((found.scores > 0) | (found.cues > 0)))
    if not len(sentences):
        return None
    held = HeldOut.none(NOTHING_LEARNT)
    if found.learnt is not None:
        held = held_out(found.scores, known.coded[code.uid], known.done, known.corpus.part_of)
    return Scored(code, found.said, held, sentences, found.scores[sentences])


def taught(known: Knowledge, code: str) -> tuple[Learnt, Floats] | None:
    """What codings teach about a code: held, since it stays when cues change."""
    if code not in known.scored:
        if len(known.scored) >= MOST_HELD:
            known.scored.pop(next(iter(known.scored)))
        coded = known.coded.get(code)
        model = None if coded is None else learnt(known.features, coded)
        known.scored[code] = None if model is None else (model, scores(known.features, model))
    return known.scored[code]


def cue_scores(many: int, said: Said) -> Floats:
    """What cues add to each sentence: each cue once, by its clearest place."""
    worth = np.where(said.denied | said.reported, CUE / 2, CUE)
    best: Floats = np.zeros(many)
    for cue in np.unique(said.cue).tolist():
        each = np.zeros(many)
        np.maximum.at(each, said.sentence[said.cue == cue], worth[said.cue == cue])
        best += each
    return best


def in_order(found: Sequence[Scored]) -> list[tuple[Scored, int]]:
    """Every candidate as its code's scores and its place there, the likeliest first.

    Codes are compared by what is expected of the score at least (`HeldOut.floor`); those without estimates come last.
    """
    if not found:
        return []
    score = np.concatenate([each.scores for each in found])
    floor = np.concatenate([each.held.floor(each.scores) for each in found])
    which = np.repeat(np.arange(len(found)), [len(each.sentences) for each in found])
    place = np.concatenate([np.arange(len(each.sentences)) for each in found])
    order = np.lexsort((place, which, -score, -floor))
    return [(found[one], at) for one, at in zip(which[order].tolist(), place[order].tolist(), strict=True)]
