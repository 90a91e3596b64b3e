"""What an import writes: documents, what is known of them, tables of facts and of figures; all inside one step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from sqlmodel import Session

from transcripts import attribute_values, attributes, documents
from transcripts.adding import DESCRIPTIONS, NewDocument, add_documents
from transcripts.intake.entries import PASSED, READY, REFUSED, TABLE, Entry
from transcripts.intake.report import Imported, ImportReport, Refusal
from transcripts.intake.rules import Rules
from transcripts.intake.shelf import Shelf
from transcripts.intake.voices import proposals, speakers, undecided
from transcripts.spreadsheets import Table
from transcripts.tracker_tables import NewTracker
from transcripts.trackers import keep

CHARACTERS_AT_ONCE = 1_000_000
"""Documents are written when they come to so much text, an eighth of a study: for statements that take many rows."""


def add(
    session: Session, entries: Iterable[Entry], rules: Rules, shelf: Shelf
) -> Iterator[tuple[list[Entry], list[tuple[Path, str]]]]:
    """Store the documents of entries, all ready, some at a time; gives these, and their files and uids, in order."""
    for some in _portions(entries):
        yield some, _stored(session, [each for entry in some for each in _new(entry, rules, shelf)])


def _stored(session: Session, new: list[tuple[Path, NewDocument, Mapping[str, str]]]) -> list[tuple[Path, str]]:
    uids = add_documents(session, [document for _, document, _ in new])
    attribute_values.give(session, [(uid, facts) for uid, (_, _, facts) in zip(uids, new, strict=True) if facts])
    return [(path, uid) for uid, (path, _, _) in zip(uids, new, strict=True)]


def _portions(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Entries in order, in lists of as many as come to `CHARACTERS_AT_ONCE`."""
    some: list[Entry] = []
    characters = 0
    for entry in entries:
        some.append(entry)
        characters += sum(document.characters for document in entry.documents)
        if characters >= CHARACTERS_AT_ONCE:
            yield some
            some, characters = [], 0
    if some:
        yield some


def first_portion(entries: Sequence[Entry], arriving: Iterable[int]) -> Iterator[int]:
    """The numbers of entries, as they arrive, until there is enough to begin to write."""
    characters = 0
    for number in arriving:
        yield number
        characters += sum(document.characters for document in entries[number].documents)
        if characters >= CHARACTERS_AT_ONCE:
            return


def _new(entry: Entry, rules: Rules, shelf: Shelf) -> list[tuple[Path, NewDocument, Mapping[str, str]]]:
    """What is stored of an entry, and the facts about each document that no column of its own is for."""
    found: list[tuple[Path, NewDocument, Mapping[str, str]]] = []
    content, odd = shelf.content(entry.key), entry.remarks
    for text, label in zip(shelf.documents(entry.key), entry.labels, strict=True):
        facts = {**text.details, **rules.facts(entry.name)}
        plain = {name: facts.pop(name) for name in DESCRIPTIONS if name in facts}
        remarks = (*text.warnings, *odd, *_renamed(entry, label))
        odd = ()
        whole = replace(text, warnings=remarks)
        found.append((entry.path, NewDocument(label, whole, content, entry.path.name, plain, entry.digest), facts))
    return found


def _renamed(entry: Entry, label: str) -> list[str]:
    return [f"Another document is called ‘{taken}’; this one became ‘{label}’."] if (taken := entry.label_taken) else []


def finish(
    session: Session, entries: Sequence[Entry], places: Iterable[tuple[Path, str]], rules: Rules, given: Table | None,
    *, dry_run: bool,
) -> ImportReport:  # fmt: skip
    """Once all documents are in: what tables say of them, tables of figures by month, and the report of it all.

    `places` are the files and uids of the documents, `given` is a table of attributes named beside the files.
    """
    tables = [entry.table for entry in entries if entry.table is not None]
    joined = tuple(attributes.join(session, each, rules.rows) for each in (*tables, *([given] if given else ())))
    kept = tuple(keep(session, tracker) for tracker in _trackers(entries))
    summaries = {each.uid: each for each in documents.summaries(session)}
    voices = [known.voice for entry in entries if entry.state == READY for known in entry.documents]

    def paths(state: str) -> tuple[str, ...]:
        return tuple(str(entry.path) for entry in entries if entry.state == state)

    return ImportReport(
        tuple(Imported(str(path), summaries[uid]) for path, uid in places),
        tuple(Refusal(str(entry.path), entry.reason, entry.is_double) for entry in entries if entry.state == REFUSED),
        joined[-1] if joined else None, dry_run, speakers(voices, rules), undecided(proposals(voices), rules),
        paths(PASSED), paths(TABLE), joined, kept,
    )  # fmt: skip


def _trackers(entries: Iterable[Entry]) -> Iterator[NewTracker]:
    """The tables of figures of all files, none of which takes the place of another of them."""
    names: set[str] = set()
    for tracker in (each for entry in entries for each in entry.trackers):
        name, number = tracker.name, 1
        while name in names:
            number += 1
            name = f"{tracker.name} ({number})"
        names.add(name)
        told = f"another table of these files is called ‘{tracker.name}’; this one became ‘{name}’"
        yield tracker if number == 1 else replace(tracker, name=name, remarks=(*tracker.remarks, told))


class NothingKept(Exception):
    """Leaves a step that was only a rehearsal."""


def step_label(entries: Sequence[Entry], given: Path | None) -> str:
    """What an import is called in the history; `given` is a table of attributes named beside the files."""
    ready = [entry.path.name for entry in entries if entry.state == READY]
    tables = [entry.path.name for entry in entries if entry.state == TABLE]
    if given is not None:
        tables.append(given.name)
    if not ready and tables:
        trackers = [tracker.name for entry in entries for tracker in entry.trackers]
        return f"Tracker ‘{trackers[0]}’" if trackers else f"Attributes from ‘{tables[0]}’"
    return f"Import ‘{ready[0]}’" if len(ready) == 1 else f"Import {len(ready)} files"
