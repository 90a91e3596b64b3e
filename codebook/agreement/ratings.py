"""Agreement on one nominal variable with any number of categories: a row a unit, a column a coder."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import combinations

import numpy as np

from codebook.agreement.coefficients import Tally, alpha, f1, prevalence, tally_counts
from codebook.agreement.report import Agreement, PairAgreement, code_agreement, pair_agreement, summary
from codebook.agreement.study import IntArray
from codebook.agreement.words import rating_conventions

Rows = Sequence[Sequence[Hashable | None]]


def measure_ratings(coders: Sequence[str], rows: Rows, name: str = "ratings") -> Agreement:
    """Agreement on a table of ratings; `rows[u][i]` is what coder i called unit u, None where that is missing.

    Categories are the distinct values, and q is their number. A unit that only one coder rated says nothing about
    agreement, but its value counts in the categories' shares, from which Fleiss' κ and AC1 take chance: so Gwet (2014)
    and irrCAC have it; α leaves it out (Krippendorff 2011). Prevalence and F1 are given when the values are 0 and 1
    (numbers or text), about 1. ValueError when a row is not as long as `coders`.
    """
    if any(len(row) != len(coders) for row in rows):
        raise ValueError("every row needs one cell a coder")
    kept = [row for row in rows if any(value is not None for value in row)]
    categories = list(dict.fromkeys(value for row in kept for value in row if value is not None))
    positive = _positive(categories)
    matrix = _matrix(kept, categories, len(coders))
    tally = tally_counts(_counts(matrix, len(categories)), singly_rated=True)
    pairs = _pairs(coders, name, matrix, len(categories), positive)
    undefined = _undefined(len(coders), tally) if alpha(tally) is None else None
    coded = (None, None) if positive is None else (prevalence(tally, positive), f1(tally, positive))
    kappas = [pair.kappa for pair in pairs if pair.units]
    one = code_agreement(name, tally, kappas, undefined, _flags(categories, positive) if tally.units else [], coded)
    total = summary([one], None, tally.units, rating_conventions(len(categories)))
    return Agreement("row", tuple(coders), None, None, (one,), tuple(pairs), total)


def _matrix(rows: Rows, categories: Sequence[Hashable], coders: int) -> IntArray:
    """(units, coders) of category numbers, −1 where missing."""
    place: dict[Hashable | None, int] = {value: index for index, value in enumerate(categories)}
    return np.array([[place.get(value, -1) for value in row] for row in rows], dtype=np.int64).reshape(-1, coders)


def _counts(matrix: IntArray, categories: int) -> IntArray:
    """(units, categories): how many coders gave a unit a category."""
    unit, coder = np.nonzero(matrix >= 0)
    counts = np.zeros((len(matrix), categories), np.int64)
    np.add.at(counts, (unit, matrix[unit, coder]), 1)
    return counts


def _pairs(
    coders: Sequence[str], name: str, matrix: IntArray, categories: int, positive: int | None
) -> list[PairAgreement]:
    found = []
    for i, j in combinations(range(len(coders)), 2):
        both = matrix[(matrix[:, i] >= 0) & (matrix[:, j] >= 0)]
        table = np.zeros((categories, categories), np.int64)
        np.add.at(table, (both[:, i], both[:, j]), 1)
        found.append(pair_agreement((coders[i], coders[j]), name, None, table.tolist(), positive))
    return found


def _positive(categories: Sequence[Hashable]) -> int | None:
    """Index of 1 when the values are 0 and 1 and nothing else."""
    texts = [str(value) for value in categories]
    return texts.index("1") if sorted(texts) == ["0", "1"] else None


def _undefined(coders: int, tally: Tally) -> str:
    if coders < 2:
        return "agreement needs at least two coders"
    if not tally.units:
        return "no row is rated by two coders"
    return "all ratings are the same category, so there is no variation to agree on"


def _flags(categories: Sequence[Hashable], positive: int | None) -> list[str]:
    if positive is not None or {str(value) for value in categories} <= {"0", "1"}:
        return []
    return ["prevalence and F1 are for ratings of 0 and 1 only"]
