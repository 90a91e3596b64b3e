"""Two codes that stand together: all pairs in order, the query for one, the codings behind it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from codebook import query
from codebook.counting.cooccurrence import NEAR, Cooccurrence
from codebook.paths import parse_path
from codebook.query import And, Code, Expression, Relation
from codebook.retrieval.excerpts import retrieve


@dataclass(frozen=True, slots=True)
class Pair:
    """Codes number `i` and `j` (i < j) with their paths: units with both, with each, Jaccard's index, lift."""

    i: int
    j: int
    code: str
    other: str
    together: int
    n: int
    m: int
    jaccard: float
    lift: float | None

    @property
    def row(self) -> tuple[object, ...]:
        """As a line of a table: `HEADINGS`."""
        return self.code, self.other, self.together, self.n, self.m, self.jaccard, self.lift


HEADINGS = ("code", "other", "together", "of code", "of other", "Jaccard", "lift")


def pairs(made: Cooccurrence) -> list[Pair]:
    """Every pair that stands together at all, those with the highest Jaccard index first."""
    n = made.together
    numbers = range(len(made.codes))
    found = [(made.jaccard(i, j) or 0.0, i, j) for i in numbers for j in numbers if i < j and n[i][j]]
    return [
        Pair(i, j, made.codes[i], made.codes[j], n[i][j], n[i][i], n[j][j], index, made.lift(i, j))
        for index, i, j in sorted(found, key=lambda each: (-each[0], each[1], each[2]))
    ]


def sociable(made: Cooccurrence) -> tuple[int, ...]:
    """The codes (by number) that stand together with another one."""
    return tuple(i for i, line in enumerate(made.together) if any(n and i != j for j, n in enumerate(line)))


def pair_query(made: Cooccurrence, i: int, j: int) -> str:
    """A query for the codings of code `i` that stand together with code `j`; for `i` itself, all of them."""
    return query.describe(_asked(made, i, j))


def _asked(made: Cooccurrence, i: int, j: int) -> Expression:
    code, other = (Code(tuple(parse_path(made.codes[at])), subtree=made.axis == "theme") for at in (i, j))
    related: Expression = code if i == j else _related(code, made.by, other)
    whole = query.parse(made.asked) if made.asked else And()
    if isinstance(whole, And) and not (whole.parts or whole.without):
        return And((related,), (), whole.filters) if whole.filters else related
    return Relation(related, "overlaps", whole)


def _related(code: Code, by: str, other: Code) -> Relation:
    near = NEAR.fullmatch(by)
    if near:
        return Relation(code, "near", other, near[2], int(near[1]))
    return Relation(code, "overlaps", other) if by == "overlap" else Relation(code, "same", other, by)


def behind(session: Session, made: Cooccurrence, i: int, j: int) -> tuple[str, ...]:
    """The codings (uids) of either code that stand together with the other and were counted.

    Raises QuerySyntaxError, NotFound.
    """
    both = {(i, j), (j, i)}
    found = {uid for one, other in both for uid in _answering(session, made, one, other) & set(made.codings[one])}
    order = [uid for number in dict.fromkeys((i, j)) for uid in made.codings[number]]
    return tuple(dict.fromkeys(uid for uid in order if uid in found))


def _answering(session: Session, made: Cooccurrence, i: int, j: int) -> set[str]:
    return {uid for excerpt in retrieve(session, _asked(made, i, j)).excerpts for uid in excerpt.codings}
