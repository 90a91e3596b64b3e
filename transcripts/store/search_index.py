"""Asking the full-text index over turns, and for what an answer is made of; `indexing` keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

NO_SOUND = "?000"
_MANY = 30_000  # bound values in one statement; SQLite's own limit is 32,766 where nobody raised it


@dataclass(frozen=True, slots=True)
class InARow:
    """A turn holds these words one after the other; with `prefix` the last is the beginning of one."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    """A turn fulfils all parts."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """A turn fulfils at least one part."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Close:
    """A turn holds both with at most so many words between them, in any order."""

    one: InARow
    other: InARow
    between: int


Condition = InARow | Every | Some | Close


class TurnRow(NamedTuple):
    """A turn as it is stored; offsets are code points of the document, half-open."""

    id: int
    document: str
    start: int
    end: int
    speaker: str | None


def matching(
    connection: Connection, condition: Condition, first: int = 0, last: int = 2**62, limit: int = -1
) -> list[int]:
    """The ids of turns from `first` to `last` that fulfil a condition, in order; at most `limit`, -1 for all."""
    query = "SELECT rowid FROM turn_words WHERE turn_words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid LIMIT ?"
    return [id for (id,) in _rows(connection, query, (_expression(condition), first, last, limit))]


def matching_turns(
    connection: Connection, condition: Condition, first: int = 0, last: int = 2**62
) -> Sequence[TurnRow]:
    """The turns from `first` to `last` that fulfil a condition, in order of their ids."""
    query = (
        'SELECT turn.id, turn.document_uid, turn.start, turn."end", turn.speaker_uid FROM turn_words '
        "CROSS JOIN turn ON turn.id = turn_words.rowid WHERE turn_words MATCH ? AND turn_words.rowid BETWEEN ? AND ? "
        "ORDER BY turn_words.rowid"
    )
    return [TurnRow._make(row) for row in _rows(connection, query, (_expression(condition), first, last))]


def turns_by_id(connection: Connection, ids: Sequence[int]) -> list[TurnRow]:
    """Turns by their ids."""
    found: list[TurnRow] = []
    for at in range(0, len(ids), _MANY):
        some = tuple(ids[at : at + _MANY])
        query = f'SELECT id, document_uid, start, "end", speaker_uid FROM turn WHERE id IN ({_places(some)})'
        found += map(TurnRow._make, _rows(connection, query, some))
    return found


def turns_of(connection: Connection, document: str) -> list[TurnRow]:
    """All turns of a document, in order."""
    query = 'SELECT id, document_uid, start, "end", speaker_uid FROM turn WHERE document_uid = ? ORDER BY number'
    return [TurnRow._make(row) for row in _rows(connection, query, (document,))]


def ids_of(connection: Connection, document: str) -> tuple[int, int]:
    """The lowest and the highest id among a document's turns; (0, 0) where it has none."""
    query = "SELECT coalesce(min(id), 0), coalesce(max(id), 0) FROM turn WHERE document_uid = ?"
    first, last = _rows(connection, query, (document,))[0]
    return first, last


class DocumentRow(NamedTuple):
    """What a search says of a document; `body` is its text's hash."""

    uid: str
    label: str
    kind: str
    group: str
    body: str
    language: str


def documents_and_speakers(connection: Connection) -> tuple[list[DocumentRow], dict[str, tuple[str, str]]]:
    """All documents, and name and role of all speakers by uid."""
    documents = _rows(connection, 'SELECT uid, label, kind, "group", body_hash, language FROM document', ())
    speakers = _rows(connection, "SELECT uid, name, role FROM speaker", ())
    return list(map(DocumentRow._make, documents)), {uid: (name, role) for uid, name, role in speakers}


def texts(connection: Connection, hashes: Sequence[str]) -> dict[str, str]:
    """Texts by their hashes."""
    found: dict[str, str] = {}
    for at in range(0, len(hashes), _MANY):
        some = tuple(hashes[at : at + _MANY])
        rows = _rows(connection, f"SELECT hash, text FROM body WHERE hash IN ({_places(some)})", some)
        found.update((key, text) for key, text in rows)
    return found


def latest_step(connection: Connection) -> int:
    """The number of the step written last."""
    return int(connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM step").scalar_one())


def changed_since(connection: Connection, step: int) -> bool:
    """Whether documents, their turns or their speakers changed after a step."""
    query = "SELECT 1 FROM change WHERE step > ? AND tablename IN ('document', 'turn', 'speaker') LIMIT 1"
    return connection.exec_driver_sql(query, (step,)).first() is not None


def vocabulary(connection: Connection) -> list[tuple[str, int, str]]:
    """Every word of the index as it is folded there, in how many turns it stands, and its sound (`sound_of`)."""
    return _in_vocabulary(connection, "SELECT term, doc, soundex(term) FROM temp.turn_vocabulary", ())


def sound_of(connection: Connection, word: str) -> str:
    """How a word sounds: its Soundex code; `NO_SOUND` for one that is not written in Latin letters.

    Soundex: Russell and Odell, US patents 1,261,167 (1918) and 1,435,663 (1922).
    """
    return str(_rows(connection, "SELECT soundex(?)", (word,))[0][0])


def _in_vocabulary(connection: Connection, query: str, values: tuple[Any, ...]) -> list[Any]:
    """Ask the vocabulary, which SQLite shows through a table of the connection's own; no file is touched by it."""
    only_asking = connection.exec_driver_sql("PRAGMA query_only").scalar_one()
    if only_asking:
        connection.exec_driver_sql("PRAGMA query_only=OFF")  # such a file was opened with mode=ro, which still holds
    try:
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.turn_vocabulary USING fts5vocab('main', 'turn_words', 'row')"
        )
        return _rows(connection, query, values)
    finally:
        if only_asking:
            connection.exec_driver_sql("PRAGMA query_only=ON")


def _rows(connection: Connection, query: str, values: tuple[Any, ...]) -> list[Any]:
    """The driver's own tuples, asked for without SQLAlchemy, which would take longer than the index takes to answer."""
    if not connection.in_transaction():
        connection.begin()
    driver: Any = connection.connection.driver_connection
    try:
        rows: list[Any] = driver.execute(query, values).fetchall()
    except sqlcipher.Error as error:
        raise OperationalError(None, None, error) from error
    return rows


def _places(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _expression(condition: Condition) -> str:
    """The condition as FTS5 has it; words are letters and digits alone, so that none of them is an operator."""
    if isinstance(condition, InARow):
        return " + ".join(f'"{word}"' for word in condition.words) + (" *" if condition.prefix else "")
    if isinstance(condition, Close):
        one, other = (f'"{" ".join(each.words)}"' for each in (condition.one, condition.other))
        return f"NEAR({one} {other}, {condition.between})"
    operator = " AND " if isinstance(condition, Every) else " OR "
    return operator.join(f"({_expression(part)})" for part in condition.parts)
