"""What a person says to a suggestion, in a step: yes, no, or another code. Only then is there a coding.

An accepted one has the origin “suggestion”, also where the person chose another code than was suggested: the passage
was put before them.
"""

from __future__ import annotations

from sqlmodel import Session

from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.suggesting import rejections
from codebook.suggesting.model import Suggestion
from codebook.team import assignments
from codebook.team.rounds import round_of, states_of
from transcripts import coders

SUGGESTED = "suggestion"


def accept(session: Session, made: Suggestion, coder: str, *, code: str = "") -> str:
    """Make a suggestion a coding of a coder (name), with another `code` (uid) where one is given, which also rejects
    the suggested one; returns the coding's uid.

    It belongs to the round that the coder has the document in, which counts as begun. Raises Conflict when the passage
    is coded so already.
    """
    person, round = coders.ensure(session, coder), round_of(session, made.document, coder)
    uid = codings.apply(
        session,
        NewCoding(made.document, made.start, made.end, code or made.code, person, round=round, origin=SUGGESTED),
    )
    if code and code != made.code:
        rejections.reject(session, made.document, made.start, made.end, made.code, person, round=round)
    if states_of(session, made.document, coder).get(round) == "assigned":
        assignments.set_state(session, made.document, person, "started", round=round)
    return uid


def reject(session: Session, made: Suggestion, coder: str) -> None:
    """Remember that a coder (name) said no."""
    person, round = coders.ensure(session, coder), round_of(session, made.document, coder)
    rejections.reject(session, made.document, made.start, made.end, made.code, person, round=round)
