"""Where sentences begin and end: found by spaCy on first need, kept with the project, found again when turns change."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from sqlalchemy.engine import Connection

from transcripts import language
from transcripts.project import Project
from transcripts.texts import document_texts

Bounds = list[tuple[int, int]]


def sentences(project: Project, uids: Sequence[str]) -> dict[str, Bounds]:
    """The sentences of documents, by uid: half-open code points, in order, none across a turn.

    What was not known is found and kept (unless the project is read-only), without a line of history.
    """
    splitter = language.SPLITTER
    with project.reading() as session:
        known = _stored(session.connection(), uids, splitter)
        missing = [uid for uid in uids if uid not in known]
        texts = document_texts(session, missing) if missing else {}
    found = {uid: language.sentence_bounds(each.text, each.turns) for uid, each in texts.items()}
    if found and not project.read_only:
        with project.upkeep() as connection:
            _store(connection, found, splitter)
    return {**known, **found}


def _stored(connection: Connection, uids: Sequence[str], splitter: str) -> dict[str, Bounds]:
    wanted = set(uids)
    query = "SELECT document_uid, bounds FROM sentence_bounds WHERE splitter = ?"
    rows = connection.exec_driver_sql(query, (splitter,))
    return {uid: _unpacked(bounds) for uid, bounds in rows if uid in wanted}


def _store(connection: Connection, found: dict[str, Bounds], splitter: str) -> None:
    rows = [(uid, splitter, _packed(bounds)) for uid, bounds in found.items()]
    connection.exec_driver_sql("DELETE FROM sentence_bounds WHERE document_uid = ?", [(uid,) for uid in found])
    connection.exec_driver_sql("INSERT INTO sentence_bounds (document_uid, splitter, bounds) VALUES (?, ?, ?)", rows)


def _packed(bounds: Bounds) -> bytes:
    numbers = array("i", [number for pair in bounds for number in pair])
    return numbers.tobytes()


def _unpacked(packed: bytes) -> Bounds:
    numbers = array("i")
    numbers.frombytes(packed)
    return list(zip(numbers[::2], numbers[1::2], strict=True))
