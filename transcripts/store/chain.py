"""The chain of the journal's hashes: what a step is sealed with, and whether the past is as it was written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from json.encoder import encode_basestring_ascii

from sqlalchemy.engine import Connection

from transcripts.store.journal import ABANDONED, DONE, UNDONE, Step, steps


def verify(connection: Connection) -> list[str]:
    """What is wrong with the journal, one line each: broken chain, changed steps, states that do not follow."""
    problems: list[str] = []
    previous = ""
    undone: list[int] = []
    states: dict[int, int] = {}
    for step in reversed(steps(connection)):
        if hash_of(connection, step, previous) != step.hash:
            problems.append(f"History: step {step.id} (“{step.label}”) is not as it was written.")
        previous = step.hash
        _follow(step, states, undone)
    kept = connection.exec_driver_sql("SELECT id, state FROM step WHERE kind = 'do'")
    wrong = [number for number, state in kept if states.get(number) != state]
    return problems + [f"History: the state of step {step} does not follow from the steps after it." for step in wrong]


def _follow(step: Step, states: dict[int, int], undone: list[int]) -> None:
    if step.kind == "do":
        states[step.id] = DONE
        states.update(dict.fromkeys(undone, ABANDONED))
        undone.clear()
    elif step.kind == "undo" and step.target is not None:
        states[step.target] = UNDONE
        undone.append(step.target)
    elif step.kind == "redo" and step.target is not None:
        states[step.target] = DONE
        undone[:] = [number for number in undone if number != step.target]


def hash_before(connection: Connection, number: int) -> str:
    """The hash of the step before one; "" where there is none."""
    query = "SELECT hash FROM step WHERE id < ? ORDER BY id DESC LIMIT 1"
    return str(connection.exec_driver_sql(query, (number,)).scalar() or "")


def hash_of(connection: Connection, step: Step, previous: str) -> str:
    """What a step is sealed with: SHA-256 of the hash before it, of what it says and of every change, in order."""
    digest = sha256(previous.encode())
    said = [step.uid, step.kind, step.target, step.label, step.coder, step.at, step.changes]
    digest.update(json.dumps(said).encode())
    result = connection.exec_driver_sql(
        "SELECT tablename, uid, before, after FROM change WHERE step = ? ORDER BY id", (step.id,)
    )
    # The driver's tuples, many at a time: an import has tens of thousands of changes.
    while result.cursor is not None and (rows := result.cursor.fetchmany(1000)):
        digest.update("".join(_as_json(rows)).encode())
    return digest.hexdigest()


_APART = "~"
"""One sign, which JSON leaves as it is, between values that are written at once; not where one of them holds it."""


def _as_json(rows: Sequence[Sequence[str | None]]) -> Iterator[str]:
    """Rows of texts and nulls as `json.dumps` writes each, without what it costs to call it: column by column."""
    columns = map(_written, zip(*rows, strict=True))
    return (f"[{table}, {uid}, {before}, {after}]" for table, uid, before, after in zip(*columns, strict=True))


def _written(column: Sequence[str | None]) -> list[str]:
    if column.count(column[0]) == len(column):  # as names of tables are, and what was not there before
        return ["null" if column[0] is None else encode_basestring_ascii(column[0])] * len(column)
    known = [each for each in column if each is not None]
    parts = encode_basestring_ascii(_APART.join(known))[1:-1].split(_APART)
    if len(parts) != len(known):
        return ["null" if each is None else encode_basestring_ascii(each) for each in column]
    if len(known) == len(column):
        return [f'"{part}"' for part in parts]
    quoted = iter(parts)
    return ["null" if each is None else f'"{next(quoted)}"' for each in column]
