"""The people who code."""

from __future__ import annotations

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from transcripts.errors import Conflict
from transcripts.store.tables import Coder

# Put together once: asked with every coding, it would cost more to write than to answer.
_NAMED = select(Coder.uid).where(Coder.name == bindparam("name"))


def names(session: Session) -> list[str]:
    """Every coder's name, in alphabetical order."""
    return list(session.exec(select(Coder.name).order_by(col(Coder.name))))


def by_name(session: Session) -> dict[str, str]:
    """Every coder's uid under the name."""
    return {name: uid for name, uid in session.exec(select(Coder.name, Coder.uid))}


def ensure(session: Session, name: str) -> str:
    """The uid of a coder, added when new; raises Conflict for an empty name."""
    name = name.strip()
    if not name:
        raise Conflict("A coder needs a name.")
    session.flush()
    uid: str | None = session.connection().execute(_NAMED, {"name": name}).scalar()
    if uid is None:
        coder = Coder(name=name)
        session.add(coder)
        session.flush()
        uid = coder.uid
    return uid
