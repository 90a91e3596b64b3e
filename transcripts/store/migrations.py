"""Named sets of migrations: each layer of the house brings its own, and the file records which it has had.

A set is an ordered list; a file is migrated in one transaction, after a copy of it has been put aside. A file that
has had a migration this program does not know is newer than the program, and is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files

from sqlalchemy.engine import Connection

from transcripts.errors import ProjectError
from transcripts.identity import now
from transcripts.store import recording

RECORD = """CREATE TABLE IF NOT EXISTS migration (
    layer TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, applied TEXT NOT NULL, PRIMARY KEY (layer, number)
)"""


@dataclass(frozen=True, slots=True)
class Layer:
    """One package's part of the project file: its name, and the packages' SQL files in order of application.

    `unjournalled` are the tables of this layer that the journal's triggers pass over. `seen_by` says, for a reader's
    name, which SELECT stands in for which table (see `curtain`); it gives nothing where there is nothing to hide.
    """

    name: str
    package: str
    migrations: tuple[str, ...]
    unjournalled: frozenset[str] = frozenset()
    seen_by: Callable[[Connection, str], Mapping[str, str]] | None = None


def pending(connection: Connection, layers: Iterable[Layer]) -> list[tuple[Layer, int]]:
    """What a file has not had yet, in order; raises ProjectError when the file has had more than this program knows."""
    had: dict[str, int] = {}
    if connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'migration'").first():
        rows = connection.exec_driver_sql("SELECT layer, max(number) FROM migration GROUP BY layer")
        had = {layer: number for layer, number in rows}
    known = {layer.name: len(layer.migrations) for layer in layers}
    if any(number > known.get(layer, 0) for layer, number in had.items()):
        raise ProjectError("This project was made by a newer version of the program. Update the program to open it.")
    return [
        (layer, number) for layer in layers for number in range(had.get(layer.name, 0) + 1, len(layer.migrations) + 1)
    ]


def migrate(connection: Connection, layers: tuple[Layer, ...]) -> None:
    """Bring a file up to date, inside the caller's transaction, and rebuild the journal's triggers."""
    due = pending(connection, layers)
    if not due:
        return
    connection.exec_driver_sql(RECORD)
    recording.create_tables(connection)
    recording.drop_triggers(connection)
    for layer, number in due:
        name = layer.migrations[number - 1]
        for statement in statements(files(layer.package).joinpath(name).read_text("utf-8")):
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql("INSERT INTO migration VALUES (?, ?, ?, ?)", (layer.name, number, name, now()))
    recording.create_triggers(connection, unjournalled(layers))


def unjournalled(layers: Iterable[Layer]) -> frozenset[str]:
    """The tables of all layers that have no history."""
    return frozenset().union(*(layer.unjournalled for layer in layers))


def statements(sql: str) -> list[str]:
    """The statements of a migration file; they are set apart by a semicolon at the end of a line and an empty line."""
    parts = (part.strip().removesuffix(";") for part in sql.split(";\n\n"))
    return [part for part in parts if part]
