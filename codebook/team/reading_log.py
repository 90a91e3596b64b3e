"""What of each document stood on whose screen: the log that tells “never opened” from “read and left uncoded”.

Derived from looking, like the index from the texts: written by `project.upkeep()`, so that reading is no step, cannot
be undone and makes the history no longer. It stays in the file and in its backups; merging by history leaves it out.
A text that is corrected has been seen by nobody yet; the log of the old text is kept beside it.
Offsets are code points, half-open; regions as in `codebook.spans`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection
from sqlmodel import Session

from codebook.spans import Span, intersection, region, total_length, union
from transcripts.identity import now
from transcripts.texts import DocumentText

_CURRENT = "JOIN document ON document.uid = reading.document_uid AND document.body_hash = reading.body_hash"


@dataclass(frozen=True, slots=True)
class Reading:
    """How much of a document (by uid) a coder (by name) has read: `seen`, and the region `speech` that counts.

    `opened` is when the coder first opened it in any wording, None for never.
    """

    document: str
    coder: str
    body_hash: str
    opened: str | None
    seen: tuple[Span, ...]
    speech: tuple[Span, ...]

    @property
    def percent(self) -> int:
        """Of the characters that count, how many of a hundred were seen; 100 means every one of them."""
        return percent(total_length(intersection(self.seen, self.speech)), total_length(self.speech))


def percent(part: int, whole: int) -> int:
    """`part` of `whole` in hundredths, rounded down: neither the last word nor the first is rounded into being read."""
    return 100 * part // whole if whole else 100


def reading(session: Session, text: DocumentText, coder: str) -> Reading:
    """How much of a document a coder has read."""
    connection = session.connection()
    body = connection.exec_driver_sql("SELECT body_hash FROM document WHERE uid = ?", (text.uid,)).scalar_one()
    opened = connection.exec_driver_sql(
        "SELECT min(opened) FROM reading WHERE document_uid = ? AND coder = ?", (text.uid, coder)
    ).scalar()
    return Reading(
        text.uid, coder, body, opened, tuple(_seen(connection, text.uid, coder, body)), tuple(region(text.speech()))
    )


def _seen(connection: Connection, document: str, coder: str, body: str) -> list[Span]:
    query = "SELECT seen FROM reading WHERE document_uid = ? AND coder = ? AND body_hash = ?"
    kept = connection.exec_driver_sql(query, (document, coder, body)).scalar()
    return spans_of(kept) if kept else []


def spans_of(kept: str) -> list[Span]:
    """A region as the log keeps it."""
    return [(start, end) for start, end in json.loads(kept)]


def note(connection: Connection, read: Reading) -> None:
    """Add what was read to the log, inside of upkeep; what the log has from another window stays."""
    there = connection.exec_driver_sql("SELECT 1 FROM document WHERE uid = ?", (read.document,)).first()
    if there is None:
        return
    seen = union(_seen(connection, read.document, read.coder, read.body_hash), read.seen)
    counted = total_length(intersection(seen, read.speech)), total_length(read.speech)
    connection.exec_driver_sql(
        "INSERT INTO reading (document_uid, coder, body_hash, opened, seen, seen_speech, speech) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET seen = excluded.seen, "
        "seen_speech = excluded.seen_speech, speech = excluded.speech",
        (read.document, read.coder, read.body_hash, read.opened or now(), json.dumps(seen), *counted),
    )


def shares(session: Session, coder: str) -> dict[str, int]:
    """How many hundredths of each document (by uid) that a coder ever opened, in its present wording, were seen."""
    query = f"SELECT reading.document_uid, seen_speech, speech FROM reading {_CURRENT} WHERE coder = ?"
    found = session.connection().exec_driver_sql(query, (coder,))
    return {document: percent(seen, speech) for document, seen, speech in found}


def readings(session: Session) -> dict[tuple[str, str], tuple[str, list[Span]]]:
    """Everybody's log: by document (uid) and coder (name) when it was first opened, and the region seen of its present
    wording.
    """
    connection = session.connection()
    first = connection.exec_driver_sql("SELECT document_uid, coder, min(opened) FROM reading GROUP BY 1, 2").all()
    query = f"SELECT reading.document_uid, coder, seen FROM reading {_CURRENT}"
    seen = {(document, coder): kept for document, coder, kept in connection.exec_driver_sql(query)}
    return {(d, coder): (at, _spans_in(seen, d, coder)) for d, coder, at in first}


def _spans_in(seen: dict[tuple[str, str], str], document: str, coder: str) -> list[Span]:
    return spans_of(seen[document, coder]) if (document, coder) in seen else []


def extended(read: Reading, more: Sequence[Span]) -> Reading:
    """A reading with more seen; itself where that is nothing new."""
    seen = tuple(union(read.seen, more))
    if seen == read.seen:
        return read
    return Reading(read.document, read.coder, read.body_hash, read.opened, seen, read.speech)
