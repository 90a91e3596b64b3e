"""Rows of tables of facts, before anything is in: whom each means, and what a person is asked about the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from transcripts.attributes import SUBJECTS
from transcripts.document_labels import natural, uids_by_label
from transcripts.intake.understood import Understood
from transcripts.label_matching import Names, NearMiss
from transcripts.spreadsheets import Table
from transcripts.store.tables import Case, Document, Participant


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document on its way in: what it will be called, the file that it comes from, what is known of it."""

    label: str
    file: str
    document: Understood
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TableMatch:
    """A table of facts beside what it is about: how many rows name something, which do not, and what is like those.

    `subject` is `document`, `participant` or `case`; `unmatched` are lines and what they write. Those in `near` are
    questions: yes or no is a rule (`Rules.reading_row`), and so is what any other unmatched row means. `without` are
    the things that no row names.
    """

    file: str
    subject: str
    rows: int
    unmatched: tuple[tuple[int, str], ...]
    near: tuple[NearMiss, ...]
    without: tuple[str, ...] = ()


def matches(
    session: Session, tables: Iterable[tuple[str, Table]], incoming: Sequence[Incoming], same: Mapping[str, str]
) -> tuple[TableMatch, ...]:
    """Every table, by its file's name, beside what the project has and what is on its way in."""
    tables = list(tables)
    return tuple(_match(session, file, table, [each for _, each in tables], incoming, same) for file, table in tables)


def _match(
    session: Session, file: str, table: Table, tables: Sequence[Table], incoming: Sequence[Incoming],
    same: Mapping[str, str],
) -> TableMatch:  # fmt: skip
    subject = table.columns[0] if table.columns[0] in SUBJECTS else "document"
    if subject == "document":
        labels, names = _documents(session, incoming, same)
    else:
        labels = {name: name for name in _named(session, subject, tables, incoming)}
        names = Names(labels, (), same)
    meant = [(row.line, row.values[subject], names.get(row.values[subject])) for row in table.rows]
    taken = {uid for _, _, uid in meant if uid is not None}
    unmatched = tuple((line, written) for line, written, uid in meant if uid is None)
    found = ((line, written, names.nearest(written, taken)) for line, written in unmatched)
    near = tuple(NearMiss(line, written, *its) for line, written, its in found if its is not None)
    without = tuple(sorted((label for label, uid in labels.items() if uid not in taken), key=natural))
    return TableMatch(file, subject, len(table.rows), unmatched, near, without)


def _documents(
    session: Session, incoming: Sequence[Incoming], same: Mapping[str, str]
) -> tuple[dict[str, str], Names]:  # fmt: skip
    coming = {each.label: f"incoming {number}" for number, each in enumerate(incoming)}
    labels = {**coming, **uids_by_label(session)}
    files = list(session.exec(select(Document.source_name, Document.uid)))
    return labels, Names(labels, [*files, *((each.file, coming[each.label]) for each in incoming)], same)


def _named(session: Session, subject: str, tables: Sequence[Table], incoming: Sequence[Incoming]) -> Iterator[str]:
    """The participants or cases that are known, or will be."""
    yield from session.exec(select((Participant if subject == "participant" else Case).label))
    said = [{**each.document.details, **each.facts} for each in incoming]
    said += [row.values for table in tables if table.columns[0] == "document" for row in table.rows]
    for facts in said:
        yield from filter(None, (part.strip() for part in facts.get(subject, "").split(";")))
