"""Texts and turns kept in memory between one reading of a project and the next, for as long as they are what is stored.

Texts never change but by a step, and a step says which tables it changed. So what was read is good while no later step
touched documents, speakers or turns, and the step it was read at is still the one it was (its hash says so).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from threading import Lock
from typing import TYPE_CHECKING

from sqlalchemy import Connection
from sqlmodel import Session

if TYPE_CHECKING:
    from transcripts.texts import DocumentText

KEY = "held_texts"
"""Under which `Session.info` names what its project holds."""
MOST = 160_000_000
"""Code points held at most, of one to four bytes each; what was held longest is let go first. Ten studies of 146
interviews are 75 million: a project that did not fit would be read anew by every query."""
_LATEST = "SELECT id, hash FROM main.step ORDER BY id DESC LIMIT 1"
_TOUCHED = "SELECT 1 FROM main.change WHERE step > ? AND tablename IN ('document', 'speaker', 'turn') LIMIT 1"

Load = Callable[[list[str] | None], "dict[str, DocumentText]"]


class HeldTexts:
    """What one project holds. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._at: tuple[int, str] | None = None
        self._whole = False
        self._texts: dict[str, DocumentText] = {}

    def texts(self, session: Session, wanted: Collection[str] | None, load: Load) -> dict[str, DocumentText]:
        """Documents (all, or those of the given uids) by uid; `load` reads those that are not held."""
        now = self._renew(session)
        with self._lock:
            held, whole = dict(self._texts), self._whole
        if wanted is None:
            return held if whole else self._keep(now, load(None), whole=True)
        missing = [uid for uid in wanted if uid not in held]
        if missing and not whole:
            held |= self._keep(now, load(missing), whole=False)
        return {uid: held[uid] for uid in _in_order(held, wanted)}

    def _renew(self, session: Session) -> tuple[int, str] | None:
        """Let go of what later steps changed; returns the step that this reading sees."""
        connection = session.connection()
        row = connection.exec_driver_sql(_LATEST).first()
        now = None if row is None else (int(row[0]), str(row[1]))
        with self._lock:
            before = self._at
        if before != now and not _still_good(connection, before, now):
            with self._lock:
                self._texts, self._whole, self._at = {}, False, None
        with self._lock:
            if self._at is None or (now is not None and now[0] > self._at[0]):
                self._at = now
        return now

    def _keep(
        self, now: tuple[int, str] | None, read: Mapping[str, DocumentText], *, whole: bool
    ) -> dict[str, DocumentText]:
        """Hold what was read, unless another reading has gone on to a later step meanwhile."""
        with self._lock:
            if self._at == now:
                self._texts = {**self._texts, **read} if not whole else dict(read)
                self._whole = whole
                self._forget()
        return dict(read)

    def _forget(self) -> None:
        size = sum(len(each.text) for each in self._texts.values())
        while size > MOST and self._texts:
            size -= len(self._texts.pop(next(iter(self._texts))).text)
            self._whole = False


def _in_order(held: Iterable[str], wanted: Collection[str]) -> Iterable[str]:
    known = set(held)
    return [uid for uid in dict.fromkeys(wanted) if uid in known]


def _still_good(connection: Connection, before: tuple[int, str] | None, now: tuple[int, str] | None) -> bool:
    """Whether nothing between the two steps touched texts; not when the second is no later one of the same history."""
    if before is None or now is None or now[0] < before[0]:
        return False
    same = connection.exec_driver_sql("SELECT 1 FROM main.step WHERE id = ? AND hash = ?", before).first()
    return same is not None and connection.exec_driver_sql(_TOUCHED, (before[0],)).first() is None
