"""An import without questions: files are brought in as they are understood, and written while the next are read.

It is one step of the project: killed, interrupted or refused by the disk, none of it is in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from time import monotonic, thread_time
from typing import Any

from transcripts.intake import adding
from transcripts.intake.entries import PASSED
from transcripts.intake.report import ImportReport, Progress
from transcripts.intake.rules import FileRule, Rules
from transcripts.intake.session import ImportSession
from transcripts.project import Project
from transcripts.uncollected import uncollected

OTHERS_WAIT = 1.0
"""Seconds that others may wait for files to be read, all in all, beyond those in which this import writes."""


def import_files(
    project: Project, paths: Iterable[Path], *, coder: str, rules: Rules | None = None, duplicates: bool = False,
    attributes: Path | None = None, dry_run: bool = False, progress: Progress | None = None,
    writing: Progress | None = None, **about: str,
) -> ImportReport:  # fmt: skip
    """Import files, and every file in folders, as one step, as they are understood; what cannot be read is refused.

    `about` (kind, group, area, date, language) describes all of them, before any rule. `progress` is told of files that
    are read, `writing` of documents that are written, once all are read. Raises TableError for an unreadable attributes
    table, and ProjectError; nothing is in then.
    """
    project.require_writable()
    rules = rules if rules is not None else Rules()
    known: dict[str, Any] = {name: value for name, value in about.items() if value}
    if known:
        rules = rules.for_files(FileRule("*", known))
    session = ImportSession(project, paths, rules=rules, duplicates=duplicates, attributes_table=attributes)
    with uncollected(), session:
        with suppress(TooLong):
            return _while_reading(session, coder, dry_run, progress, writing)
        session.read(_going_on(progress, session))
        return session.commit(coder, dry_run=dry_run, progress=writing)


def _while_reading(
    session: ImportSession, coder: str, dry_run: bool, progress: Progress | None, writing: Progress | None
) -> ImportReport:
    """Write what is read while the next is read; raises TooLong, with nothing in, where the files take their time."""
    patience = Patience(OTHERS_WAIT)
    arriving = session.arriving(progress, patience.over)
    first = list(adding.first_portion(session.entries, arriving))
    numbers = chain(first, patience.spent_on(arriving))
    return session.commit(coder, dry_run=dry_run, progress=writing, numbers=numbers)


def _going_on(progress: Progress | None, session: ImportSession) -> Progress | None:
    """Progress that counts what was read before."""
    waiting = set(session.waiting())
    before = sum(entry.state != PASSED for number, entry in enumerate(session.entries) if number not in waiting)
    return None if progress is None else lambda done, total, name: progress(before + done, before + total, name)


class TooLong(Exception):
    """Files are slow to be read: nobody who wants to write shall wait for them."""


class Patience:
    """How long others may wait: so many seconds in which nothing is done here but to wait for what arrives."""

    def __init__(self, seconds: float) -> None:
        self._left = seconds
        self._since: float | None = None

    def over(self) -> bool:
        """Whether it has come to its end, now, in the midst of waiting."""
        return self._since is not None and self._waited() > self._left

    def _waited(self) -> float:
        return monotonic() - thread_time() - (self._since or 0.0)

    def spent_on(self, arriving: Iterator[int]) -> Iterator[int]:
        """What arrives, as long as there is patience; raises TooLong."""
        while True:
            self._since = monotonic() - thread_time()
            number = next(arriving, None)
            if self.over():
                raise TooLong
            self._left, self._since = self._left - self._waited(), None
            if number is None:
                return
            yield number
