"""The text of one document that a query means, as span algebra."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce

from codebook.query.model import ANY_CODE, And, Code, Expression, Filter, Or, single_code
from codebook.spans import Span, difference, intersection, region

Resolve = Callable[[Code, tuple[Filter, ...]], Iterable[Span]]


def evaluate(expression: Expression, resolve: Resolve) -> list[Span]:
    """The spans of one document that answer the query, sorted.

    `resolve(code, filters)` gives the spans of that code's codings in the document that pass all the filters, in any
    order, empty when the document itself does not pass. A single code (or subtree) answers with its codings one by one,
    overlapping or equal as they may be; any other query with the text itself: spans that neither overlap nor touch.
    """
    only = single_code(expression)
    if only is not None:
        return sorted(resolve(only, _all_filters(expression)))
    return _text(expression, resolve, ())


def _text(expression: Expression, resolve: Resolve, filters: tuple[Filter, ...]) -> list[Span]:
    if isinstance(expression, Code):
        return region(resolve(expression, filters))
    if isinstance(expression, Or):
        return region(span for part in expression.parts for span in _text(part, resolve, filters))
    narrowed = (*filters, *expression.filters)
    parts = expression.parts or (ANY_CODE,)
    covered = reduce(intersection, (_text(part, resolve, narrowed) for part in parts))
    return reduce(difference, (_text(part, resolve, narrowed) for part in expression.without), covered)


def _all_filters(expression: Expression) -> tuple[Filter, ...]:
    if not isinstance(expression, And):
        return ()
    return (*expression.filters, *(found for part in expression.parts for found in _all_filters(part)))
