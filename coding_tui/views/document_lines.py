"""The list of documents as one coder sees it, read for thousands of them; and which one is opened before that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlmodel import Session, select

from codebook.tables import Assignment
from codebook.team import assignments, reading_log
from codebook.team.progress import Progress, progress
from codebook.team.rounds import MAIN
from transcripts import documents
from transcripts.document_labels import natural
from transcripts.store.tables import Coder, Document

KINDS = ("interview", "early advice", "panel", "forum", "training", "", "case file")
"""The order of kinds of documents in the list; others come before the last."""


class DocumentLine(NamedTuple):
    """A document in the list; `state`, `codings` and `seen` are this coder's.

    `state` and `codings` are those of the `round` in hand, `states` those of every round. `seen` is how many hundredths
    of it stood on the screen, None where it was never opened; `sealed` says that somebody else codes it under seal.
    """

    uid: str
    label: str
    kind: str
    group: str
    area: str
    date: str
    words: int
    state: str
    codings: int
    seen: int | None = None
    cases: tuple[str, ...] = ()
    sealed: bool = False
    round: str = MAIN
    states: Mapping[str, str] = {}  # never written to

    @property
    def done(self) -> bool:
        """Whether this coder is done with it."""
        return self.state == "done"

    @property
    def standing(self) -> tuple[str, bool, str]:
        """What the list shows of its counts: the state, whether there are any codings, the round."""
        return self.state, bool(self.codings), self.round

    @property
    def read(self) -> int:
        """Hundredths that were read; in another round than main nobody knows of them, since reading has no round."""
        return (self.seen or 0) if self.round == MAIN else 0

    @property
    def mark(self) -> str:
        """● done, ◐ begun, ○ waiting; nothing where the coder has no part in it."""
        if self.done:
            return "●"
        if self.codings or self.read or self.state == "started":
            return "◐"
        return "○" if self.state else ""


def document_lines(session: Session, coder: str) -> tuple[DocumentLine, ...]:
    """All documents, by kind (interviews first, what is about cases last), group and label."""
    mine, seen, nothing = progress(session, coder), reading_log.shares(session, coder), Progress(0, "")
    sealed = assignments.sealed_for_others(session, coder)
    found = [
        DocumentLine(
            uid, label, kind, group, area, date, words, (own := mine.get(uid, nothing)).state, own.codings,
            seen.get(uid), cases, uid in sealed, own.round, own.states,
        )
        for uid, label, kind, group, area, date, words, cases in documents.listed(session)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda line: place_of(line.kind)))


def place_of(kind: str) -> tuple[int, str]:
    """A key that sorts kinds of documents as the list has them."""
    return KINDS.index(kind) if kind in KINDS else len(KINDS) - 1, kind


def where_to_begin(session: Session, coder: str, left: str | None) -> str | None:
    """The document (uid) to open while the list is not read yet: where the person left (a uid), else what waits for
    them first in the list's order, else the first of all. None in an empty project.
    """
    every = select(Document.uid, Document.label, Document.kind, Document.group)
    if left is not None and session.execute(every.where(Document.uid == left)).first() is not None:
        return left
    mine = every.join(Assignment).join(Coder).where(Coder.name == coder, Assignment.state != "done")
    return _first(session, mine) or _first(session, every)


def _first(session: Session, among: Any) -> str | None:
    """The first in the list's order; labels, which take long to sort, are read of one group alone."""
    groups = session.execute(among.with_only_columns(Document.kind, Document.group).distinct()).all()
    if not groups:
        return None
    kind, group = min(groups, key=lambda each: (place_of(each[0]), each[1]))
    found = session.execute(among.where(Document.kind == kind, Document.group == group))
    uid: str = min(found, key=lambda row: natural(row.label)).uid
    return uid
