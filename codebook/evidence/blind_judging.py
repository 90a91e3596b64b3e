"""Was the convergence matrix judged blind? What the journal says of judging after everybody's judgements were open.

It is read from the journal, and not kept in a table of its own: whatever was undone, redone or begun anew since, all
was open once, and who had judged by then saw it or could have.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlmodel import Session

from codebook.team.sealing import FEWEST_JUDGES

_OF_ASSESSORS = (
    "SELECT step, uid, after FROM change WHERE tablename = 'assessor' AND (after IS NULL OR before IS NULL "
    "OR json_extract(before, '$.done') <> json_extract(after, '$.done')) ORDER BY id"
)
_OF_JUDGEMENTS = (
    "SELECT step.kind, change.before, change.after FROM change JOIN step ON step.id = change.step "
    "WHERE tablename = 'assessment' AND after IS NOT NULL AND change.step > ? ORDER BY change.id"
)


def after_opening(session: Session) -> tuple[frozenset[str], frozenset[str]]:
    """Who began to judge after all was open for the first time, and who changed or added a judgement then (uids)."""
    rows = [(step, uid, _image(after)) for step, uid, after in _all(session, _OF_ASSESSORS)]
    opened = _opened(rows)
    if opened is None:
        return frozenset(), frozenset()
    before = {image["coder_uid"] for step, _, image in rows if image and step <= opened}
    late = {image["coder_uid"] for step, _, image in rows if image and step > opened} - before
    again = {
        after["coder_uid"] for kind, old, new in _all(session, _OF_JUDGEMENTS, opened)
        if (after := _image(new)) and _is_another(kind, _image(old), after)
    }  # fmt: skip
    return frozenset(late), frozenset(again)


def _opened(rows: Iterable[tuple[int, str, dict[str, Any] | None]]) -> int | None:
    """The first step after which everybody who judged was done, and they were enough."""
    done: dict[str, bool] = {}
    last: int | None = None
    for step, uid, image in rows:
        if step != last and _is_open(done):
            return last
        last = step
        if image is None:
            done.pop(uid, None)
        else:
            done[uid] = bool(image["done"])
    return last if _is_open(done) else None


def _is_open(done: dict[str, bool]) -> bool:
    return len(done) >= FEWEST_JUDGES and all(done.values())


def _is_another(kind: str, old: dict[str, Any] | None, new: dict[str, Any]) -> bool:
    """Whether a judgement is another one than before. A row that an undo brings back says what it had said."""
    if old is None:
        return kind == "do"
    return any(old[name] != new[name] for name in ("judgement", "silence"))


def _image(text: str | None) -> dict[str, Any] | None:
    found: dict[str, Any] | None = None if text is None else json.loads(text)
    return found


def _all(session: Session, query: str, *values: int) -> list[Any]:
    return list(session.connection().exec_driver_sql(query, values))
