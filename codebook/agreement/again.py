"""Measuring again after a change: only the codes whose passages changed are measured anew.

Every code is a variable of its own, so a coding of one moves no figure of another as long as coders, documents, the
text that counts and who is done stay as they were. Then the rest is taken over as it was.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from codebook.agreement.intervals import KRIPPENDORFF, Limits
from codebook.agreement.measure import measure
from codebook.agreement.report import Agreement, summary
from codebook.agreement.study import Study, Unit, of_codes
from codebook.agreement.together import rolled_up


class Meter:
    """What `measure` gives, for a study that is measured again and again while people code.

    It keeps the last study and agreement of every unit and limits.
    """

    def __init__(self) -> None:
        self._last: dict[tuple[Unit, Limits], tuple[Study, Agreement]] = {}
        self._themes: Meter | None = None

    def measure_with_themes(self, study: Study, unit: Unit, limits: Limits = KRIPPENDORFF) -> Agreement:
        """As `measure`, with the themes rolled up."""
        self._themes = self._themes or Meter()
        themes = self._themes.measure(rolled_up(study), unit, limits)
        return replace(self.measure(study, unit, limits), themes=themes.codes)

    def measure(self, study: Study, unit: Unit, limits: Limits = KRIPPENDORFF) -> Agreement:
        """As `measure`, and with the same result. Raises as it."""
        before, measured = self._last.get((unit, limits), (None, None))
        if before is None or measured is None or not _same_frame(before, study):
            measured = measure(study, unit, limits)
        elif changed := _changed(before, study):
            measured = _renewed(measured, study, measure(of_codes(study, changed), unit, limits))
        self._last[unit, limits] = study, measured
        return measured


def _same_frame(one: Study, other: Study) -> bool:
    """Whether everything but the passages is the same."""
    return (
        (one.coders, one.codes, one.universe_words) == (other.coders, other.codes, other.universe_words)
        and len(one.documents) == len(other.documents)
        and all(a is b or a.digest == b.digest for a, b in zip(one.documents, other.documents, strict=True))
    )


def _changed(one: Study, other: Study) -> list[int]:
    """The codes that have not the same passages in both."""
    numbers = np.arange(len(one.codes) + 1)
    bounds = [np.searchsorted(study.ordered[:, 2], numbers) for study in (one, other)]
    return [
        code
        for code in range(len(one.codes))
        if not np.array_equal(
            one.ordered[bounds[0][code] : bounds[0][code + 1]], other.ordered[bounds[1][code] : bounds[1][code + 1]]
        )
    ]


def _renewed(measured: Agreement, study: Study, part: Agreement) -> Agreement:
    """The agreement with the codes of a part in the places of what they were."""
    anew = {code.code: code for code in part.codes}
    pairs = {(pair.coders, pair.code): pair for pair in part.pairs}
    codes = tuple(anew.get(code.code, code) for code in measured.codes)
    total = measured.summary
    return replace(
        measured,
        codes=codes,
        pairs=tuple(pairs.get((pair.coders, pair.code), pair) for pair in measured.pairs),
        summary=summary(codes, total.documents, total.units, total.conventions),
        fingerprint=study.fingerprint(),
    )
