"""A query put beside a project: which codes its names mean, and what to tell the person who asks.

Names that are not there are refused with the nearest that are; a habit of another program (`code:Delay`, `A & B`) with
how it is written here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from sqlmodel import Session

from codebook import query
from codebook.coding.codings import in_other_rounds, is_used, uses
from codebook.paths import format_path, name_key, path_key
from codebook.query import ANY_CODE, And, Code, Expression, Filter, placed
from codebook.retrieval.filters import require_known, suggestion
from codebook.retrieval.habits import habit
from codebook.retrieval.saved_queries import understood
from codebook.retrieval.unmet import unmet
from codebook.scheme import codes
from codebook.scheme.codes import CodeTree
from transcripts import attributes
from transcripts.errors import NotFound

_LONGEST_SHOWN = 60
_CLOSE = 75
"""Of 100: a letter or two of a name are others."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A query with every saved one in its place, the codes (uids) that each of its names means, and remarks."""

    expression: Expression
    tree: CodeTree
    meant: Mapping[Code, frozenset[str]]
    notes: tuple[str, ...]


def understand(session: Session, asked: str | Expression) -> Understood:
    """What a query (its text, or its tree) means in this project.

    Raises QuerySyntaxError, and NotFound for a code or field that does not exist: QueryNotFound with the place when it
    came as text.
    """
    expression = understood(session, asked)
    tree = codes.tree(session)
    with placed(asked):
        meant = {code: _uids(session, tree, code, asked) for code in _named(expression)}
        require_known(filters_in(expression), attributes.types(session))
    remarks = (
        *_empty(session, tree, meant), *_other_rounds(session, expression, meant),
        *unmet(session, filters_in(expression)),
    )  # fmt: skip
    return Understood(expression, tree, meant, remarks)


def filters_in(expression: Expression) -> list[Filter]:
    """All filters of a query, wherever they stand."""
    own = expression.filters if isinstance(expression, And) else ()
    return [*own, *(each for part in query.operands(expression) for each in filters_in(part))]


def asks_for_rounds(expression: Expression) -> bool:
    """Whether a query says which rounds it means; those that do not mean the main one."""
    return any(given.field == "round" for given in filters_in(expression))


def _named(expression: Expression) -> dict[Code, None]:
    """The codes that a query names, in its order, and “whatever is coded” where it names none."""
    return dict.fromkeys((*query.codes_in(expression), *_left_out(expression)))


def _left_out(expression: Expression) -> Iterator[Code]:
    """“Whatever is coded”, where filters alone stand."""
    if isinstance(expression, And) and not expression.parts:
        yield ANY_CODE
    for part in query.operands(expression):
        yield from _left_out(part)


# -- codes --------------------------------------------------------------------------------------------------------


def _uids(session: Session, tree: CodeTree, code: Code, asked: str | Expression) -> frozenset[str]:
    if code == ANY_CODE:
        return frozenset(known.uid for known in tree)
    if code.wild:
        return _matching(tree, code)
    path = format_path(code.names)
    try:
        found = tree.find(path)
    except NotFound as error:
        ending = path_key(code.names)
        if any(path_key(known.names)[-len(ending) :] == ending for known in tree):
            raise
        said = path.replace("\\\\", "\\")  # a backslash of a habit from elsewhere, which a path escapes
        advice = habit(session, tree, said, asked) or _elsewhere(tree, code) or _near(tree, code)
        named = said if len(said) <= _LONGEST_SHOWN else f"{said[: _LONGEST_SHOWN - 1].rstrip()}…"
        rest = advice or f"{_of_text(said)}{str(error).rpartition('’.')[2]}"
        raise NotFound(f"There is no code ‘{named}’.{rest}") from None
    return frozenset(known.uid for known in (tree.under(found) if code.subtree else (found,)))


def _of_text(said: str) -> str:
    """That words are asked for in another way, where these look like some."""
    few = len(said) <= _LONGEST_SHOWN and re.fullmatch(r"[\w'’ -]+", said)
    return f" Words are asked for with text:{_quoted(said)}." if few else ""


def _near(tree: CodeTree, asked: Code) -> str:
    """The codes that are called nearly so: letter by letter by the end of their path, else by words of their names."""
    ends = {known.path: "/".join(known.names[-len(asked.names) :]) for known in tree}
    said = "/".join(asked.names)
    close = process.extract(said, ends, scorer=fuzz.ratio, processor=name_key, limit=3, score_cutoff=_CLOSE)
    if close:
        return f" Did you mean {' or '.join(f'‘{found}’' for *_, found in close)}?"
    by_name: dict[str, str] = {}
    for known in tree:
        by_name.setdefault(known.names[-1], known.path)
    return suggestion(asked.names[-1], by_name, lambda name: by_name[name])


def _elsewhere(tree: CodeTree, code: Code) -> str:
    """The codes of that name below another theme."""
    last = name_key(code.names[-1])
    found = [f"‘{known.path}’" for known in tree if len(code.names) > 1 and name_key(known.names[-1]) == last]
    return f" Did you mean {' or '.join(found[:3])}?" if found else ""


def _matching(tree: CodeTree, code: Code) -> frozenset[str]:
    """The codes whose path ends in names like these, a star being any letters."""
    patterns = [re.compile(".*".join(map(re.escape, name_key(name).split("*")))) for name in code.names]
    found = [
        known for known in tree
        if len(known.names) >= len(patterns)
        and all(p.fullmatch(name_key(n)) for p, n in zip(patterns[::-1], known.names[::-1], strict=False))
    ]  # fmt: skip
    if not found:
        raise NotFound(f"No code is like ‘{'/'.join(code.names)}’. A star stands for any letters of a name.")
    return frozenset(known.uid for each in found for known in (tree.under(each) if code.subtree else (each,)))


def _empty(session: Session, tree: CodeTree, meant: Mapping[Code, frozenset[str]]) -> Iterator[str]:
    """What a person who named a theme by itself may want to know: that it is empty, and what is below it."""
    alone = {uid for code, uids in meant.items() if not code.subtree and len(uids) == 1 for uid in uids}
    empty = {uid for uid in alone if not is_used(session, uid)}
    used = uses(session) if empty else {}
    for known in tree:
        if known.uid in empty:
            below = sum(used[code.uid].codings for code in tree.under(known) if code.uid in used)
            if below:
                yield f"‘{known.path}’ itself has no codings; below it there are {below:,}. Ask for “{known.path}/*”."


def _other_rounds(session: Session, expression: Expression, meant: Mapping[Code, frozenset[str]]) -> Iterator[str]:
    """That codings of other rounds are left out, where there are any and nobody asked for them."""
    if asks_for_rounds(expression):
        return
    for name, many in in_other_rounds(session, frozenset().union(*meant.values())).items():
        which = f"{many:,} codings of the round ‘{name}’ are" if many != 1 else f"1 coding of the round ‘{name}’ is"
        yield f"{which} left out. Ask for round:{_quoted(name)}."


def _quoted(value: str) -> str:
    return value if re.fullmatch(r"[\w-]+", value) else f'"{value}"'
