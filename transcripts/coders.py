"""The people who code."""

from __future__ import annotations

from sqlmodel import Session, col, select

from transcripts.errors import Conflict
from transcripts.store.tables import Coder


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
    uid = session.exec(select(Coder.uid).where(Coder.name == name)).first()
    if uid is None:
        coder = Coder(name=name)
        session.add(coder)
        session.flush()
        uid = coder.uid
    return uid
