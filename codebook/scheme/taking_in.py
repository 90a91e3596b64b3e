"""A codebook file taken into a project: what is known again is brought up to date, what is new is added, nothing goes.

A code that the file calls otherwise, or puts elsewhere, is the same code still (`matching.py`): its codings and its
earlier definitions stay with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlmodel import Session

from codebook.paths import clean_name, format_path
from codebook.scheme.codes import HEADING, define, document, insert, set_heading
from codebook.scheme.document import CodebookDocument, CodeEntry
from codebook.scheme.matching import pair
from codebook.tables import Code as CodeRow


@dataclass(frozen=True, slots=True)
class CodebookChange:
    """What taking a codebook in did, as paths: added; rules or settings changed; and (was, is) of what moved."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    moved: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Done:
    known: Mapping[tuple[str, ...], tuple[str, tuple[str, ...]]]
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    moved: list[tuple[str, str]] = field(default_factory=list)


def take_in(session: Session, codebook: CodebookDocument) -> CodebookChange:
    """Add a document's codes to the project and bring the ones it shares up to date; nothing is removed."""
    pairs = pair(document(session, uids=True), codebook).pairs
    done = _Done({now.path: (was.entry.uid, was.path) for was, now in pairs})
    _take_in(session, codebook.entries, None, (), done)
    for part in HEADING:
        set_heading(session, part, getattr(codebook, part))
    if codebook.source is not None:
        set_heading(session, "source", codebook.source)
    return CodebookChange(tuple(done.added), tuple(done.changed), tuple(done.moved))


def _take_in(
    session: Session, entries: Sequence[CodeEntry], parent: str | None, above: tuple[str, ...], done: _Done
) -> None:
    for position, entry in enumerate(entries):
        path = (*above, entry.name)
        if path in done.known:
            uid, was = done.known[path]
            if _update(session, uid, entry, parent, position):
                done.changed.append(format_path(path))
            if was != path:
                done.moved.append((format_path(was), format_path(path)))
        else:
            uid = insert(session, clean_name(entry.name), parent, replace(entry, children=()))
            done.added.append(format_path(path))
        _take_in(session, entry.children, uid, path, done)


def _update(session: Session, code: str, entry: CodeEntry, parent: str | None, position: int) -> bool:
    """Bring a code up to date; says whether its settings or rules (not its name or place) changed."""
    row = session.get_one(CodeRow, code)
    wanted = {
        "colour": entry.colour, "status": entry.status, "asks_stance": entry.asks_stance, "ref": entry.ref,
        "since": entry.since,
    }  # fmt: skip
    differs = any(getattr(row, name) != value for name, value in wanted.items())
    for name, value in {**wanted, "name": entry.name, "parent_uid": parent, "position": position}.items():
        setattr(row, name, value)
    session.flush()
    return define(session, code, entry) or differs
