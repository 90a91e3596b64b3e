"""Why an export says something else today: which parts of the project changed, and by which steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from codebook.fingerprints import Part, differing, fingerprint
from codebook.reviewing.project_agreement import codebook_named
from exports.manifests.model import Manifest
from exports.manifests.recording import program
from exports.manifests.resting import OWN, explained_by
from transcripts.project import Project
from transcripts.store import journal
from transcripts.store.journal import Step

MOST = 3
"""So many steps are named; how many more there were is said."""


@dataclass(frozen=True, slots=True)
class _Since:
    """The steps after a manifest that still stand, latest first, each with the tables it changed."""

    steps: Sequence[tuple[Step, frozenset[str]]]

    def of(self, tables: Iterable[str]) -> list[Step]:
        """Those that changed any of these."""
        wanted = frozenset(tables)
        return [step for step, changed in self.steps if changed & wanted]


def reasons(project: Project, manifest: Manifest, rows: int | None, *, others_changed: bool) -> Iterator[str]:
    """Why, one line each; `rows` are so many now, None where it cannot be made again."""
    with project.reading() as session:
        parts, book = fingerprint(session), codebook_named(session)
        since = _since(session.connection(), manifest.step)
    changed = _themselves(explained_by(manifest.kind, differing(manifest.parts, parts)), manifest.parts, parts, since)
    for name in changed:
        yield f"{name}: {_moved(manifest.parts[name], parts[name])}"
    if {"codebook", "settings"} & {*changed} and _unhashed(book) != _unhashed(manifest.codebook):
        yield f"the codebook was {_unhashed(manifest.codebook)}, and is {_unhashed(book)}"
    yield from _steps(since.of(table for name in changed for table in OWN.get(name, ())))
    if rows is not None and not changed and not others_changed:
        yield f"the program counts otherwise: made by {manifest.program}, this is {program()}"
    if rows not in (None, manifest.rows):
        yield f"{manifest.rows:,} rows then, {rows:,} now"


def _since(connection: Connection, step: int) -> _Since:
    """What stands of the steps after one: done and not undone, or undoing what was there before."""
    every = journal.steps(connection)
    before = {each.id for each in every if each.id <= step and each.undone}
    later = [
        each for each in every if each.id > step
        and ((each.kind == "do" and not each.undone) or (each.kind == "undo" and each.target in before))
    ]  # fmt: skip
    query = "SELECT DISTINCT step, tablename FROM change WHERE step > ?"
    tables: dict[int, set[str]] = {}
    for number, table in connection.exec_driver_sql(query, (step,)):
        tables.setdefault(number, set()).add(table)
    return _Since([(each, frozenset(tables.get(each.id, ()))) for each in later])


def _themselves(
    changed: tuple[str, ...], before: Mapping[str, Part], now: Mapping[str, Part], since: _Since
) -> tuple[str, ...]:
    """Without parts that differ only because what they name is called otherwise: codings of a code that was renamed."""
    own = tuple(
        name for name in changed
        if name not in OWN or before[name].many != now[name].many or since.of(OWN[name])
    )  # fmt: skip
    return own or changed


def _moved(before: Part, now: Part) -> str:
    return f"{before.many:,} → {now.many:,}" if before.many != now.many else f"{now.many:,}, not the same ones"


def _unhashed(book: str) -> str:
    """What a codebook is called, without the hash of its rules."""
    return book.partition(", SHA-256")[0]


def _steps(found: Sequence[Step]) -> Iterator[str]:
    for step in found[:MOST]:
        yield f"by step {step.id:,}, {step.coder}: {'Undo: ' * (step.kind == 'undo')}{step.label}"
    if len(found) > MOST:
        more = len(found) - MOST
        yield f"and by {more:,} step{'s' * (more != 1)} before: coding-tui history"
