"""The tables of triangulation: what is set out to be judged, who judges, what each of them says, what was settled.

A source is named as `triangulation.source_of` names it: a group of interviews, or another kind of document.
"""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from transcripts.store.tables import Table, refers_to, uid_key

_JUDGEMENTS = "judgement IN ('agreement', 'partial agreement', 'silence', 'dissonance')"
_SILENCES = "silence IN ('', 'not asked', 'not raised', 'no data')"
_TOGETHER = "silence = '' OR judgement = 'silence'"


class Finding(Table, table=True):
    """What is held against the sources for a theme: the statement that they agree with, or not; by whom, when."""

    __tablename__ = "finding"
    __table_args__ = (UniqueConstraint("code_uid"),)
    uid: str = uid_key()
    code_uid: str = refers_to("code.uid", index=False)
    statement: str
    coder_uid: str = refers_to("coder.uid", on_delete="RESTRICT", index=False)
    written: str


class Assessor(Table, table=True):
    """Somebody who judges the convergence matrix apart from others, and whether they are done."""

    __tablename__ = "assessor"
    __table_args__ = (UniqueConstraint("coder_uid"),)
    uid: str = uid_key()
    coder_uid: str = refers_to("coder.uid", on_delete="RESTRICT", index=False)
    done: bool = False
    began: str
    changed: str


class Assessment(Table, table=True):
    """What one person says of one source on one theme; `silence` says which kind, where it is silence."""

    __tablename__ = "assessment"
    __table_args__ = (
        UniqueConstraint("code_uid", "source", "coder_uid"),
        CheckConstraint(_JUDGEMENTS), CheckConstraint(_SILENCES), CheckConstraint(_TOGETHER),
    )  # fmt: skip
    uid: str = uid_key()
    code_uid: str = refers_to("code.uid", index=False)
    source: str
    coder_uid: str = refers_to("coder.uid", on_delete="RESTRICT")
    judgement: str
    silence: str = ""
    note: str = ""
    assessed: str


class Settlement(Table, table=True):
    """What was decided together about a cell that people judged differently; their own judgements stay."""

    __tablename__ = "settlement"
    __table_args__ = (
        UniqueConstraint("code_uid", "source"),
        CheckConstraint(_JUDGEMENTS), CheckConstraint(_SILENCES), CheckConstraint(_TOGETHER),
    )  # fmt: skip
    uid: str = uid_key()
    code_uid: str = refers_to("code.uid", index=False)
    source: str
    judgement: str
    silence: str = ""
    reason: str
    coder_uid: str = refers_to("coder.uid", on_delete="RESTRICT", index=False)
    settled: str


class AssessmentLook(Table, table=True):
    """A look at others' judgements before they were open, for good: by whom (a name), at what, when."""

    __tablename__ = "assessment_look"
    uid: str = uid_key()
    coder: str
    what: str
    at: str


class Contradiction(Table, table=True):
    """Two passages of documents about one case that do not go together: one says, the other shows.

    Spans are code points; NULL where a corrected text has them no more. `says` and `shows` are people's short words.
    """

    __tablename__ = "contradiction"
    __table_args__ = (
        CheckConstraint("(says_start IS NULL) = (says_end IS NULL)"),
        CheckConstraint("(shows_start IS NULL) = (shows_end IS NULL)"),
    )  # fmt: skip
    uid: str = uid_key()
    case_uid: str = refers_to("case.uid")
    says_uid: str = refers_to("document.uid")
    says_start: int | None = None
    says_end: int | None = None
    shows_uid: str = refers_to("document.uid")
    shows_start: int | None = None
    shows_end: int | None = None
    says: str = Field(default="")
    shows: str = Field(default="")
    note: str = ""
    coder_uid: str = refers_to("coder.uid", on_delete="RESTRICT", index=False)
    linked: str


TRIANGULATION: tuple[type[Table], ...] = (
    Finding, Assessor, Assessment, Settlement, AssessmentLook, Contradiction,
)  # fmt: skip
