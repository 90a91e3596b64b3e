"""Collected quotations: passages put aside for the report, section by section, in the order they will be printed.

Functions that change take the session of a step. Offsets are code points of the document's text, half-open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, col, delete, func, select, update

from codebook.outcome_tables import CollectedQuotation as Row
from codebook.quoting.citing import id_of, new_id
from codebook.quoting.trimming import fits, trimmed
from codebook.retrieval.passages import Excerpt, sources
from codebook.scheme import codes
from transcripts.errors import Conflict, NotFound
from transcripts.identity import now
from transcripts.store.tables import Coder, Document


@dataclass(frozen=True, slots=True)
class Collected:
    """A quotation put aside: `code` is the path it was collected for ("" for none), `coder` who collected it.

    `position` is its place in its section, from 0. The excerpt's `codes` are that one code, its `coder` the collector.
    `words` is how it is to be printed, "" for as it was said; `cite` its id.
    """

    uid: str
    section: str
    position: int
    note: str
    code: str
    coder: str
    collected: str
    excerpt: Excerpt
    words: str = ""
    cite: str = ""

    @property
    def printed(self) -> str:
        """The words to print: as an author cut and explained them, as long as that fits what the passage says now."""
        return self.words if self.words and fits(self.excerpt.text, self.words) else self.excerpt.text

    @property
    def misfits(self) -> bool:
        """Whether it was cut or explained, and its passage was corrected since so that this fits no more."""
        return bool(self.words) and not fits(self.excerpt.text, self.words)


def collected(session: Session, *, section: str | None = None) -> list[Collected]:
    """The quotations of one section or of all, sections in the order of `sections`."""
    query = select(
        Row.uid, Row.document_uid, Row.start, Row.end, Row.code_uid, Coder.name, Row.section, Row.note, Row.collected,
        Row.words, Row.cite,
    ).join(Coder)  # type: ignore[call-overload]
    if section is not None:
        query = query.where(Row.section == section)
    rows = session.execute(query.order_by(col(Row.position), col(Row.collected), col(Row.uid))).all()
    begun = {name: place for place, name in enumerate(sections(session))}
    rows = sorted(rows, key=lambda row: begun[row.section])
    paths = {code.uid: code.path for code in codes.tree(session)}
    texts = sources(session, {row.document_uid for row in rows})
    found: list[Collected] = []
    for row in rows:
        path = paths.get(row.code_uid, "")
        cut = texts[row.document_uid].cut(row.start, row.end)
        excerpt = replace(cut, codes=(path,) if path else (), coder=row.name)
        place = found[-1].position + 1 if found and found[-1].section == row.section else 0
        cite = row.cite or id_of(texts[row.document_uid], row.start, row.end)
        found.append(
            Collected(row.uid, row.section, place, row.note, path, row.name, row.collected, excerpt, row.words, cite)
        )
    return found


def sections(session: Session) -> list[str]:
    """The sections that hold quotations, in the order in which the first of those was collected."""
    begun = func.min(Row.collected)
    query = select(Row.section).group_by(Row.section).order_by(begun, func.min(Row.position), Row.section)
    return list(session.exec(query))


def add(
    session: Session, document: str, start: int, end: int, *, coder: str, code: str | None = None, section: str = "",
    note: str = "",
) -> str:  # fmt: skip
    """Put a passage at the end of a section; `document`, `coder` and `code` are uids. Returns the quotation's uid.

    Raises Conflict when there is no such passage, or the section has it already.
    """
    _require_passage(session, document, start, end)
    section = section.strip()
    same = (Row.document_uid == document, Row.start == start, Row.end == end, Row.section == section)
    if session.exec(select(Row.uid).where(*same)).first():
        where = f"‘{section}’ holds" if section else "The quotations hold"
        raise Conflict(f"{where} this passage already. Choose another section, or keep the one that is there.")
    row = Row(
        document_uid=document, start=start, end=end, code_uid=code, coder_uid=coder, section=section,
        position=_next_position(session), note=note, collected=now(), cite=new_id(session, document, start, end),
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.uid


def remove(session: Session, uids: Sequence[str]) -> None:
    """Take quotations out of the collection; nothing else changes."""
    session.execute(delete(Row).where(col(Row.uid).in_(uids)))


def move(session: Session, uid: str, position: int, *, section: str | None = None) -> None:
    """Put a quotation at a place (from 0) of its section, or of another; beyond either end means at that end."""
    row = _row(session, uid)
    target = row.section if section is None else section.strip()
    if target != row.section:
        _require_absent(session, row, target)
        moved = {"section": target, "position": _next_position(session)}
        session.execute(update(Row).where(col(Row.uid) == uid).values(**moved))
    order = [other for other in _order(session, target) if other != uid]
    place = max(0, min(position, len(order)))
    _arrange(session, [*order[:place], uid, *order[place:]])


def set_section(session: Session, uid: str, section: str) -> None:
    """Put a quotation at the end of another section; raises Conflict when that has the same passage."""
    if _row(session, uid).section != section.strip():
        move(session, uid, len(_order(session, section.strip())), section=section)


def set_note(session: Session, uid: str, note: str) -> None:
    """Say why a quotation was collected, or what to do with it."""
    _row(session, uid)
    session.execute(update(Row).where(col(Row.uid) == uid).values(note=note))


def set_words(session: Session, uid: str, words: str) -> None:
    """Say how a quotation is to be printed: cuts as …, additions in [brackets]; "" for as it was said.

    Raises Conflict where the words hold what was not said.
    """
    row = _row(session, uid)
    passage = sources(session, {row.document_uid})[row.document_uid].cut(row.start, row.end).text
    words = " ".join(words.split())
    if words == " ".join(passage.split()):
        words = ""
    if words:
        trimmed(passage, words)
    session.execute(update(Row).where(col(Row.uid) == uid).values(words=words))


# -- pieces -------------------------------------------------------------------------------------------------------


def _require_passage(session: Session, document: str, start: int, end: int) -> None:
    length = session.exec(select(Document.characters).where(Document.uid == document)).first()
    if length is None:
        raise NotFound("This document is not in the project any more.")
    if not 0 <= start < end <= length:
        raise Conflict(f"There is no text at {start}–{end}: the document has {length:,} characters. Select some first.")


def _require_absent(session: Session, row: Row, section: str) -> None:
    same = (Row.document_uid == row.document_uid, Row.start == row.start, Row.end == row.end, Row.section == section)
    if session.exec(select(Row.uid).where(*same)).first():
        raise Conflict(f"‘{section}’ holds this passage already. Nothing was moved.")


def _row(session: Session, uid: str) -> Row:
    row = session.get(Row, uid)
    if row is None:
        raise NotFound("This quotation is not in the project any more.")
    session.refresh(row)
    return row


def _order(session: Session, section: str) -> list[str]:
    ordered = (col(Row.position), col(Row.collected), col(Row.uid))
    return list(session.exec(select(Row.uid).where(Row.section == section).order_by(*ordered)))


def _next_position(session: Session) -> int:
    last = session.exec(select(func.max(Row.position))).one()
    return 0 if last is None else last + 1


def _arrange(session: Session, order: Sequence[str]) -> None:
    """Let quotations have this order by sharing their positions out anew; those whose position stays are untouched.

    Positions that two share, as after two copies were merged, are pulled apart.
    """
    held = {uid: place for uid, place in session.exec(select(Row.uid, Row.position).where(col(Row.uid).in_(order)))}
    last = -1
    for uid, place in zip(order, sorted(held.values()), strict=True):
        last = max(place, last + 1)
        if held[uid] != last:
            session.execute(update(Row).where(col(Row.uid) == uid).values(position=last))
