"""How far a coder is: what is done, what is begun, what waits; of each document in the round that is in hand."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import bindparam, literal_column
from sqlmodel import Session, col, func, select

from codebook.tables import Assignment, Coding
from codebook.team.rounds import MAIN, in_hand
from transcripts.store.tables import Coder


@dataclass(frozen=True, slots=True)
class Progress:
    """A coder's work on one document: codings made in the `round` in hand, and the assignment's state in it ("" where
    it was never assigned). `states` are the assignment's in every round that there is one in.
    """

    codings: int
    state: str
    round: str = MAIN
    states: Mapping[str, str] = field(default_factory=dict)


# Put together once: asked after every coding, they would cost more to write than to answer.
_MADE = (
    select(Coding.document_uid, Coding.round, func.count()).join(Coder)
    .where(Coder.name == bindparam("coder")).group_by(Coding.document_uid, Coding.round)
)  # fmt: skip
_GIVEN = (
    select(Assignment.document_uid, Assignment.round, Assignment.state).join(Coder)
    .where(Coder.name == bindparam("coder"))
)  # fmt: skip
_CODER = select(Coder.uid).where(Coder.name == bindparam("coder")).scalar_subquery()
_GIVEN_IN = _GIVEN.where(
    col(Assignment.document_uid).in_(select(func.json_each(bindparam("documents")).table_valued("value").c.value))
)
_MADE_IN = select(func.count()).where(
    # The sign keeps SQLite from going by the index of coders to all that the coder ever coded.
    literal_column("+coding.coder_uid") == select(Coder.uid).where(Coder.name == bindparam("coder")).scalar_subquery(),
    Coding.document_uid == bindparam("document"), Coding.round == bindparam("round"),
)  # fmt: skip


def progress(session: Session, coder: str, *, documents: Collection[str] | None = None) -> dict[str, Progress]:
    """Progress of a coder (by name) per document (by uid), of these documents alone when they are given; documents
    neither assigned nor coded in the round in hand are left out.
    """
    session.flush()
    connection = session.connection()
    if documents is None:
        counts = {(document, name): many for document, name, many in connection.execute(_MADE, {"coder": coder})}
        states: dict[str, dict[str, str]] = {document: {} for document, _ in counts}
        given = connection.execute(_GIVEN, {"coder": coder})
    else:
        counts, states = {}, {document: {} for document in documents}
        given = connection.execute(_GIVEN_IN, {"coder": coder, "documents": json.dumps(list(documents))})
    for document, name, state in given:
        states.setdefault(document, {})[name] = state
    for uid in documents or ():  # a coder waits for these: a third of the time of counting all of their rounds
        asked = {"coder": coder, "document": uid, "round": in_hand(states[uid])}
        counts[uid, asked["round"]] = connection.execute(_MADE_IN, asked).scalar_one()
    found = {uid: _in_hand(uid, there, counts) for uid, there in states.items()}
    return {uid: each for uid, each in found.items() if each.codings or each.states}


def _in_hand(document: str, states: Mapping[str, str], counts: Mapping[tuple[str, str], int]) -> Progress:
    name = in_hand(states)
    return Progress(counts.get((document, name), 0), states.get(name, ""), name, states)


def waiting(session: Session, coder: str) -> int:
    """How many documents assigned to a coder are not done, in whichever round."""
    query = select(func.count(func.distinct(Assignment.document_uid))).select_from(Assignment).join(Coder)
    return session.exec(query.where(Coder.name == coder, Assignment.state != "done")).one()


def recently_used(session: Session, coder: str, many: int) -> list[str]:
    """The codes (uids) that a coder applied last, the latest first."""
    latest = func.max(Coding.created)
    query = select(Coding.code_uid).join(Coder).where(Coder.name == coder).group_by(Coding.code_uid)
    return list(session.exec(query.order_by(latest.desc(), col(Coding.code_uid)).limit(many)))
