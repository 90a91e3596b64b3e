"""One import, from files found to documents in the project; it asks and answers, whoever shows the questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlmodel import Session

from transcripts import attributes, documents
from transcripts.attributes import AttributeReport
from transcripts.documents import DESCRIPTIONS, NewDocument
from transcripts.errors import ImportRefused, TableError
from transcripts.importing import ImportedText
from transcripts.importing.limits import TooCostly
from transcripts.importing.merging import MergeProposal, propose, uses
from transcripts.importing.model import Doubt
from transcripts.importing.names import key_of
from transcripts.importing.pool import Reading, ReadingPool, Source
from transcripts.importing.roles import role_proposals
from transcripts.intake import found
from transcripts.intake.labels import Said, Taken
from transcripts.intake.report import Imported, ImportReport, Refusal, SpeakerUse
from transcripts.intake.rules import FileRule, Rules
from transcripts.intake.table_rows import Incoming, TableMatch, matches
from transcripts.project import Project
from transcripts.spreadsheets import Table
from transcripts.tracker_tables import NewTracker, trackers_in
from transcripts.trackers import TrackerReport, keep

Progress = Callable[[int, int, str], None]
Cancelled = Callable[[], bool]

WAITING, READY, REFUSED, PASSED, TABLE = "waiting", "ready", "refused", "passed", "table"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the import. `name` is its path inside the folder that was named.

    `state`: `waiting` to be read, `ready`, `refused` (with the `reason`), `passed` over by a rule, or a `table`: of
    attributes, or `trackers` of figures by month. `documents` are what it holds when ready, `labels` what they will
    be called, `remarks` what is odd about it beside the rest.
    """

    path: Path
    name: str
    state: str = WAITING
    documents: tuple[ImportedText, ...] = ()
    labels: tuple[str, ...] = ()
    reason: str = ""
    remarks: tuple[str, ...] = ()
    table: Table | None = None
    trackers: tuple[NewTracker, ...] = ()
    content: bytes = field(default=b"", repr=False)

    @property
    def digest(self) -> str:
        """What the same bytes are recognised by."""
        return sha256(self.content).hexdigest()

    @property
    def wanted(self) -> tuple[str, ...]:
        """What its documents would be called, were the labels free: by themselves, or after the file."""
        stem = self.path.stem
        if len(self.documents) == 1:
            return (self.documents[0].label or stem,)
        return tuple(text.label or f"{stem} {number}" for number, text in enumerate(self.documents, 1))

    @property
    def label_taken(self) -> str:
        """The label that another document has, so that this file may be a correction of it; else empty."""
        alone = len(self.wanted) == len(self.labels) == 1
        return self.wanted[0] if alone and self.wanted != self.labels else ""


