"""Suggestions that a coder said no to, so that they are not made again: by passage, code and coder.

Each is made in a step, so undoing brings the suggestion back. Offsets are code points, half-open.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, delete, select

from codebook.outcome_tables import Rejection
from transcripts.identity import now
from transcripts.reanchoring.placing import reanchor
from transcripts.store.tables import Coder, Document


@dataclass(frozen=True, slots=True)
class Rejected:
    """A no: document (uid and label), [start, end), code (uid), who and when."""

    document: str
    label: str
    start: int
    end: int
    code: str
    coder: str
    at: str


def rejections(session: Session, coder: str, *, code: str | None = None, document: str | None = None) -> list[Rejected]:
    """What a coder (name) rejected, by document and place; of a code or a document (uid) alone where they are given."""
    query = (
        select(Rejection, Document.label, Coder.name).join(Document).join(Coder)
        .where(Coder.name == coder).order_by(Document.label, col(Rejection.start))
    )  # fmt: skip
    if code is not None:
        query = query.where(Rejection.code_uid == code)
    if document is not None:
        query = query.where(Rejection.document_uid == document)
    return [
        Rejected(row.document_uid, label, row.start, row.end, row.code_uid, name, row.rejected)
        for row, label, name in session.exec(query)
    ]


def reject(
    session: Session, document: str, start: int, end: int, code: str, coder: str, *, round: str = "main"
) -> None:
    """Remember a no of a coder (uid); nothing happens where it was said already."""
    same = select(Rejection).where(
        Rejection.document_uid == document, Rejection.start == start, Rejection.end == end,
        Rejection.code_uid == code, Rejection.coder_uid == coder, Rejection.round == round,
    )  # fmt: skip
    if session.exec(same).first() is None:
        session.add(
            Rejection(document_uid=document, start=start, end=end, code_uid=code, coder_uid=coder, round=round,
                      rejected=now())
        )  # fmt: skip
        session.flush()


def carry_over(session: Session, document: str, old: str, new: str) -> None:
    """Let rejections follow a corrected text to the same words elsewhere; other words may be suggested again."""
    rows = list(session.exec(select(Rejection).where(Rejection.document_uid == document)))
    places = reanchor(old, new, [(row.start, row.end) for row in rows])
    session.execute(delete(Rejection).where(col(Rejection.document_uid) == document))
    for row, at in zip(rows, places, strict=True):
        if at.place is not None and at.verdict in ("kept", "moved"):
            start, end = at.place
            session.add(Rejection(**{**row.model_dump(), "start": start, "end": end}))
    session.flush()
