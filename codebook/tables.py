"""The tables of the codebook layer. Rows stay inside a step or a reader; nothing above passes them on."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, UniqueConstraint
from sqlmodel import Field, SQLModel

from transcripts.store.tables import UNJOURNALLED, refers_to, uid_key


class Code(SQLModel, table=True):
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


class CodeDefinition(SQLModel, table=True):
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


class Coding(SQLModel, table=True):
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


class Memo(SQLModel, table=True):
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


class Assignment(SQLModel, table=True):
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


class CollectedQuotation(SQLModel, table=True):
    """A passage put aside for the report, in a section, in the order it will be printed.

    `words` is how it is to be printed where something is cut or explained, "" for as it was said; `cite` its id.
    """

    __tablename__ = "collected_quotation"
    __table_args__ = (CheckConstraint('start >= 0 AND start < "end"'),)
    uid: str = uid_key()
    document_uid: str = refers_to("document.uid")
    start: int
    end: int
    code_uid: str | None = refers_to("code.uid", on_delete="SET NULL", nullable=True, index=False)
    coder_uid: str = refers_to("coder.uid", on_delete="RESTRICT", index=False)
    section: str = Field(default="")
    position: int
    note: str = ""
    collected: str
    words: str = Field(default="", sa_column_kwargs={"server_default": ""})
    cite: str = Field(default="", sa_column_kwargs={"server_default": ""})


class Replacement(SQLModel, table=True):
    """A corrected text that took an older one's place, the `number`th of its document, from 1.

    `kept` counts what stayed where it was, to the character.
    """

    __tablename__ = "replacement"
    uid: str = uid_key()
    document_uid: str = refers_to("document.uid")
    number: int
    old_hash: str = Field(sa_column=Column(String, ForeignKey("body.hash"), nullable=False))
    new_hash: str = Field(sa_column=Column(String, ForeignKey("body.hash"), nullable=False))
    old_source: str
    new_source: str
    kept: int
    coder_uid: str = refers_to("coder.uid", on_delete="RESTRICT", index=False)
    replaced: str


class Reanchoring(SQLModel, table=True):
    """What became of a coding or quotation at [start, end) of the old text when that was replaced.

    [new_start, new_end) is where it was put; NULL while it has no place: then `held` is its row, as JSON, which is in
    no other table meanwhile. Words are in none of this: they are read from the texts, which are kept.
    """

    __tablename__ = "reanchoring"
    __table_args__ = (
        CheckConstraint('start >= 0 AND start < "end"'),
        CheckConstraint("(new_start IS NULL) = (new_end IS NULL)"),
        CheckConstraint("about IN ('coding', 'quotation')"),
        CheckConstraint("verdict IN ('moved', 'changed', 'lost')"),
    )
    uid: str = uid_key()
    replacement_uid: str = refers_to("replacement.uid")
    about: str
    about_uid: str
    code_uid: str | None = refers_to("code.uid", on_delete="SET NULL", nullable=True, index=False)
    coder_uid: str = refers_to("coder.uid", on_delete="RESTRICT", index=False)
    start: int
    end: int
    new_start: int | None = None
    new_end: int | None = None
    verdict: str
    reason: str = ""
    by_hand: bool = False
    held: str = ""


class Reading(SQLModel, table=True):
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


class NothingHere(SQLModel, table=True):
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


class Rejection(SQLModel, table=True):
    """A coder's no to a suggestion: [start, end) of a document is not to be suggested for the code again."""

    __tablename__ = "rejection"
    __table_args__ = (
        CheckConstraint('start >= 0 AND start < "end"'),
        UniqueConstraint("document_uid", "start", "end", "code_uid", "coder_uid", "round"),
    )
    uid: str = uid_key()
    document_uid: str = refers_to("document.uid", index=False)
    start: int
    end: int
    code_uid: str = refers_to("code.uid")
    coder_uid: str = refers_to("coder.uid", on_delete="RESTRICT")
    round: str = "main"
    rejected: str


class Distressing(SQLModel, table=True):
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


class SealBreak(SQLModel, table=True):
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


class Ruling(SQLModel, table=True):
    """What was decided about a disagreement of coders over [start, end) of a document.

    `codes` and `coders` are JSON lists of uids, sorted; `readings` their codings there when it was decided, as JSON
    rows of code, start, end and coder, sorted. The originals stay as they are.
    """

    __tablename__ = "ruling"
    __table_args__ = (
        UniqueConstraint("document_uid", "start", "end", "codes", "coders", "round"),
        CheckConstraint('start >= 0 AND start < "end"'),
        CheckConstraint("outcome IN ('one', 'all', 'new', 'neither', 'readings')"),
        CheckConstraint("(outcome = 'one') = (kept_uid IS NOT NULL)"),
        CheckConstraint("outcome != 'new' OR (final_start >= 0 AND final_start < final_end)"),
        CheckConstraint("example IN ('', 'typical', 'near_miss')"),
    )
    uid: str = uid_key()
    document_uid: str = refers_to("document.uid", index=False)
    start: int
    end: int
    codes: str
    coders: str
    round: str = "main"
    readings: str
    outcome: str
    kept_uid: str | None = refers_to("coder.uid", on_delete="RESTRICT", nullable=True, index=False)
    final_start: int | None = None
    final_end: int | None = None
    final_code_uid: str | None = refers_to("code.uid", on_delete="SET NULL", nullable=True, index=False)
    reason: str
    note: str = ""
    example: str = ""
    coder_uid: str = refers_to("coder.uid", on_delete="RESTRICT", index=False)
    ruled: str


class CodebookVersion(SQLModel, table=True):
    """The codebook frozen under a name: `text` is the YAML it was then, uids and all."""

    __tablename__ = "codebook_version"
    __table_args__ = (UniqueConstraint("name"),)
    uid: str = uid_key()
    name: str
    note: str = ""
    coder_uid: str = refers_to("coder.uid", on_delete="RESTRICT", index=False)
    frozen: str
    text: str


class SavedQuery(SQLModel, table=True):
    """A query that the team gave a name: `@name` stands for it in other queries. It is the project's, not a coder's."""

    __tablename__ = "saved_query"
    uid: str = uid_key()
    name: str = Field(unique=True)
    query: str
    coder_uid: str = refers_to("coder.uid", on_delete="RESTRICT", index=False)
    saved: str


class Summary(SQLModel, table=True):
    """What a coder wrote into a cell of the framework matrix: about a participant or a case, on a theme."""

    __tablename__ = "summary"
    __table_args__ = (CheckConstraint("(participant_uid IS NULL) != (case_uid IS NULL)"),)
    uid: str = uid_key()
    code_uid: str = refers_to("code.uid")
    participant_uid: str | None = refers_to("participant.uid", nullable=True)
    case_uid: str | None = refers_to("case.uid", nullable=True)
    coder_uid: str = refers_to("coder.uid", on_delete="RESTRICT", index=False)
    text: str
    written: str


TABLES: tuple[type[SQLModel], ...] = (
    Code, CodeDefinition, Coding, Memo, Assignment, CollectedQuotation, Replacement, Reanchoring, Reading,
    NothingHere, Distressing, SealBreak, Ruling, CodebookVersion, SavedQuery, Summary, Rejection,
)  # fmt: skip
