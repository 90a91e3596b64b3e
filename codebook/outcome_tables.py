"""The tables of what comes of coding: corrected texts, rulings, what is printed and kept, what was turned down.

They refer to `codebook.tables`, and stand apart from them so that the first screen need not wait; `TABLES` has both.
"""

from sqlalchemy import CheckConstraint, Column, ForeignKey, String, UniqueConstraint
from sqlmodel import Field

from codebook import tables
from transcripts.store.tables import Table, refers_to, uid_key


class CollectedQuotation(Table, table=True):
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


class Replacement(Table, table=True):
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


class Reanchoring(Table, table=True):
    """What became of a coding, quotation or memo at [start, end) of the old text when that was replaced; what was kept
    only where a person has to look (`reason` says why).

    [new_start, new_end) is where it was put; NULL while it has no place: then `held` is its row, as JSON, which is in
    no other table meanwhile (a memo's is, as one about the document). Words are in none of this: they are read from the
    texts, which are kept.
    """

    __tablename__ = "reanchoring"
    __table_args__ = (
        CheckConstraint('start >= 0 AND start < "end"'),
        CheckConstraint("(new_start IS NULL) = (new_end IS NULL)"),
        CheckConstraint("about IN ('coding', 'quotation', 'memo')"),
        CheckConstraint("verdict IN ('kept', 'moved', 'changed', 'lost')"),
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


class Rejection(Table, table=True):
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


class Ruling(Table, table=True):
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


class CodebookVersion(Table, table=True):
    """The codebook frozen under a name: `text` is the YAML it was then, uids and all."""

    __tablename__ = "codebook_version"
    __table_args__ = (UniqueConstraint("name"),)
    uid: str = uid_key()
    name: str
    note: str = ""
    coder_uid: str = refers_to("coder.uid", on_delete="RESTRICT", index=False)
    frozen: str
    text: str


class SavedQuery(Table, table=True):
    """A query that the team gave a name: `@name` stands for it in other queries. It is the project's, not a coder's."""

    __tablename__ = "saved_query"
    uid: str = uid_key()
    name: str = Field(unique=True)
    query: str
    coder_uid: str = refers_to("coder.uid", on_delete="RESTRICT", index=False)
    saved: str


class Summary(Table, table=True):
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


TABLES: tuple[type[Table], ...] = (
    *tables.TABLES, CollectedQuotation, Replacement, Reanchoring, Rejection, Ruling, CodebookVersion, SavedQuery,
    Summary,
)  # fmt: skip
