"""Indexes that take a second to make and hold until a text changes: kept in the project, as it is protected.

What is kept is never words: whatever needs them looks them up in the texts. Making and keeping one is no step and has
no history; a project that cannot be written makes it anew each time.
"""

from __future__ import annotations

from sqlalchemy.engine import Connection
from sqlmodel import Session

from transcripts.errors import ProjectError
from transcripts.project import Project


def kept_index(session: Session, name: str, made_from: str) -> bytes | None:
    """The index of a name, where it was made from exactly this; else None."""
    query = "SELECT content FROM kept_index WHERE name = ? AND made_from = ?"
    found = session.connection().exec_driver_sql(query, (name, made_from)).first()
    return None if found is None else bytes(found[0])


def keep_index(project: Project, name: str, made_from: str, content: bytes) -> None:
    """Keep an index in place of an older one; nothing where the project cannot be written now."""
    if project.read_only:
        return
    try:
        with project.upkeep() as connection:
            _put(connection, name, made_from, content)
    except ProjectError:  # another program is writing, or the disk is full: it is made again next time
        return


def _put(connection: Connection, name: str, made_from: str, content: bytes) -> None:
    connection.exec_driver_sql("INSERT OR REPLACE INTO kept_index VALUES (?, ?, ?)", (name, made_from, content))
