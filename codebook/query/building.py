"""A query taken apart into its parts, so that each of them can be changed by itself and put together again. Pure.

A part is a code (or a saved query), or several parts that are joined; each has the filters that hold for it alone.
A part is found by its path: which of the parts at each level, from the outermost; `()` is the whole query.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from codebook.query.describe import describe
from codebook.query.model import ANY_CODE, And, Code, Expression, Filter, Or, Relation, Saved

AND, AND_NOT, OR = "AND", "AND NOT", "OR"
_RELATIONS = "relation"

Path = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A code or saved query, or else `members` in their order; `filters` hold for all of it.

    `joint` is what joins it to the member before it: `AND`, `AND NOT`, `OR` or a relation as a query writes it; "" for
    the first one.
    """

    leaf: Code | Saved | None = None
    members: tuple[Part, ...] = ()
    filters: tuple[Filter, ...] = ()
    joint: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A part, or one filter of it, as a line of an outline: how deep it stands, and the text that a query has for it
    (empty for parts that are joined).
    """

    path: Path
    filter: int | None
    depth: int
    joint: str
    text: str


# -- from a query, and back -----------------------------------------------------------------------------------------


def apart(expression: Expression) -> Part:
    """A query's parts."""
    match expression:
        case And(parts, without, filters) if len(parts) < 2 and not without:
            inner = apart(parts[0] if parts else ANY_CODE)
            return replace(inner, filters=(*inner.filters, *filters))
        case And(parts, without, filters):
            joined = [*((AND, each) for each in parts or (ANY_CODE,)), *((AND_NOT, each) for each in without)]
            return Part(members=_chain(joined), filters=filters)
        case Or(parts):
            return Part(members=_chain([(OR, each) for each in parts]))
        case Relation():
            steps: list[tuple[str, Expression]] = []
            first: Expression = expression
            while isinstance(first, Relation):
                steps.insert(0, (joint_of(first), first.right))
                first = first.left
            return Part(members=_chain([("", first), *steps]))
        case _:
            return Part(leaf=expression)


def _chain(joined: Sequence[tuple[str, Expression]]) -> tuple[Part, ...]:
    return tuple(replace(apart(each), joint=joint if at else "") for at, (joint, each) in enumerate(joined))


def together(part: Part) -> Expression:
    """The query that a part is."""
    if part.leaf is not None:
        core: Expression = part.leaf
    elif _kind(part) == OR:
        core = Or(tuple(together(each) for each in part.members))
    elif _kind(part) == _RELATIONS:
        core = reduce(_related, part.members[1:], together(part.members[0]))
    else:
        positive = tuple(together(each) for each in part.members if each.joint != AND_NOT)
        without = tuple(together(each) for each in part.members if each.joint == AND_NOT)
        return And(positive, without, part.filters)
    if not part.filters:
        return core
    return And(() if core == ANY_CODE else (core,), (), part.filters)


def written(part: Part) -> str:
    """The query as text."""
    return describe(together(part))


def joint_of(relation: Relation) -> str:
    """A relation as a query writes it: `NEAR 2 sentences`."""
    if relation.how == "near":
        return f"NEAR {relation.reach} {relation.unit}{'s' * (relation.reach != 1)}"
    return f"SAME {relation.unit}" if relation.how == "same" else relation.how.upper()


def _related(left: Expression, right: Part) -> Relation:
    how, *rest = right.joint.split()
    unit = rest[-1].removesuffix("s") if rest else ""
    return Relation(left, how.lower(), together(right), unit, int(rest[0]) if how == "NEAR" else 0)


def _family(joint: str) -> str:
    return AND if joint in (AND, AND_NOT) else OR if joint == OR else _RELATIONS


def _kind(part: Part) -> str:
    """How its members are joined."""
    return _family(part.members[1].joint)


# -- its lines ------------------------------------------------------------------------------------------------------


def lines(part: Part, path: Path = (), depth: int = 0) -> Iterator[Line]:
    """All parts and filters of a query, in the order in which they are read."""
    yield Line(path, None, depth, part.joint, "" if part.leaf is None else describe(part.leaf))
    for at, each in enumerate(part.members):
        yield from lines(each, (*path, at), depth + 1)
    for at, given in enumerate(part.filters):
        yield Line(path, at, depth + 1, "", describe(And((), (), (given,))))


def at_path(part: Part, path: Path) -> Part:
    """The part that stands there."""
    return reduce(lambda inner, at: inner.members[at], path, part)


# -- changing it ----------------------------------------------------------------------------------------------------


