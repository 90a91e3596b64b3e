"""What a query means, once read: a tree of codes, AND, OR and filters, frozen and comparable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """A code as the query names it: a unique name, or a path from the top. `subtree`: it and all below it (`Theme/*`).

    Several names match the end of a code's path; whoever resolves them says when none or several match. `wild`: a star
    in a name stands for any letters, and all codes that match are meant.
    """

    names: tuple[str, ...]
    subtree: bool = False
    wild: bool = False


ANY_CODE = Code((), subtree=True)


@dataclass(frozen=True, slots=True)
class Filter:
    """`field:value,value`: keeps what has any of the values; `negated` (NOT in front) keeps what has none of them."""

    field: str
    values: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class And:
    """The text that all `parts` cover and none of `without` does, made only of codings that pass all `filters`.

    No parts, only filters: whatever is coded. A filter holds for everything inside, `without` included.
    """

    parts: tuple[Expression, ...] = ()
    without: tuple[Expression, ...] = ()
    filters: tuple[Filter, ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """The text that any of the parts covers."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """The passages of `left` that stand in a relation to a passage of `right`, one by one where `left` is one by one.

    `how`: within (wholly inside), overlaps (shares a character), before (ends before one begins), near (at most `reach`
    units, sentence or turn, from one to the other; 0 is the same), same (`unit`: turn, document, case or participant).
    """

    left: Expression
    how: str
    right: Expression
    unit: str = ""
    reach: int = 0


@dataclass(frozen=True, slots=True)
class Saved:
    """`@name`: a query that the project keeps under a name; whoever asks puts it in its place before answering."""

    name: str


Expression = Code | And | Or | Relation | Saved


def codes_in(expression: Expression) -> Iterator[Code]:
    """The codes the query names, in its order, those after NOT included."""
    if isinstance(expression, Code):
        yield expression
        return
    for part in operands(expression):
        yield from codes_in(part)


def operands(expression: Expression) -> tuple[Expression, ...]:
    """What a query is put together from, in its order; nothing for a code."""
    match expression:
        case And(parts, without):
            return (*parts, *without)
        case Or(parts):
            return parts
        case Relation(left, _, right):
            return (left, right)
        case _:
            return ()


def filters_on_all(expression: Expression) -> tuple[Filter, ...]:
    """The filters that narrow the whole query, so that a store can apply them before any text is looked at."""
    if not isinstance(expression, And):
        return ()
    inner = filters_on_all(expression.parts[0]) if len(expression.parts) == 1 and not expression.without else ()
    return (*expression.filters, *inner)


def single_code(expression: Expression) -> Code | None:
    """The one code (or subtree) that the query asks for, filters aside: its codings count one by one. Else None."""
    if isinstance(expression, Code):
        return expression
    if not isinstance(expression, And) or expression.without or len(expression.parts) > 1:
        return None
    return single_code(expression.parts[0]) if expression.parts else ANY_CODE
