"""How changes come into the journal: its tables, triggers that write every change of a row, and many rows at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from sqlalchemy.engine import Connection

OWN_TABLES = frozenset({"step", "change", "recording", "migration"})
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
