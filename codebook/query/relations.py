"""Which passages stand in a relation to others: within, overlapping, before, near, in the same turn or case."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Protocol

from codebook.query.model import Expression, Filter, Relation
from codebook.spans import Span, region


class Place(Protocol):
    """What a relation may have to know of a document beside its codings."""

    def numbers(self, unit: str, span: Span) -> Span:
        """The numbers of the units (`sentence`, `turn`) that a span touches, half-open, never empty."""
        ...

    def together(self, expression: Expression, filters: tuple[Filter, ...], scope: str) -> bool:
        """Whether another document of the same `case` or `participant` answers a query."""
        ...


def related(
    asked: Relation, left: Sequence[Span], right: Sequence[Span], place: Place | None, filters: tuple[Filter, ...]
) -> list[Span]:
    """The passages of `left` that stand in the relation to a passage of `right`; both sorted, of one document.

    Raises ValueError for a relation that asks for a place when there is none.
    """
    if asked.unit in ("document", "case", "participant"):
        return list(left) if right or _together(asked, place, filters) else []
    if not right:
        return []
    holds = {"within": _within, "overlaps": _overlapping, "before": _before}.get(asked.how)
    if holds is not None:
        passes = holds(right)
        return [span for span in left if passes(span)]
    if place is None:
        raise ValueError(f"‘{asked.how}’ needs to know where {asked.unit}s begin")
    wide = []
    for span in right:
        first, end = place.numbers(asked.unit, span)
        wide.append((first - asked.reach, end + asked.reach))
    near = _overlapping(wide)
    return [span for span in left if near(place.numbers(asked.unit, span))]


def _together(asked: Relation, place: Place | None, filters: tuple[Filter, ...]) -> bool:
    return asked.unit != "document" and place is not None and place.together(asked.right, filters, asked.unit)


def _end_of_stretch(spans: Sequence[Span]) -> Callable[[int], int]:
    """Where the last stretch of the united spans that begins at or before an offset ends; 0 where none does."""
    united = region(spans)
    starts = [start for start, _ in united]
    return lambda offset: united[at - 1][1] if (at := bisect_right(starts, offset)) else 0


def _within(right: Sequence[Span]) -> Callable[[Span], bool]:
    end = _end_of_stretch(right)
    return lambda span: span[1] <= end(span[0])


def _overlapping(right: Sequence[Span]) -> Callable[[Span], bool]:
    end = _end_of_stretch(right)
    return lambda span: end(span[1] - 1) > span[0]


def _before(right: Sequence[Span]) -> Callable[[Span], bool]:
    last = max(start for start, _ in right)
    return lambda span: span[1] <= last
