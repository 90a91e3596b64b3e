"""A document's text may be replaced by a corrected one; every text it ever had is kept."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, delete, insert, select, update

from transcripts.adding import TURN_COLUMNS, keep_contents, text_columns, turn_rows
from transcripts.errors import NotFound
from transcripts.identity import new_uid
from transcripts.importing.model import ImportedText
from transcripts.store.recording import insert_many
from transcripts.store.tables import Body, Document, Speaker, Turn


@dataclass(frozen=True, slots=True)
class SpeakerNames:
    """Who speaks in both texts of a document, only in the new one, only in the old one."""

    kept: tuple[str, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]


def speaker_names(before: Iterable[str], after: Iterable[str]) -> SpeakerNames:
    """The names of two texts, set beside one another."""
    old, new = dict.fromkeys(before), dict.fromkeys(after)
    return SpeakerNames(
        tuple(name for name in new if name in old), tuple(name for name in new if name not in old),
        tuple(name for name in old if name not in new),
    )  # fmt: skip


def put_text(session: Session, document: str, imported: ImportedText, *, original: bytes, source_name: str) -> None:
    """Give a document (by uid) another text with its turns, file and remarks. What is anchored in it is the caller's.

    Speakers that keep their name keep their role and participant. Raises NotFound.
    """
    row = session.get(Document, document)
    if row is None:
        raise NotFound("This document is not in the project any more.")
    keep_contents(session, [imported.text], [original])
    session.execute(delete(Turn).where(col(Turn.document_uid) == document))
    named = _put_speakers(session, document, imported, row.participant_uid)
    columns = text_columns(imported, original, source_name)
    session.execute(update(Document).where(col(Document.uid) == document).values(**columns))
    # Turns are always new ones, even where nothing moved: the index and sentence bounds follow new turns.
    insert_many(session.connection(), "turn", TURN_COLUMNS, turn_rows(document, imported, named))
    session.expire_all()


def _put_speakers(session: Session, document: str, imported: ImportedText, participant: str | None) -> dict[str, str]:
    """Let a document have the speakers of a text; returns their uids by name."""
    known = {row.name: row for row in session.exec(select(Speaker).where(Speaker.document_uid == document))}
    session.execute(delete(Speaker).where(col(Speaker.uid).in_([
        row.uid for name, row in known.items() if name not in imported.speakers
    ])))  # fmt: skip
    named: dict[str, str] = {}
    for position, name in enumerate(imported.speakers):
        if name in known:
            named[name] = known[name].uid
            session.execute(update(Speaker).where(col(Speaker.uid) == named[name]).values(position=position))
        else:
            row = _new_speaker(document, name, imported.roles.get(name, "participant"), position, participant)
            session.execute(insert(Speaker), [row])
            named[name] = row["uid"]
    return named


def _new_speaker(document: str, name: str, role: str, position: int, participant: str | None) -> dict[str, Any]:
    """A speaker's row; like those there were, a participant is the one whose interview the document is."""
    whose = participant if role == "participant" else None
    return {"uid": new_uid(), "document_uid": document, "name": name, "role": role, "position": position,
            "participant_uid": whose}  # fmt: skip


def text_under(session: Session, key: str) -> str:
    """The text kept under a hash; raises NotFound."""
    text = session.exec(select(Body.text).where(Body.hash == key)).first()
    if text is None:
        raise NotFound("This text is not in the project any more.")
    return text


def texts_at(session: Session, documents: Iterable[str], step: int) -> dict[str, str]:
    """The texts that documents (by uid) had when a step was done, as the journal knows them."""
    query = (
        "SELECT after FROM change WHERE uid = ? AND tablename = 'document' AND step <= ? AND after IS NOT NULL "
        "ORDER BY id DESC LIMIT 1"
    )
    connection, found = session.connection(), {}
    for document in documents:
        image = connection.exec_driver_sql(query, (document, step)).scalar()
        if image is not None:
            found[document] = text_under(session, json.loads(image)["body_hash"])
    return found
