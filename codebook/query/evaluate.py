"""The text of one document that a query means, as span algebra."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce

from codebook.query.model import ANY_CODE, And, Code, Expression, Filter, Or, Relation, Saved
from codebook.query.relations import Place, related
from codebook.spans import Span, difference, intersection, region

Resolve = Callable[[Code, tuple[Filter, ...]], Iterable[Span]]


def evaluate(
    expression: Expression, resolve: Resolve, place: Place | None = None, filters: tuple[Filter, ...] = ()
) -> list[Span]:
    """The spans of one document that answer the query, sorted.

    `resolve(code, filters)` gives the spans of that code's codings in the document that pass all the filters, in any
    order, empty when the document itself does not pass. A single code (or subtree) answers with its codings one by one,
    overlapping or equal as they may be, and so does one that stands in a relation to something; any other query answers
    with the text itself: spans that neither overlap nor touch. `place` knows the document's turns, sentences and its
    neighbours, for relations that ask. `filters` narrow the whole.
    """
    if isinstance(expression, Code):
        return sorted(resolve(expression, filters))
    if isinstance(expression, Saved):
        raise ValueError(f"‘@{expression.name}’ was not put in its place")  # `saved_queries.understood` does
    if isinstance(expression, Relation):
        return _related(expression, resolve, place, filters)
    if isinstance(expression, And) and len(expression.parts) < 2 and not expression.without:
        only = expression.parts[0] if expression.parts else ANY_CODE
        return evaluate(only, resolve, place, (*filters, *expression.filters))
    return _text(expression, resolve, place, filters)


def _related(
    expression: Relation, resolve: Resolve, place: Place | None, filters: tuple[Filter, ...]
) -> list[Span]:
    left = evaluate(expression.left, resolve, place, filters)
    if not left:
        return []
    right = evaluate(expression.right, resolve, place, filters)
    return related(expression, left, right, place, filters)


def _text(expression: Expression, resolve: Resolve, place: Place | None, filters: tuple[Filter, ...]) -> list[Span]:
    if isinstance(expression, Or):
        return region(span for part in expression.parts for span in _text(part, resolve, place, filters))
    if not isinstance(expression, And):
        return region(evaluate(expression, resolve, place, filters))
    narrowed = (*filters, *expression.filters)
    covered: list[Span] | None = None
    for part in expression.parts or (ANY_CODE,):
        text = _text(part, resolve, place, narrowed)
        covered = text if covered is None else intersection(covered, text)
        if not covered:  # in most documents; what else is asked need not be looked for there
            return []
    return reduce(difference, (_text(part, resolve, place, narrowed) for part in expression.without), covered or [])