def with_leaf(whole: Part, path: Path, new: Expression) -> Part:
    """The query with another code (or anything else that is a query) in a part's place; the part's filters stay."""
    there = at_path(whole, path)
    inner = apart(new)
    return _put(whole, path, replace(inner, filters=(*inner.filters, *there.filters), joint=there.joint))


def joined(whole: Part, path: Path, joint: str, others: Sequence[Expression]) -> tuple[Part, Path]:
    """The query with others joined to a part, and the path of what they are now together.

    Several are joined one by one by AND, AND NOT and OR; in a relation they are one side, joined by OR.
    """
    if _family(joint) == _RELATIONS:
        others = [others[0] if len(others) == 1 else Or(tuple(others))]
    new = tuple(replace(apart(each), joint=joint) for each in others)
    there = at_path(whole, path)
    if there.members and not there.filters and _kind(there) == _family(joint):
        return _put(whole, path, replace(there, members=(*there.members, *new))), path
    if path and _goes_beside(at_path(whole, path[:-1]), there, joint):
        *above, at = path
        around = at_path(whole, tuple(above))
        members = (*around.members[: at + 1], *new, *around.members[at + 1 :])
        return _put(whole, tuple(above), replace(around, members=members)), tuple(above)
    grown = Part(members=(replace(there, joint=""), *new), joint=there.joint)
    return _put(whole, path, grown), path


def _goes_beside(around: Part, there: Part, joint: str) -> bool:
    """Whether what is joined to a member means the same as one more member."""
    if _family(joint) == _RELATIONS or _kind(around) != _family(joint):
        return False
    return there.joint != AND_NOT


def rejoined(whole: Part, path: Path, joint: str) -> tuple[Part, Path]:
    """The query with another joint before a part, and the path at which the part is then.

    What stands before it goes together when the joint is of another kind. Raises ValueError for a first part.
    """
    if not path or path[-1] == 0:
        raise ValueError("nothing joins a first part")
    *above, at = path
    around = at_path(whole, tuple(above))
    members = around.members
    changed = replace(members[at], joint=joint)
    if _kind(around) == _family(joint) or len(members) == 2:
        new = _ordered(replace(around, members=(*members[:at], changed, *members[at + 1 :])))
        now = next(place for place, each in enumerate(new.members) if each is changed)
        return _put(whole, tuple(above), new), (*above, now)
    before = members[0] if at == 1 else Part(members=members[:at])
    first = Part(members=(before, changed))
    if not members[at + 1 :]:
        new = replace(first, filters=around.filters, joint=around.joint)
        return _put(whole, tuple(above), new), (*above, 1)
    new = replace(around, members=(first, *members[at + 1 :]))
    return _put(whole, tuple(above), new), (*above, 0, 1)


def without_part(whole: Part, path: Path) -> Part | None:
    """The query without a part; None when nothing is left."""
    if not path:
        return None
    *above, at = path
    around = at_path(whole, tuple(above))
    left = [*around.members[:at], *around.members[at + 1 :]]
    if left[0].joint == AND_NOT:
        left.insert(0, Part(leaf=ANY_CODE))
    left[0] = replace(left[0], joint="")
    if len(left) == 1:
        new = replace(left[0], filters=(*left[0].filters, *around.filters), joint=around.joint)
    else:
        new = replace(around, members=tuple(left))
    return _put(whole, tuple(above), new)


def with_filter(whole: Part, path: Path, given: Filter, at: int | None = None) -> Part:
    """The query with a filter on a part: one more, or in the place of the one of that number."""
    there = at_path(whole, path)
    before = there.filters
    after = (*before, given) if at is None else (*before[:at], given, *before[at + 1 :])
    return _put(whole, path, replace(there, filters=after))


def without_filter(whole: Part, path: Path, at: int) -> Part:
    """The query without a filter of a part."""
    there = at_path(whole, path)
    return _put(whole, path, replace(there, filters=(*there.filters[:at], *there.filters[at + 1 :])))


def _put(whole: Part, path: Path, new: Part) -> Part:
    """The query with another part at a place; AND NOT stands behind all AND."""
    if not path:
        return _ordered(replace(new, joint=""))
    at, *rest = path
    inner = _put(whole.members[at], tuple(rest), new) if rest else _ordered(new)
    inner = replace(inner, joint=new.joint if not rest else whole.members[at].joint)
    return _ordered(replace(whole, members=(*whole.members[:at], inner, *whole.members[at + 1 :])))


def _ordered(part: Part) -> Part:
    members = tuple(sorted(part.members, key=lambda each: each.joint == AND_NOT))
    return part if members == part.members else replace(part, members=members)
