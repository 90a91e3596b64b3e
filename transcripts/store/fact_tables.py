"""What is known about documents, people and incidents, and figures by month: tables that coding does without."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from transcripts.store.tables import Table, refers_to, uid_key


class Attribute(Table, table=True):
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


class AttributeValue(Table, table=True):
    """What one document, participant or case has for an attribute, as text in the attribute's canonical form."""

    __tablename__ = "attribute_value"
    __table_args__ = (UniqueConstraint("attribute_uid", "subject_uid"),)
    uid: str = uid_key()
    attribute_uid: str = refers_to("attribute.uid")
    subject_uid: str = Field(index=True)
    value: str


class Tracker(Table, table=True):
    """A table of figures by month that the study keeps; `columns` is JSON: their names and types, in order."""

    __tablename__ = "tracker"
    uid: str = uid_key()
    name: str = Field(unique=True)
    source_name: str
    added: str
    columns: str


class TrackerRow(Table, table=True):
    """The figures of one month (`period`, as 2023-04), area and group; `cells` is JSON: text by column."""

    __tablename__ = "tracker_row"
    uid: str = uid_key()
    tracker_uid: str = refers_to("tracker.uid")
    number: int
    period: str
    area: str = ""
    group: str = ""
    cells: str


TABLES: tuple[type[Table], ...] = (Attribute, AttributeValue, Tracker, TrackerRow)
