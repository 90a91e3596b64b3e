"""Queries that the team gave a name, so that everybody asks the same: kept, listed, and put in the place of `@name`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from sqlmodel import Session, col, select

from codebook import query
from codebook.outcome_tables import SavedQuery as Row
from codebook.paths import clean_name, name_key
from codebook.query import And, Expression, Or, Relation, Saved, placed
from codebook.retrieval.filters import suggestion
from transcripts.errors import Conflict, NotFound
from transcripts.identity import now
from transcripts.store.tables import Coder

_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query under its name; `coder` is who saved it last."""

    uid: str
    name: str
    query: str
    coder: str
    saved: str


def saved_queries(session: Session) -> list[SavedQuery]:
    """All of them, by name."""
    asked = select(Row.uid, Row.name, Row.query, col(Coder.name).label("coder"), Row.saved).join(Coder)  # type: ignore[call-overload]
    rows = session.execute(asked)
    return sorted((SavedQuery(*row) for row in rows), key=lambda each: name_key(each.name))


def find(session: Session, name: str) -> SavedQuery:
    """The query of a name, letter case aside. Raises NotFound, with the nearest names."""
    known = saved_queries(session)
    found = next((each for each in known if name_key(each.name) == name_key(name)), None)
    if found is None:
        near = suggestion(name, (each.name for each in known)) or " See them all: coding-tui queries list PROJECT"
        raise NotFound(f"There is no saved query ‘{name}’.{near}")
    return found


def save(session: Session, name: str, text: str, *, coder: str, instead: bool = False) -> str:
    """Keep a query under a name; `coder` is a uid. Returns its uid.

    `instead` puts it in the place of another one of that name. Raises BadNameError, QuerySyntaxError, NotFound for a
    query that cannot be asked, Conflict for a name that is taken, or a query that asks for itself.
    """
    name = clean_name(name)
    asked = query.parse(text.strip())
    there = {name_key(each.name): each for each in saved_queries(session)}
    before = there.get(name_key(name))
    if before is not None and not instead:
        raise Conflict(f"There is a saved query ‘{before.name}’ already. Choose another name, or say to replace it.")
    known = {key: query.parse(each.query) for key, each in there.items()}
    _resolved(asked, known | {name_key(name): asked})
    new = Row(name=name, query="", coder_uid=coder, saved="")
    row = new if before is None else session.get_one(Row, before.uid)
    row.name, row.query, row.coder_uid, row.saved = name, text.strip(), coder, now()
    session.add(row)
    session.flush()
    return row.uid


def remove(session: Session, name: str) -> SavedQuery:
    """Take a query out. Raises NotFound; Conflict while another saved query asks for it."""
    gone = find(session, name)
    for each in saved_queries(session):
        if name_key(gone.name) in {name_key(saved.name) for saved in _saved_in(query.parse(each.query))}:
            raise Conflict(f"‘{each.name}’ asks for ‘@{gone.name}’. Change or remove that one first.")
    session.delete(session.get_one(Row, gone.uid))
    session.flush()
    return gone


def rename(session: Session, name: str, new: str) -> str:
    """Give a query another name, also in every saved query that asks for it; returns the name as it is kept.

    Raises NotFound, BadNameError, and Conflict for a name that another one has.
    """
    before, after = find(session, name), clean_name(new)
    others = [each for each in saved_queries(session) if each.uid != before.uid]
    taken = next((each.name for each in others if name_key(each.name) == name_key(after)), None)
    if taken is not None:
        raise Conflict(f"There is a saved query ‘{taken}’ already. Choose another name.")

    def renamed(saved: Saved) -> Saved:
        return Saved(after) if name_key(saved.name) == name_key(before.name) else saved

    for each in others:
        asked = query.parse(each.query)
        if _with(asked, renamed) != asked:
            session.get_one(Row, each.uid).query = query.describe(_with(asked, renamed))
    session.get_one(Row, before.uid).name = after
    session.flush()
    return after


def understood(session: Session, asked: str | Expression) -> Expression:
    """A query (text or tree) with every saved one in its place. Raises QuerySyntaxError, NotFound, Conflict."""
    expression = query.parse(asked) if isinstance(asked, str) else asked
    if not _saved_in(expression):
        return expression
    known = {name_key(each.name): query.parse(each.query) for each in saved_queries(session)}
    with placed(asked):
        for each in _saved_in(expression):
            find(session, each.name)
        return _resolved(expression, known)


def _saved_in(expression: Expression) -> list[Saved]:
    if isinstance(expression, Saved):
        return [expression]
    return [each for part in query.operands(expression) for each in _saved_in(part)]


def _resolved(expression: Expression, known: Mapping[str, Expression], depth: int = 0) -> Expression:
    def of(saved: Saved) -> Expression:
        if depth >= _DEEPEST:
            raise Conflict(f"‘@{saved.name}’ asks for itself, by way of the saved queries that it names.")
        if name_key(saved.name) not in known:
            raise NotFound(f"There is no saved query ‘{saved.name}’.")
        return _resolved(known[name_key(saved.name)], known, depth + 1)

    return _with(expression, of)


def _with(expression: Expression, of: Callable[[Saved], Expression]) -> Expression:
    """A query with something else for each saved one in it."""

    def inner(part: Expression) -> Expression:
        return _with(part, of)

    match expression:
        case Saved():
            return of(expression)
        case And(parts, without):
            return replace(expression, parts=tuple(map(inner, parts)), without=tuple(map(inner, without)))
        case Or(parts):
            return Or(tuple(map(inner, parts)))
        case Relation(left, _, right):
            return replace(expression, left=inner(left), right=inner(right))
        case _:
            return expression
