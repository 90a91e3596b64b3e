"""Documents in a project: adding, listing, reading, describing, removing.

Functions that change a project take the session of a step; what they return is plain and frozen.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import Row
from sqlmodel import Session, col, insert, select, update

from transcripts.errors import Conflict, NotFound
from transcripts.held_texts import KEY, HeldTexts
from transcripts.identity import new_uid, now
from transcripts.importing.model import ImportedText
from transcripts.store import search_index
from transcripts.store.journal import insert_many
from transcripts.store.tables import Body, Case, Document, DocumentCase, Original, Participant, Speaker

DESCRIPTIONS = ("kind", "group", "area", "date", "language")


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


# -- adding -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document to be added: its text as read, the file's bytes and name, and `DESCRIPTIONS` as far as known.

    `digest` is the SHA-256 of the bytes, in hexadecimal digits, where that is known already.
    """

    label: str
    imported: ImportedText
    original: bytes
    source_name: str
    description: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""


def add_document(
    session: Session, imported: ImportedText, *, label: str, original: bytes, source_name: str, **description: str
) -> str:
    """Store a text with its original bytes, speakers and turns; returns the document's uid.

    `description` takes kind, group, area, date, language. Raises Conflict when the label is taken.
    """
    return add_documents(session, [NewDocument(label, imported, original, source_name, description)])[0]


def add_documents(session: Session, many: Sequence[NewDocument]) -> list[str]:
    """Store documents with a statement a table instead of several a document; returns their uids, in order.

    Raises Conflict when a label is taken or given twice.
    """
    _require_free(session, [each.label for each in many])
    rows = [_document_row(each) for each in many]
    _keep(session, Body, "text", {row["body_hash"]: each.imported.text for row, each in zip(rows, many, strict=True)})
    originals = {row["original_hash"]: each.original for row, each in zip(rows, many, strict=True)}
    _keep(session, Original, "content", originals)
    speakers = [_speaker_rows(row["uid"], each.imported) for row, each in zip(rows, many, strict=True)]
    for table, new_rows in ((Document, rows), (Speaker, list(chain.from_iterable(speakers)))):
        if new_rows:
            session.execute(insert(table), new_rows)
    turns = (
        turn_rows(row["uid"], each.imported, {speaker["name"]: speaker["uid"] for speaker in named})
        for row, each, named in zip(rows, many, speakers, strict=True)
    )
    first = insert_many(session.connection(), "turn", TURN_COLUMNS, chain.from_iterable(turns))
    search_index.add(session.connection(), first, [(each.imported.text, each.imported.turns) for each in many])
    return [row["uid"] for row in rows]


def _require_free(session: Session, labels: Sequence[str]) -> None:
    taken = list(session.exec(select(Document.label).where(col(Document.label).in_(labels))))
    taken += [label for label, times in Counter(labels).items() if times > 1]
    if taken:
        raise Conflict(f"There is a document ‘{taken[0]}’ already. Give this one another label.")


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()


def keep_contents(session: Session, texts: Iterable[str], originals: Iterable[bytes]) -> None:
    """Keep texts and files, each once, for documents to refer to by hash."""
    _keep(session, Body, "text", {text_hash(text): text for text in texts})
    _keep(session, Original, "content", {_hash(content): content for content in originals})


def _keep(session: Session, table: type[Body] | type[Original], column: str, contents: Mapping[str, object]) -> None:
    """Put contents under their hashes, those that are not there yet."""
    there = set(session.exec(select(table.hash).where(col(table.hash).in_(contents))))
    new = [{"hash": key, column: content} for key, content in contents.items() if key not in there]
    if new:
        session.execute(insert(table), new)


def _document_row(new: NewDocument) -> dict[str, Any]:
    unknown = set(new.description) - set(DESCRIPTIONS)
    if unknown:
        raise TypeError(f"not a description of a document: {', '.join(sorted(unknown))}")
    return {
        **dict.fromkeys(DESCRIPTIONS, ""), **new.description, "uid": new_uid(), "label": new.label, "added": now(),
        "participant_uid": None, **text_columns(new.imported, new.original, new.source_name, new.digest),
    }  # fmt: skip


