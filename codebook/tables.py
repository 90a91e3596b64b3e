"""The tables that coding writes: the first screen waits for these. Rows stay inside a step or a reader; nothing above
passes them on. What comes of coding has its tables in `codebook.outcome_tables`.
"""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, UniqueConstraint
from sqlmodel import Field

from transcripts.store.tables import UNJOURNALLED, Table, refers_to, uid_key


class Code(Table, table=True):
    """A code or theme in the tree. `asks_stance` NULL inherits from the parent; `colour` is a hue, 1 to 12."""

    __tablename__ = "code"
    __table_args__ = (Index("code_in_tree", "parent_uid", "position"),)
    uid: str = uid_key()
    parent_uid: str | None = refers_to("code.uid", on_delete="RESTRICT", nullable=True, index=False)
    name: str
    position: int
    colour: int | None = None
    status: str = "active"
    asks_stance: bool | None = None
    ref: str = ""
    since: str = ""


class CodeDefinition(Table, table=True):
    """One version of a code's rules; the highest `version` is in force. `include`, `exclude`, `cues` are JSON lists."""

    __tablename__ = "code_definition"
    __table_args__ = (UniqueConstraint("code_uid", "version"),)
    uid: str = uid_key()
    code_uid: str = refers_to("code.uid", index=False)
    version: int
    brief: str = ""
    full: str = ""
    include: str = "[]"
    exclude: str = "[]"
    typical: str = ""
    near_miss: str = ""
    cues: str = "[]"
    written: str


class Coding(Table, table=True):
    """A code applied by a coder to [start, end) of a document, in code points."""

    __tablename__ = "coding"
    __table_args__ = (
        CheckConstraint('start >= 0 AND start < "end"'),
        CheckConstraint("stance IN ('', 'endorses', 'acts-on', 'reports', 'challenges', 'unclear')"),
        CheckConstraint("origin IN ('human', 'suggestion')"),
        UniqueConstraint("document_uid", "start", "end", "code_uid", "coder_uid", "round"),
    )
    uid: str = uid_key()
    document_uid: str = refers_to("document.uid", index=False)
    start: int
    end: int
    code_uid: str = refers_to("code.uid", on_delete="RESTRICT")
    coder_uid: str = refers_to("coder.uid", on_delete="RESTRICT")
    round: str = "main"
    definition_uid: str | None = refers_to("code_definition.uid", on_delete="SET NULL", nullable=True, index=False)
    stance: str = ""
    prompted: bool = False
    key: bool = False
    certainty: int | None = None
    memo: str = ""
    origin: str = "human"
    created: str


class Memo(Table, table=True):
    """A note about anything: `about` names the table, `about_uid` the row (empty for the project itself).

    A note about a `span` has its document's uid and [start, end) in code points. `changed` is "" until it is.
    """

    __tablename__ = "memo"
    __table_args__ = (Index("memo_about", "about", "about_uid"),)
    uid: str = uid_key()
    about: str
    about_uid: str = ""
    text: str
    coder_uid: str = refers_to("coder.uid", on_delete="RESTRICT", index=False)
    written: str
    start: int | None = None
    end: int | None = None
    topic: str = Field(default="", sa_column_kwargs={"server_default": ""})
    changed: str = Field(default="", sa_column_kwargs={"server_default": ""})


class Assignment(Table, table=True):
    """A document given to a coder in a round, and how far it is: only `done` makes an uncoded text mean “no”.

    `part` is `start-end` in code points where it is about a stretch of the document alone, else "".
    """

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("document_uid", "coder_uid", "round"),
        CheckConstraint("state IN ('assigned', 'started', 'done')"),
    )
    uid: str = uid_key()
    document_uid: str = refers_to("document.uid", index=False)
    coder_uid: str = refers_to("coder.uid", on_delete="RESTRICT")
    round: str = "main"
    sealed: bool = False
    state: str = "assigned"
    changed: str
    part: str = Field(default="", sa_column_kwargs={"server_default": ""})


class Reading(Table, table=True):
    """What of one text of a document stood on a coder's screen: a log, derived from looking, without history.

    `coder` is a name, since somebody who only reads is no coder yet. `seen` is a region of code points as JSON;
    `seen_speech` of `speech` characters that count (`DocumentText.speech`) were in it when it was written.
    """

    __tablename__ = "reading"
    __table_args__ = UNJOURNALLED
    document_uid: str = Field(
        sa_column=Column(String, ForeignKey("document.uid", ondelete="CASCADE"), primary_key=True)
    )
    coder: str = Field(primary_key=True)
    body_hash: str = Field(primary_key=True)
    opened: str
    seen: str = "[]"
    seen_speech: int = 0
    speech: int = 0


class NothingHere(Table, table=True):
    """A coder's word that nothing (else) is to be coded in [start, end) of a document."""

    __tablename__ = "nothing_here"
    __table_args__ = (
        CheckConstraint('start >= 0 AND start < "end"'),
        UniqueConstraint("document_uid", "start", "end", "coder_uid", "round"),
    )
    uid: str = uid_key()
    document_uid: str = refers_to("document.uid", index=False)
    start: int
    end: int
    coder_uid: str = refers_to("coder.uid", on_delete="RESTRICT")
    round: str = "main"
    declared: str


class Distressing(Table, table=True):
    """A passage that a coder flagged as distressing: it is shown folded. `note` may prepare a reader for it."""

    __tablename__ = "distressing"
    __table_args__ = (
        CheckConstraint('start >= 0 AND start < "end"'),
        UniqueConstraint("document_uid", "start", "end", "coder_uid"),
    )
    uid: str = uid_key()
    document_uid: str = refers_to("document.uid", index=False)
    start: int
    end: int
    coder_uid: str = refers_to("coder.uid", on_delete="RESTRICT")
    note: str = ""
    flagged: str


class SealBreak(Table, table=True):
    """A look at sealed work before its time: a seal taken off, a read by nobody in particular, or done work reopened.

    `coder` is a name, since who looks need not code; `what` says at what, for people.
    """

    __tablename__ = "seal_break"
    __table_args__ = (CheckConstraint("how IN ('unsealed', 'read', 'reopened')"),)
    uid: str = uid_key()
    document_uid: str = refers_to("document.uid")
    round: str
    how: str
    coder: str
    what: str = ""
    at: str


TABLES: tuple[type[Table], ...] = (
    Code, CodeDefinition, Coding, Memo, Assignment, Reading, NothingHere, Distressing, SealBreak,
)  # fmt: skip
