"""What is shown of two codes that stand together, on a screen and in a figure alike: which measure, which words."""

from __future__ import annotations

from codebook.counting.cooccurrence import Cooccurrence
from codebook.counting.cooccurrence_pairs import Pair, pairs
from codebook.paths import parse_path
from exports.captions import SHADED

NUMBER, JACCARD, LIFT = "number", "Jaccard", "lift"
MEASURES = (NUMBER, JACCARD, LIFT)
HEAT, BARS = "heat", "bars"
KINDS = (HEAT, BARS)
MOST = 200
"""Pairs drawn as bars."""


def value(made: Cooccurrence, i: int, j: int, measure: str) -> float | None:
    """What two codes have of a measure; None where it is not defined."""
    if measure == NUMBER:
        return float(made.together[i][j])
    return made.jaccard(i, j) if measure == JACCARD else made.lift(i, j)


def said(made: Cooccurrence, i: int, j: int, measure: str) -> str:
    """The same in words: a whole number, or two decimals; – where it is not defined."""
    found = value(made, i, j, measure)
    if found is None:
        return "–"
    return f"{found:,.0f}" if measure == NUMBER else f"{found:,.2f}"


def strongest(made: Cooccurrence, measure: str) -> list[Pair]:
    """The pairs, those with most of a measure first, `MOST` of them."""
    return sorted(pairs(made), key=lambda pair: -(value(made, pair.i, pair.j, measure) or 0.0))[:MOST]


def pair_named(pair: Pair) -> str:
    """`Delay + Blame`: the codes' own names."""
    return f"{parse_path(pair.code)[-1]} + {parse_path(pair.other)[-1]}"


def drawn(measure: str, kind: str, many: int) -> str:
    """What is larger in a chart where there is more, as its caption says it; `many` pairs there are."""
    if kind == HEAT and measure == JACCARD:
        return SHADED
    measures = {NUMBER: "the more of them", JACCARD: "the higher Jaccard's index", LIFT: "the higher the lift"}
    first = f" (the first {MOST:,} pairs)" if kind == BARS and many > MOST else ""
    return f"; the {'darker' if kind == HEAT else 'longer'}, {measures[measure]}{first}"
