"""Words for α, told from its interval and not from its point."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist

from codebook.agreement.intervals import Interval

SURE = 0.95
LANDIS_KOCH = (
    ("almost perfect", 0.8, 1.0),
    ("substantial", 0.6, 0.8),
    ("moderate", 0.4, 0.6),
    ("fair", 0.2, 0.4),
    ("slight", 0.0, 0.2),
    ("poor", -1.0, 0.0),
)
"""Landis & Koch 1977; “clearly arbitrary” by their own words."""
Scale = Sequence[tuple[str, float, float]]


def memberships(value: float, error: float, scale: Scale) -> list[float]:
    """Cumulative probability of each band or a better one, best first (Gwet 2014, ch. 6; normal within −1 and 1)."""
    above = NormalDist(value, error).cdf
    whole = above(1.0) - above(-1.0)
    total, cumulated = 0.0, []
    for _, low, high in scale:
        total += (above(high) - above(low)) / whole
        cumulated.append(total)
    return cumulated


def benchmark(value: float | None, interval: Interval, scale: Scale = LANDIS_KOCH) -> str | None:
    """The best band that is reached with a probability of .95 (Gwet 2014); None without an interval."""
    if value is None or interval.error is None:
        return None
    reached = zip(scale, memberships(value, interval.error, scale), strict=True)
    return next((band[0] for band, probability in reached if probability >= SURE), scale[-1][0])


def conclusions(interval: Interval) -> str | None:
    """What may rest on an α: "firm", "tentative" or "none", by the limits that the interval was asked about.

    Krippendorff's (2019) are .667 and .800, for α alone; a protocol may set others.
    A limit counts as reached when an α below it has a probability of at most .05. None without an interval.
    """
    if interval.below_tentative is None or interval.below_firm is None:
        return None
    if interval.below_firm <= 1 - SURE:
        return "firm"
    return "tentative" if interval.below_tentative <= 1 - SURE else "none"
