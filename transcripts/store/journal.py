"""The journal: every change of a row, written by triggers, under the step that made it.

One table is undo, redo, the audit trail and the history of any row. A step is one transaction with a label, a person
and a time; each carries the hash of the one before it, so a changed past shows. Undoing and redoing are steps too:
the journal only grows.

`state` of a `do` step (0 done, 1 undone, 2 undone and no longer redoable) follows from the order of steps and is
therefore outside the hash; `verify` derives it again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain, groupby, islice
from json.encoder import encode_basestring_ascii
from typing import Any

from sqlalchemy.engine import Connection

from transcripts.identity import new_uid, now

OWN_TABLES = frozenset({"step", "change", "recording", "migration"})
DONE, UNDONE, ABANDONED = 0, 1, 2
STEP_FIELDS = "id, uid, kind, target, label, coder, at, state, changes, hash"
LATEST_STANDING = f"SELECT {STEP_FIELDS} FROM step WHERE kind = 'do' AND state = {DONE} ORDER BY id DESC LIMIT 1"
NEXT_REDOABLE = f"SELECT {STEP_FIELDS} FROM step WHERE kind = 'do' AND state = {UNDONE} ORDER BY id LIMIT 1"

TABLES = (
    """CREATE TABLE IF NOT EXISTS step (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ('start', 'do', 'undo', 'redo')),
        target INTEGER REFERENCES step(id), label TEXT NOT NULL, coder TEXT NOT NULL, at TEXT NOT NULL,
        state INTEGER NOT NULL DEFAULT 0, changes INTEGER NOT NULL DEFAULT 0, hash TEXT NOT NULL DEFAULT '')""",
    """CREATE TABLE IF NOT EXISTS change (
        id INTEGER PRIMARY KEY, step INTEGER NOT NULL REFERENCES step(id), tablename TEXT NOT NULL, uid TEXT NOT NULL,
        before TEXT, after TEXT)""",
    "CREATE INDEX IF NOT EXISTS change_of_step ON change (step)",
    "CREATE INDEX IF NOT EXISTS change_of_row ON change (uid)",
    "CREATE TABLE IF NOT EXISTS recording (step INTEGER)",
    "INSERT INTO recording SELECT NULL WHERE NOT EXISTS (SELECT 1 FROM recording)",
)


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


# -- triggers -----------------------------------------------------------------------------------------------------


def create_tables(connection: Connection) -> None:
    """Make the journal's own tables, where they are absent."""
    for statement in TABLES:
        connection.exec_driver_sql(statement)


def drop_triggers(connection: Connection) -> None:
    """Take the journal's triggers away while a migration changes what they are made from."""
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'journal_*'"
    for (name,) in connection.exec_driver_sql(query).all():
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')


def create_triggers(connection: Connection, unjournalled: Iterable[str]) -> None:
    """Write triggers for every table of the file but the journal's own and the `unjournalled` ones."""
    for table in journalled_tables(connection, unjournalled):
        for statement in triggers(connection, table):
            connection.exec_driver_sql(statement)


