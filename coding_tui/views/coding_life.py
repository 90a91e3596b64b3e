"""The whole life of one coding, read from the journal, in words: who made it under which rules, and every change."""

from __future__ import annotations

from collections.abc import Iterator

from sqlmodel import Session, select

from codebook.tables import CodeDefinition
from coding_tui.views.history_view import Told, moment, title, told
from coding_tui.widgets.lines import Piece
from transcripts.store import journal
from transcripts.store.journal import Change, Step

GONE = "Its history is not in this project."


def pieces(session: Session, uid: str) -> tuple[Piece, ...]:
    """What happened to a coding (by uid), oldest first."""
    life = journal.life_of(session.connection(), uid)
    found: list[Piece] = []
    for step, change in life:
        [row] = told(session, step, [change])
        found += _event(step, change, row, _rules(session, change))
    return tuple(found) or ((GONE, "quiet"),)


def _event(step: Step, change: Change, row: Told, rules: str) -> Iterator[Piece]:
    yield f"{moment(step):%d %B %Y, %H:%M} · {step.coder}", "quiet"
    yield " · undone later\n" if step.kind == "do" and step.undone else "\n", "quiet"
    yield f"{title(step)}\n", "strong"
    if row.verb == "made":
        yield f"made     {row.what}{', ' * bool(rules)}{rules}\n", "text"
    elif row.verb == "removed":
        yield f"removed  {row.what}\n", "wrong"
    for field, before, after in row.parts:
        yield f"   {field}: ", "quiet"
        yield f"{before} → {after}\n", "text"
    if row.parts and rules and _recoded(change):
        yield f"   {rules}\n", "quiet"
    yield "\n", "text"


def _recoded(change: Change) -> bool:
    return (change.before or {}).get("code_uid") != (change.after or {}).get("code_uid")


def _rules(session: Session, change: Change) -> str:
    """Under which version of its code's rules a coding stands after a change."""
    uid = (change.after or {}).get("definition_uid")
    row = session.exec(select(CodeDefinition).where(CodeDefinition.uid == uid)).first() if uid else None
    if row is None:
        return ""
    return f"under version {row.version} of its rules" + (f": “{row.brief}”" if row.brief else "")
