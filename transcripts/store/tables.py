"""The tables of the transcripts layer. Rows stay inside a step or a reader; nothing above passes them on.

Tables whose `info` says `journal: False` hold what can be derived again or must leave no trace in the journal
(document text above all); every other table is written to the journal by triggers.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlmodel import Field, SQLModel

from transcripts.identity import new_uid

UNJOURNALLED: dict[str, Any] = {"info": {"journal": False}}


def uid_key() -> Any:
    """The primary key of everything that can be exchanged."""
    return Field(default_factory=new_uid, primary_key=True)


def refers_to(target: str, *, on_delete: str = "CASCADE", nullable: bool = False, index: bool = True) -> Any:
    """A reference to another table's row, deleted (or emptied) together with it."""
    column = Column(String, ForeignKey(target, ondelete=on_delete), nullable=nullable, index=index)
    return Field(default=None, sa_column=column) if nullable else Field(sa_column=column)


class Setting(SQLModel, table=True):
    """One answer about the project as a whole (title, approach, protocol), as JSON."""

    __tablename__ = "setting"
    name: str = Field(primary_key=True)
    value: str


class Body(SQLModel, table=True):
    """A text, once, under the SHA-256 of its UTF-8 bytes. Never changed, never in the journal."""

    __tablename__ = "body"
    __table_args__ = UNJOURNALLED
    hash: str = Field(primary_key=True)
    text: str


class Original(SQLModel, table=True):
    """The bytes of an imported file, once, under their SHA-256."""

    __tablename__ = "original"
    __table_args__ = UNJOURNALLED
    hash: str = Field(primary_key=True)
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Participant(SQLModel, table=True):
    """A person who was interviewed or observed, apart from any one document."""

    __tablename__ = "participant"
    uid: str = uid_key()
    label: str = Field(unique=True)


class Case(SQLModel, table=True):
    """An incident that documents are about."""

    __tablename__ = "case"
    uid: str = uid_key()
    label: str = Field(unique=True)


class Document(SQLModel, table=True):
    """An interview, observation note or case file, and what is known about it."""

    __tablename__ = "document"
    uid: str = uid_key()
    label: str = Field(unique=True)
    kind: str = ""
    group: str = ""
    area: str = ""
    date: str = ""
    language: str = ""
    participant_uid: str | None = refers_to("participant.uid", on_delete="SET NULL", nullable=True)
    body_hash: str = Field(sa_column=Column(String, ForeignKey("body.hash"), nullable=False, index=True))
    original_hash: str = Field(sa_column=Column(String, ForeignKey("original.hash"), nullable=False, index=True))
    source_name: str
    format: str
    encoding: str
    characters: int
    words: int
    warnings: str = "[]"
    added: str


class DocumentCase(SQLModel, table=True):
    """Which documents are about which cases."""

    __tablename__ = "document_case"
    __table_args__ = (UniqueConstraint("document_uid", "case_uid"),)
    uid: str = uid_key()
    document_uid: str = refers_to("document.uid")
    case_uid: str = refers_to("case.uid")


class Speaker(SQLModel, table=True):
    """A name that labels turns in one document."""

    __tablename__ = "speaker"
    __table_args__ = (
        UniqueConstraint("document_uid", "name"),
        CheckConstraint("role IN ('participant', 'interviewer', 'other')"),
    )
    uid: str = uid_key()
    document_uid: str = refers_to("document.uid")
    name: str
    role: str
    position: int
    participant_uid: str | None = refers_to("participant.uid", on_delete="SET NULL", nullable=True)


class Turn(SQLModel, table=True):
    """A stretch of a document: a speaker's turn, or a passage that nobody is named for (`speaker_uid` NULL).

    Offsets are code points into the body, half-open; [label_start, start) is the label (see `ImportedTurn`). A label
    behind which nothing is said is a turn too, with `start` equal to `end`.
    `milliseconds` into the recording are whole numbers, since the journal's JSON does not keep every float.
    """

    __tablename__ = "turn"
    __table_args__ = (
        CheckConstraint('0 <= label_start AND label_start <= start AND start <= "end" AND label_start < "end"'),
        Index("turn_in_order", "document_uid", "number", unique=True),
    )
    id: int | None = Field(default=None, primary_key=True)
    document_uid: str = refers_to("document.uid", index=False)
    speaker_uid: str | None = refers_to("speaker.uid", on_delete="SET NULL", nullable=True)
    number: int
    label_start: int
    start: int
    end: int
    milliseconds: int | None = None


class SentenceBounds(SQLModel, table=True):
    """Where the sentences of a document begin and end: pairs of little-endian 32-bit integers, by one splitter."""

    __tablename__ = "sentence_bounds"
    __table_args__ = UNJOURNALLED
    document_uid: str = Field(
        sa_column=Column(String, ForeignKey("document.uid", ondelete="CASCADE"), primary_key=True)
    )
    splitter: str
    bounds: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class KeptIndex(SQLModel, table=True):
    """An index that was made of the texts, without their words, and what it was made from (a hash)."""

    __tablename__ = "kept_index"
    __table_args__ = UNJOURNALLED
    name: str = Field(primary_key=True)
    made_from: str
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class PreparedWords(SQLModel, table=True):
    """The words of a document as suggestions need them (`transcripts/prepared`), found by one analyser."""

    __tablename__ = "prepared_words"
    __table_args__ = UNJOURNALLED
    document_uid: str = Field(
        sa_column=Column(String, ForeignKey("document.uid", ondelete="CASCADE"), primary_key=True)
    )
    analyser: str
    words: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Attribute(SQLModel, table=True):
    """A named, typed property that documents, participants or cases may have."""

    __tablename__ = "attribute"
    __table_args__ = (
        UniqueConstraint("subject", "name"),
        CheckConstraint("subject IN ('document', 'participant', 'case')"),
        CheckConstraint("type IN ('text', 'number', 'date', 'yes/no')"),
    )
    uid: str = uid_key()
    subject: str
    name: str
    type: str


class AttributeValue(SQLModel, table=True):
    """What one document, participant or case has for an attribute, as text in the attribute's canonical form."""

    __tablename__ = "attribute_value"
    __table_args__ = (UniqueConstraint("attribute_uid", "subject_uid"),)
    uid: str = uid_key()
    attribute_uid: str = refers_to("attribute.uid")
    subject_uid: str = Field(index=True)
    value: str


class Coder(SQLModel, table=True):
    """A person who codes."""

    __tablename__ = "coder"
    uid: str = uid_key()
    name: str = Field(unique=True)


class Tracker(SQLModel, table=True):
    """A table of figures by month that the study keeps; `columns` is JSON: their names and types, in order."""

    __tablename__ = "tracker"
    uid: str = uid_key()
    name: str = Field(unique=True)
    source_name: str
    added: str
    columns: str


class TrackerRow(SQLModel, table=True):
    """The figures of one month (`period`, as 2023-04), area and group; `cells` is JSON: text by column."""

    __tablename__ = "tracker_row"
    uid: str = uid_key()
    tracker_uid: str = refers_to("tracker.uid")
    number: int
    period: str
    area: str = ""
    group: str = ""
    cells: str


TABLES: tuple[type[SQLModel], ...] = (
    Setting, Body, Original, Participant, Case, Document, DocumentCase, Speaker, Turn, SentenceBounds, KeptIndex,
    PreparedWords,
    Attribute, AttributeValue, Coder, Tracker, TrackerRow,
)  # fmt: skip