class ImportSession:
    """Files on their way into a project: `read`, look, decide, read what a decision touches again, `commit`.

    Nothing changes in the project before `commit`, which is one step. `duplicates`: bring in also files whose bytes
    the project has.
    """

    def __init__(
        self, project: Project, paths: Iterable[Path], *, rules: Rules | None = None, duplicates: bool = False,
        attributes_table: Path | None = None,
    ) -> None:  # fmt: skip
        self.rules = rules if rules is not None else Rules()
        self._project = project
        self._duplicates = duplicates
        self._given = None if attributes_table is None else attributes.read(attributes_table)
        self._attributes_path = attributes_table
        self._pool: ReadingPool | None = None
        self._proposals: tuple[MergeProposal, ...] | None = None
        self._seem: dict[str, tuple[str, str]] | None = None
        self._tables: tuple[TableMatch, ...] | None = None
        same = attributes_table.resolve() if attributes_table is not None else None
        self.entries = [
            Entry(path, name) for path, name in found.files(paths) if same is None or path.resolve() != same
        ]

    def add(self, paths: Iterable[Path]) -> None:
        """More files, or folders of them; what is there already stays as it is."""
        there = {entry.path.absolute() for entry in self.entries}
        if self._attributes_path is not None:
            there.add(self._attributes_path.absolute())
        self.entries += [Entry(path, name) for path, name in found.files(paths) if path.absolute() not in there]

    # -- reading ---------------------------------------------------------------------------------------------------

    def read(self, progress: Progress | None = None, cancelled: Cancelled | None = None) -> bool:
        """Read what waits; False when it was cancelled before all was read. Calling it again goes on from there."""
        waiting = [number for number, entry in enumerate(self.entries) if entry.state == WAITING]
        chosen = [number for number in waiting if not self.rules.skips(self.entries[number].name)]
        for number in set(waiting) - set(chosen):
            self.entries[number] = replace(self.entries[number], state=PASSED)
        self._proposals = self._seem = self._tables = None
        self._told(progress, 0, chosen)
        readings = self._reading(len(chosen)).read_all(map(self._source, chosen), cancelled or (lambda: False))
        done = 0
        for number, reading in zip(chosen, readings, strict=False):
            self.entries[number] = _read(self.entries[number], reading)
            done += 1
            self._told(progress, done, chosen)
        if done < len(chosen):
            return False
        self._label()
        return True

    def _told(self, progress: Progress | None, done: int, numbers: Sequence[int]) -> None:
        if progress is not None:
            progress(done, len(numbers), self.entries[numbers[done]].name if done < len(numbers) else "")

    def _reading(self, expected: int) -> ReadingPool:
        """The processes that read, started with the first files and kept for what is read again."""
        if self._pool is None:
            self._pool = ReadingPool(expected)
        return self._pool

    def _source(self, number: int) -> Source:
        entry = self.entries[number]
        return Source(
            entry.path.name, lambda: entry.content or found.content(entry.path), self.rules.decisions(entry.name)
        )

    def close(self) -> None:
        """Let go of the processes that read."""
        if self._pool is not None:
            self._pool.close()
            self._pool = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _label(self) -> None:
        """Give everything that is ready its label, and refuse what the project, or the batch, has already."""
        with self._project.reading() as session:
            taken, said = Taken(session), Said(session)
            for number, entry in enumerate(self.entries):
                if entry.state == READY:
                    self.entries[number] = self._labelled(entry, taken, said)
        self._tables = None  # somebody may have asked while files were being read

    def _labelled(self, entry: Entry, taken: Taken, said: Said) -> Entry:
        digest = entry.digest
        there = "" if self._duplicates else taken.already(digest)
        if there:
            return replace(entry, state=REFUSED, reason=f"it is in the project already, as ‘{there}’")
        labels = tuple(taken.take(label, digest) for label in entry.wanted)
        again = [said.same(text, label) for text, label in zip(entry.documents, labels, strict=True)]
        remarks = tuple(_said_again(labels, again))
        return replace(entry, labels=labels, remarks=remarks)

    # -- deciding --------------------------------------------------------------------------------------------------

    def decide(self, rules: Rules) -> None:
        """Take on other rules; what they touch waits to be read again. Raises nothing: rules are checked when made."""
        before, self.rules, self._tables = self.rules, rules, None
        for number, entry in enumerate(self.entries):
            alike = before.decisions(entry.name) == rules.decisions(entry.name) and before.skips(
                entry.name
            ) == rules.skips(entry.name)
            if not alike and entry.state != TABLE:
                self.entries[number] = replace(entry, state=WAITING)

    def speakers(self) -> tuple[SpeakerUse, ...]:
        """Everybody who is named, over all files, with role, turns and documents; those most heard first."""
        turns: dict[tuple[str, str], list[int]] = {}
        for document in self._ready():
            for name, count in document.speakers.items():
                turns.setdefault((name, document.roles.get(name, "participant")), []).append(count)
        seem = self._seeming()
        uses = [
            SpeakerUse(name, role, sum(counts), len(counts), *(seem.get(name, ("", ""))))
            for (name, role), counts in turns.items()
        ]
        return tuple(sorted(uses, key=lambda use: (-use.turns, documents.natural(use.name))))

    def _seeming(self) -> dict[str, tuple[str, str]]:
        """Who seems to have another role than the label says, unless a person said which: role and reason."""
        if self._seem is None:
            found = (each for document in self._ready() for each in role_proposals(document))
            self._seem = {each.name: (each.role, each.why) for each in found}
        said = set(map(key_of, self.rules.roles))
        return {name: seems for name, seems in self._seem.items() if key_of(name) not in said}

    def proposals(self) -> tuple[MergeProposal, ...]:
        """Labels that look like one speaker, as long as nobody decided about them; the surest first."""
        if self._proposals is None:
            ready = [entry for entry in self.entries if entry.state == READY]
            self._proposals = propose(uses((entry.name, text) for entry in ready for text in entry.documents))
        return tuple(each for each in self._proposals if frozenset((each.odd, each.into)) not in self.rules.apart)

    def tables(self) -> tuple[TableMatch, ...]:
        """The tables of facts, with the rows that name nothing and what they may mean."""
        if self._tables is None:
            tables = [(entry.name, entry.table) for entry in self.entries if entry.table is not None]
            if self._given is not None and self._attributes_path is not None:
                tables.append((self._attributes_path.name, self._given))
            incoming = [
                Incoming(label, entry.path.name, text, self.rules.facts(entry.name))
                for entry in self.entries if entry.state == READY
                for label, text in zip(entry.labels, entry.documents, strict=False)
            ]  # fmt: skip
            with self._project.reading() as session:
                self._tables = matches(session, tables, incoming, self.rules.rows) if tables else ()
        return self._tables

    def _ready(self) -> Iterator[ImportedText]:
        return (document for entry in self.entries if entry.state == READY for document in entry.documents)

    # -- into the project ------------------------------------------------------------------------------------------

    def commit(self, coder: str, *, dry_run: bool = False) -> ImportReport:
        """Bring in what is ready, as one step; with `dry_run` everything is done and undone. Raises ProjectError."""
        self._label()
        imported: list[Imported] = []
        joined: tuple[AttributeReport, ...] = ()
        kept: list[TrackerReport] = []
        try:
            with self._project.step(self._step_label(), coder) as session:
                places = self._add(session)
                joined = self._join(session)
                kept += [keep(session, tracker) for entry in self.entries for tracker in entry.trackers]
                summaries = {each.uid: each for each in documents.summaries(session)}
                imported += [Imported(str(path), summaries[uid]) for path, uid in places]
                if dry_run:
                    raise _NothingKept
        except _NothingKept:
            pass
        refused = [Refusal(str(e.path), e.reason) for e in self.entries if e.state == REFUSED]
        passed = tuple(str(e.path) for e in self.entries if e.state == PASSED)
        tables = tuple(str(e.path) for e in self.entries if e.state == TABLE)
        return ImportReport(
            tuple(imported), tuple(refused), joined[-1] if joined else None, dry_run, self.speakers(), self.proposals(),
            passed, tables, joined, tuple(kept),
        )  # fmt: skip

    def doubts(self) -> list[tuple[Entry, Doubt]]:
        """What a person should confirm, file by file."""
        ready = (entry for entry in self.entries if entry.state == READY)
        return [(entry, doubt) for entry in ready for document in entry.documents for doubt in document.doubts]

    def _step_label(self) -> str:
        ready = [entry for entry in self.entries if entry.state == READY]
        tables = [e.path.name for e in self.entries if e.state == TABLE]
        if self._attributes_path is not None:
            tables.append(self._attributes_path.name)
        if not ready and tables:
            trackers = [tracker.name for entry in self.entries for tracker in entry.trackers]
            return f"Tracker ‘{trackers[0]}’" if trackers else f"Attributes from ‘{tables[0]}’"
        return f"Import ‘{ready[0].path.name}’" if len(ready) == 1 else f"Import {len(ready)} files"

    def _add(self, session: Session) -> list[tuple[Path, str]]:
        new: list[tuple[Path, NewDocument, Mapping[str, str]]] = []
        for entry in self.entries:
            if entry.state != READY:
                continue
            odd = entry.remarks
            for text, label in zip(entry.documents, entry.labels, strict=True):
                facts = {**text.details, **self.rules.facts(entry.name)}
                plain = {name: facts.pop(name) for name in DESCRIPTIONS if name in facts}
                remarks = (*text.warnings, *odd, *_renamed(entry, label))
                odd = ()
                added = NewDocument(label, replace(text, warnings=remarks), entry.content, entry.path.name, plain)
                new.append((entry.path, added, facts))
        uids = documents.add_documents(session, [document for _, document, _ in new])
        attributes.give(session, [(uid, facts) for uid, (_, _, facts) in zip(uids, new, strict=True) if facts])
        return [(path, uid) for uid, (path, _, _) in zip(uids, new, strict=True)]

    def _join(self, session: Session) -> tuple[AttributeReport, ...]:
        tables = [entry.table for entry in self.entries if entry.table is not None]
        if self._given is not None:
            tables.append(self._given)
        return tuple(attributes.join(session, table, self.rules.rows) for table in tables)


