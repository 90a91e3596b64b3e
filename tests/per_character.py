"""An oracle for agreement that knows no shortcuts: one decision a character, pairs counted one by one, exact fractions.

Written from the formulas of the reference page, not from the program; slow, and for small corpora only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations

from coded_corpora import decisions, unit_sets

from codebook.agreement import Study, Unit

Number = Fraction | None
Piece = tuple[int, int, int]


def coefficients(units: Iterable[Sequence[bool]]) -> dict[str, Number]:
    """α, F1, percent and so on of one code; each unit is what its coders decided, two of them at least."""
    rows = [list(unit) for unit in units]
    found: dict[str, Number] = dict.fromkeys(("prevalence", "percent", "f1", "alpha", "fleiss", "ac1", "bp"))
    if not rows:
        return found
    pairs = [(a, b, len(row)) for row in rows for at, a in enumerate(row) for b in row[at + 1 :]]
    ratings = [value for row in rows for value in row]
    yes, no = ratings.count(True), ratings.count(False)
    observed = sum((Fraction(2 * (a == b), r * (r - 1)) for a, b, r in pairs), Fraction()) / len(rows)
    share = sum((Fraction(sum(row), len(row)) for row in rows), Fraction()) / len(rows)
    either = sum(a + b for a, b, _ in pairs)
    found |= {"prevalence": Fraction(yes, len(ratings)), "percent": observed}
    found["f1"] = Fraction(2 * sum(a and b for a, b, _ in pairs), either) if either else None
    if yes and no:
        differing = sum((Fraction(1, r - 1) for a, b, r in pairs if a != b), Fraction())
        found["alpha"] = 1 - (len(ratings) - 1) * differing / (yes * no)
        chances = {"fleiss": share**2 + (1 - share) ** 2, "ac1": 2 * share * (1 - share), "bp": Fraction(1, 2)}
        found |= {name: (observed - chance) / (1 - chance) for name, chance in chances.items()}
    return found


def kappa(units: Iterable[Sequence[bool]]) -> Number:
    """Cohen's κ of two coders."""
    rows = list(units)
    if not rows:
        return None
    one, other = (Fraction(sum(row[side] for row in rows), len(rows)) for side in (0, 1))
    chance = one * other + (1 - one) * (1 - other)
    observed = Fraction(sum(a == b for a, b in rows), len(rows))
    return None if chance == 1 else (observed - chance) / (1 - chance)


def without(study: Study, documents: Sequence[int], coders: Sequence[str] | None = None) -> Study:
    """The study of these documents, in this order and with repetitions, and of these coders."""
    names = study.coders if coders is None else tuple(coders)
    kept, rows = [], []
    for at, index in enumerate(documents):
        old = study.documents[index]
        kept.append(type(old)(f"{at}", old.done & set(names), old.universe, old.cells))
        rows += [
            (f"{at}", study.coders[coder], study.codes[code], start, end)
            for document, coder, code, start, end in study.spans.tolist()
            if document == index and study.coders[coder] in names
        ]
    return Study.of(names, study.codes, kept, rows)


def alpha(study: Study, unit: Unit, code: int) -> Number:
    """α of a code."""
    return coefficients(list(one.values()) for one in decisions(study, unit, code))["alpha"]


def compared(study: Study, unit: Unit) -> list[int]:
    """The documents that two coders finished and that hold a unit."""
    return [
        at for at, each in enumerate(study.documents)
        if len(each.done & set(study.coders)) > 1 and unit_sets(each, unit)
    ]  # fmt: skip


def pieces(study: Study, document: int, coder: str, code: int) -> list[tuple[int, int]]:
    """A coder's passages of a code, counted in characters of the text that counts: overlapping ones made one."""
    counts = sorted(p for unit in unit_sets(study.documents[document], "character") for p in unit)
    found: list[tuple[int, int]] = []
    spans = sorted(
        (places[0], places[-1] + 1)
        for d, who, c, start, end in study.spans.tolist()
        if (d, study.coders[who], c) == (document, coder, code)
        for places in [[at for at, p in enumerate(counts) if start <= p < end]]
        if places
    )
    for start, end in spans:
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def passages_alike(study: Study, code: int) -> tuple[Number, Number]:
    """F1 of passages with the same ends, and of those whose intersection is half of their union at least."""
    many = exact = half = 0
    for at, document in enumerate(study.documents):
        finished = [coder for coder in study.coders if coder in document.done]
        for one, other in combinations([pieces(study, at, coder, code) for coder in finished], 2):
            many += len(one) + len(other)
            exact += 2 * len(set(one) & set(other))
            alike = [(a, b) for a in one for b in other if 2 * _shared(a, b) >= max(a[1], b[1]) - min(a[0], b[0])]
            half += 2 * min(len({a for a, _ in alike}), len({b for _, b in alike}))
    return (Fraction(exact, many), Fraction(half, many)) if many else (None, None)


