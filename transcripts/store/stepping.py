"""Steps of the journal: begun, named, sealed; undone and done again, which are steps too.

`state` of a `do` step (0 done, 1 undone, 2 undone and no longer redoable) follows from the order of steps and is
therefore outside the hash; `chain.verify` derives it again.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import Any

from sqlalchemy.engine import Connection

from transcripts.identity import new_uid, now
from transcripts.store.chain import hash_before, hash_of
from transcripts.store.journal import ABANDONED, DONE, LATEST_STANDING, NEXT_REDOABLE, UNDONE, Step, changes, step_of
from transcripts.store.recording import key_of


def begin(connection: Connection, label: str, coder: str, kind: str = "do", target: int | None = None) -> int:
    """Open a step: changes made on this connection from here on are recorded under it. Returns its number."""
    row = connection.exec_driver_sql(
        "INSERT INTO step (uid, kind, target, label, coder, at) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        (new_uid(), kind, target, label, coder, now()),
    ).one()
    connection.exec_driver_sql("UPDATE recording SET step = ?", (row[0],))
    return int(row[0])


def rename(connection: Connection, label: str) -> None:
    """Give the open step another name: what an import brings in is known only when all of it is read."""
    connection.exec_driver_sql("UPDATE step SET label = ? WHERE id = (SELECT step FROM recording)", (label,))


def at_work(connection: Connection) -> str:
    """Who makes the open step; "" outside of one."""
    query = "SELECT coder FROM step WHERE id = (SELECT step FROM recording)"
    return connection.exec_driver_sql(query).scalar() or ""


def finish(connection: Connection, number: int) -> int:
    """Close a step: seal it with its hash. Returns how many rows it changed; where none, the caller rolls back."""
    connection.exec_driver_sql("UPDATE recording SET step = NULL")
    count = connection.exec_driver_sql("SELECT count(*) FROM change WHERE step = ?", (number,)).scalar_one()
    if not count:
        return 0
    step = replace(step_of(connection, number), changes=count)
    if step.kind == "do":
        connection.exec_driver_sql(f"UPDATE step SET state = {ABANDONED} WHERE state = {UNDONE}")
    sealed = hash_of(connection, step, hash_before(connection, number))
    connection.exec_driver_sql("UPDATE step SET changes = ?, hash = ? WHERE id = ?", (count, sealed, number))
    return int(count)


def undo(connection: Connection, coder: str) -> Step | None:
    """Undo the latest step that stands; returns it, or None when there is none."""
    return _turn_back(connection, LATEST_STANDING, "undo", UNDONE, coder)


def redo(connection: Connection, coder: str) -> Step | None:
    """Do again what was undone last; returns that step, or None when nothing can be redone."""
    return _turn_back(connection, NEXT_REDOABLE, "redo", DONE, coder)


def _turn_back(connection: Connection, query: str, kind: str, state: int, coder: str) -> Step | None:
    row = connection.exec_driver_sql(query).first()
    if row is None:
        return None
    step = Step(*row)
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    number = begin(connection, step.label, coder, kind, step.id)
    if kind == "undo":
        _apply(connection, [(c.table, c.uid, c.after, c.before) for c in reversed(changes(connection, step.id))])
    else:
        _apply(connection, [(c.table, c.uid, c.before, c.after) for c in changes(connection, step.id)])
    connection.exec_driver_sql("UPDATE step SET state = ? WHERE id = ?", (state, step.id))
    finish(connection, number)
    return step_of(connection, step.id)


def _apply(connection: Connection, moves: list[tuple[str, str, dict[str, Any] | None, dict[str, Any] | None]]) -> None:
    """Turn rows from one image into the other, runs of like statements at once."""

    def statement(move: tuple[str, str, dict[str, Any] | None, dict[str, Any] | None]) -> str:
        table, _, was, will = move
        if will is None:
            return f'DELETE FROM "{table}" WHERE "{key_of(connection, table)}" = ?'
        if was is None:
            names = ", ".join(f'"{column}"' for column in will)
            return f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(will))})'
        sets = ", ".join(f'"{column}" = ?' for column in will)
        return f'UPDATE "{table}" SET {sets} WHERE "{key_of(connection, table)}" = ?'

    def values(move: tuple[str, str, dict[str, Any] | None, dict[str, Any] | None]) -> tuple[Any, ...]:
        _, uid, was, will = move
        if will is None:
            return (uid,)
        return (*will.values(), uid) if was is not None else tuple(will.values())

    def shape(move: tuple[str, str, dict[str, Any] | None, dict[str, Any] | None]) -> tuple[str, bool, bool]:
        return (move[0], move[2] is None, move[3] is None)

    for _, run in groupby(moves, key=shape):
        alike = list(run)
        connection.exec_driver_sql(statement(alike[0]), [values(move) for move in alike])
