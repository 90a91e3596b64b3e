"""An import without questions: files are read, then brought in as they are understood.

It is one step of the project: killed, interrupted or refused by the disk, none of it is in. Nobody is kept from writing
to the project while files are read, only while what was read is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from transcripts.intake.report import ImportReport, Progress
from transcripts.intake.rules import FileRule, Rules
from transcripts.intake.session import ImportSession
from transcripts.project import Project
from transcripts.uncollected import uncollected


def import_files(
    project: Project, paths: Iterable[Path], *, coder: str, rules: Rules | None = None, duplicates: bool = False,
    attributes: Path | None = None, dry_run: bool = False, progress: Progress | None = None,
    writing: Progress | None = None, **about: str,
) -> ImportReport:  # fmt: skip
    """Import files, and every file in folders, as one step, as they are understood; what cannot be read is refused.

    `about` (kind, group, area, date, language) describes all of them, before any rule. `progress` is told of files that
    are read, `writing` of documents that are written. Raises TableError for an unreadable attributes table, and
    ProjectError; nothing is in then.
    """
    project.require_writable()
    rules = rules if rules is not None else Rules()
    known: dict[str, Any] = {name: value for name, value in about.items() if value}
    if known:
        rules = rules.for_files(FileRule("*", known))
    session = ImportSession(project, paths, rules=rules, duplicates=duplicates, attributes_table=attributes)
    with uncollected(), session:
        session.read(progress)
        return session.commit(coder, dry_run=dry_run, progress=writing)
