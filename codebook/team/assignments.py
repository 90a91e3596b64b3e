"""Who codes what, and how far they are: the difference between “coded with nothing” and “not coded yet”."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from codebook.spans import Span
from codebook.tables import Assignment as AssignmentRow
from codebook.team.rounds import MAIN
from codebook.team.sealing import closed_to, note_reopening
from transcripts import coders
from transcripts.errors import Conflict
from transcripts.identity import now
from transcripts.store.tables import Coder, Document

STATES = ("assigned", "started", "done")


@dataclass(frozen=True, slots=True)
class Assignment:
    """A document (label and uid) given to a coder (name) in a round; `part` of it where it is not all."""

    document: str
    label: str
    coder: str
    round: str
    state: str
    sealed: bool
    part: Span | None = None


def assignments(session: Session, *, round: str | None = None) -> list[Assignment]:
    """All assignments, in order of document label and coder."""
    query = (
        select(
            AssignmentRow.document_uid, Document.label, Coder.name, AssignmentRow.round, AssignmentRow.state,
            AssignmentRow.sealed, AssignmentRow.part,
        )  # type: ignore[call-overload]
        .join(Document, Document.uid == AssignmentRow.document_uid)
        .join(Coder, Coder.uid == AssignmentRow.coder_uid)
        .order_by(Document.label, Coder.name)
    )  # fmt: skip
    if round is not None:
        query = query.where(AssignmentRow.round == round)
    return [
        Assignment(uid, label, name, turn, state, sealed, part_of(part))
        for uid, label, name, turn, state, sealed, part in session.execute(query)
    ]


def part_of(stored: str) -> Span | None:
    """The part of a document that an assignment is about, as it is stored; None for all of it."""
    start, dash, end = stored.partition("-")
    return (int(start), int(end)) if dash else None


def part_given(session: Session, document: str, coder: str, round: str) -> Span | None:
    """The part of a document (uid) that a coder (name) has in a round, where it is not all of it."""
    query = select(AssignmentRow.part).join(Coder).where(
        AssignmentRow.document_uid == document, Coder.name == coder, AssignmentRow.round == round
    )  # fmt: skip
    return part_of(session.exec(query).first() or "")


def sealed_for_others(session: Session, coder: str) -> frozenset[str]:
    """The documents (uids) of which this coder (by name) may not see others' work yet."""
    return closed_to(session.connection(), coder).documents


def set_state(
    session: Session, document: str, coder: str, state: str, *, round: str = MAIN, sealed: bool = False,
    part: Span | None = None,
) -> None:  # fmt: skip
    """Say how far a coder (uid) is with a document (uid), assigning it when it was not; raises Conflict.

    A new assignment may be `sealed`, and about a `part` alone; one that is there keeps its seal and its part.
    """
    if state not in STATES:
        raise Conflict(f"‘{state}’ is not a state. States are: {', '.join(STATES)}.")
    query = select(AssignmentRow).where(
        AssignmentRow.document_uid == document, AssignmentRow.coder_uid == coder, AssignmentRow.round == round
    )
    row = session.exec(query).first()
    if row is None:
        row = AssignmentRow(
            document_uid=document, coder_uid=coder, round=round, state=state, sealed=sealed, changed=now(),
            part="" if part is None else f"{part[0]}-{part[1]}",
        )  # fmt: skip
        session.add(row)
    elif row.state != state:
        if row.state == "done":
            note_reopening(session, document, round, coder)
        row.state, row.changed = state, now()
    session.flush()


def give(session: Session, documents: Sequence[str], name: str, *, round: str = MAIN, sealed: bool = False) -> int:
    """Assign the documents (uids) that a coder does not have yet, adding the coder when new; returns how many."""
    coder = coders.ensure(session, name)
    held = {each.document for each in assignments(session, round=round) if each.coder == name.strip()}
    new = [document for document in dict.fromkeys(documents) if document not in held]
    for document in new:
        set_state(session, document, coder, "assigned", round=round, sealed=sealed)
    return len(new)
