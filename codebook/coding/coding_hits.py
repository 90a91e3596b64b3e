"""Coding what a search found: first said to the letter what it would come to, then done as one step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from codebook.coding import codings
from codebook.coding.codings import NewCoding
from codebook.spans import Span
from codebook.team import assignments
from codebook.team.progress import progress
from codebook.team.rounds import MAIN
from transcripts import coders
from transcripts.searching import Hit

UNITS = ("hit", "sentence", "turn")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a document to be coded."""

    document: str
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What coding some hits comes to.

    `places` are to be coded, in order; `already` counts places that this coder has coded so before, `interviewer` the
    hits left out because an interviewer says them, `merged` the hits that share their sentence or turn with one before.
    """

    places: tuple[Place, ...]
    already: int = 0
    interviewer: int = 0
    merged: int = 0

    @property
    def documents(self) -> int:
        """In how many documents the places are."""
        return len({place.document for place in self.places})

    @property
    def left_out(self) -> tuple[str, ...]:
        """What is not going to be coded and why, a remark each."""
        said = (
            (self.already, "coded so already"), (self.interviewer, "said by an interviewer"),
            (self.merged, "in a place with another"),
        )  # fmt: skip
        return tuple(f"{many:,} {why}" for many, why in said if many)


def plan(
    session: Session, hits: Iterable[Hit], code: str | None, coder: str, *, unit: str = "hit",
    sentences: Mapping[str, Sequence[Span]] | None = None, include_interviewer: bool = False,
) -> Plan:  # fmt: skip
    """What it comes to when a coder (name) gives hits a code (uid; None for one that is yet to be made).

    Hits are widened to the `unit` they are in; for sentences their bounds are given by document (uid).
    """
    found = list(hits)
    wanted = [hit for hit in found if include_interviewer or hit.role != "interviewer"]
    places = [_widened(hit, unit, (sentences or {}).get(hit.document_uid, ())) for hit in wanted]
    different = list(dict.fromkeys(places))
    there = _coded(session, different, code, coder)
    new = tuple(place for place in different if (place.document, place.start, place.end) not in there)
    return Plan(new, len(different) - len(new), len(found) - len(wanted), len(places) - len(different))


def carry_out(session: Session, places: Sequence[Place], code: str, coder: str) -> list[str]:
    """Code the places of a plan; documents given to the coder count as begun. Returns the codings' uids."""
    person = coders.ensure(session, coder)
    touched = {place.document for place in places}
    known = progress(session, coder, documents=touched)
    rounds = {document: at.round for document, at in known.items()}
    made = codings.apply_many(session, [
        NewCoding(each.document, each.start, each.end, code, person, round=rounds.get(each.document, MAIN))
        for each in places
    ])  # fmt: skip
    for document, at in known.items():
        if at.state == "assigned":
            assignments.set_state(session, document, person, "started", round=at.round)
    return made


def _coded(session: Session, places: Sequence[Place], code: str | None, coder: str) -> set[tuple[str, int, int]]:
    if code is None or not places:
        return set()
    within = sorted({place.document for place in places})
    made = codings.codings(session, documents=within, codes=[code], coders=[coder], round=None)
    rounds = {document: at.round for document, at in progress(session, coder, documents=within).items()}
    return {(c.document, c.start, c.end) for c in made if c.round == rounds.get(c.document, MAIN)}


def _widened(hit: Hit, unit: str, sentences: Sequence[Span]) -> Place:
    start, end = hit.start, hit.end
    if unit == "turn":
        start, end = hit.turn
    elif unit == "sentence":
        touched = [(first, last) for first, last in sentences if first < end and start < last]
        start, end = min([start, *(s for s, _ in touched)]), max([end, *(e for _, e in touched)])
    return Place(hit.document_uid, hit.document, start, end)
