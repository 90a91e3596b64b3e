"""How far a coder is: what is done, what is begun, what waits."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import bindparam, literal_column
from sqlmodel import Session, col, func, select

from codebook.tables import Assignment, Coding
from transcripts.store.tables import Coder


@dataclass(frozen=True, slots=True)
class Progress:
    """A coder's work on one document: codings made, and the assignment's state ("" where it was never assigned)."""

    codings: int
    state: str


# Put together once: asked after every coding, they would cost more to write than to answer.
_MADE = (
    select(Coding.document_uid, func.count()).join(Coder)
    .where(Coder.name == bindparam("coder"), Coding.round == bindparam("round")).group_by(Coding.document_uid)
)  # fmt: skip
_GIVEN = (
    select(Assignment.document_uid, Assignment.state).join(Coder)
    .where(Coder.name == bindparam("coder"), Assignment.round == bindparam("round"))
)  # fmt: skip
_CODER = select(Coder.uid).where(Coder.name == bindparam("coder")).scalar_subquery()
_ASKED = select(func.json_each(bindparam("documents")).table_valued("value").c.value)
_MADE_IN = (
    select(Coding.document_uid, func.count()).where(
        # The sign keeps SQLite from going by the index of coders to all that the coder ever coded.
        literal_column("+coding.coder_uid") == _CODER, Coding.round == bindparam("round"),
        col(Coding.document_uid).in_(_ASKED),
    ).group_by(Coding.document_uid)
)  # fmt: skip
_GIVEN_IN = _GIVEN.where(col(Assignment.document_uid).in_(_ASKED))
_STATE = _GIVEN.with_only_columns(col(Assignment.state)).where(col(Assignment.document_uid) == bindparam("document"))


def progress(
    session: Session, coder: str, *, round: str = "main", documents: Collection[str] | None = None
) -> dict[str, Progress]:
    """Progress of a coder (by name) per document (by uid), of these documents alone when they are given; documents
    neither assigned nor coded are left out.
    """
    session.flush()
    connection, asked = session.connection(), {"coder": coder, "round": round}
    if documents is not None:
        asked["documents"] = json.dumps(list(documents))
    made, given = (_MADE, _GIVEN) if documents is None else (_MADE_IN, _GIVEN_IN)
    counts = {document: many for document, many in connection.execute(made, asked)}
    states = {document: state for document, state in connection.execute(given, asked)}
    return {uid: Progress(counts.get(uid, 0), states.get(uid, "")) for uid in {*counts, *states}}


def state_of(session: Session, document: str, coder: str, *, round: str = "main") -> str:
    """The state of one assignment (document by uid, coder by name); "" where there is none."""
    session.flush()
    where = {"coder": coder, "document": document, "round": round}
    return session.connection().execute(_STATE, where).scalar() or ""


def waiting(session: Session, coder: str, *, round: str = "main") -> int:
    """How many documents assigned to a coder are not done."""
    query = select(func.count()).select_from(Assignment).join(Coder)
    mine = query.where(Coder.name == coder, Assignment.round == round, Assignment.state != "done")
    return session.exec(mine).one()


def recently_used(session: Session, coder: str, many: int) -> list[str]:
    """The codes (uids) that a coder applied last, the latest first."""
    latest = func.max(Coding.created)
    query = select(Coding.code_uid).join(Coder).where(Coder.name == coder).group_by(Coding.code_uid)
    return list(session.exec(query.order_by(latest.desc(), col(Coding.code_uid)).limit(many)))
