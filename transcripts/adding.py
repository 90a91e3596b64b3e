"""Putting documents into a project: texts and files once each, by hash; speakers and turns; the index for searching.

Functions here take the session of a step.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING, Any

from sqlmodel import Session, col, insert, select

from transcripts.errors import Conflict
from transcripts.identity import new_uid, now
from transcripts.store import indexing
from transcripts.store.recording import insert_many
from transcripts.store.tables import Body, Document, Original, Speaker

if TYPE_CHECKING:
    from transcripts.importing.model import ImportedText  # no first screen waits for what reads files

DESCRIPTIONS = ("kind", "group", "area", "date", "language")


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
    indexing.add(session.connection(), first, [(each.imported.text, each.imported.turns) for each in many])
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
