"""Rounds of coding: the one that counts, the one that a coder's next coding belongs to, and those coded anew.

An assignment, a coding and an agreement belong to one round. What is counted, retrieved and compared is the round
`main` unless another is asked for by name: a passage that was coded for practice, and then in earnest, is one passage.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlmodel import Session, select

from codebook.tables import Assignment
from transcripts.document_labels import natural
from transcripts.store.tables import Coder

MAIN = "main"
AGAIN = "again-"
"""What rounds begin with in which somebody codes anew, without their own earlier work in sight."""


def in_hand(states: Mapping[str, str]) -> str:
    """The round that a coder's next coding of a document belongs to; `states` are the coder's assignments of it, by
    round.

    What is open comes before what is done: coding anew first, since everything else is closed to the coder meanwhile;
    then what was begun; then rounds that prepare the main one. Where nothing is open it is main, or, for a coder who
    has the document in other rounds alone, the last of them.
    """
    if left := [(name, state) for name, state in states.items() if state != "done"]:
        return min(
            left, key=lambda each: (not each[0].startswith(AGAIN), each[1] != "started", each[0] == MAIN,
                                    natural(each[0]))
        )[0]  # fmt: skip
    return MAIN if MAIN in states or not states else max(states, key=natural)


def states_of(session: Session, document: str, coder: str) -> dict[str, str]:
    """How far a coder (name) is with a document (uid) in each round they have it in."""
    query = select(Assignment.round, Assignment.state).join(Coder).where(
        Assignment.document_uid == document, Coder.name == coder
    )  # fmt: skip
    return {name: state for name, state in session.exec(query)}


def round_of(session: Session, document: str, coder: str) -> str:
    """The round that a coder's (name) next coding of a document (uid) belongs to."""
    return in_hand(states_of(session, document, coder))