def text_columns(imported: ImportedText, original: bytes, source_name: str, digest: str = "") -> dict[str, Any]:
    """The columns of a document that follow from its text and its file; `digest` is the file's, where it is known."""
    text = imported.text
    return {
        "body_hash": text_hash(text), "original_hash": digest or _hash(original), "source_name": source_name,
        "format": imported.format, "encoding": imported.encoding, "characters": len(text),
        "words": imported.words,
        "warnings": json.dumps(list(imported.warnings), ensure_ascii=False),
    }  # fmt: skip


def text_hash(text: str) -> str:
    """What a text is kept under: the SHA-256 of its UTF-8 bytes."""
    return _hash(text.encode("utf-8", "surrogatepass"))


def _speaker_rows(document: str, imported: ImportedText) -> list[dict[str, Any]]:
    return [
        {"uid": new_uid(), "document_uid": document, "name": name, "position": position, "participant_uid": None,
         "role": imported.roles.get(name, "participant")}
        for position, name in enumerate(imported.speakers)
    ]  # fmt: skip


TURN_COLUMNS = ("document_uid", "number", "label_start", "start", "end", "speaker_uid", "milliseconds")


def turn_rows(document: str, imported: ImportedText, speakers: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    """The rows of a document's turns, by `TURN_COLUMNS`; `speakers` gives a speaker's uid by the name."""
    uids: dict[str | None, str | None] = {None: None}
    uids.update(speakers)
    for number, (label_start, start, end, speaker, time) in enumerate(imported.turns):
        milliseconds = None if time is None else round(time * 1000)
        yield document, number, label_start, start, end, uids[speaker], milliseconds


# -- describing and removing --------------------------------------------------------------------------------------


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


# -- reading ------------------------------------------------------------------------------------------------------


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


_PARTS = re.compile(r"\d+|\D+")


def natural(label: str) -> tuple[tuple[int, int | str], ...]:
    """A sorting key that reads numbers as numbers and letters without case: `cps 2` before `CPS 10`."""
    parts = _PARTS.findall(label)
    return tuple((0, int(part)) if part.isdecimal() else (1, part.casefold()) for part in parts)


def find(session: Session, label: str) -> str:
    """The uid of the document with a label; raises NotFound with what to do."""
    uid = session.exec(select(Document.uid).where(Document.label == label)).first()
    if uid is None:
        raise NotFound(f"There is no document ‘{label}’. See the labels: coding-tui documents PROJECT")
    return uid


def uids_by_label(session: Session) -> dict[str, str]:
    """Every document's uid under its label."""
    return {label: uid for label, uid in session.exec(select(Document.label, Document.uid))}


class Labels:
    """Documents by label, found also where a table spells it with other spaces or another Unicode form.

    File names bring both: `CPS 1 .docx`, and the decomposed accents that macOS writes.
    """

    def __init__(self, exact: Mapping[str, str]) -> None:
        self._exact = exact
        self._alike: dict[str, str | None] = {}
        for label, uid in exact.items():
            key = self._key(label)
            self._alike[key] = None if key in self._alike else uid

    def get(self, label: str) -> str | None:
        """The uid of the document meant; None when there is none, or when it could be several."""
        return self._exact.get(label) or self._alike.get(self._key(label))

    @staticmethod
    def _key(label: str) -> str:
        return " ".join(unicodedata.normalize("NFC", label).split())


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


def original_bytes(session: Session, document: str) -> bytes:
    """The file a document was made from, byte for byte; raises NotFound."""
    query = select(Original.content).join(Document).where(Document.uid == document)
    content = session.exec(query).first()
    if content is None:
        raise NotFound("This document is not in the project any more.")
    return content
