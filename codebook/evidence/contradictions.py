"""Documents about one case beside each other, and where one says what another does not show.

A contradiction links two passages of two documents that share a case: “X says …, the file shows …”. It decides nothing
about who is right. Offsets are code points, half-open; a passage whose words a corrected text has no more keeps its
link without a place. Changes are made with the session of a step; documents, cases and coders are uids.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, or_, select

from codebook.evidence.triangulation_tables import Contradiction
from codebook.retrieval.passages import Description, descriptions
from codebook.spans import Span
from transcripts.document_labels import natural
from transcripts.errors import Conflict, NotFound
from transcripts.identity import now
from transcripts.reanchoring.placing import reanchor
from transcripts.store.tables import Case, Coder, Document, DocumentCase
from transcripts.texts import document_texts


@dataclass(frozen=True, slots=True)
class Side:
    """One of two passages: document (label, uid, kind), its place or None, its words there, and what it comes to."""

    document: str
    uid: str
    kind: str
    span: Span | None
    text: str
    gloss: str

    def as_json(self) -> dict[str, Any]:
        """As `contradictions --json` has it."""
        start, end = self.span or (None, None)
        return {"document": self.document, "kind": self.kind, "start": start, "end": end, "text": self.text,
                "gloss": self.gloss}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Linked:
    """A contradiction: about a case (label), what one document says, what another shows, who linked them, when."""

    uid: str
    case: str
    says: Side
    shows: Side
    note: str
    who: str
    linked: str

    def as_json(self) -> dict[str, Any]:
        """As `contradictions --json` has it."""
        return {"case": self.case, "says": self.says.as_json(), "shows": self.shows.as_json(), "note": self.note,
                "coder": self.who, "linked": self.linked}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Incident:
    """A case (label, uid) that two or more documents are about: interviews first, then observations, then the rest."""

    case: str
    uid: str
    documents: tuple[Description, ...]
    contradictions: int


def incidents(session: Session) -> list[Incident]:
    """The cases that more than one document is about."""
    about: dict[str, list[Description]] = {}
    for known in descriptions(session).values():
        for case in known.cases:
            about.setdefault(case, []).append(known)
    uids = {label: uid for label, uid in session.exec(select(Case.label, Case.uid))}
    linked: dict[str, int] = {}
    for uid in session.exec(select(Contradiction.case_uid)):
        linked[uid] = linked.get(uid, 0) + 1
    return [
        Incident(case, uids[case], tuple(sorted(known, key=_order)), linked.get(uids[case], 0))
        for case, known in sorted(about.items(), key=lambda each: natural(each[0])) if len(known) > 1
    ]  # fmt: skip


def _order(known: Description) -> tuple[int, str, tuple[tuple[int, int | str], ...]]:
    place = 0 if known.kind == "interview" else 2 if "file" in known.kind else 1
    return place, known.kind, natural(known.label)


def contradictions(session: Session, case: str = "") -> list[Linked]:
    """What was linked, about one case (uid) or all, by case and document."""
    query = select(Contradiction, Case.label, Coder.name).join(Case).join(Coder)
    rows = session.exec(query if not case else query.where(Contradiction.case_uid == case)).all()
    known = descriptions(session)
    texts = document_texts(session, sorted({uid for row, *_ in rows for uid in (row.says_uid, row.shows_uid)}))
    words = {uid: text.text for uid, text in texts.items()}

    def side(uid: str, start: int | None, end: int | None, gloss: str) -> Side:
        span = None if start is None or end is None else (start, end)
        text = words[uid][span[0] : span[1]] if span else ""
        return Side(known[uid].label, uid, known[uid].kind, span, text, gloss)

    found = [
        Linked(row.uid, label, side(row.says_uid, row.says_start, row.says_end, row.says),
               side(row.shows_uid, row.shows_start, row.shows_end, row.shows), row.note, who, row.linked)
        for row, label, who in rows
    ]  # fmt: skip
    return sorted(found, key=lambda each: (natural(each.case), natural(each.says.document), each.says.span or (0, 0)))


def link(
    session: Session, case: str, says: tuple[str, int, int], shows: tuple[str, int, int], *, coder: str,
    glosses: tuple[str, str] = ("", ""), note: str = "",
) -> str:  # fmt: skip
    """Link two passages (document, start, end) of documents about a case; returns the link's uid.

    Raises Conflict for one document twice, a document that is not about the case, or a place where no text is.
    """
    if says[0] == shows[0]:
        raise Conflict("A contradiction is between two documents about one case.")
    for document, start, end in (says, shows):
        _require(session, case, document, start, end)
    row = Contradiction(
        case_uid=case, says_uid=says[0], says_start=says[1], says_end=says[2], shows_uid=shows[0],
        shows_start=shows[1], shows_end=shows[2], says=glosses[0].strip(), shows=glosses[1].strip(),
        note=note.strip(), coder_uid=coder, linked=now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.uid


def _require(session: Session, case: str, document: str, start: int, end: int) -> None:
    known = session.get(Document, document)
    if known is None:
        raise NotFound("This document is not in the project any more.")
    about = select(DocumentCase).where(DocumentCase.document_uid == document, DocumentCase.case_uid == case)
    if session.exec(about).first() is None:
        raise Conflict(f"{known.label} is not about this case.")
    if not 0 <= start < end <= known.characters:
        raise Conflict(f"{known.label} has no text at {start}–{end}.")


def unlink(session: Session, uid: str) -> None:
    """Take a link away. Raises NotFound."""
    row = session.get(Contradiction, uid)
    if row is None:
        raise NotFound("This contradiction is not in the project any more.")
    session.delete(row)
    session.flush()


def carry_over(session: Session, document: str, old: str, new: str) -> None:
    """Let links follow a corrected text; a passage that is not in it any more keeps its link without a place."""
    query = select(Contradiction).where(or_(Contradiction.says_uid == document, Contradiction.shows_uid == document))
    for row in session.exec(query).all():
        if row.says_uid == document and row.says_start is not None and row.says_end is not None:
            row.says_start, row.says_end = _placed(old, new, (row.says_start, row.says_end))
        if row.shows_uid == document and row.shows_start is not None and row.shows_end is not None:
            row.shows_start, row.shows_end = _placed(old, new, (row.shows_start, row.shows_end))
    session.flush()


def _placed(old: str, new: str, span: Span) -> tuple[int, int] | tuple[None, None]:
    place = reanchor(old, new, [span])[0].place
    return (None, None) if place is None else place


def rows(linked: Iterable[Linked]) -> list[tuple[object, ...]]:
    """For `COLUMNS`: a row a contradiction."""
    return [
        (each.case, *(value for side in (each.says, each.shows) for value in _cells(side)), each.note, each.who,
         each.linked) for each in linked
    ]  # fmt: skip


def _cells(side: Side) -> tuple[object, ...]:
    start, end = side.span or ("", "")
    return side.document, side.kind, start, end, side.text, side.gloss


WORDS = "What documents about one case contradict each other in"
COLUMNS = ("case", "says: document", "kind", "start", "end", "words", "in short", "shows: document", "kind there",
           "start there", "end there", "words there", "in short there", "note", "coder", "linked")  # fmt: skip
