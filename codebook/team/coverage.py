"""How far every coder got with every document: never opened, seen, coded, done, declared to hold nothing.

“Not coded” is no answer while it may mean that nobody looked. Shares are of the characters that count: participants'
speech where a document has speakers, else all of it (`DocumentText.speech`), as in agreement.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from sqlmodel import Session, select

from codebook.spans import Span, intersection, region, total_length
from codebook.tables import Coding
from codebook.team import assignments
from codebook.team.declarations import declared_by_all
from codebook.team.reading_log import percent, readings
from transcripts.document_labels import natural
from transcripts.store.tables import Coder, Document

Pair = tuple[str, str]
"""A document's uid and a coder's name."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """One coder's way through one document (its label).

    `seen`, `coded` and `nothing_here` are hundredths of the characters that count, rounded down. `opened` is when the
    document was first opened in this program, and None, as `seen` is, when it never was: codings can come from a table.
    `state` is the assignment's, "" where there is none; `codings` counts them, interviewer turns included. The shares
    are of `characters`, all that count in the document; `characters_…` are so many of them.
    """

    document: str
    coder: str
    state: str
    opened: str | None
    seen: int | None
    coded: int
    nothing_here: int
    codings: int
    characters: int
    characters_seen: int | None
    characters_coded: int
    characters_nothing_here: int

    def as_json(self) -> dict[str, Any]:
        """The keys of `coverage --json`."""
        return asdict(self)


def coverage(session: Session, *, coders: Collection[str] | None = None, round: str = "main") -> list[Coverage]:
    """A row for every document and coder (all, or those named) who has it, opened it, coded it or declared something in
    it; by coder, then label as a person counts.
    """
    logged, declared = readings(session), declared_by_all(session, round=round)
    states = {(a.document, a.coder): a.state for a in assignments.assignments(session, round=round)}
    coded = _coded(session, round)
    at_work: dict[str, set[str]] = {}
    for document, coder in (*logged, *declared, *states, *coded):
        if coders is None or coder in coders:
            at_work.setdefault(document, set()).add(coder)
    labels = {uid: label for uid, label in session.execute(select(Document.uid, Document.label))}
    found = [
        _row(labels[uid], coder, speech, states.get((uid, coder), ""), logged.get((uid, coder)),
             coded.get((uid, coder), []), declared.get((uid, coder), []))
        for uid, speech in _speech(session, at_work)
        for coder in at_work[uid]
    ]  # fmt: skip
    return sorted(found, key=lambda each: (natural(each.coder), natural(each.document)))


def _row(
    label: str, coder: str, speech: Sequence[Span], state: str, logged: tuple[str, list[Span]] | None,
    coded: Sequence[Span], declared: Sequence[Span],
) -> Coverage:  # fmt: skip
    whole = total_length(speech)

    def share(many: int) -> int:
        return percent(many, whole) if whole else 0

    opened, seen = (None, None) if logged is None else (logged[0], total_length(intersection(logged[1], speech)))
    in_codings, nothing = (total_length(intersection(spans, speech)) for spans in (region(coded), declared))
    return Coverage(
        label, coder, state, opened, None if seen is None else share(seen), share(in_codings), share(nothing),
        len(coded), whole, seen, in_codings, nothing,
    )  # fmt: skip


def _coded(session: Session, round: str) -> dict[Pair, list[Span]]:
    query = select(Coding.document_uid, Coder.name, Coding.start, Coding.end).join(Coder)
    found: dict[Pair, list[Span]] = {}
    for document, coder, start, end in session.execute(query.where(Coding.round == round)):
        found.setdefault((document, coder), []).append((start, end))
    return found


def _speech(session: Session, wanted: Collection[str]) -> Iterator[tuple[str, list[Span]]]:
    """What counts of each document, without reading its text."""
    rows = session.connection().exec_driver_sql(
        'SELECT turn.document_uid, start, "end", role FROM turn LEFT JOIN speaker ON speaker.uid = speaker_uid '
        "ORDER BY turn.document_uid, number"
    )
    with_turns = set()
    for document, turns in groupby(rows, key=lambda row: row[0]):
        with_turns.add(document)
        if document in wanted:
            yield document, _counted([(start, end, role) for _, start, end, role in turns])
    yield from ((document, []) for document in wanted if document not in with_turns)


def _counted(turns: Iterable[tuple[int, int, str | None]]) -> list[Span]:
    all_turns = list(turns)
    named = any(role is not None for _, _, role in all_turns)
    return region((start, end) for start, end, role in all_turns if not named or role == "participant")


def tallied(rows: Iterable[Coverage]) -> Mapping[str, int]:
    """How many rows there are of each stage, for one line: never opened, begun, done."""
    listed = list(rows)
    done = sum(each.state == "done" for each in listed)
    begun = sum(each.state != "done" and bool(each.codings or each.seen or each.nothing_here) for each in listed)
    return {"done": done, "begun": begun, "untouched": len(listed) - done - begun}
