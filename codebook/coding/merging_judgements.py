"""What was judged of one theme's place in the convergence matrix, when the theme is merged into another."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, select

from codebook.evidence.triangulation_tables import Assessment, Finding, Settlement
from codebook.outcome_tables import Rejection

JUDGED: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (Finding, ()),
    (Assessment, ("source", "coder_uid")),
    (Settlement, ("source",)),
)
"""Tables of triangulation that name a theme, and what else makes a row the only one of its kind."""
REJECTED = ("document_uid", "start", "end", "coder_uid", "round")


def carry(session: Session, source: str, target: str) -> int:
    """Have the target (a uid) keep what was judged of the source, where nothing was judged of the target yet.

    Gives back how many judgements have no place: the target has its own of the same source of evidence, and a
    judgement of one theme is not one of another. They go with the code that they judged; undo brings them back.
    """
    lost = sum(_carry(session, table, by, source, target) for table, by in JUDGED)
    _carry(session, Rejection, REJECTED, source, target)
    session.flush()
    return lost


def _carry(session: Session, table: Any, by: tuple[str, ...], source: str, target: str) -> int:
    def place(row: Any) -> tuple[Any, ...]:
        return tuple(getattr(row, name) for name in by)

    taken = {place(row) for row in session.exec(select(table).where(col(table.code_uid) == target))}
    lost = 0
    for row in session.exec(select(table).where(col(table.code_uid) == source)).all():
        if place(row) in taken:
            lost += 1
        else:
            row.code_uid = target
    return lost
