"""An import without questions: what is read is written at once and let go of, so that its size is no matter.

All of it is one step of the project still: killed, interrupted or refused by the disk, none of it is in. Other programs
may read the project meanwhile, but not write to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlmodel import Session

from transcripts import attributes
from transcripts.importing.pool import ReadingPool
from transcripts.intake import adding
from transcripts.intake.entries import PASSED, READY, Entry, after_reading, entries_in, labelled, source
from transcripts.intake.labels import Said, Taken
from transcripts.intake.report import ImportReport, Progress
from transcripts.intake.rules import FileRule, Rules
from transcripts.project import Project
from transcripts.spreadsheets import Table

CHARACTERS_AT_ONCE = 500_000
"""Documents are written as soon as they come to so much text: enough for statements that take many rows each."""


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
    return _Import(paths, rules, attributes, duplicates=duplicates).into(project, coder, progress, dry_run=dry_run)


class _Import:
    """One import on its way through; of what is in, its place and who is named are all that is kept."""

    def __init__(self, paths: Iterable[Path], rules: Rules, table: Path | None, *, duplicates: bool) -> None:
        self._rules = rules
        self._duplicates = duplicates
        self._given_path = table
        self._given: Table | None = None if table is None else attributes.read(table)
        self._entries = [
            replace(entry, state=PASSED) if rules.skips(entry.name) else entry for entry in entries_in(paths, table)
        ]
        self._in: list[tuple[Path, str]] = []

    def into(self, project: Project, coder: str, progress: Progress | None, *, dry_run: bool) -> ImportReport:
        """Read and write it all, as one step; with `dry_run` everything is done and undone."""
        chosen = [number for number, entry in enumerate(self._entries) if entry.state != PASSED]
        report = ImportReport((), (), dry_run=dry_run)
        with ReadingPool(len(chosen)) as pool, suppress(adding.NothingKept), project.step("Import", coder) as session:
            for some in _portions(self._read(session, pool, chosen, progress)):
                self._write(session, some)
            report = adding.finish(session, self._entries, self._in, self._rules, self._given, dry_run=dry_run)
            if dry_run:
                raise adding.NothingKept
            project.name_step(session, adding.step_label(self._entries, self._given_path))
        return report

    def _read(
        self, session: Session, pool: ReadingPool, chosen: Sequence[int], progress: Progress | None
    ) -> Iterator[tuple[int, Entry]]:
        """Each entry with its number, when it is read and has its label."""
        self._taken, self._said = Taken(session), Said(session)
        tell = progress or (lambda done, total, name: None)
        names = [*(self._entries[number].name for number in chosen), ""]
        tell(0, len(chosen), names[0])
        readings = pool.read_all(source(self._entries[number], self._rules) for number in chosen)
        for done, (number, reading) in enumerate(zip(chosen, readings, strict=True), 1):
            entry = after_reading(self._entries[number], reading)
            if entry.state == READY:
                entry = labelled(entry, self._taken, self._said, duplicates=self._duplicates)
            yield number, entry
            tell(done, len(chosen), names[done])

    def _write(self, session: Session, some: Sequence[tuple[int, Entry]]) -> None:
        self._in += adding.add(session, [entry for _, entry in some], self._rules)
        for number, entry in some:
            self._entries[number] = replace(entry, documents=(), content=b"")
        self._said.let_go()


def _portions(entries: Iterable[tuple[int, Entry]]) -> Iterator[list[tuple[int, Entry]]]:
    """Entries in order, in lists of as many as come to `CHARACTERS_AT_ONCE`."""
    some: list[tuple[int, Entry]] = []
    characters = 0
    for number, entry in entries:
        some.append((number, entry))
        characters += sum(len(document.text) for document in entry.documents)
        if characters >= CHARACTERS_AT_ONCE:
            yield some
            some, characters = [], 0
    if some:
        yield some