class _NothingKept(Exception):
    """Leaves a step that was only a rehearsal."""


def _read(entry: Entry, reading: Reading) -> Entry:
    if reading.refusal is None:
        return replace(entry, state=READY, documents=reading.documents, content=reading.content, reason="")
    if isinstance(reading.refusal, TooCostly):
        return replace(entry, state=REFUSED, reason=str(reading.refusal), documents=(), content=reading.content)
    table = _attributes_in(entry.path)
    if table is not None:
        return replace(entry, state=TABLE, table=table)
    trackers = _trackers_in(entry.path.name, reading.content)
    if trackers:
        return replace(entry, state=TABLE, trackers=trackers)
    return replace(entry, state=REFUSED, reason=str(reading.refusal), documents=(), content=reading.content)


def _attributes_in(path: Path) -> Table | None:
    """The table in a file that describes documents, None where it does not."""
    if path.suffix.lower() not in (".csv", ".tsv", ".xlsx"):
        return None
    try:
        return attributes.read(path)
    except TableError:
        return None


def _trackers_in(name: str, content: bytes) -> tuple[NewTracker, ...]:
    """The tables of figures by month in a file that is no transcript."""
    if not name.lower().endswith((".csv", ".tsv", ".xlsx")):
        return ()
    try:
        return trackers_in(content, name)
    except ImportRefused:
        return ()


