"""What a document holds at offsets of its text that is reported when the text is replaced: codings, collected
quotations and memos.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlmodel import Session, col, delete, select

from codebook.outcome_tables import CollectedQuotation
from codebook.scheme import codes
from codebook.tables import Coding, Memo
from transcripts.store.tables import Coder

About = Literal["coding", "quotation", "memo"]
Place = tuple[int, int]
TABLE: Mapping[About, Any] = {"coding": Coding, "quotation": CollectedQuotation, "memo": Memo}
AWAY = 2**40
"""Where a coding waits for a moment while two swap places; no text is as long."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """A coding, collected quotation or memo at [start, end) of its document's text; `coder` and `code` are uids.

    `what` is the code's path, the quotation's section or the memo's topic; `note` is its memo, note or text. No two
    of the same `kin` can stand at the same place.
    """

    about: About
    uid: str
    start: int
    end: int
    what: str
    coder: str
    coder_name: str
    code: str | None
    note: str
    kin: tuple[str, ...]

    @property
    def place(self) -> Place:
        """[start, end)."""
        return self.start, self.end


def anchored(session: Session, document: str) -> list[Anchored]:
    """What is anchored in a document (by uid), in text order."""
    paths = {code.uid: code.path for code in codes.tree(session)}
    found = [*_codings(session, document, paths), *_quotations(session, document), *_memos(session, document)]
    return sorted(found, key=lambda each: (each.start, each.end, each.about, each.what, each.coder_name, each.uid))


def _codings(session: Session, document: str, paths: Mapping[str, str]) -> Iterator[Anchored]:
    query = select(Coding, Coder.name).join(Coder).where(Coding.document_uid == document)
    for row, name in session.exec(query):
        kin = ("coding", row.code_uid, row.coder_uid, row.round)
        what = paths.get(row.code_uid, "?")
        yield Anchored("coding", row.uid, row.start, row.end, what, row.coder_uid, name, row.code_uid, row.memo, kin)


def _quotations(session: Session, document: str) -> Iterator[Anchored]:
    query = select(CollectedQuotation, Coder.name).join(Coder).where(CollectedQuotation.document_uid == document)
    for row, name in session.exec(query):
        kin = ("quotation", row.section)
        yield Anchored(
            "quotation", row.uid, row.start, row.end, row.section, row.coder_uid, name, row.code_uid, row.note, kin
        )


def _memos(session: Session, document: str) -> Iterator[Anchored]:
    query = select(Memo, Coder.name).join(Coder).where(Memo.about == "span", Memo.about_uid == document)
    for row, name in session.exec(query):
        kin = ("memo", row.uid)
        place = row.start or 0, row.end or 0
        yield Anchored("memo", row.uid, *place, row.topic, row.coder_uid, name, None, row.text, kin)


def rows_of(session: Session, about: About, uids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Whole rows, by uid, to be put back by `put_row` one day."""
    table = TABLE[about]
    return {row.uid: row.model_dump() for row in session.exec(select(table).where(col(table.uid).in_(list(uids))))}


def put_row(session: Session, about: About, row: Mapping[str, Any]) -> None:
    """Add a row again, under its old uid."""
    session.add(TABLE[about](**row))
    session.flush()


def take_out(session: Session, about: About, uids: Iterable[str]) -> None:
    """Take rows away."""
    table = TABLE[about]
    session.execute(delete(table).where(col(table.uid).in_(list(uids))))


def move(session: Session, moves: Iterable[tuple[Anchored, Place]]) -> None:
    """Put things elsewhere in their document, in an order in which none meets its kin on the way."""
    connection = session.connection()
    for each, (start, end) in _in_safe_order(moves):
        table = TABLE[each.about].__tablename__
        connection.exec_driver_sql(f'UPDATE {table} SET start = ?, "end" = ? WHERE uid = ?', (start, end, each.uid))
    session.expire_all()


def _in_safe_order(moves: Iterable[tuple[Anchored, Place]]) -> Iterator[tuple[Anchored, Place]]:
    waiting = {(each.kin, each.place): (each, to) for each, to in moves if each.place != to}
    while waiting:
        ready = [at for at, (each, to) in waiting.items() if (each.kin, to) not in waiting]
        for at in ready:
            yield waiting.pop(at)
        if not ready and waiting:  # a circle: one of it steps aside until the others have gone
            at = next(iter(waiting))
            each, to = waiting.pop(at)
            aside = (each.start + AWAY, each.end + AWAY)
            yield each, aside
            waiting[each.kin, aside] = each, to


def crowded(
    wanted: Iterable[tuple[Anchored, Place]], rank: Callable[[Anchored], int]
) -> Iterator[tuple[Anchored, Place]]:
    """Of things that would come to stand at one place with their kin, all but the first by rank."""
    first: dict[tuple[tuple[str, ...], Place], Anchored] = {}
    for each, place in sorted(wanted, key=lambda one: (rank(one[0]), one[0].place, one[0].uid)):
        if first.setdefault((each.kin, place), each) is not each:
            yield each, place
