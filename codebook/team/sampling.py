"""Who codes what twice: a stratified sample of documents for two coders, drawn once, the same for the same seed.

A plan is made and looked at first (`plan`), then carried out in a step (`carry_out`). Nothing that somebody has already
is taken away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from random import Random
from typing import Any, TypeVar

from sqlmodel import Session

from codebook.tables import Assignment
from codebook.team.assignments import assignments
from transcripts import coders
from transcripts.document_labels import natural
from transcripts.documents import DocumentSummary, summaries
from transcripts.errors import Conflict
from transcripts.identity import now

T = TypeVar("T")
STRATA = ("group", "kind", "area")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted: a `share` of each stratum coded by two of the `coders` (names), `minimum` documents at least.

    Strata are what documents have in common in the fields `by` (of `STRATA`). `sealed` work is closed to the partner.
    """

    coders: tuple[str, ...]
    share: float = 0.2
    by: tuple[str, ...] = ()
    minimum: int = 1
    seed: int = 1
    round: str = "main"
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Stratum:
    """Documents that are alike in what was asked by: how many there are, how many of them are drawn now."""

    values: tuple[str, ...]
    documents: int
    drawn: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A document (uid, label, words) given to coders (names)."""

    document: str
    label: str
    words: int
    coders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be assigned: the documents drawn for two, then the others, each for one; words to read by coder."""

    asked: Asked
    strata: tuple[Stratum, ...]
    twice: tuple[Drawn, ...]
    once: tuple[Drawn, ...]
    words: Mapping[str, int]

    def as_json(self) -> dict[str, Any]:
        """The keys of `assign --double --json`."""
        return {
            "round": self.asked.round, "seed": self.asked.seed, "sealed": self.asked.sealed, "share": self.asked.share,
            "strata": [
                {**dict(zip(self.asked.by, each.values, strict=True)), "documents": each.documents, "drawn": each.drawn}
                for each in self.strata
            ],
            "double": [{"document": each.label, "coders": list(each.coders)} for each in self.twice],
            "single": [{"document": each.label, "coders": list(each.coders)} for each in self.once],
            "words": dict(self.words),
        }  # fmt: skip


def plan(session: Session, asked: Asked) -> Plan:
    """Draw the sample. The same project, question and seed give the same plan.

    Documents that somebody has in the round already stay as they are, out of the draw; those that two have count
    towards the share. Raises Conflict for fewer than two coders, a share that is none, and a stratum that cannot give
    the minimum.
    """
    _require(asked)
    held = Counter(each.document for each in assignments(session, round=asked.round))
    known = summaries(session)
    free = [each for each in known if each.uid not in held]
    if not free:
        raise Conflict(f"No document is left to assign in the round ‘{asked.round}’. Nothing was drawn.")
    rng = Random(asked.seed)
    strata, drawn = [], []
    for values, members in _strata(known, asked.by).items():
        able = [each for each in members if each.uid not in held]
        many = _many(asked, values, len(members), sum(held[each.uid] > 1 for each in members), len(able))
        strata.append(Stratum(values, len(members), many))
        in_order = sorted(able, key=lambda each: (each.date, natural(each.label)))
        drawn += spread(in_order, many, rng) if many else []
    load = dict.fromkeys(asked.coders, 0)
    twice = _shared_out(drawn, 2, load, rng)
    chosen = {each.uid for each in drawn}
    once = _shared_out([each for each in free if each.uid not in chosen], 1, load, rng)
    return Plan(asked, tuple(strata), twice, once, load)


def carry_out(session: Session, made: Plan) -> int:
    """Assign what a plan says; returns how many assignments there are more. Coders that are new are added."""
    uids = {name: coders.ensure(session, name) for name in made.asked.coders}
    at = now()
    rows = [
        Assignment(document_uid=each.document, coder_uid=uids[name], round=made.asked.round, changed=at,
                   sealed=made.asked.sealed and len(each.coders) > 1)
        for each in (*made.twice, *made.once) for name in each.coders
    ]  # fmt: skip
    session.add_all(rows)
    session.flush()
    return len(rows)


def _require(asked: Asked) -> None:
    if len(set(asked.coders)) < 2:
        raise Conflict("Coding twice needs two coders or more. Name them like this: --coders Ann,Ben")
    if not 0 < asked.share <= 1:
        raise Conflict(f"{asked.share:g} is no share to code twice. Give one above 0, up to 1, such as 0.2.")
    if asked.minimum < 1:
        raise Conflict("Every stratum needs one document that is coded twice, or nothing can be said of it.")
    unknown = [name for name in asked.by if name not in STRATA]
    if unknown:
        raise Conflict(f"Documents have no ‘{unknown[0]}’ to draw by. Choose from: {', '.join(STRATA)}.")


def _strata(free: Sequence[DocumentSummary], by: Sequence[str]) -> dict[tuple[str, ...], list[DocumentSummary]]:
    found: dict[tuple[str, ...], list[DocumentSummary]] = {}
    for each in free:
        found.setdefault(tuple(getattr(each, name) for name in by), []).append(each)
    return {values: found[values] for values in sorted(found)}


def _many(asked: Asked, values: tuple[str, ...], there: int, doubled: int, able: int) -> int:
    """How many of a stratum are drawn: its share, rounded up, so that no stratum has less than was settled."""
    if able + doubled < asked.minimum:
        names = ", ".join(f"{n} ‘{v}’" for n, v in zip(asked.by, values, strict=True)) or "the project"
        raise Conflict(
            f"{names}: {able + doubled:,} of {there:,} documents can be coded twice, and the minimum is "
            f"{asked.minimum:,}. Draw by fewer fields, or ask for less."
        )
    wanted = max(asked.minimum, ceil(round(asked.share * there, 9)))
    return min(able, max(0, wanted - doubled))


def spread(ordered: Sequence[T], many: int, rng: Random) -> list[T]:
    """One at random from each of so many equal stretches of what is in order of time."""
    cuts = [number * len(ordered) // many for number in range(many + 1)]
    return [rng.choice(ordered[start:end]) for start, end in pairwise(cuts)]


def _shared_out(given: Sequence[DocumentSummary], many: int, load: dict[str, int], rng: Random) -> tuple[Drawn, ...]:
    """Each document to the coders with the fewest words so far, the longest first; ties by lot. Counts up `load`."""
    found = []
    for each in sorted(given, key=lambda one: (-one.words, natural(one.label))):
        lots = {name: rng.random() for name in sorted(load)}
        chosen = sorted(load, key=lambda name: (load[name], lots[name]))[:many]
        for name in chosen:
            load[name] += each.words
        found.append(Drawn(each.uid, each.label, each.words, tuple(sorted(chosen, key=natural))))
    return tuple(sorted(found, key=lambda one: natural(one.label)))
