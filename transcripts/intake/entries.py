"""A file on its way in: where it stands, what was read of it, and what is odd about it beside the rest."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath

from transcripts import attributes
from transcripts.errors import ImportRefused, TableError
from transcripts.importing import ImportedText
from transcripts.importing.limits import TooCostly
from transcripts.importing.pool import Reading, Source
from transcripts.intake import found
from transcripts.intake.labels import Said, Taken, in_one_line
from transcripts.intake.rules import Rules
from transcripts.intake.shelf import Shelf
from transcripts.intake.understood import Understood, understood
from transcripts.spreadsheets import Table
from transcripts.tracker_tables import NewTracker, trackers_in

WAITING, READY, REFUSED, PASSED, TABLE = "waiting", "ready", "refused", "passed", "table"
TABLE_ENDINGS = (".csv", ".tsv", ".xlsx")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the import. `name` is its path inside the folder that was named.

    `state`: `waiting` to be read, `ready`, `refused` (with the `reason`), `passed` over by a rule, or a `table`: of
    attributes, or `trackers` of figures by month. `documents` are what is known of those it holds when ready, whose
    texts and bytes wait on a `Shelf`; `labels` what they will be called, `remarks` what is odd about it beside the
    rest. `digest` is what the same bytes are recognised by.
    """

    path: Path
    name: str
    state: str = WAITING
    documents: tuple[Understood, ...] = ()
    labels: tuple[str, ...] = ()
    reason: str = ""
    remarks: tuple[str, ...] = ()
    table: Table | None = None
    trackers: tuple[NewTracker, ...] = ()
    digest: str = ""

    @property
    def key(self) -> str:
        """What a shelf knows it by."""
        return str(self.path)

    @property
    def wanted(self) -> tuple[str, ...]:
        """What its documents would be called, were the labels free: by themselves, or after the file."""
        stem = self.path.stem
        if len(self.documents) == 1:
            return (in_one_line(self.documents[0].label or stem),)
        return tuple(in_one_line(text.label or f"{stem} {number}") for number, text in enumerate(self.documents, 1))

    @property
    def may_be_table(self) -> bool:
        """Whether there is more than one way to read it as a table."""
        return self.path.name.lower().endswith(TABLE_ENDINGS) or any(
            f".{document.format}" in TABLE_ENDINGS for document in self.documents
        )

    @property
    def is_double(self) -> bool:
        """Whether it was understood, and is refused only because another file has the same bytes."""
        return self.state == REFUSED and bool(self.documents)

    @property
    def label_taken(self) -> str:
        """The label that another document has, so that this file may be a correction of it; else empty."""
        alone = len(self.wanted) == len(self.labels) == 1
        return self.wanted[0] if alone and self.wanted != self.labels else ""


def entries_in(paths: Iterable[Path], aside: Path | None = None, there: Iterable[Entry] = ()) -> list[Entry]:
    """The files named, and those in folders, waiting to be read; without the one that is taken for itself.

    Those that are `there` already stay as they are. No two have one name: a rule is about one of them then.
    """
    known = {entry.path.absolute() for entry in there}
    names = {entry.name for entry in there}
    same = aside.resolve() if aside is not None else None
    entries: list[Entry] = []
    for path, name in found.files(paths):
        if path.absolute() not in known and (same is None or path.resolve() != same):
            entries.append(Entry(path, _told_apart(path, name, names)))
            names.add(entries[-1].name)
    return entries


def _told_apart(path: Path, name: str, names: Container[str]) -> str:
    """A name with as many of the folders around it as tell it from others."""
    around = path.absolute().parts[: -len(PurePosixPath(name).parts)]
    while name in names and around:
        name, around = f"{around[-1].strip(os.sep) or '.'}/{name}", around[:-1]
    return name


def source(entry: Entry, rules: Rules, shelf: Shelf) -> Source:
    """What the reading processes are given: the bytes that were read before, if any, else those of the file."""

    def content() -> bytes:
        try:
            return shelf.content(entry.key)
        except KeyError:
            return found.content(entry.path)

    return Source(entry.path.name, content, rules.decisions(entry.name))


# -- read ---------------------------------------------------------------------------------------------------------


def after_reading(entry: Entry, reading: Reading, shelf: Shelf) -> Entry:
    """The entry with what was read of it, which is put on the shelf, or why nothing was."""
    read = replace(entry, digest=reading.digest, documents=(), reason="", table=None, trackers=())
    if reading.refusal is None:
        shelf.put(entry.key, reading.documents, reading.content)
        return replace(read, state=READY, documents=tuple(understood(entry.name, each) for each in reading.documents))
    shelf.drop(entry.key)
    try:
        table, trackers = _facts_in(entry.path, reading)
    except ImportRefused as refusal:
        return replace(read, state=REFUSED, reason=str(refusal))
    if table is not None or trackers:
        return replace(read, state=TABLE, table=table, trackers=trackers)
    return replace(read, state=REFUSED, reason=str(reading.refusal))


def _facts_in(path: Path, reading: Reading) -> tuple[Table | None, tuple[NewTracker, ...]]:
    """What a file that is no transcript may be: a table that describes documents, or tables of figures by month.

    Raises ImportRefused where that is more to the point than why it is no transcript.
    """
    costly = isinstance(reading.refusal, TooCostly)
    if costly or not reading.content or not path.name.lower().endswith(TABLE_ENDINGS):
        return None, ()
    try:
        return attributes.read(path), ()
    except TableError:
        return None, trackers_in(reading.content, path.name)


# -- labelled -----------------------------------------------------------------------------------------------------


def labelled(entry: Entry, taken: Taken, said: Said, shelf: Shelf, *, duplicates: bool) -> Entry:
    """A ready entry with its labels, or refused as a file that the project, or the batch, has already."""
    why = "" if duplicates else taken.already(entry.digest)
    if why:
        return replace(entry, state=REFUSED, reason=why, labels=(), remarks=())
    labels = tuple(taken.take(label, entry.digest) for label in entry.wanted)
    again = [
        said.same(known, label, partial(_text, shelf, entry.key, number))
        for number, (known, label) in enumerate(zip(entry.documents, labels, strict=True))
    ]
    return replace(entry, labels=labels, remarks=tuple(_said_again(labels, again)))


def _text(shelf: Shelf, key: str, number: int) -> ImportedText:
    return shelf.documents(key)[number]


def _said_again(labels: Sequence[str], others: Sequence[str]) -> Iterator[str]:
    """One remark for a file, however many documents of a table say what others say."""
    alike = [(label, other) for label, other in zip(labels, others, strict=True) if other]
    if len(labels) == 1 and alike:
        yield f"Word for word what ‘{alike[0][1]}’ says: the same transcript twice?"
    elif alike:
        label, other = alike[0]
        yield f"{len(alike)} of {len(labels)} say word for word what others say, first ‘{label}’ what ‘{other}’ does"
