"""Whether a coder still agrees with themself: what they coded first beside what they coded again, unseen, later.

The second time is a round whose name begins with `again-`, drawn by `recoding`; while a document is under seal in it,
the first coding is closed to the coder (`sealed_tables`), and until they are done it is compared with nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from sqlmodel import Session

from codebook.agreement import Agreement, Document, SpanRow, Study, Unit, measure
from codebook.reviewing.project_agreement import NoAgreement, coded_in, finished_in, laid_out, measurable
from codebook.spans import Span, intersection
from codebook.team.assignments import assignments
from codebook.team.recoding import coded_at, parts
from codebook.team.rounds import AGAIN, MAIN
from codebook.team.sealing import Blindness, blindness
from transcripts import coders
from transcripts.document_labels import natural
from transcripts.errors import NotFound
from transcripts.project import Project
from transcripts.sentences import sentences
from transcripts.texts import document_texts


@dataclass(frozen=True, slots=True)
class Again:
    """What has to stand with such a figure: who, which rounds, how many documents (of how many only a part), how many
    days lay between the two times, and whether the second was coded without the first in sight.
    """

    coder: str
    round: str
    documents: int
    in_part: int
    days: tuple[int, ...]
    blindness: Blindness

    def words(self) -> tuple[str, ...]:
        """The lines to print with a result."""
        return (self.line(),)

    def line(self) -> str:
        """`Ann with themself, main and again-1 · 4 documents · 21 to 35 days later (median 28) · unseen: yes, 4 of 4`.
        """
        many = f"{self.documents:,} document{'s' * (self.documents != 1)}"
        part = f", of {self.in_part:,} a part" if self.in_part else ""
        later = (_days(self.days),) if self.days else ()
        return " · ".join((f"{self.coder} with themself, {MAIN} and {self.round}", many + part, *later, self.unseen()))

    def unseen(self) -> str:
        """`unseen: yes, 4 of 4`: whether the second time was coded without the first in sight."""
        return self.blindness.words().replace("blind:", "unseen:", 1)

    def as_json(self) -> dict[str, Any]:
        """What `agreement --again --json` has of it."""
        apart = {"least": min(self.days), "median": median(self.days), "most": max(self.days)} if self.days else None
        unseen = {"blind": self.blindness.blind, "documents": self.blindness.documents}
        return {"again": {"coder": self.coder, "rounds": [MAIN, self.round], "documents": self.documents,
                          "in_part": self.in_part, "days": apart, "unseen": unseen}}  # fmt: skip


def _days(days: Sequence[int]) -> str:
    if min(days) == max(days):
        return f"{days[0]:,} day{'s' * (days[0] != 1)} later"
    return f"{min(days):,} to {max(days):,} days later (median {median(days):g})"


def measure_self(project: Project, coder: str, *, unit: Unit = "sentence", round: str = f"{AGAIN}1") -> Agreement:
    """Agreement of a coder (name) with themself, between the main round and a round coded again.

    Over documents, or those parts of them, that they finished in both. The two times stand where coders stand. Raises
    NoAgreement in a reflexive project and for a round that is none of that kind, NotFound for a coder that the project
    does not have.
    """
    limits = measurable(project)
    return measure(self_study(project, coder, unit=unit, round=round), unit, limits)


def everybody_again(project: Project, coders: Collection[str], unit: Unit) -> list[tuple[Again, Agreement]]:
    """Each of these coders (names) with themself, in every round that they coded again and finished something of.

    Raises NoAgreement in a reflexive project.
    """
    with project.reading(whole=True) as session:
        finished = {(a.coder, a.round) for a in assignments(session) if a.state == "done" and a.round.startswith(AGAIN)}
    wanted = sorted((each for each in finished if each[0] in coders), key=lambda each: (natural(each[0]), each[1]))
    found = [(again(project, who, round=name), who, name) for who, name in wanted]
    return [
        (told, measure_self(project, who, unit=unit, round=name)) for told, who, name in found if told.documents
    ]


def self_study(project: Project, coder: str, *, unit: Unit, round: str) -> Study:
    """What there is to compare. Raises as `measure_self`."""
    times = (coder, f"{coder}, again")
    with project.reading(whole=True) as session:
        _require(session, coder, round)
        shared, given = _finished_twice(session, coder, round), parts(session, coder, round)
        texts = document_texts(session, shared)
        names: list[str] = []
        rows: list[SpanRow] = []
        for time, each in zip(times, (MAIN, round), strict=True):
            paths, found = coded_in(session, texts, [coder], each)
            names += [path for path in paths if path not in names]
            rows += [row._replace(coder=time) for row in found]
    bounds = sentences(project, shared) if unit == "sentence" else {}
    laid = [
        _cut(laid_out(texts[uid], set(times), unit, bounds), given.get(uid))
        for uid in sorted(texts, key=lambda uid: natural(texts[uid].label))
    ]
    return Study.of(times, names, laid, rows)


def again(project: Project, coder: str, *, round: str = f"{AGAIN}1") -> Again:
    """What has to stand with the figure of the same coder and round. Raises as `self_study`."""
    with project.reading(whole=True) as session:
        _require(session, coder, round)
        shared, given = _finished_twice(session, coder, round), parts(session, coder, round)
        first, second = (coded_at(session, coder, each) for each in (MAIN, round))
        days = sorted(max(0, (_moment(second[uid]) - _moment(first[uid])).days) for uid in shared)
        unseen = blindness(session, shared, [coder], round=round)
    return Again(coder, round, len(shared), sum(uid in given for uid in shared), tuple(days), unseen)


def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at).replace(tzinfo=None)


def _require(session: Session, coder: str, round: str) -> None:
    if not round.startswith(AGAIN):
        raise NoAgreement(f"‘{round}’ is no round coded again. Name it like this: --round {AGAIN}1")
    known = coders.names(session)
    if coder not in known:
        raise NotFound(f"There is no coder ‘{coder}’. Coders are: {', '.join(known) or 'none yet'}.")


def _finished_twice(session: Session, coder: str, round: str) -> list[str]:
    done = [finished_in(session, each) for each in (MAIN, round)]
    return [uid for uid, who in done[0].items() if coder in who and coder in done[1].get(uid, ())]


def _cut(document: Document, part: Span | None) -> Document:
    """The document with so much of it as was coded again."""
    if part is None:
        return document
    universe = intersection([(int(start), int(end)) for start, end in document.stretches], [part])
    return Document(document.label, document.done, universe, document.cells)
