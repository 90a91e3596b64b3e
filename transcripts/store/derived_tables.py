"""What was made of the texts and can be made again. These rows are written and read by their tables' names."""

from sqlalchemy import Column, ForeignKey, LargeBinary, String
from sqlmodel import Field

from transcripts.store.tables import UNJOURNALLED, Table


class SentenceBounds(Table, table=True):
    """Where the sentences of a document begin and end: pairs of little-endian 32-bit integers, by one splitter."""

    __tablename__ = "sentence_bounds"
    __table_args__ = UNJOURNALLED
    document_uid: str = Field(
        sa_column=Column(String, ForeignKey("document.uid", ondelete="CASCADE"), primary_key=True)
    )
    splitter: str
    bounds: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class KeptIndex(Table, table=True):
    """An index that was made of the texts, without their words, and what it was made from (a hash)."""

    __tablename__ = "kept_index"
    __table_args__ = UNJOURNALLED
    name: str = Field(primary_key=True)
    made_from: str
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class PreparedWords(Table, table=True):
    """The words of a document as suggestions need them (`transcripts/prepared`), found by one analyser."""

    __tablename__ = "prepared_words"
    __table_args__ = UNJOURNALLED
    document_uid: str = Field(
        sa_column=Column(String, ForeignKey("document.uid", ondelete="CASCADE"), primary_key=True)
    )
    analyser: str
    words: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


TABLES: tuple[type[Table], ...] = (SentenceBounds, KeptIndex, PreparedWords)
