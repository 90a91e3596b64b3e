"""A query written out again, in one canonical way."""

from __future__ import annotations

import re

from codebook.paths import format_path
from codebook.query.model import And, Code, Expression, Filter, Or, Relation, Saved

_BARE_NAME = re.compile(r"(?!@)[^\s()\",:“”*\\]+")
_BARE_SAVED = re.compile(r"[^\s()\",:“”@]+")
_BARE_VALUE = re.compile(r"[^\s()\",“”\\]+")
_OPERATORS = {"AND", "OR", "NOT", "WITHIN", "OVERLAPS", "BEFORE", "NEAR", "SAME"}


def describe(expression: Expression) -> str:
    """The query as text that `parse` reads to the same tree: codes, then AND NOT, then filters; quotes where needed."""
    if isinstance(expression, Code):
        return _code(expression)
    if isinstance(expression, Saved):
        return f"@{expression.name if _BARE_SAVED.fullmatch(expression.name) else _quoted_value(expression.name)}"
    if isinstance(expression, Or):
        return " OR ".join(_alternative(part) for part in expression.parts)
    if isinstance(expression, Relation):
        left = _grouped(expression.left, loose=(Code, Relation, Saved))
        return f"{left} {_relation(expression)} {_grouped(expression.right, loose=(Code, Saved))}"
    parts = " AND ".join(_grouped(part, loose=(Code, Relation, Saved)) for part in expression.parts)
    without = "".join(f" AND NOT {_grouped(part, loose=(Code, Relation, Saved))}" for part in expression.without)
    filters = "".join(f" {_filter(given)}" for given in expression.filters)
    return (parts + without + filters).lstrip()


def _alternative(expression: Expression) -> str:
    """Brackets where somebody could take a filter for one that holds for all of the alternatives."""
    filtered = isinstance(expression, And) and expression.filters
    return f"({describe(expression)})" if filtered else _grouped(expression, loose=(Code, And, Relation, Saved))


def _grouped(expression: Expression, loose: tuple[type, ...]) -> str:
    text = describe(expression)
    return text if isinstance(expression, loose) else f"({text})"


def _relation(asked: Relation) -> str:
    if asked.how == "near":
        return f"NEAR {asked.reach} {asked.unit}{'s' * (asked.reach != 1)}"
    return f"SAME {asked.unit}" if asked.how == "same" else asked.how.upper()


def _code(code: Code) -> str:
    if code.wild:
        return "/".join([*code.names, *(["*"] if code.subtree else [])])
    names = [format_path([name]) if name != "*" else "\\*" for name in code.names]
    path = "/".join([*names, "*"] if code.subtree else names)
    stem = path.removesuffix("/*") if code.subtree else path
    bare = path == "*" or (_BARE_NAME.fullmatch(stem) and stem not in _OPERATORS)
    return path if bare else _quoted(path)


def _filter(given: Filter) -> str:
    values = ",".join(value if _BARE_VALUE.fullmatch(value) else _quoted_value(value) for value in given.values)
    return f"{'NOT ' if given.negated else ''}{given.field}:{values}"


def _quoted(path: str) -> str:
    return '"' + path.replace('"', '\\"') + '"'


def _quoted_value(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
