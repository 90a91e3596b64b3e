"""The journal, to be read: every step, every change of a row, and the history of any of them.

One table is undo, redo, the audit trail and the history of any row. Triggers write the changes (`recording`) under the
step that made them (`stepping`). A step is one transaction with a label, a person and a time; each carries the hash of
the one before it, so a changed past shows (`chain`). Undoing and redoing are steps too: the journal only grows.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection

DONE, UNDONE, ABANDONED = 0, 1, 2
STEP_FIELDS = "id, uid, kind, target, label, coder, at, state, changes, hash"
LATEST_STANDING = f"SELECT {STEP_FIELDS} FROM step WHERE kind = 'do' AND state = {DONE} ORDER BY id DESC LIMIT 1"
NEXT_REDOABLE = f"SELECT {STEP_FIELDS} FROM step WHERE kind = 'do' AND state = {UNDONE} ORDER BY id LIMIT 1"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the project's history; `target` is the step that an `undo` or `redo` is about.

    `kind` is `do`, `undo`, `redo`, or `start` for what cannot be undone: the making of the project, a look at sealed
    work.
    """

    id: int
    uid: str
    kind: str
    target: int | None
    label: str
    coder: str
    at: str
    state: int
    changes: int
    hash: str

    @property
    def undone(self) -> bool:
        """Whether what this step did is undone at present."""
        return self.state != DONE


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after; None where it did not exist. Values are the row's columns."""

    table: str
    uid: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def steps(connection: Connection, limit: int | None = None) -> list[Step]:
    """The history, latest first."""
    rows = connection.exec_driver_sql(
        f"SELECT {STEP_FIELDS} FROM step ORDER BY id DESC LIMIT ?", (-1 if limit is None else limit,)
    )
    return [Step(*row) for row in rows]


def standing(connection: Connection) -> str | None:
    """The label of the latest step that stands, which `undo` would undo."""
    found = connection.exec_driver_sql(LATEST_STANDING).first()
    return None if found is None else Step(*found).label


def redoable(connection: Connection) -> str | None:
    """The label of the step that `redo` would do again."""
    found = connection.exec_driver_sql(NEXT_REDOABLE).first()
    return None if found is None else Step(*found).label


def changes(connection: Connection, step: int) -> list[Change]:
    """What a step changed, in order."""
    rows = connection.exec_driver_sql(
        "SELECT tablename, uid, before, after FROM change WHERE step = ? ORDER BY id", (step,)
    )
    return [Change(*row[:2], *(None if image is None else json.loads(image) for image in row[2:])) for row in rows]


def life_of(connection: Connection, uid: str) -> list[tuple[Step, Change]]:
    """Everything that ever happened to one row, oldest first."""
    query = "SELECT step, tablename, before, after FROM change WHERE uid = ? ORDER BY id"
    rows = connection.exec_driver_sql(query, (uid,))
    return [
        (step_of(connection, step), Change(table, uid, *(None if x is None else json.loads(x) for x in images)))
        for step, table, *images in rows.all()
    ]


def step_of(connection: Connection, number: int) -> Step:
    """One step."""
    return Step(*connection.exec_driver_sql(f"SELECT {STEP_FIELDS} FROM step WHERE id = ?", (number,)).one())
