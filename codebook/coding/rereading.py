"""Codings whose code means something else by now: the queue to read again, and what is decided about each.

A coding remembers the definition it was made under. It is stale when the definition in force says something else about
what belongs to the code; examples and cues only illustrate, and do not make it so. That it still holds is put on record
by having it remember the definition in force.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from codebook.coding.codings import Coding, codings
from codebook.scheme.codes import Code, definitions, tree
from codebook.scheme.comparing import Difference, compare
from codebook.scheme.document import CodebookDocument, CodeEntry
from codebook.scheme.matching import meaning_of
from codebook.tables import Coding as CodingRow
from transcripts.store.tables import Body, Coder, Document


@dataclass(frozen=True, slots=True)
class Stale:
    """A coding made under another text of its code: the document's label, the code as it is, and what it was then."""

    coding: Coding
    label: str
    code: Code
    was: CodeEntry

    def differences(self) -> list[Difference]:
        """What was changed about the rules since."""
        sides = [CodebookDocument(entries=(_bare(entry, self.code.name),)) for entry in (self.was, self.code.entry)]
        return [each for each in compare(*sides) if each.rules]


def _bare(entry: CodeEntry, name: str) -> CodeEntry:
    parts = {part: getattr(entry, part) for part in ("brief", "full", "include", "exclude", "typical", "near_miss")}
    return CodeEntry(name, **parts)


def stale(session: Session, *, coders: Sequence[str] | None = None, code: str | None = None) -> list[Stale]:
    """The codings to read again, by coder, code and place; of some coders (names), or of one code (uid) alone."""
    found, versions = tree(session), definitions(session)
    by_uid = found.by_uid()
    query = select(CodingRow.uid, CodingRow.code_uid, CodingRow.definition_uid)
    rows = session.exec(query if code is None else query.where(CodingRow.code_uid == code)).all()
    texts = {uid: entry for known in versions.values() for uid, entry in known}
    old: dict[str, CodeEntry] = {}
    for uid, its_code, definition in rows:
        was = texts.get(definition or "", CodeEntry(""))
        if meaning_of(was) != meaning_of(by_uid[its_code].entry):
            old[uid] = was
    labels = {uid: label for uid, label in session.exec(select(Document.uid, Document.label))}
    order = {each.uid: at for at, each in enumerate(found)}
    made = codings(session, uids=list(old), coders=coders, round=None) if old else []
    queue = [Stale(each, labels[each.document], by_uid[each.code], old[each.uid]) for each in made]
    return sorted(queue, key=lambda s: (s.coding.coder, order[s.code.uid], s.label, s.coding.start, s.coding.uid))


def still_holds(session: Session, uids: Sequence[str]) -> int:
    """Have codings remember the definition in force; returns how many."""
    in_force = {each.uid: each.definition for each in tree(session)}
    rows = [row for uid in uids if (row := session.get(CodingRow, uid)) is not None]
    for row in rows:
        row.definition_uid = in_force[row.code_uid]
    session.flush()
    return len(rows)


def waiting(session: Session) -> dict[str, int]:
    """How many codings each coder (name) has to read again; those with none are left out."""
    counted = dict.fromkeys(session.exec(select(Coder.name).order_by(Coder.name)), 0)
    for each in stale(session):
        counted[each.coding.coder] += 1
    return {name: many for name, many in counted.items() if many}


def worded(session: Session, made: Sequence[Coding]) -> list[tuple[Coding, str, str]]:
    """Codings with their documents' labels and their words as they stand in the text."""
    wanted = {each.document for each in made}
    query = select(Document.uid, Document.label, Body.text).join(Body)
    texts = {uid: (label, text) for uid, label, text in session.exec(query) if uid in wanted}
    return [(each, texts[each.document][0], texts[each.document][1][each.start : each.end]) for each in made]
