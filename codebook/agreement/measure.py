"""From a study to its agreement: every code its own coded / not-coded variable, at one unit."""

from __future__ import annotations

import numpy as np

from codebook.agreement.coefficients import Tally, alpha, f1, prevalence
from codebook.agreement.report import (
    Agreement,
    CodeAgreement,
    PairAgreement,
    code_agreement,
    pair_agreement,
    summary,
)
from codebook.agreement.statistics import PairCounts, Statistics, pair_counts, statistics, tallies
from codebook.agreement.study import Study, Unit
from codebook.agreement.words import conventions, nothing_to_compare, nothing_varies, warnings


def measure(study: Study, unit: Unit) -> Agreement:
    """Agreement of a study's coders at a unit: "character", "sentence", "turn" or "document".

    Only documents that at least two of the coders marked done count, and of those only the universe. A unit is coded
    when any part of it in the universe is. A coder who is not done with a document is missing there, not a "no". All
    documents are pooled. F1 of more than two coders is pooled over their pairs; `percent` averages over units (see
    `coefficients`). ValueError when the cells of the unit were not given for a document that counts.
    """
    found = statistics(study, unit)
    binary = tallies(found, len(study.codes))
    pairs = pair_counts(found, len(study.codes))
    judged = [_pairs_on(study, code, pairs) for code in range(len(study.codes))]
    notes = _notes(study, found)
    nothing = nothing_to_compare(len(study.coders), found.finished, int(found.sizes.sum()), unit)
    codes = tuple(
        _on_code(name, tally, on, flags, nothing)
        for name, tally, on, flags in zip(study.codes, binary, judged, notes, strict=True)
    )
    documents = int((found.sizes > 0).sum())
    total = summary(codes, documents, int(found.sizes.sum()), conventions(unit, study.universe_words))
    flat = tuple(one for on in judged for one in on)
    return Agreement(unit, study.coders, documents, None, codes, flat, total)


def _on_code(
    name: str, tally: Tally, pairs: list[PairAgreement], flags: list[str], nothing: str | None
) -> CodeAgreement:
    undefined = nothing or (nothing_varies(tally) if alpha(tally) is None else None)
    kappas = [pair.kappa for pair in pairs if pair.units]
    return code_agreement(name, tally, kappas, undefined, flags, (prevalence(tally), f1(tally)))


def _pairs_on(study: Study, code: int, pairs: list[PairCounts]) -> list[PairAgreement]:
    return [
        pair_agreement(
            (study.coders[pair.coders[0]], study.coders[pair.coders[1]]),
            study.codes[code],
            pair.documents,
            pair.table(code),
            positive=1,
        )
        for pair in pairs
    ]


def _notes(study: Study, found: Statistics) -> list[list[str]]:
    """What to beware of, per code, from the passages behind the numbers."""
    codes, passages = len(study.codes), found.passages
    number = np.bincount(passages.code, minlength=codes)
    length, longest = np.zeros((2, codes), np.int64)
    np.add.at(length, passages.code, passages.end - passages.start)
    np.maximum.at(longest, passages.code, passages.end - passages.start)
    used = np.zeros((codes, len(study.coders)), bool)
    used[passages.code, passages.coder] = True
    documents = int((found.sizes > 0).sum())
    return [
        warnings(documents, int(number[c]), int(used[c].sum()), 2 * int(longest[c]) > int(length[c]))
        for c in range(codes)
    ]
