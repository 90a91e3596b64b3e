"""Rulings: what was decided about places where coders disagree, and the consensus that follows from it.

A ruling never touches a coding. It keeps what everybody had there when it was made, so that one whose originals changed
afterwards is told apart (`stale`) and counts no more until somebody looks again. The consensus layer is made anew each
time from originals and rulings; its figures are no measure of agreement, and nothing in agreement reads it.
Every change goes through the session of a step; offsets are code points, half-open.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, col, select

from codebook.coding.codings import Coding, codings
from codebook.outcome_tables import Ruling as RulingRow
from codebook.scheme import codes as code_book
from codebook.spans import Span, difference, intersection, overlaps, region
from codebook.team.assignments import assignments
from codebook.team.sealing import closed_places
from transcripts.errors import Conflict, NotFound
from transcripts.identity import now
from transcripts.reanchoring.placing import reanchor
from transcripts.store.tables import Body, Coder, Document

OUTCOMES = ("one", "all", "new", "neither", "readings")
"""Keep one coder's, everybody's, a new span and code, nothing; or let the readings stand beside each other."""
REASONS = ("slip", "boundary", "definition", "context", "interpretation", "double meaning", "other")
EXAMPLES = ("", "typical", "near_miss")


@dataclass(frozen=True, slots=True, order=True)
class Reading:
    """A coder's (name) coding of a code (uid) at [start, end), as it is or was."""

    code: str
    start: int
    end: int
    coder: str


@dataclass(frozen=True, slots=True)
class At:
    """Which disagreement is meant: document (uid), [start, end), codes (uids), who finished it (names), round.

    It stays the same however many codings are made elsewhere.
    """

    document: str
    start: int
    end: int
    codes: tuple[str, ...]
    coders: tuple[str, ...]
    round: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided: one of `OUTCOMES`; `kept` names the coder for `one`; `span` and `code` (uid) for `new`.

    `reason` is one of `REASONS`. `example` makes the passage an example ("typical") or near miss of the definition.
    """

    outcome: str
    reason: str
    note: str = ""
    kept: str = ""
    span: Span | None = None
    code: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision on the record: who decided when, and what the coders had there then. `label` is the document's.

    `stale` says that the originals are not any more what was ruled on.
    """

    uid: str
    at: At
    label: str
    decision: Decision
    readings: tuple[Reading, ...]
    coder: str
    ruled: str
    stale: bool


# -- reading ------------------------------------------------------------------------------------------------------


def rulings(session: Session, *, round: str | None = None, coders: Sequence[str] | None = None) -> list[Ruling]:
    """The rulings of a round or of all (of just these coders' work), by document and place."""
    query = select(RulingRow, Document.label).join(Document)
    names = {uid: name for uid, name in session.exec(select(Coder.uid, Coder.name))}
    found = [
        _told(row, label, names)
        for row, label in session.exec(query if round is None else query.where(RulingRow.round == round))
    ]
    return _checked(session, [each for each in found if coders is None or set(each.at.coders) == set(coders)])


def rulings_about(session: Session, uids: Sequence[str]) -> list[Ruling]:
    """Rulings by their uids, by document and place; those that are gone are left out."""
    query = select(RulingRow, Document.label).join(Document).where(col(RulingRow.uid).in_(uids))
    names = {uid: name for uid, name in session.exec(select(Coder.uid, Coder.name))}
    return _checked(session, [_told(row, label, names) for row, label in session.exec(query)])


def _checked(session: Session, wanted: Sequence[Ruling]) -> list[Ruling]:
    held = _held(session, {each.at.document for each in wanted})
    checked = [replace(each, stale=each.readings != readings_at(each.at, held)) for each in wanted]
    return sorted(checked, key=lambda each: (each.label, each.at.start, each.at.end, each.at.codes))


def _told(row: RulingRow, label: str, names: Mapping[str, str]) -> Ruling:
    who = tuple(sorted(names[uid] for uid in json.loads(row.coders)))
    at = At(row.document_uid, row.start, row.end, tuple(json.loads(row.codes)), who, row.round)
    had = tuple(sorted(Reading(code, start, end, names[coder]) for code, start, end, coder in json.loads(row.readings)))
    span = None if row.final_start is None or row.final_end is None else (row.final_start, row.final_end)
    decision = Decision(row.outcome, row.reason, row.note, names.get(row.kept_uid or "", ""), span,
                        row.final_code_uid or "", row.example)  # fmt: skip
    return Ruling(row.uid, at, label, decision, had, names[row.coder_uid], row.ruled, stale=False)