def _said_again(labels: Sequence[str], others: Sequence[str]) -> Iterator[str]:
    """One remark for a file, however many documents of a table say what others say."""
    alike = [(label, other) for label, other in zip(labels, others, strict=True) if other]
    if len(labels) == 1 and alike:
        yield f"Word for word what ‘{alike[0][1]}’ says: the same transcript twice?"
    elif alike:
        label, other = alike[0]
        yield f"{len(alike)} of {len(labels)} say word for word what others say, first ‘{label}’ what ‘{other}’ does"


def _renamed(entry: Entry, label: str) -> list[str]:
    return [f"Another document is called ‘{taken}’; this one became ‘{label}’."] if (taken := entry.label_taken) else []


def import_files(
    project: Project, paths: Iterable[Path], *, coder: str, rules: Rules | None = None, duplicates: bool = False,
    attributes: Path | None = None, dry_run: bool = False, progress: Progress | None = None, **about: str,
) -> ImportReport:  # fmt: skip
    """Import files, and every file in folders, as one step, as they are understood; what cannot be read is refused.

    `about` (kind, group, area, date, language) describes all of them, before any rule. Raises TableError for an
    unreadable attributes table, and ProjectError; nothing is in then.
    """
    rules = rules if rules is not None else Rules()
    known: dict[str, Any] = {name: value for name, value in about.items() if value}
    if known:
        rules = rules.for_files(FileRule("*", known))
    with ImportSession(project, paths, rules=rules, duplicates=duplicates, attributes_table=attributes) as session:
        session.read(progress)
        return session.commit(coder, dry_run=dry_run)
