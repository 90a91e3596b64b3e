"""The use of a code that tells most about it: one that was ruled on, else a key passage, else the latest one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from codebook.coding.codings import Coding, example
from codebook.outcome_tables import Ruling as RulingRow
from codebook.reviewing.rulings import Ruling, outcome, rulings_about

RULED, KEY, LATEST = "ruling", "key passage", "latest use"


@dataclass(frozen=True, slots=True)
class Use:
    """Where a code is used: document (uid), [start, end); `why` this one, whose decision or coding it is, from when."""

    document: str
    start: int
    end: int
    why: str
    who: str
    when: str


def use_to_see(session: Session, code: str, *, apart_from: Coding | None = None, document: str = "") -> Use | None:
    """The latest use of a code (uid) that was adjudicated and still stands; without any, see `codings.example`.

    `apart_from` is the coding one comes from, in `document` (uid); None where the code is used nowhere else.
    """
    return _ruled(session, code, apart_from) or _coded(session, code, apart_from, document)


def _ruled(session: Session, code: str, apart_from: Coding | None) -> Use | None:
    latest = select(RulingRow.uid).where(
        col(RulingRow.codes).contains(code) | (col(RulingRow.final_code_uid) == code)
    ).order_by(col(RulingRow.ruled).desc(), col(RulingRow.uid))  # fmt: skip
    for uid in session.exec(latest):
        for each in rulings_about(session, [uid]):
            if (span := _span(each, code)) is not None and not _is_at(apart_from, each.at.document, span):
                return Use(each.at.document, *span, RULED, each.coder, each.ruled)
    return None


def _span(ruling: Ruling, code: str) -> tuple[int, int] | None:
    """The first stretch that a ruling which still stands gives a code."""
    spans = [] if ruling.stale else sorted(span for given, span in outcome(ruling) if given == code)
    return spans[0] if spans else None


def _is_at(coding: Coding | None, document: str, span: tuple[int, int]) -> bool:
    return coding is not None and coding.document == document and coding.start < span[1] and coding.end > span[0]


def _coded(session: Session, code: str, apart_from: Coding | None, document: str) -> Use | None:
    found = example(session, code, apart_from=apart_from, document=document)
    if found is None:
        return None
    return Use(found.document, found.start, found.end, KEY if found.key else LATEST, found.coder, found.created)
