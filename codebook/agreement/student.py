"""Quantiles of Student's t with whole degrees of freedom, from its closed distribution function.

For whole ν the distribution function is a finite sum (Abramowitz & Stegun 1964, 26.7.3 and 26.7.4); the quantile is
found by halving. scipy would be a large dependency for one number.
"""

from __future__ import annotations

from math import atan, cos, pi, sin, sqrt

HALVINGS = 200


def t_quantile(probability: float, degrees: int) -> float:
    """The t below which `probability` of the distribution lies. ValueError outside 0.5 ≤ p < 1 or ν < 1."""
    if not 0.5 <= probability < 1 or degrees < 1:
        raise ValueError("a quantile of t is for 0.5 ≤ p < 1 and at least one degree of freedom")
    low, high = 0.0, 1.0
    while t_probability(high, degrees) < probability:
        high *= 2
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if t_probability(middle, degrees) < probability else (low, middle)
    return (low + high) / 2


def t_probability(t: float, degrees: int) -> float:
    """The share of the distribution below `t`, for t ≥ 0."""
    return 0.5 + _within(t, degrees) / 2


def _within(t: float, degrees: int) -> float:
    """A(t|ν), the share between −t and t."""
    angle = atan(t / sqrt(degrees))
    square = cos(angle) ** 2
    odd = degrees % 2
    term = cos(angle) if odd else 1.0
    total = term if degrees > 1 else 0.0
    for k in range(3 if odd else 2, degrees - 1, 2):
        term *= square * (k - 1) / k
        total += term
    return 2 / pi * (angle + sin(angle) * total) if odd else sin(angle) * total
