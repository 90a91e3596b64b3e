"""Slips of whoever types names: letters left out, doubled, wrong, or in each other's place."""

from __future__ import annotations

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

_LIKE = 86.0
"""Percent likeness (rapidfuzz ratio of the names without their numbers) from which a slip is proposed."""
_SHORTEST = 5
"""Letters; shorter names differ in one letter too often, and `Ian` is not `Ina`."""
_SHORTEST_WITH_NUMBER = 3
"""Letters of a name that has a number, as `CPS 3`, of which two may have changed places."""
_SWAPPED = 87


def swapped(one: str, other: str) -> bool:
    """Whether two neighbouring letters have changed places, and nothing else differs: `csp` and `cps`."""
    return sorted(one) == sorted(other) and OSA.distance(one, other, score_cutoff=1) == 1


def slip(one: str, other: str, *, numbered: bool) -> tuple[int, str]:
    """Percent and reason why the letters of one name may be those of another; 0 and "" if they are not.

    `numbered`: both have the same number besides.
    """
    shortest = min(len(one), len(other))
    if swapped(one, other) and shortest >= (_SHORTEST_WITH_NUMBER if numbered else _SHORTEST):
        return _SWAPPED, "two letters have changed places"
    likeness = fuzz.ratio(one, other) if shortest >= _SHORTEST else 0.0
    return (int(likeness), "spelt almost alike") if likeness >= _LIKE else (0, "")
