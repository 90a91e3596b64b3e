"""One import, from files found to documents in the project; it asks and answers, whoever shows the questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlmodel import Session

from transcripts import attributes
from transcripts.errors import WorkbenchError
from transcripts.importing import ImportedText
from transcripts.importing.merging import MergeProposal
from transcripts.importing.model import Doubt
from transcripts.importing.pool import ReadingPool
from transcripts.intake import adding
from transcripts.intake.entries import (
    PASSED,
    READY,
    TABLE,
    WAITING,
    Entry,
    after_reading,
    entries_in,
    labelled,
    source,
)
from transcripts.intake.labels import Said, Taken
from transcripts.intake.report import ImportReport, Progress, SpeakerUse
from transcripts.intake.rules import Rules
from transcripts.intake.shelf import Shelf
from transcripts.intake.table_rows import Incoming, TableMatch, matches
from transcripts.intake.voices import Voice, proposals, speakers, undecided
from transcripts.project import Project
from transcripts.trackers import names as tracker_names

Cancelled = Callable[[], bool]


class Stopped(WorkbenchError):
    """A person ended an import while it was written; nothing of it is in."""


class ImportSession:
    """Files on their way into a project: `read`, look, decide, read what a decision touches again, `commit`.

    Nothing changes in the project before `commit`, which is one step, and others may write to it until then. What was
    read waits on a `Shelf`: of any number of files no more than a few are in memory. `duplicates`: bring in also files
    whose bytes the project has.
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
        self._shelf = Shelf(project.path)
        self._proposals: tuple[MergeProposal, ...] | None = None
        self._tables: tuple[TableMatch, ...] | None = None
        self.entries = entries_in(paths, attributes_table)

    def add(self, paths: Iterable[Path]) -> None:
        """More files, or folders of them; what is there already stays as it is."""
        self.entries += entries_in(paths, self._attributes_path, self.entries)

    # -- reading ---------------------------------------------------------------------------------------------------

    def read(self, progress: Progress | None = None, cancelled: Cancelled | None = None) -> bool:
        """Read what waits; False when it was cancelled before all was read. Calling it again goes on from there."""
        for _ in self.arriving(progress, cancelled):
            pass
        if self.waiting():
            return False
        with self._project.reading() as session:
            for _ in self._labelled(session, range(len(self.entries))):
                pass
        self._tables = None  # somebody may have asked while files were being read
        return True

    def waiting(self) -> list[int]:
        """The numbers of entries that are to be read, or again, as their texts were let go."""
        return [
            number for number, entry in enumerate(self.entries)
            if entry.state == WAITING or (entry.state == READY and not self._shelf.holds(entry.key))
        ]  # fmt: skip

    def arriving(self, progress: Progress | None = None, cancelled: Cancelled | None = None) -> Iterator[int]:
        """Read what waits, and give the numbers of the entries, in order, as each is read; fewer when cancelled."""
        waiting = self.waiting()
        chosen = [number for number in waiting if not self.rules.skips(self.entries[number].name)]
        for number in set(waiting) - set(chosen):
            self.entries[number] = replace(self.entries[number], state=PASSED, documents=())
        self._proposals = self._tables = None
        self._told(progress, 0, chosen)
        sources = (source(self.entries[number], self.rules, self._shelf) for number in chosen)
        readings = self._reading(len(chosen)).read_all(sources, cancelled or (lambda: False))
        for done, (number, reading) in enumerate(zip(chosen, readings, strict=False), 1):
            self.entries[number] = after_reading(self.entries[number], reading, self._shelf)
            self._told(progress, done, chosen)
            yield number

    def _told(self, progress: Progress | None, done: int, numbers: Sequence[int]) -> None:
        if progress is not None:
            progress(done, len(numbers), self.entries[numbers[done]].name if done < len(numbers) else "")

    def _reading(self, expected: int) -> ReadingPool:
        """The processes that read, started with the first files and kept for what is read again."""
        if self._pool is None:
            self._pool = ReadingPool(expected)
        return self._pool

    def close(self) -> None:
        """Let go of the processes that read, and of what they read."""
        if self._pool is not None:
            self._pool.close()
            self._pool = None
        self._shelf.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _labelled(self, session: Session, numbers: Iterable[int]) -> Iterator[Entry]:
        """Give what is ready of these its label, or refuse what the project, or the batch, has already; what is left.

        Anew for each, as others may have taken its label meanwhile, and what had the same bytes may be left out.
        """
        taken, said = Taken(session), Said(session)
        for number in numbers:
            known = self.entries[number]
            if known.state == READY or (known.is_double and self._shelf.holds(known.key)):
                ready = replace(known, state=READY, reason="")
                again = self._duplicates or self.rules.again(known.name)
                entry = labelled(ready, taken, said, self._shelf, duplicates=again)
                self.entries[number] = entry
                if entry.state == READY:
                    yield entry

    # -- deciding --------------------------------------------------------------------------------------------------

    def decide(self, rules: Rules) -> None:
        """Take on other rules; what they touch waits to be read again. Raises nothing: rules are checked when made."""
        before, self.rules, self._tables = self.rules, rules, None
        for number, entry in enumerate(self.entries):
            was, now = before.decisions(entry.name), rules.decisions(entry.name)
            read_alike = was.table == now.table if entry.state == TABLE else was == now
            switched = before.skips(entry.name) != rules.skips(entry.name)
            if not read_alike or switched or before.again(entry.name) != rules.again(entry.name):
                self.entries[number] = replace(entry, state=WAITING, table=None, trackers=())

    def texts(self, entry: Entry) -> tuple[ImportedText, ...]:
        """The documents of a file that is ready, with their words; none while it is being read again."""
        with suppress(KeyError):
            return self._shelf.documents(entry.key)
        return ()

    def speakers(self) -> tuple[SpeakerUse, ...]:
        """Everybody who is named, over all files, with role, turns and documents; those most heard first."""
        return speakers(self._voices(), self.rules)

    def proposals(self) -> tuple[MergeProposal, ...]:
        """Labels that look like one speaker, as long as nobody decided about them; the surest first."""
        if self._proposals is None:
            self._proposals = proposals(self._voices())
        return undecided(self._proposals, self.rules)

    def _voices(self) -> Iterator[Voice]:
        return (known.voice for entry in self.entries if entry.state == READY for known in entry.documents)

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

    def in_place_of(self, entry: Entry) -> tuple[str, ...]:
        """Those of a file's tables of figures by month that take the place of one of the project's."""
        with self._project.reading() as session:
            there = tracker_names(session)
        return tuple(tracker.name for tracker in entry.trackers if tracker.name in there)

    # -- into the project ------------------------------------------------------------------------------------------

    def commit(
        self, coder: str, *, dry_run: bool = False, progress: Progress | None = None,
        numbers: Iterable[int] | None = None, cancelled: Cancelled | None = None,
    ) -> ImportReport:  # fmt: skip
        """Bring in what is ready, as one step; with `dry_run` everything is done and undone. Raises ProjectError, and
        Stopped when it was `cancelled`, which is asked now and then.

        `numbers` of entries may still be `arriving`: each is written once it is there, and its text let go. None are
        all entries, which may be brought in again where that failed.
        """
        report = ImportReport((), (), dry_run=dry_run)
        is_cancelled = cancelled or (lambda: False)
        with suppress(adding.NothingKept), self._project.step("Import", coder) as session:
            ready = self._labelled(session, range(len(self.entries)) if numbers is None else numbers)
            told = progress or (lambda done, total, name: None)
            places: list[tuple[Path, str]] = []
            for some in self._added(session, ready, told, let_go=numbers is not None):
                places += some
                _go_on_unless(is_cancelled)
            report = adding.finish(session, self.entries, places, self.rules, self._given, dry_run=dry_run)
            _go_on_unless(is_cancelled)
            if dry_run:
                raise adding.NothingKept
            self._project.name_step(session, adding.step_label(self.entries, self._attributes_path))
        return report

    def _added(
        self, session: Session, ready: Iterable[Entry], progress: Progress, *, let_go: bool
    ) -> Iterator[list[tuple[Path, str]]]:
        done = 0
        self._told_written(progress, done, "")
        for entries, places in adding.add(session, ready, self.rules, self._shelf):
            for entry in entries if let_go else ():
                self._shelf.drop(entry.key)
            done += len(places)
            self._told_written(progress, done, places[-1][0].name)
            yield places

    def _told_written(self, progress: Progress, done: int, name: str) -> None:
        """How many documents are written of how many: once it is known how many there are."""
        if all(entry.state != WAITING for entry in self.entries):
            progress(done, sum(len(entry.documents) for entry in self.entries if entry.state == READY), name)

    def doubts(self) -> list[tuple[Entry, Doubt]]:
        """What a person should confirm, file by file."""
        ready = (entry for entry in self.entries if entry.state == READY)
        return [(entry, doubt) for entry in ready for document in entry.documents for doubt in document.doubts]


def _go_on_unless(cancelled: Cancelled) -> None:
    if cancelled():
        raise Stopped("It was stopped; nothing of it is in.")
