"""Does the file say what its history says? Rows changed behind the journal's back, and triggers that are gone."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy.engine import Connection

from transcripts.store.recording import image_of, journalled_tables, key_of, triggers


def problems(connection: Connection, unjournalled: frozenset[str]) -> Iterator[str]:
    """What stands in the file and not in its history, a line a table; `unjournalled` tables have no history."""
    for table in journalled_tables(connection, unjournalled):
        differing = _differing(connection, table)
        if differing:
            rows = "1 row" if len(differing) == 1 else f"{len(differing):,} rows"
            yield f"History: {rows} of ‘{table}’ changed without being recorded (first: {differing[0]})."
        if not _is_recorded(connection, table):
            yield f"History: changes of ‘{table}’ are no longer recorded; a trigger is missing or was altered."


def _differing(connection: Connection, table: str) -> list[str]:
    """The keys of rows that are not as the journal's last image of them, or are only in one of the two."""
    latest = (
        "SELECT uid, after FROM change WHERE after IS NOT NULL AND id IN "
        f"(SELECT max(id) FROM change WHERE tablename = '{table}' GROUP BY uid)"
    )
    now = f'SELECT "{key_of(connection, table)}", {image_of(connection, table, "kept")} FROM "{table}" AS kept'
    recorded, images = (
        {str(uid): image for uid, image in connection.exec_driver_sql(query)} for query in (latest, now)
    )
    uids = {**images, **recorded}
    return [uid for uid in uids if not _same(recorded.get(uid), images.get(uid))]


def _same(recorded: str | None, image: str | None) -> bool:
    """Whether two images agree on the columns that both know: a later version of the program may have added some."""
    if recorded == image or recorded is None or image is None:
        return recorded == image
    before, now = json.loads(recorded), json.loads(image)
    return all(before[column] == now[column] for column in before.keys() & now.keys())


def _is_recorded(connection: Connection, table: str) -> bool:
    query = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?"
    written = {sql for (sql,) in connection.exec_driver_sql(query, (table,))}
    return set(triggers(connection, table)) <= written
