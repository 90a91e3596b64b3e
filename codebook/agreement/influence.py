"""Who and what an α hangs on: one document, one coder."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from codebook.agreement.intervals import JACKKNIFE_FROM, Sums
from codebook.agreement.statistics import Statistics

MUCH = 0.10


@dataclass(frozen=True)
class Influence:
    """What α of one code becomes without a document or a coder.

    `document` is the place, among those with units, of the document without which α moves most, `shift` by how much
    (the new less the old); `without` is α without each coder in turn, empty for two coders. None where undefined.
    """

    document: int | None
    shift: float | None
    without: tuple[float | None, ...]


def influences(found: Statistics, sums: Sums, codes: int) -> list[Influence]:
    """Of every code."""
    coders = found.done.shape[1]
    shifts = sums.left_out - sums.whole
    without = [Sums.of(found, codes, coder).whole for coder in range(coders)] if coders > 2 else []
    return [
        Influence(*_largest(shifts[:, code]), tuple(_number(float(one[code])) for one in without))
        for code in range(codes)
    ]


def _largest(shifts: np.ndarray[tuple[int], np.dtype[np.float64]]) -> tuple[int | None, float | None]:
    if not len(shifts) or np.isnan(shifts).all():
        return None, None
    at = int(np.nanargmax(np.abs(shifts)))
    return at, float(shifts[at])


def driven(influence: Influence, alpha: float | None, labels: list[str], coders: tuple[str, ...]) -> list[str]:
    """Warnings where a document or a coder alone moves α by more than .10; fewer documents than 5 are no news."""
    found = []
    shift = influence.shift or 0.0
    if influence.document is not None and len(labels) >= JACKKNIFE_FROM and abs(shift) > MUCH:
        found.append(f"one document drives it: {labels[influence.document]} ({shift:+.2f} without)")
    moved = {
        coder: value - alpha
        for coder, value in zip(coders, influence.without, strict=False)
        if value is not None and alpha is not None
    }
    if moved:
        # Of coders who move it alike the first by name, so that their order in the study does not matter.
        who = min(moved, key=lambda coder: (-round(abs(moved[coder]), 9), coder))
        if abs(moved[who]) > MUCH:
            found.append(f"one coder drives it: {who} ({moved[who]:+.2f} without)")
    return found


def _number(value: float) -> float | None:
    return None if np.isnan(value) else value
