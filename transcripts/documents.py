"""Documents in a project: listing, describing, removing, and the file each was made from.

Functions that change a project take the session of a step; what they return is plain and frozen.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Row
from sqlmodel import Session, col, select, update

from transcripts.adding import DESCRIPTIONS
from transcripts.document_labels import natural
from transcripts.errors import NotFound
from transcripts.store.tables import Case, Document, DocumentCase, Original, Participant, Speaker


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """One line of the list of documents. `speakers` counts each speaker's turns; `sha256` is of the file's bytes."""

    uid: str
    label: str
    kind: str
    group: str
    area: str
    date: str
    language: str
    participant: str
    cases: tuple[str, ...]
    words: int
    characters: int
    turns: int
    speakers: Mapping[str, int]
    format: str
    encoding: str
    sha256: str
    source_name: str
    added: str
    warnings: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The promised keys of `documents --json`, and the others that are known."""
        return {
            name: list(value) if isinstance(value, tuple) else dict(value) if name == "speakers" else value
            for name in self.__slots__
            if (value := getattr(self, name)) is not None
        }


def describe(session: Session, document: str, **values: str) -> None:
    """Set kind, group, area, date, language or label of a document (by uid)."""
    unknown = set(values) - {*DESCRIPTIONS, "label"}
    if unknown:
        raise TypeError(f"not a description of a document: {', '.join(sorted(unknown))}")
    session.execute(update(Document).where(col(Document.uid) == document).values(**values))


def set_participant(session: Session, document: str, label: str) -> None:
    """Say whose interview a document is; the participant is added when new, and linked to its participant speakers."""
    row = session.exec(select(Participant).where(Participant.label == label)).first()
    if row is None:
        row = Participant(label=label)
        session.add(row)
        session.flush()
    session.execute(update(Document).where(col(Document.uid) == document).values(participant_uid=row.uid))
    speaking = (col(Speaker.document_uid) == document) & (col(Speaker.role) == "participant")
    session.execute(update(Speaker).where(speaking).values(participant_uid=row.uid))


def add_case(session: Session, document: str, label: str) -> None:
    """Say that a document is about a case; the case is added when new."""
    case = session.exec(select(Case).where(Case.label == label)).first()
    if case is None:
        case = Case(label=label)
        session.add(case)
        session.flush()
    about = select(DocumentCase.uid).where(DocumentCase.document_uid == document, DocumentCase.case_uid == case.uid)
    if session.exec(about).first() is None:
        session.add(DocumentCase(document_uid=document, case_uid=case.uid))
        session.flush()


def remove_document(session: Session, document: str) -> None:
    """Take a document out, with its turns, codings and links; undoing the step brings all of it back."""
    row = session.get(Document, document)
    if row is not None:
        session.delete(row)
        session.flush()


def summaries(session: Session) -> list[DocumentSummary]:
    """Every document, in order of kind, group and label as a person counts (CPS 2 before CPS 10)."""
    speakers: dict[str, dict[str, int]] = {}
    cases = _cases(session)
    counts = session.connection().exec_driver_sql(
        "SELECT speaker.document_uid, speaker.name, (SELECT count(*) FROM turn WHERE turn.speaker_uid = speaker.uid) "
        "FROM speaker ORDER BY speaker.document_uid, speaker.position"
    )
    for document, name, turns in counts:
        speakers.setdefault(document, {})[name] = turns
    columns = select(
        col(Document.uid), col(Document.label), col(Document.kind), col(Document.group), col(Document.area),
        col(Document.date), col(Document.language), col(Participant.label).label("participant"), col(Document.words),
        col(Document.characters), col(Document.format), col(Document.encoding), col(Document.original_hash),
        col(Document.source_name), col(Document.added), col(Document.warnings),
    ).join(Participant, isouter=True)  # type: ignore[call-overload]  # fmt: skip
    found = [
        _summary(row, speakers.get(row.uid, {}), tuple(cases.get(row.uid, ()))) for row in session.execute(columns)
    ]
    return sorted(found, key=lambda d: (d.kind, d.group, natural(d.label)))


class ListedDocument(NamedTuple):
    """What a list of thousands of documents needs to know of each; `cases` are labels."""

    uid: str
    label: str
    kind: str
    group: str
    area: str
    date: str
    words: int
    cases: tuple[str, ...]


def listed(session: Session) -> list[ListedDocument]:
    """Every document in the order of `summaries`, with less about each, in a tenth of the time."""
    cases = _cases(session)
    columns = select(
        col(Document.uid), col(Document.label), col(Document.kind), col(Document.group), col(Document.area),
        col(Document.date), col(Document.words),
    )  # type: ignore[call-overload]  # fmt: skip
    found = [
        ListedDocument(uid, label, kind, group, area, date, words, tuple(cases.get(uid, ())))
        for uid, label, kind, group, area, date, words in session.execute(columns)
    ]
    return sorted(found, key=lambda d: (d.kind, d.group, natural(d.label)))


def _cases(session: Session) -> dict[str, list[str]]:
    """The labels of the cases that documents (by uid) are about."""
    cases: dict[str, list[str]] = {}
    links = select(DocumentCase.document_uid, Case.label).join(Case).order_by(Case.label)
    for document, label in session.exec(links):
        cases.setdefault(document, []).append(label)
    return cases


def _summary(row: Row[Any], speakers: dict[str, int], cases: tuple[str, ...]) -> DocumentSummary:
    return DocumentSummary(
        uid=row.uid, label=row.label, kind=row.kind, group=row.group, area=row.area, date=row.date,
        language=row.language, participant=row.participant or "", cases=cases, words=row.words,
        characters=row.characters, turns=sum(speakers.values()), speakers=speakers, format=row.format,
        encoding=row.encoding, sha256=row.original_hash, source_name=row.source_name, added=row.added,
        warnings=tuple(json.loads(row.warnings)),
    )  # fmt: skip


def original_bytes(session: Session, document: str) -> bytes:
    """The file a document was made from, byte for byte; raises NotFound."""
    query = select(Original.content).join(Document).where(Document.uid == document)
    content = session.exec(query).first()
    if content is None:
        raise NotFound("This document is not in the project any more.")
    return content