def journalled_tables(connection: Connection, unjournalled: Iterable[str]) -> list[str]:
    """The tables whose changes are recorded: not SQLite's own, virtual ones and their shadows, or the journal's."""
    skipped = OWN_TABLES | frozenset(unjournalled)
    rows = connection.exec_driver_sql("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    return [name for (name,) in rows.all() if not name.startswith("sqlite_") and name not in skipped]


def key_of(connection: Connection, table: str) -> str:
    """The primary key's column."""
    rows = connection.exec_driver_sql(f'PRAGMA table_info("{table}")').all()
    return next(str(row[1]) for row in rows if row[5])


def image_of(connection: Connection, table: str, row: str) -> str:
    """The SQL for a row's image as the journal keeps it; `row` is the name that the row goes by."""
    columns = [name for _, name, *_ in connection.exec_driver_sql(f'PRAGMA table_info("{table}")').all()]
    return "json_object(" + ", ".join(f"'{column}', {row}.\"{column}\"" for column in columns) + ")"


def triggers(connection: Connection, table: str) -> Iterator[str]:
    """The statements that make the triggers of a table."""
    key = key_of(connection, table)
    columns = [name for _, name, *_ in connection.exec_driver_sql(f'PRAGMA table_info("{table}")').all()]

    def image(row: str) -> str:
        return image_of(connection, table, row)

    def trigger(verb: str, row: str, before: str, after: str, when: str = "") -> str:
        return (
            f'CREATE TRIGGER "journal_{table}_{verb}" AFTER {verb} ON "{table}" '
            f"WHEN (SELECT step FROM recording) IS NOT NULL {when} BEGIN "
            f"INSERT INTO change (step, tablename, uid, before, after) "
            f"SELECT step, '{table}', {row}.\"{key}\", {before}, {after} FROM recording; END"
        )

    differs = " OR ".join(f'old."{column}" IS NOT new."{column}"' for column in columns)
    yield trigger("INSERT", "new", "NULL", image("new"))
    yield trigger("UPDATE", "new", image("old"), image("new"), f"AND ({differs})")
    yield trigger("DELETE", "old", image("old"), "NULL")


# -- many rows at once --------------------------------------------------------------------------------------------

_VALUES = 7_000
"""Values bound by one statement: with more SQLite takes as long for each, with much fewer the calls count."""


def insert_many(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Insert rows of these columns into a table whose key is a number which SQLite gives; returns the first one's.

    The others follow it. The journal is as its triggers would have written it. A study has tens of thousands of turns:
    many rows a statement, and one statement for all their images, take a third of the time of as many statements and
    triggers.
    """
    last = _last(connection, table)
    step = connection.exec_driver_sql("SELECT step FROM recording").scalar()
    connection.exec_driver_sql("UPDATE recording SET step = NULL")
    try:
        _insert(connection, table, columns, rows)
    finally:
        connection.exec_driver_sql("UPDATE recording SET step = ?", (step,))
    _record(connection, table, last)
    return last + 1


def _last(connection: Connection, table: str) -> int:
    """The highest key so far."""
    key = key_of(connection, table)
    return int(connection.exec_driver_sql(f'SELECT coalesce(max("{key}"), 0) FROM "{table}"').scalar_one())


def _insert(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    places = f"({', '.join('?' * len(columns))})"
    waiting = iter(rows)
    while some := list(islice(waiting, _VALUES // len(columns))):
        values = tuple(chain.from_iterable(some))
        connection.exec_driver_sql(f'INSERT INTO "{table}" ({names}) VALUES {", ".join([places] * len(some))}', values)


def _record(connection: Connection, table: str, last: int) -> None:
    """Write the images of all rows after the key `last` into the journal, under the open step if there is one."""
    key = key_of(connection, table)
    connection.exec_driver_sql(
        f"INSERT INTO change (step, tablename, uid, before, after) SELECT step, '{table}', new.\"{key}\", NULL, "
        f'{image_of(connection, table, "new")} FROM recording, "{table}" AS new '
        f'WHERE recording.step IS NOT NULL AND new."{key}" > ? ORDER BY new."{key}"',
        (last,),
    )


# -- steps --------------------------------------------------------------------------------------------------------


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
    step = replace(_step(connection, number), changes=count)
    if step.kind == "do":
        connection.exec_driver_sql(f"UPDATE step SET state = {ABANDONED} WHERE state = {UNDONE}")
    sealed = _hash(connection, step, _hash_before(connection, number))
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
    return _step(connection, step.id)


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


# -- reading ------------------------------------------------------------------------------------------------------


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
        (_step(connection, step), Change(table, uid, *(None if x is None else json.loads(x) for x in images)))
        for step, table, *images in rows.all()
    ]


def verify(connection: Connection) -> list[str]:
    """What is wrong with the journal, one line each: broken chain, changed steps, states that do not follow."""
    problems: list[str] = []
    previous = ""
    undone: list[int] = []
    states: dict[int, int] = {}
    for step in reversed(steps(connection)):
        if _hash(connection, step, previous) != step.hash:
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


def _step(connection: Connection, number: int) -> Step:
    return Step(*connection.exec_driver_sql(f"SELECT {STEP_FIELDS} FROM step WHERE id = ?", (number,)).one())


def _hash_before(connection: Connection, number: int) -> str:
    query = "SELECT hash FROM step WHERE id < ? ORDER BY id DESC LIMIT 1"
    return str(connection.exec_driver_sql(query, (number,)).scalar() or "")


def _hash(connection: Connection, step: Step, previous: str) -> str:
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
