"""Passages flagged as distressing, so that nobody meets them unprepared: screens fold them until somebody opens them.

A flag says nothing about what a passage means: it makes no coding and counts nowhere. Anybody may flag and take a flag
away; both are steps, with a place in history and a way back. Offsets are code points, half-open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, delete, select

from codebook.spans import Span, overlaps, region
from codebook.tables import Distressing
from transcripts.errors import Conflict, NotFound
from transcripts.identity import now
from transcripts.reanchoring.placing import reanchor
from transcripts.store.tables import Coder, Document


@dataclass(frozen=True, slots=True)
class Flag:
    """[start, end) of a document (uid and label), and who flagged it; `note` may prepare a reader for it."""

    uid: str
    document: str
    label: str
    start: int
    end: int
    coder: str
    note: str

    @property
    def span(self) -> Span:
        """[start, end)."""
        return self.start, self.end


def flags(session: Session, *, document: str | None = None) -> list[Flag]:
    """The flags of one document (by uid) or of all, by label, in text order."""
    query = select(Distressing, Document.label, Coder.name).join(Document).join(Coder)
    if document is not None:
        query = query.where(Distressing.document_uid == document)
    ordered = query.order_by(Document.label, col(Distressing.start), col(Distressing.end), Coder.name)
    return [
        Flag(row.uid, row.document_uid, label, row.start, row.end, name, row.note)
        for row, label, name in session.exec(ordered)
    ]


def regions(session: Session) -> dict[str, list[Span]]:
    """What is flagged, by document (uid), as regions."""
    spans: dict[str, list[Span]] = {}
    for document, start, end in session.exec(select(Distressing.document_uid, Distressing.start, Distressing.end)):
        spans.setdefault(document, []).append((start, end))
    return {document: region(found) for document, found in spans.items()}


def flag(session: Session, document: str, start: int, end: int, *, coder: str, note: str = "") -> str:
    """Flag a passage; `document` and `coder` are uids. Returns the flag's uid.

    Raises NotFound for a document that is gone, Conflict for a passage that is not there or is flagged by this coder.
    """
    length = session.exec(select(Document.characters).where(Document.uid == document)).first()
    if length is None:
        raise NotFound("This document is not in the project any more.")
    if why := _no_text(length, start, end):
        raise Conflict(why)
    if session.exec(select(Distressing.uid).where(*_same(document, start, end, coder))).first():
        raise Conflict("You flagged exactly this passage already.")
    row = Distressing(document_uid=document, start=start, end=end, coder_uid=coder, note=note, flagged=now())
    session.add(row)
    session.flush()
    return row.uid


def no_text_at(session: Session, document: str, start: int, end: int) -> str:
    """Why [start, end) of a document (uid) cannot be flagged; "" when it can."""
    return _no_text(session.exec(select(Document.characters).where(Document.uid == document)).first() or 0, start, end)


def _no_text(length: int, start: int, end: int) -> str:
    if 0 <= start < end <= length:
        return ""
    return f"There is no text at {start}–{end}: the document has {length:,} characters."


def _same(document: str, start: int, end: int, coder: str) -> tuple[bool, ...]:
    return (
        Distressing.document_uid == document, Distressing.start == start, Distressing.end == end,
        Distressing.coder_uid == coder,
    )  # fmt: skip


def take_away(session: Session, uids: Iterable[str]) -> None:
    """Take flags away, whoever set them."""
    session.execute(delete(Distressing).where(col(Distressing.uid).in_(list(uids))))


def touched(known: Mapping[str, Iterable[Span]], document: str, start: int, end: int) -> bool:
    """Whether a passage shares a character with what is flagged in its document, as `regions` gives it."""
    return any(overlaps(span, (start, end)) for span in known.get(document, ()))


def carry_over(session: Session, document: str, old: str, new: str) -> None:
    """Let flags follow a corrected text. One whose words cannot be placed for certain goes where they most likely are:
    a fold too many costs a key, one too few may cost more. What is not in the new text at all needs no flag.
    """
    rows = list(session.exec(select(Distressing).where(Distressing.document_uid == document)))
    places = reanchor(old, new, [(row.start, row.end) for row in rows])
    images = [row.model_dump() for row in rows]
    session.execute(delete(Distressing).where(col(Distressing.document_uid) == document))
    session.expire_all()
    taken: set[tuple[int, int, str]] = set()
    for image, at in zip(images, places, strict=True):
        place = at.place or at.likely
        if place is not None and (*place, image["coder_uid"]) not in taken:
            taken.add((*place, image["coder_uid"]))
            session.add(Distressing(**{**image, "start": place[0], "end": place[1]}))
    session.flush()
