"""The tables of the transcripts layer. Rows stay inside a step or a reader; nothing above passes them on.

Tables whose `info` says `journal: False` hold what can be derived again or must leave no trace in the journal
(document text above all); every other table is written to the journal by triggers.
"""

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


class Table(SQLModel):
    """What every table is made from. No row is checked by Pydantic, so it need not prepare for that (a tenth of a
    table's cost at the start); that annotations are no strings here saves as much.
    """

    model_config = {"defer_build": True}


class Setting(Table, table=True):
    """One answer about the project as a whole (title, approach, protocol), as JSON."""

    __tablename__ = "setting"
    name: str = Field(primary_key=True)
    value: str


class Body(Table, table=True):
    """A text, once, under the SHA-256 of its UTF-8 bytes. Never changed, never in the journal."""

    __tablename__ = "body"
    __table_args__ = UNJOURNALLED
    hash: str = Field(primary_key=True)
    text: str


class Original(Table, table=True):
    """The bytes of an imported file, once, under their SHA-256."""

    __tablename__ = "original"
    __table_args__ = UNJOURNALLED
    hash: str = Field(primary_key=True)
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Participant(Table, table=True):
    """A person who was interviewed or observed, apart from any one document."""

    __tablename__ = "participant"
    uid: str = uid_key()
    label: str = Field(unique=True)


class Case(Table, table=True):
    """An incident that documents are about."""

    __tablename__ = "case"
    uid: str = uid_key()
    label: str = Field(unique=True)


class Document(Table, table=True):
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


class DocumentCase(Table, table=True):
    """Which documents are about which cases."""

    __tablename__ = "document_case"
    __table_args__ = (UniqueConstraint("document_uid", "case_uid"),)
    uid: str = uid_key()
    document_uid: str = refers_to("document.uid")
    case_uid: str = refers_to("case.uid")


class Speaker(Table, table=True):
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


class Turn(Table, table=True):
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


class Coder(Table, table=True):
    """A person who codes."""

    __tablename__ = "coder"
    uid: str = uid_key()
    name: str = Field(unique=True)


TABLES: tuple[type[Table], ...] = (
    Setting,
    Body,
    Original,
    Participant,
    Case,
    Document,
    DocumentCase,
    Speaker,
    Turn,
    Coder,
)
