"""From a study to its agreement: every code its own coded / not-coded variable, at one unit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from codebook.agreement.coefficients import Tally, alpha, f1, prevalence
from codebook.agreement.influence import influences
from codebook.agreement.intervals import KRIPPENDORFF, Limits, Sums, intervals, method, too_few
from codebook.agreement.laid import Laid, lay
from codebook.agreement.passages import passage_matches
from codebook.agreement.report import (
    Agreement,
    CodeAgreement,
    PairAgreement,
    code_agreement,
    pair_agreement,
    summary,
    with_interval,
)
from codebook.agreement.statistics import PairCounts, Statistics, pair_counts, swept, tallies
from codebook.agreement.study import Study, Unit
from codebook.agreement.together import rolled_up, together
from codebook.agreement.unitizing import u_alphas
from codebook.agreement.words import conventions, nothing_to_compare, nothing_varies, warnings


def measure_all(study: Study, unit: Unit, limits: Limits = KRIPPENDORFF) -> Agreement:
    """As `measure`, with the themes rolled up and with the codebook as a whole."""
    themes = measure(rolled_up(study), unit, limits).codes
    return replace(measure(study, unit, limits), themes=themes, together=together(study, unit))


def measure(study: Study, unit: Unit, limits: Limits = KRIPPENDORFF) -> Agreement:
    """Agreement of a study's coders at a unit: "character", "sentence", "turn" or "document".

    Only documents that at least two of the coders marked done count, and of those only the universe. A unit is coded
    when any part of it in the universe is. A coder who is not done with a document is missing there, not a "no". All
    documents are pooled. F1 of more than two coders is pooled over their pairs; `percent` averages over units (see
    `coefficients`). `limits` are those that conclusions are asked for.
    ValueError when the cells of the unit were not given for a document that counts.
    """
    laid = lay(study, unit)
    found = swept(laid, len(study.coders))
    binary = tallies(found, len(study.codes))
    pairs = pair_counts(found, len(study.codes))
    judged = [_pairs_on(study, code, pairs) for code in range(len(study.codes))]
    notes = _notes(study, found)
    nothing = nothing_to_compare(len(study.coders), found.finished, int(found.sizes.sum()), unit)
    codes = tuple(
        _on_code(name, tally, on, flags, nothing)
        for name, tally, on, flags in zip(study.codes, binary, judged, notes, strict=True)
    )
    labels = [study.documents[index].label for index in laid.rated[found.sizes > 0].tolist()]
    codes = _passages(laid, found, _resampled(study, found, codes, labels, limits))
    interval = method(len(labels))
    words = conventions(unit, study.universe_words, interval or too_few(len(labels)))
    total = summary(codes, len(labels), int(found.sizes.sum()), words)
    flat = tuple(one for on in judged for one in on)
    return Agreement(unit, study.coders, len(labels), interval, codes, flat, total, study.fingerprint(), limits)


def _resampled(
    study: Study, found: Statistics, codes: tuple[CodeAgreement, ...], labels: list[str], limits: Limits
) -> tuple[CodeAgreement, ...]:
    """The codes with their intervals and with what α hangs on."""
    sums = Sums.of(found, len(codes))
    both = zip(codes, intervals(sums, limits), influences(found, sums, len(codes)), strict=True)
    return tuple(with_interval(code, interval, moved, labels, study.coders) for code, interval, moved in both)


def _passages(laid: Laid, found: Statistics, codes: tuple[CodeAgreement, ...]) -> tuple[CodeAgreement, ...]:
    """The codes with what matching whole passages says, and by character with uα."""
    matches = passage_matches(laid, len(codes))
    unitized = u_alphas(found, len(codes)) if laid.by_character else [None] * len(codes)
    return tuple(
        replace(
            code,
            exact_f1=match.exact_f1,
            half_f1=match.half_f1,
            boundary_offset=match.boundary_offset,
            u_alpha=u_alpha,
        )
        for code, match, u_alpha in zip(codes, matches, unitized, strict=True)
    )


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
