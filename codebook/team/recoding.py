"""Coding anew, unseen, what one coded before: what is drawn for it, and how long after the first time it was coded.

The draw is of a coder's finished documents, or of one stretch of turns of each, spread over the time in which they were
coded: whether somebody still codes in May as they did in March is the question. It is the same for the same seed. What
is drawn is assigned under seal in a round `again-1`, `again-2` …, and meanwhile closed to the coder as they coded it
before (`sealed_tables`). `self_agreement` compares the two times.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from random import Random
from typing import Any

from sqlmodel import Session, func, select

from codebook.spans import Span
from codebook.tables import Assignment, Coding
from codebook.team.assignments import assignments, part_of, set_state
from codebook.team.rounds import AGAIN, MAIN
from codebook.team.sampling import spread
from transcripts import coders
from transcripts.document_labels import natural
from transcripts.errors import Conflict
from transcripts.identity import now
from transcripts.reanchoring.placing import reanchor
from transcripts.store.tables import Coder
from transcripts.texts import DocumentText, document_texts

DAYS = 14
"""So long ago something was coded, unless told, before it is coded again: nobody should do it from memory."""
SHARE = 0.1


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """What is wanted: a `share` of the documents that a coder (name) finished at least `days` ago, and of each about so
    many `words` in one stretch (0 for all of it).
    """

    coder: str
    share: float = SHARE
    words: int = 0
    days: int = DAYS
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Drawn:
    """A document (uid, label) to be coded again: `part` of it ([start, end), None for all), first coded at `coded`."""

    document: str
    label: str
    part: Span | None
    words: int
    coded: str


@dataclass(frozen=True, slots=True)
class PlanAgain:
    """What would be assigned to whom in which round, out of how many documents that could be."""

    asked: AskedAgain
    round: str
    drawn: tuple[Drawn, ...]
    able: int

    def as_json(self) -> dict[str, Any]:
        """The keys of `assign --again --json`."""
        asked = self.asked
        return {
            "coder": asked.coder, "round": self.round, "seed": asked.seed, "share": asked.share, "days": asked.days,
            "able": self.able,
            "again": [
                {"document": each.label, "start": each.part and each.part[0], "end": each.part and each.part[1],
                 "words": each.words, "coded": each.coded}
                for each in self.drawn
            ],
        }  # fmt: skip


def plan_again(session: Session, asked: AskedAgain) -> PlanAgain:
    """Draw what a coder is to code again. The same project, question and seed give the same plan.

    Documents that they have in another such round stay out of it. Raises Conflict for a share that is none, and where
    there is nothing to draw from.
    """
    if not 0 < asked.share <= 1:
        raise Conflict(f"{asked.share:g} is no share to code again. Give one above 0, up to 1, such as {SHARE:g}.")
    mine = [each for each in assignments(session) if each.coder == asked.coder]
    had = {each.document for each in mine if each.round.startswith(AGAIN)}
    done = [each.document for each in mine if (each.round, each.state) == (MAIN, "done") and each.document not in had]
    times = coded_at(session, asked.coder)
    latest = (datetime.fromisoformat(now()) - timedelta(days=asked.days)).isoformat()
    able = sorted((uid for uid in done if times[uid][:19] <= latest[:19]), key=lambda uid: (times[uid], uid))
    if not able:
        raise Conflict(_nothing(asked, done))
    rng = Random(asked.seed)
    wanted = max(1, ceil(round(asked.share * len(able), 9)))
    texts = document_texts(session, able)
    in_order = sorted(able, key=lambda uid: (times[uid], natural(texts[uid].label)))
    drawn = [_drawn(texts[uid], asked.words, times[uid], rng) for uid in spread(in_order, wanted, rng)]
    number = 1 + len({each.round for each in mine if each.round.startswith(AGAIN)})
    return PlanAgain(asked, f"{AGAIN}{number}", tuple(sorted(drawn, key=lambda each: natural(each.label))), len(able))


def carry_out_again(session: Session, made: PlanAgain) -> int:
    """Assign what a plan says, under seal; returns how many documents."""
    person = coders.ensure(session, made.asked.coder)
    for each in made.drawn:
        set_state(session, each.document, person, "assigned", round=made.round, sealed=True, part=each.part)
    return len(made.drawn)


def coded_at(session: Session, coder: str, round: str = MAIN) -> dict[str, str]:
    """When a coder (name) coded each of their documents (uids) in a round: their last coding of it, or where they coded
    nothing, when they said how far they are.
    """
    times: dict[str, str] = {}
    sources: tuple[tuple[Any, Any], ...] = ((Assignment, Assignment.changed), (Coding, Coding.created))
    for table, at in sources:
        query = select(table.document_uid, func.max(at)).join(Coder, Coder.uid == table.coder_uid)
        mine = query.where(table.round == round, Coder.name == coder).group_by(table.document_uid)
        times |= {document: latest for document, latest in session.execute(mine)}
    return times


def _nothing(asked: AskedAgain, done: Sequence[str]) -> str:
    if not done:
        return f"{asked.coder} has finished no document in the round ‘{MAIN}’ that is not coded again already."
    return (
        f"{asked.coder} coded nothing {asked.days:,} days ago or longer, and from memory it would be no second time. "
        "Wait, or ask for fewer days."
    )


def _drawn(text: DocumentText, words: int, coded: str, rng: Random) -> Drawn:
    spans = text.speech()
    lengths = [len(text.text[start:end].split()) for start, end in spans]
    if not words or sum(lengths) <= words:
        return Drawn(text.uid, text.label, None, sum(lengths), coded)
    begins = [at for at in range(len(spans)) if sum(lengths[at:]) >= words]
    first = last = rng.choice(begins)
    while sum(lengths[first : last + 1]) < words:
        last += 1
    part = (spans[first][0], spans[last][1])
    return Drawn(text.uid, text.label, part, sum(lengths[first : last + 1]), coded)


def carry_over(session: Session, document: str, old: str, new: str) -> None:
    """Let what is coded again follow a corrected text; a part that has no place in it any more is all of it."""
    query = select(Assignment).where(Assignment.document_uid == document, Assignment.part != "")
    for row in session.exec(query):
        part = part_of(row.part)
        place = None if part is None else reanchor(old, new, [part])[0].place
        row.part = "" if place is None else f"{place[0]}-{place[1]}"
    session.flush()


def parts(session: Session, coder: str, round: str) -> Mapping[str, Span]:
    """The part that a coder (name) has of each document (uid) of a round, where it is not all of it."""
    found = [each for each in assignments(session, round=round) if each.coder == coder]
    return {each.document: each.part for each in found if each.part is not None}
