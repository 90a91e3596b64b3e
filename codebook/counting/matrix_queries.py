"""The query that asks for what a cell of a matrix counts: from a number back to people's words."""

from __future__ import annotations

from collections.abc import Sequence

from codebook import query
from codebook.counting.matrix_axes import NOTHING, SPLIT, apart
from codebook.counting.matrix_cells import Matrix
from codebook.paths import parse_path
from codebook.query import And, Code, Expression, Filter, Relation
from codebook.retrieval.filters import NONE, attribute_field


def cell_query(matrix: Matrix, row: int, column: int) -> str:
    """A query for the codings that a cell counts, by number of row and column.

    It asks again, so it also finds what nobody is done with; the cell itself names exactly the codings it counts.
    """
    whole = matrix.columns[column]
    heading, stance = apart(whole) if matrix.by_stance else (whole, "")
    asked = [_asked(matrix.row_axis, matrix.rows[row]), _asked(matrix.column_axis.removesuffix(SPLIT), heading)]
    if stance:
        asked.append(_asked("stance", stance))
    return _written(asked, matrix.asked)


def query_of(*places: tuple[str, str], asked: str = "") -> str:
    """A query for what stands under headings, each given as axis and heading, within what `asked` means."""
    return _written([_asked(*place) for place in places], asked)


def _written(wanted: Sequence[Code | Filter], asked: str) -> str:
    codes = _narrowest(tuple(each for each in wanted if isinstance(each, Code)))
    filters = tuple(each for each in wanted if isinstance(each, Filter))
    return query.describe(_narrowed(codes, filters, asked))


def _narrowest(codes: tuple[Code, ...]) -> tuple[Code, ...]:
    """Of a code and what holds it the code alone: joined, they ask for the text that both cover, whoever coded it."""

    def holds(whole: Code, part: Code) -> bool:
        return whole.subtree and whole != part and part.names[: len(whole.names)] == whole.names

    return tuple(each for each in dict.fromkeys(codes) if not any(holds(each, other) for other in codes))


def _narrowed(codes: tuple[Code, ...], filters: tuple[Filter, ...], asked: str) -> Expression:
    """The codes and filters of a cell within what its matrix was made of."""
    whole = query.parse(asked) if asked else And()
    if isinstance(whole, And) and not (whole.parts or whole.without):
        return And(codes, (), (*filters, *whole.filters))
    if not codes:
        return And((whole,), (), filters)
    return Relation(And(codes, (), filters) if filters else codes[0], "overlaps", whole)


def _asked(axis: str, heading: str) -> Code | Filter:
    """What a heading of an axis means in a query."""
    if axis in ("code", "theme"):
        return Code(tuple(parse_path(heading)), subtree=axis == "theme")
    none = heading == NOTHING
    if axis == "stance":
        return Filter("stance", (NONE if none else heading,))
    if axis == "month":
        return Filter("date", ("" if none else heading,))
    if axis.startswith("attribute:"):
        return Filter(attribute_field(axis.partition(":")[2]), ("" if none else heading,))
    return Filter(axis, ("" if none else heading,))
