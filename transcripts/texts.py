"""What was said: a document's text with its turns, and which of it counts as a participant's speech."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlmodel import Session, col, select

from transcripts.errors import NotFound
from transcripts.held_texts import KEY, HeldTexts
from transcripts.store.tables import Body, Document, Speaker


class SpokenTurn(NamedTuple):
    """A turn or passage of a document. Offsets are code points, half-open; `number` counts from 0 in text order.

    `speaker` and `role` are None for a passage that nobody is named for; `time` is seconds into the recording.
    """

    number: int
    label_start: int
    start: int
    end: int
    speaker: str | None
    role: str | None
    time: float | None


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document's whole text and who speaks where in it."""

    uid: str
    label: str
    text: str
    turns: tuple[SpokenTurn, ...]
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def has_speakers(self) -> bool:
        """Whether anybody is named in it."""
        return any(turn.speaker is not None for turn in self.turns)

    def turn_at(self, offset: int) -> SpokenTurn | None:
        """The turn whose label or words hold the offset."""
        low, high = 0, len(self.turns)
        while low < high:
            middle = (low + high) // 2
            if self.turns[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        return self.turns[low] if low < len(self.turns) and self.turns[low].label_start <= offset else None

    def speech(self) -> list[tuple[int, int]]:
        """The text that counts: participants' speech where the document has speakers, else every passage."""
        named = self.has_speakers
        return [(t.start, t.end) for t in self.turns if t.start < t.end and (not named or t.role == "participant")]


def document_text(session: Session, document: str) -> DocumentText:
    """One document with its text and turns; raises NotFound."""
    texts = document_texts(session, [document])
    if not texts:
        raise NotFound("This document is not in the project any more.")
    return texts[document]


def document_texts(session: Session, documents: Iterable[str] | None = None) -> dict[str, DocumentText]:
    """Documents (all, or those of the given uids) with texts and turns, by uid.

    A project that is only read holds them between readings (`held_texts`); inside a step they are read as they are.
    """
    wanted = None if documents is None else list(documents)
    held: HeldTexts | None = session.info.get(KEY)
    if held is not None:
        return held.texts(session, wanted, lambda uids: _document_texts(session, uids))
    return _document_texts(session, wanted)


def _document_texts(session: Session, wanted: list[str] | None) -> dict[str, DocumentText]:
    turns = _turns(session, wanted)
    query = select(Document.uid, Document.label, Body.text).join(Body)
    if wanted is not None:
        query = query.where(col(Document.uid).in_(wanted))
    return {uid: DocumentText(uid, label, text, tuple(turns.get(uid, ()))) for uid, label, text in session.exec(query)}


def _turns(session: Session, documents: list[str] | None) -> dict[str, list[SpokenTurn]]:
    """Every document's turns, in order: tens of thousands of plain rows, by index where few are wanted."""
    nobody = (None, None)
    of_speakers = select(Speaker.uid, Speaker.name, Speaker.role)
    if documents is not None:
        of_speakers = of_speakers.where(col(Speaker.document_uid).in_(documents))
    speakers = {uid: (name, role) for uid, name, role in session.exec(of_speakers)}
    query = 'SELECT document_uid, number, label_start, start, "end", speaker_uid, milliseconds FROM turn'
    if documents is not None:
        query += f" WHERE document_uid IN ({', '.join('?' * len(documents))})"
    result = session.connection().exec_driver_sql(f"{query} ORDER BY document_uid, number", tuple(documents or ()))
    # The driver's tuples: SQLAlchemy's rows would double the time of opening a corpus.
    rows = result.cursor.fetchall() if result.cursor is not None else ()
    found: dict[str, list[SpokenTurn]] = {}
    for document, number, label_start, start, end, speaker, milliseconds in rows:
        name, role = speakers.get(speaker, nobody)
        time = None if milliseconds is None else milliseconds / 1000
        found.setdefault(document, []).append(SpokenTurn(number, label_start, start, end, name, role, time))
    return found