def readings_at(at: At, made: Mapping[str, Iterable[Coding]]) -> tuple[Reading, ...]:
    """What the coders have of the codes at a place, among codings by document."""
    return tuple(sorted(
        Reading(each.code, each.start, each.end, each.coder)
        for each in made.get(at.document, ())
        if each.round == at.round and each.code in at.codes and each.coder in at.coders
        and overlaps((each.start, each.end), (at.start, at.end))
    ))  # fmt: skip


def _held(session: Session, documents: Iterable[str]) -> dict[str, list[Coding]]:
    made: dict[str, list[Coding]] = {}
    for each in codings(session, documents=sorted(set(documents)), round=None):
        made.setdefault(each.document, []).append(each)
    return made


# -- deciding -----------------------------------------------------------------------------------------------------


def rule(session: Session, at: At, decision: Decision, *, coder: str) -> str:
    """Put a decision on record in place of one there may be for the same disagreement; returns the ruling's uid.

    `coder` (a uid) is who decides. Raises Conflict for a decision that is not whole, and while the work is sealed.
    """
    _require(session, at, decision)
    uids = {name: uid for name, uid in session.exec(select(Coder.name, Coder.uid)) if name in at.coders}
    had = readings_at(at, _held(session, [at.document]))
    who, meant = json.dumps(sorted(uids.values())), json.dumps(sorted(at.codes))
    row = session.exec(select(RulingRow).where(
        RulingRow.document_uid == at.document, RulingRow.start == at.start, RulingRow.end == at.end,
        RulingRow.codes == meant, RulingRow.coders == who, RulingRow.round == at.round,
    )).first() or RulingRow(
        document_uid=at.document, start=at.start, end=at.end, codes=meant, coders=who, round=at.round, readings="",
        outcome="", reason="", coder_uid=coder, ruled="",
    )  # fmt: skip
    row.readings = json.dumps([[r.code, r.start, r.end, uids[r.coder]] for r in had])
    row.outcome, row.reason, row.note = decision.outcome, decision.reason, decision.note.strip()
    row.kept_uid = uids[decision.kept] if decision.outcome == "one" else None
    new = decision.outcome == "new"
    row.final_start, row.final_end = decision.span if new and decision.span else (None, None)
    row.final_code_uid = decision.code if new else None
    row.example, row.coder_uid, row.ruled = decision.example, coder, now()
    session.add(row)
    session.flush()
    if decision.example:
        _attach(session, at, decision)
    return row.uid


def take_back(session: Session, uid: str) -> None:
    """Take a ruling off: the disagreement is open again. An example it gave the codebook stays. Raises NotFound."""
    row = session.get(RulingRow, uid)
    if row is None:
        raise NotFound("This ruling is not in the project any more.")
    session.delete(row)
    session.flush()


def _require(session: Session, at: At, decision: Decision) -> None:
    if (at.document, at.round) in closed_places(session):
        raise Conflict("Somebody still codes this document under seal. Rule on it when everybody is done.")
    if decision.outcome not in OUTCOMES:
        raise Conflict(f"‘{decision.outcome}’ is no outcome. Outcomes are: {', '.join(OUTCOMES)}.")
    if decision.reason not in REASONS:
        raise Conflict(f"‘{decision.reason}’ is no reason. Reasons are: {', '.join(REASONS)}.")
    if decision.example not in EXAMPLES:
        raise Conflict(f"‘{decision.example}’ is no kind of example. Kinds are: typical, near_miss.")
    if decision.outcome == "one" and decision.kept not in at.coders:
        raise Conflict(f"Keep whose? These coders differ here: {', '.join(at.coders)}.")
    if decision.outcome == "new":
        _require_new(session, at, decision)


def _require_new(session: Session, at: At, decision: Decision) -> None:
    start, end = decision.span or (0, 0)
    length = session.get_one(Document, at.document).characters
    if not 0 <= start < end <= length:
        raise Conflict(f"A new coding needs a stretch of the document, which has {length:,} characters.")
    if decision.code not in code_book.tree(session).by_uid():
        raise Conflict("A new coding needs a code of the codebook.")


