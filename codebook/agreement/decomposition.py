"""Why coders disagree: 1 − α of a code taken apart into the runs of text on which somebody differs.

With D_e held fixed, a run of w units in a document that r coders finished, s of whom coded it, adds

    δ = (n − 1) / (n_0 n_1) · w · s (r − s) / (r − 1)

to 1 − α of a code, and these add up to it exactly: α = 1 − (n − 1) · o_01 / (n_0 n_1) for a binary variable
(Krippendorff 2011), and o_01 is the sum of w · s (r − s) / (r − 1) over runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from codebook.agreement.kinds import Kind, Readings, kinship
from codebook.agreement.laid import Laid, lay
from codebook.agreement.statistics import swept, tallies
from codebook.agreement.study import Study, Unit
from codebook.agreement.sweep import runs


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One run of text that some coders gave a code and others, who finished the document too, did not.

    `document` is a label; [start, end) are offsets in that document, half-open, in code points, and may reach over
    text that does not count, as an interviewer's question within a passage. `units` is what it holds of the unit
    measured. `shortfall` is its δ of 1 − α of the code, `share` the same as a part of 1 (all of a code's add up to 1).
    `having` and `lacking` are coders, in the study's order. `kind` says how they differ, `partner` names the code
    that a lacking coder gave instead, for kinds "parent-child", "sibling" and "other-branch", else None.
    """

    code: str
    document: str
    start: int
    end: int
    units: int
    having: tuple[str, ...]
    lacking: tuple[str, ...]
    shortfall: float
    share: float
    kind: Kind
    partner: str | None


def disagreements(study: Study, unit: Unit, codes: Sequence[str] | None = None) -> tuple[Disagreement, ...]:
    """Every disagreement of a study at a unit, those with the largest share of their code's 1 − α first.

    `codes` narrows it to some codes; what coders gave instead is still looked for among all. Empty where nobody
    differs. KeyError for a code that the study does not have; ValueError as `measure`.
    """
    numbers = {name: index for index, name in enumerate(study.codes)}
    wanted = set(range(len(numbers))) if codes is None else {numbers[name] for name in codes}
    laid = lay(study, unit)
    found = _runs(study, laid, wanted)
    return tuple(sorted(found, key=lambda one: (-one.share, one.code, one.document, one.start)))


def _runs(study: Study, laid: Laid, wanted: set[int]) -> list[Disagreement]:
    documents = max(len(laid.rated), 1)
    per_unit = _per_unit(study, laid)
    readings = Readings.of(laid.marked, kinship(study.codes))
    raters = laid.done.sum(axis=1)
    found = []
    total: dict[int, float] = {}
    key, start, width, active = runs(laid.marked, len(study.coders), documents)
    coders = active.sum(axis=1)
    for at in np.flatnonzero(coders < raters[key % documents]).tolist():
        code, document = divmod(int(key[at]), documents)
        r, s, w = int(raters[document]), int(coders[at]), int(width[at])
        delta = per_unit[code] * w * s * (r - s) / (r - 1)
        total[code] = total.get(code, 0.0) + delta
        if code in wanted:
            found.append((at, code, document, delta))
    return [
        _told(study, laid, readings, (code, document), (int(start[at]), int(width[at])), active[at] > 0, delta, total)
        for at, code, document, delta in found
    ]


def _per_unit(study: Study, laid: Laid) -> list[float]:
    """(n − 1) / (n_0 n_1) per code; 0 where α has no value, for nobody can differ there."""
    given = [tally.given() for tally in tallies(swept(laid, len(study.coders)), len(study.codes))]
    return [(no + yes - 1) / (no * yes) if no and yes else 0.0 for no, yes in given]


def _told(
    study: Study,
    laid: Laid,
    readings: Readings,
    place: tuple[int, int],
    run: tuple[int, int],
    active: np.ndarray[tuple[int], np.dtype[np.bool_]],
    delta: float,
    total: dict[int, float],
) -> Disagreement:
    code, document = place
    start, width = run
    having = np.flatnonzero(active).tolist()
    lacking = np.flatnonzero(laid.done[document] & ~active).tolist()
    kind, partner = readings.kind(document, code, (start, start + width), having, lacking)
    first, last = laid.offsets(document, start, start + width)
    return Disagreement(
        code=study.codes[code],
        document=study.documents[laid.rated[document]].label,
        start=first,
        end=last,
        units=width,
        having=tuple(study.coders[one] for one in having),
        lacking=tuple(study.coders[one] for one in lacking),
        shortfall=delta,
        share=delta / total[code],
        kind=kind,
        partner=None if partner is None else study.codes[partner],
    )
