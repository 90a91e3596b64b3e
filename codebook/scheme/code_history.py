"""What became of a code, told in sentences: made, renamed, moved, its rules changed, merged, frozen; and what it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from codebook.coding.rereading import stale
from codebook.scheme.code_words import day, listed, many
from codebook.scheme.codes import Code, definitions
from codebook.scheme.comparing import compare
from codebook.scheme.document import CodebookDocument, CodeEntry
from codebook.scheme.freezing import versions
from codebook.tables import Code as CodeRow
from codebook.tables import Coding as CodingRow
from codebook.team.rounds import MAIN
from transcripts.store import journal
from transcripts.store.journal import Step
from transcripts.store.tables import Coder

MERGED = (
    "SELECT step, before ->> 'code_uid', count(*) FROM change WHERE tablename = 'coding' "
    "AND after ->> 'code_uid' = ? AND before ->> 'code_uid' <> ? GROUP BY 1, 2 ORDER BY 1"
)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a code, as a sentence, with the number of its step, when and who."""

    step: int
    at: str
    coder: str
    told: str


def history(session: Session, code: Code) -> list[Event]:
    """Everything that stands (what was undone does not), oldest first."""
    steps = {step.id: step for step in journal.steps(session.connection())}
    names = dict(_names(session))
    events = [*_placed(session, code, names), *_defined(session, code), *_received(session, code, steps, names)]
    made = events[0].at if events else ""
    for version in versions(session):
        if version.frozen >= made:
            note = f" (“{version.note}”)" if version.note else ""
            told = f"{version.coder} froze the codebook as {version.name}{note}."
            step = _written(session, version.uid)
            events.append(Event(step.id if step else 0, version.frozen, version.coder, told))
    return sorted(events, key=lambda event: event.step)


def prose(session: Session, code: Code) -> str:
    """The history as paragraphs, ending with what the code is today."""
    days: list[str] = []
    last = ""
    for event in history(session, code):
        when = day(event.at)
        lead = "" if when == last else f"On {when} "
        days.append(lead + event.told)
        last = when
    return " ".join(days) + "\n\n" + _today(session, code)


def _names(session: Session) -> Iterator[tuple[str, str]]:
    """Every code's uid and name, of those that are gone too."""
    rows = session.connection().exec_driver_sql(
        "SELECT uid, coalesce(after, before) ->> 'name' FROM change WHERE tablename = 'code' ORDER BY id"
    )
    yield from ((uid, name) for uid, name in rows)
    yield from session.exec(select(CodeRow.uid, CodeRow.name))


def _placed(session: Session, code: Code, names: Mapping[str, str]) -> Iterator[Event]:
    for step, change in journal.life_of(session.connection(), code.uid):
        if step.kind not in ("do", "start") or step.undone or change.after is None:
            continue
        if change.before is None:
            over = names.get(change.after["parent_uid"] or "", "")
            place = f" below ‘{over}’" if over else ""
            told = f"{step.coder} made ‘{change.after['name']}’{place} ({step.label})."
            yield Event(step.id, step.at, step.coder, told)
            continue
        said = [*_moved(change.before, change.after, names)]
        if said:
            yield Event(step.id, step.at, step.coder, f"{step.coder} {listed(said)}.")


def _moved(before: Mapping[str, Any], after: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[str]:
    if before["name"] != after["name"]:
        yield f"renamed it from ‘{before['name']}’ to ‘{after['name']}’"
    if before["parent_uid"] != after["parent_uid"]:
        was, now = (names.get(side["parent_uid"] or "", "") for side in (before, after))
        yield f"moved it from {f'‘{was}’' if was else 'the top'} to {f'‘{now}’' if now else 'the top'}"
    if before["status"] != after["status"]:
        yield {"retired": "retired it", "draft": "made it a draft"}.get(after["status"], "took it into use")
    if before["asks_stance"] != after["asks_stance"]:
        yield "changed whether it asks for stance"


def _defined(session: Session, code: Code) -> Iterator[Event]:
    """Each version of its own rules, and what it changed; those it inherited by a merge are told with the merge."""
    under = Counter(session.exec(select(CodingRow.definition_uid).where(CodingRow.code_uid == code.uid)))
    was: CodeEntry | None = None
    own = [(uid, entry) for uid, entry, version in _own(session, code) if version > 0]
    for uid, entry in own:
        step = _written(session, uid)
        if step is not None and was is not None:
            sides = [CodebookDocument(entries=(entry_named(each, code.name),)) for each in (was, entry)]
            said = [f"{each.what}: “{each.now or each.was}”" if each.now or each.was else each.what
                    for each in compare(*sides)]  # fmt: skip
            told = f"{step.coder} changed its rules: {listed(said)}."
            told += f" {many(under[uid], 'coding')} stand under this text."
            yield Event(step.id, step.at, step.coder, told)
        was = entry


def _own(session: Session, code: Code) -> Iterator[tuple[str, CodeEntry, int]]:
    known = definitions(session).get(code.uid, [])
    first = code.version - len(known) + 1
    yield from ((uid, entry, first + at) for at, (uid, entry) in enumerate(known))


def entry_named(entry: CodeEntry, name: str) -> CodeEntry:
    """Rules under a name, to compare."""
    parts = ("brief", "full", "include", "exclude", "typical", "near_miss", "cues")
    return CodeEntry(name, **{part: getattr(entry, part) for part in parts})


def _written(session: Session, uid: str) -> Step | None:
    lives = [step for step, change in journal.life_of(session.connection(), uid) if change.before is None]
    return next((step for step in lives if step.kind in ("do", "start") and not step.undone), None)


def _received(
    session: Session, code: Code, steps: Mapping[int, Step], names: Mapping[str, str]
) -> Iterator[Event]:
    rows = session.connection().exec_driver_sql(MERGED, (code.uid, code.uid)).all()
    for number, source, count in rows:
        step = steps[number]
        if step.kind == "do" and not step.undone:
            told = f"{step.coder} gave it {many(count, 'coding')} of ‘{names.get(source, '?')}’ ({step.label})."
            yield Event(step.id, step.at, step.coder, told)


def _today(session: Session, code: Code) -> str:
    query = select(Coder.name, CodingRow.document_uid).join(Coder).where(
        CodingRow.code_uid == code.uid, CodingRow.round == MAIN
    )  # fmt: skip
    rows = session.exec(query.order_by(col(Coder.name))).all()
    again = len(stale(session, code=code.uid))
    if not rows:
        return f"Today ‘{code.path}’ has no codings."
    who = listed(sorted({name for name, _ in rows}))
    where = many(len({document for _, document in rows}), "document")
    told = f"Today ‘{code.path}’ has {many(len(rows), 'coding')} in {where}, by {who}."
    if again:
        told += f" {many(again, 'coding')} were made under another text and wait to be read again."
    return told
