"""What somebody who rearranges the codebook is told of its codings: those they may see are counted, and no others.

A change is made to the whole file, sealed work included; its counts would tell a blind coder how far a partner is. So
the person of the open step is looked up, and their eyes are those of `sealed_tables`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from codebook.team.sealed_tables import seen_by
from codebook.team.sealing import closed_to
from transcripts.store import stepping

UNCOUNTED = "work that is under seal for you goes along, and is not counted here"


@dataclass(frozen=True, slots=True)
class Seen:
    """The codings that the person at work may see, as SQL to select from; `closed` where there may be others."""

    table: str
    closed: bool

    @classmethod
    def of(cls, session: Session) -> Seen:
        """By whoever makes the open step of a session."""
        connection = session.connection()
        who = stepping.at_work(connection)
        if not closed_to(connection, who):
            return cls("coding", closed=False)
        return cls(f"({seen_by(connection, who)['coding']})", closed=True)

    def count(self, session: Session, codes: Sequence[str]) -> int:
        """The codings of these codes (uids)."""
        marks = ", ".join("?" * len(codes))
        query = f"SELECT count(*) FROM {self.table} WHERE code_uid IN ({marks})"
        return int(session.connection().exec_driver_sql(query, tuple(codes)).scalar_one())

    def of_code(self, session: Session, code: str) -> dict[str, str]:
        """For each coding (uid) of a code (uid) the document (uid) it is in."""
        query = f"SELECT uid, document_uid FROM {self.table} WHERE code_uid = ?"
        return {uid: document for uid, document in session.connection().exec_driver_sql(query, (code,))}

    def lines(self) -> tuple[str, ...]:
        """What is to be said below the counts."""
        return (UNCOUNTED,) if self.closed else ()
