"""A coder's word that there is nothing to code in a stretch: the difference between passed over and looked at.

It is said by a person, so it is a step, with a place in history and a way back. It makes no coding, and agreement does
not ask for it: an uncoded text means “no” once its document is done.
Offsets are code points, half-open.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, delete, select

from codebook.spans import Span, difference, overlaps, region, union
from codebook.tables import NothingHere
from transcripts.identity import now
from transcripts.reanchoring.placing import reanchor
from transcripts.store.tables import Coder


def declared(session: Session, document: str, coder: str, *, round: str = "main") -> list[Span]:
    """Where in a document (by uid) a coder (by name) said that there is nothing to code, as a region."""
    query = select(NothingHere.start, NothingHere.end).join(Coder).where(
        NothingHere.document_uid == document, Coder.name == coder, NothingHere.round == round
    )  # fmt: skip
    return region((start, end) for start, end in session.exec(query))


def declared_by_all(session: Session, *, round: str = "main") -> dict[tuple[str, str], list[Span]]:
    """The same for every document (uid) and coder (name) that has any."""
    query = select(NothingHere.document_uid, Coder.name, NothingHere.start, NothingHere.end).join(Coder)
    found: dict[tuple[str, str], list[Span]] = {}
    for document, coder, start, end in session.execute(query.where(NothingHere.round == round)):
        found.setdefault((document, coder), []).append((start, end))
    return {at: region(spans) for at, spans in found.items()}


def declare(session: Session, document: str, coder: str, span: Span, *, round: str = "main") -> None:
    """Say that there is nothing to code in a stretch; `coder` is a uid. Stretches that meet become one."""
    rows = _touched(session, document, coder, (span[0] - 1, span[1] + 1), round)
    _instead(session, rows, union([span], region((row.start, row.end) for row in rows)), document, coder, round)


def take_back(session: Session, document: str, coder: str, span: Span, *, round: str = "main") -> None:
    """Say nothing any more about a stretch; what was said of the words beside it stands."""
    rows = _touched(session, document, coder, span, round)
    _instead(session, rows, difference(region((row.start, row.end) for row in rows), [span]), document, coder, round)


def _touched(session: Session, document: str, coder: str, span: Span, round: str) -> list[NothingHere]:
    query = select(NothingHere).where(
        NothingHere.document_uid == document, NothingHere.coder_uid == coder, NothingHere.round == round
    )
    return [row for row in session.exec(query) if overlaps((row.start, row.end), span)]


def _instead(
    session: Session, rows: Sequence[NothingHere], spans: Sequence[Span], document: str, coder: str, round: str
) -> None:
    for row in rows:
        session.delete(row)
    session.flush()
    said = now()
    session.add_all(
        NothingHere(document_uid=document, start=start, end=end, coder_uid=coder, round=round, declared=said)
        for start, end in spans
    )
    session.flush()


def carry_over(session: Session, document: str, old: str, new: str) -> None:
    """Let declarations follow a corrected text: to the same words elsewhere; about other words nobody has said
    anything yet.
    """
    rows = list(session.exec(select(NothingHere).where(NothingHere.document_uid == document)))
    places = reanchor(old, new, [(row.start, row.end) for row in rows])
    session.execute(delete(NothingHere).where(col(NothingHere.document_uid) == document))
    for row, at in zip(rows, places, strict=True):
        if at.place is not None and at.verdict in ("kept", "moved"):
            start, end = at.place
            session.add(NothingHere(**{**row.model_dump(), "start": start, "end": end}))
    session.flush()
