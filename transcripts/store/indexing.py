"""The full-text index, kept in step with `turn`: an FTS5 table that holds words but no text. It is derived data.

Deleted turns leave it by a trigger; new ones enter with the texts that they are of, at the latest when a step (or its
undoing) is closed. They are sliced from the text in memory: asking SQL for substrings costs time in the square of a
transcript's length.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import Connection

if TYPE_CHECKING:
    from transcripts.importing.model import ImportedTurn

_AT_ONCE = 5_000
"""Turns indexed by one statement: the words of a whole corpus are never in memory twice."""
_GATHERED = 8 * 2**20
"""Bytes of the index that FTS5 gathers before it writes them as one segment, in place of its own one million: every
segment is merged with others later, and looked into by every search."""
_DERIVED = ("sentence_bounds", "prepared_words")


def refresh(connection: Connection, step: int) -> None:
    """Index the turns that a step added, as far as they are not, and forget what was made of texts it changed."""
    query = (
        'SELECT turn.id, turn.document_uid, turn.start, turn."end" FROM change JOIN turn ON turn.id = change.uid '
        "WHERE change.step = ? AND change.tablename = 'turn' AND change.before IS NULL "
        "AND turn.id NOT IN (SELECT id FROM turn_words_docsize) ORDER BY turn.id"
    )
    changed = _with_changed_turns(connection, step)
    driver: Any = connection.connection.driver_connection
    rows = driver.execute(query, (step,))
    while added := rows.fetchmany(_AT_ONCE):
        _index(connection, added)
        changed |= {document for _, document, _, _ in added}
    if changed:
        forget = [(document,) for document in sorted(changed)]
        for table in _DERIVED:
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE document_uid = ?", forget)
        connection.exec_driver_sql("DELETE FROM kept_index")


def add(connection: Connection, first: int, texts: Iterable[tuple[str, Iterable[ImportedTurn]]]) -> None:
    """Index new documents' turns, whose ids count from `first`, and forget what was made of all texts as they were."""
    from transcripts.folding import for_index  # noqa: PLC0415 - its tables of letters are not for a first screen

    rows: list[tuple[int, str]] = []
    for text, turns in texts:
        said = [text[start:end] for _, start, end, _, _ in turns]
        rows += enumerate(said if text.isascii() else map(for_index, said), first)
        first += len(said)
    if rows:
        connection.exec_driver_sql("INSERT INTO turn_words (turn_words, rank) VALUES ('hashsize', ?)", (_GATHERED,))
        connection.exec_driver_sql("INSERT INTO turn_words (rowid, words) VALUES (?, ?)", rows)
        connection.exec_driver_sql("DELETE FROM kept_index")


def catch_up(connection: Connection) -> bool:
    """Index all turns that are not, after a change of how it is done; whether there were any."""
    query = (
        'SELECT id, document_uid, start, "end" FROM turn '
        "WHERE id NOT IN (SELECT id FROM turn_words_docsize) ORDER BY id"
    )
    driver: Any = connection.connection.driver_connection
    rows, any_there = driver.execute(query), False
    while some := rows.fetchmany(_AT_ONCE):
        _index(connection, some)
        any_there = True
    return any_there


def _with_changed_turns(connection: Connection, step: int) -> set[str]:
    """The documents of turns that were there before a step changed them or took them away."""
    query = (
        "SELECT DISTINCT json_extract(before, '$.document_uid') FROM change "
        "WHERE step = ? AND tablename = 'turn' AND before IS NOT NULL"
    )
    return {document for (document,) in connection.exec_driver_sql(query, (step,))}


def problems(connection: Connection) -> list[str]:
    """What is wrong with the index, one line each."""
    tables = ("turn", "turn_words_docsize")
    turns, indexed = (connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() for table in tables)
    return [] if turns == indexed else [f"Search: {indexed} of {turns} turns are in the index."]


def _index(connection: Connection, turns: Iterable[tuple[int, str, int, int]]) -> None:
    from transcripts.folding import for_index  # noqa: PLC0415 - its tables of letters are not for a first screen

    rows, document, text = [], None, ""
    for turn, uid, start, end in turns:
        if uid != document:
            document, text = uid, _text_of(connection, uid)
        rows.append((turn, for_index(text[start:end])))
    if rows:
        connection.exec_driver_sql("INSERT INTO turn_words (rowid, words) VALUES (?, ?)", rows)


def _text_of(connection: Connection, document: str) -> str:
    query = "SELECT body.text FROM body JOIN document ON document.body_hash = body.hash WHERE document.uid = ?"
    return str(connection.exec_driver_sql(query, (document,)).scalar_one())
