"""The full-text index over turns: an FTS5 table that holds words but no text, kept in step with `turn`.

It is derived data. Deleted turns leave it by a trigger; new ones enter when a step (or its undoing) is closed, sliced
from the text in memory, since asking SQL for substrings costs time in the square of a transcript's length.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.engine import Connection


def refresh(connection: Connection, step: int) -> None:
    """Index the turns that a step added, and forget sentence bounds of documents whose turns it changed."""
    added = connection.exec_driver_sql(
        "SELECT turn.id, turn.document_uid, turn.start, turn.\"end\" FROM change JOIN turn ON turn.id = change.uid "
        "WHERE change.step = ? AND change.tablename = 'turn' AND change.before IS NULL ORDER BY turn.id",
        (step,),
    ).all()
    _index(connection, [tuple(row) for row in added])
    connection.exec_driver_sql(
        "DELETE FROM sentence_bounds WHERE document_uid IN (SELECT DISTINCT json_extract(coalesce(after, before), "
        "'$.document_uid') FROM change WHERE step = ? AND tablename = 'turn')",
        (step,),
    )


def rebuild(connection: Connection) -> None:
    """Make the whole index anew."""
    connection.exec_driver_sql("DELETE FROM turn_words")
    rows = connection.exec_driver_sql('SELECT id, document_uid, start, "end" FROM turn ORDER BY document_uid, id').all()
    _index(connection, [tuple(row) for row in rows])


def problems(connection: Connection) -> list[str]:
    """What is wrong with the index, one line each."""
    tables = ("turn", "turn_words_docsize")
    turns, indexed = (connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() for table in tables)
    return [] if turns == indexed else [f"Search: {indexed} of {turns} turns are in the index."]


def turns_matching(connection: Connection, expression: str) -> list[tuple[str, int]]:
    """The turns that match an FTS5 expression: uid of the document, number of the turn."""
    query = (
        "SELECT document_uid, number FROM turn WHERE id IN (SELECT rowid FROM turn_words WHERE turn_words MATCH ?) "
        "ORDER BY document_uid, number"
    )
    return [(document, number) for document, number in connection.exec_driver_sql(query, (expression,))]


def _index(connection: Connection, turns: Iterable[tuple[int, str, int, int]]) -> None:
    rows, document, text = [], None, ""
    for turn, uid, start, end in turns:
        if uid != document:
            document, text = uid, _text_of(connection, uid)
        rows.append((turn, text[start:end]))
    if rows:
        connection.exec_driver_sql("INSERT INTO turn_words (rowid, words) VALUES (?, ?)", rows)


def _text_of(connection: Connection, document: str) -> str:
    query = "SELECT body.text FROM body JOIN document ON document.body_hash = body.hash WHERE document.uid = ?"
    return str(connection.exec_driver_sql(query, (document,)).scalar_one())
