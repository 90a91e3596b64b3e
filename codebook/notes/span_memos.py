"""The memos on passages of one document, for whoever reads it: found by the document, however many others there are."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from codebook.tables import Memo
from codebook.team import assignments
from transcripts.store.tables import Coder


@dataclass(frozen=True, slots=True)
class SpanMemo:
    """A memo on [start, end), code points of the document's text, by a coder (name)."""

    uid: str
    start: int
    end: int
    text: str
    coder: str

    @property
    def title(self) -> str:
        """Its first line that says something."""
        return next((line.strip() for line in self.text.splitlines() if line.strip()), "")


def span_memos(session: Session, document: str, *, reader: str) -> list[SpanMemo]:
    """The memos on passages of a document (uid) that `reader` (a name) may see, in text order."""
    query = (
        select(Memo, Coder.name).join(Coder)
        .where(Memo.about == "span", Memo.about_uid == document)
        .order_by(col(Memo.start), col(Memo.end), col(Memo.written), col(Memo.uid))
    )  # fmt: skip
    found = [SpanMemo(row.uid, row.start or 0, row.end or 0, row.text, name) for row, name in session.exec(query)]
    sealed = bool(found) and document in assignments.sealed_for_others(session, reader)
    return [each for each in found if not sealed or each.coder == reader]