def _shared(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def set_alpha(study: Study, unit: Unit, masi: bool) -> Number:
    """α of sets of codes with Jaccard's or MASI distance, every pair of values counted."""
    per_code = [decisions(study, unit, code) for code in range(len(study.codes))]
    units = [
        [frozenset(code for code, found in enumerate(per_code) if found[at][who]) for who in one]
        for at, one in enumerate(per_code[0])
    ]
    differing = sum(
        (_distance(a, b, masi) / (len(unit) - 1) for unit in units for i, a in enumerate(unit)
         for j, b in enumerate(unit) if i != j), Fraction(),
    )  # fmt: skip
    given = Counter(value for unit in units for value in unit)
    chance = sum((_distance(a, b, masi) * given[a] * given[b] for a in given for b in given), Fraction())
    return 1 - (given.total() - 1) * differing / chance if chance else None


def _distance(one: frozenset[int], other: frozenset[int], masi: bool) -> Fraction:
    if one == other:
        return Fraction()
    jaccard = Fraction(len(one & other), len(one | other))
    if not masi:
        return 1 - jaccard
    nested = (one <= other or other <= one) and bool(one & other)
    return 1 - jaccard * (Fraction(2, 3) if nested else Fraction(1, 3))


def unitizing(continua: Sequence[tuple[int, Sequence[Sequence[Piece]]]]) -> dict[str, Number]:
    """uα, |uα, cuα and (k)uα (Krippendorff et al. 2016) of (length, units of each observer), a character at a time."""
    values = sorted({value for _, observers in continua for units in observers for *_, value in units})
    met: Counter[tuple[int, int]] = Counter()
    alone: Counter[int] = Counter()
    paired: Counter[int] = Counter()
    total = Fraction()
    for length, observers in continua:
        m = len(observers)
        if m < 2:
            continue
        total += m * length
        labels = [[next((v for s, e, v in units if s <= p < e), 0) for p in range(length)] for units in observers]
        for i, mine in enumerate(labels):
            theirs = [other for j, other in enumerate(labels) if j != i]
            for other in theirs:
                for a, b in zip(mine, other, strict=True):
                    met[a, b] += Fraction(1, m - 1)  # type: ignore[assignment]
            alone[0] += mine.count(0)
            for start, end, value in observers[i]:
                alone[value] += (end - start) ** 2
                paired[value] += Fraction(sum(o[p] > 0 for o in theirs for p in range(start, end)), m - 1) ** 2  # type: ignore[assignment]
    every = [0, *values]
    found = {"u": _alpha(met, alone, every, [(c, k) for c in every for k in every if c != k])}
    found["|u"] = _alpha(met, alone, every, [(0, k) for k in values])
    found["cu"] = _alpha(met, paired, values, [(c, k) for c in values for k in values if c != k])
    for k in values:
        own = sum((met[c, k] for c in values), Fraction())
        reach = sum((_chance(met, paired, values, c, k) for c in values), Fraction()) if own else Fraction()
        expected = reach - _chance(met, paired, values, k, k) if own else Fraction()
        found[f"{k}"] = 1 - reach / own * (own - met[k, k]) / expected if expected and found["cu"] is not None else None
    return found


def _chance(met: Counter[tuple[int, int]], own: Counter[int], values: list[int], c: int, k: int) -> Fraction:
    total = sum((Fraction(met[a, b]) for a in values for b in values), Fraction())
    left = sum((Fraction(met[c, b]) for b in values), Fraction())
    right = sum((Fraction(met[a, k]) for a in values), Fraction())
    below = total**2 - sum(own[value] for value in values)
    return total * (left * right - (own[c] if c == k else 0)) / below if below else Fraction()


def _alpha(
    met: Counter[tuple[int, int]], own: Counter[int], values: list[int], cells: list[tuple[int, int]]
) -> Number:
    chance = sum((_chance(met, own, values, c, k) for c, k in cells), Fraction())
    return 1 - sum((Fraction(met[cell]) for cell in cells), Fraction()) / chance if chance else None