def _attach(session: Session, at: At, decision: Decision) -> None:
    """Write the passage into the definition of the code that was decided on, or of the first in question."""
    code = decision.code or _decided_code(session, at, decision)
    start, end = decision.span or (at.start, at.end)
    text = session.exec(select(Body.text).join(Document).where(Document.uid == at.document)).one()[start:end]
    label = session.get_one(Document, at.document).label
    code_book.attach_example(session, code, decision.example, text, label)


def _decided_code(session: Session, at: At, decision: Decision) -> str:
    had = readings_at(at, _held(session, [at.document]))
    kept = [each.code for each in had if each.coder == decision.kept]
    return (kept or list(at.codes))[0]


# -- consensus ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ConsensusCoding:
    """A stretch that the consensus gives a code (uid): because everybody did (`ruling` is ""), or by a ruling (uid)."""

    document: str
    start: int
    end: int
    code: str
    ruling: str = ""


def consensus(session: Session, coders: Sequence[str], *, round: str = "main") -> list[ConsensusCoding]:
    """What these coders (names) come to together, in the documents that all of them finished and that are open.

    A code stands where everybody gave it, and where a ruling says so; what is not settled stands nowhere. Stale rulings
    count as not made. It is a layer for reading and reports: no coefficient may be computed from it.
    """
    done: dict[str, set[str]] = {}
    for each in assignments(session, round=round):
        if each.state == "done" and each.coder in coders:
            done.setdefault(each.document, set()).add(each.coder)
    closed = closed_places(session)
    shared = [uid for uid, who in done.items() if who == set(coders) and (uid, round) not in closed]
    valid = [each for each in rulings(session, round=round, coders=coders) if not each.stale]
    held = _held(session, shared)
    return [one for uid in sorted(shared) for one in agreed_and_ruled(
        uid, [c for c in held.get(uid, []) if c.round == round and c.coder in coders], coders,
        [each for each in valid if each.at.document == uid],
    )]  # fmt: skip


def agreed_and_ruled(
    document: str, made: Sequence[Coding], coders: Sequence[str], decided: Sequence[Ruling]
) -> list[ConsensusCoding]:
    """The consensus of one document: agreed stretches outside what was ruled on, and what rulings put there."""
    found: list[ConsensusCoding] = []
    for code in sorted({each.code for each in made}):
        shared: list[Span] | None = None
        for name in coders:
            mine = region((c.start, c.end) for c in made if c.code == code and c.coder == name)
            shared = mine if shared is None else intersection(shared, mine)
        ruled = region((each.at.start, each.at.end) for each in decided if code in each.at.codes)
        found += [ConsensusCoding(document, *span, code) for span in difference(shared or [], ruled)]
    for each in decided:
        found += [ConsensusCoding(document, *span, code, each.uid) for code, span in outcome(each)]
    return sorted(found, key=lambda one: (one.start, one.end, one.code, one.ruling))


def outcome(ruling: Ruling) -> Iterable[tuple[str, Span]]:
    """What a ruling puts into the consensus, as codes (uids) with the stretches of their regions."""
    decision = ruling.decision
    if decision.outcome == "new":
        return [(decision.code, decision.span)] if decision.code and decision.span else []
    if decision.outcome in ("neither", "readings"):
        return []
    kept = [r for r in ruling.readings if decision.outcome == "all" or r.coder == decision.kept]
    return [
        (code, span)
        for code in sorted({reading.code for reading in kept})
        for span in region((reading.start, reading.end) for reading in kept if reading.code == code)
    ]


# -- corrected texts ----------------------------------------------------------------------------------------------


def carry_over(session: Session, document: str, old: str, new: str) -> None:
    """Let rulings follow a corrected text, with what was ruled on; one whose words have no place there is stale."""
    for row in session.exec(select(RulingRow).where(RulingRow.document_uid == document)).all():
        had = json.loads(row.readings)
        final = [(row.final_start, row.final_end)] if row.final_start is not None and row.final_end is not None else []
        spans = [(row.start, row.end), *((start, end) for _, start, end, _ in had), *final]
        placed = [each.place for each in reanchor(old, new, spans)]
        whole = [place for place in placed if place is not None]
        if len(whole) < len(placed):
            continue
        (row.start, row.end), moved = whole[0], whole[1 : 1 + len(had)]
        row.readings = json.dumps([[each[0], *place, each[3]] for each, place in zip(had, moved, strict=True)])
        if final:
            row.final_start, row.final_end = whole[-1]
    session.flush()
