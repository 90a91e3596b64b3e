"""What is known about documents, participants and cases: typed attributes, and the table that brings them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from transcripts import document_labels
from transcripts.attribute_remarks import OddCell, near_misses, odd_cells, remarks, retyped, without_heads_again
from transcripts.attribute_values import give
from transcripts.errors import TableError
from transcripts.label_matching import Names, NearMiss
from transcripts.spreadsheets import Table, read_table
from transcripts.store.fact_tables import Attribute, AttributeValue
from transcripts.store.tables import Case, Document, DocumentCase, Participant

SUBJECTS = ("document", "participant", "case")
"""Whose attributes a table holds is said by the name of its first column."""
_FILE_HEADS = ("file", "filename", "file name", "file_name")


@dataclass(frozen=True, slots=True)
class AttributeReport:
    """What a table of attributes did.

    `documents` were described (participants or cases, where `subject` says so); `columns` are the attributes with
    their types; `unmatched` are lines and labels of rows that name nothing here, as a table for the whole study does
    while documents come in group by group; `without` are documents that no row names. `respelt` are lines, what they
    write and the label that was taken for it; `near` are proposals for unmatched rows, which nothing was done about.
    `odd` are cells that made text of a column of numbers or days, `remarks` one line each for the person.
    """

    documents: int
    columns: dict[str, str]
    unmatched: tuple[tuple[int, str], ...]
    without: tuple[str, ...]
    subject: str = "document"
    respelt: tuple[tuple[int, str, str], ...] = ()
    near: tuple[NearMiss, ...] = ()
    odd: tuple[OddCell, ...] = ()
    remarks: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain values for `--json`."""
        return {
            "subject": self.subject, "documents": self.documents, "columns": self.columns,
            "unmatched": [{"line": line, "document": label} for line, label in self.unmatched],
            "without": list(self.without),
            "respelt": [{"line": line, "written": written, "label": label} for line, written, label in self.respelt],
            "near": [asdict(each) for each in self.near],
            "odd": [asdict(each) for each in self.odd],
            "remarks": list(self.remarks),
        }  # fmt: skip


def read(path: Path) -> Table:
    """A table of attributes: the first column is `document`, `participant` or `case`. Raises TableError.

    A first column called `file` names documents by the files they came from.
    """
    table = read_table(path)
    first = table.columns[0]
    if first.casefold() in _FILE_HEADS:
        table = table.renamed(first, "document")
    elif first not in SUBJECTS:
        raise TableError(
            f"{path}: the first column of an attributes table is ‘document’ (or ‘file’, ‘participant’, ‘case’), "
            f"not ‘{first}’."
        )
    return without_heads_again(table)


def join(session: Session, table: Table, same: Mapping[str, str] | None = None) -> AttributeReport:
    """Give documents, participants or cases what a table says of them; columns are typed by their values.

    Rows name documents by label or by file name, in any spelling. `same` maps what a table writes to the label that a
    person accepted for it. Rows that name nothing are reported with the nearest label, and nothing is done about them.
    """
    subject = table.columns[0] if table.columns[0] in SUBJECTS else "document"
    labels, names = _names(session, subject, same)
    by_uid = {uid: label for label, uid in labels.items()}
    meant = [(row, row.values[subject], names.get(row.values[subject])) for row in table.rows]
    rows = [(uid, row) for row, _, uid in meant if uid is not None]
    unmatched = tuple((row.line, written) for row, written, uid in meant if uid is None)
    described = {uid for uid, _ in rows}
    said = [(uid, {name: row.values[name] for name in table.columns[1:] if name}) for uid, row in rows]
    kept = give(session, said, subject)
    types = {name: each.type for name, each in kept.items()}
    return AttributeReport(
        len(described), types, unmatched, tuple(label for label, uid in labels.items() if uid not in described),
        subject,
        tuple((row.line, written, by_uid[uid]) for row, written, uid in meant if uid and by_uid[uid] != written),
        near_misses(names, unmatched, described), odd_cells(rows, types),
        (*table.remarks, *remarks(rows, by_uid, types), *retyped(rows, kept)),
    )  # fmt: skip


def _names(session: Session, subject: str, same: Mapping[str, str] | None) -> tuple[dict[str, str], Names]:
    if subject == "document":
        labels = document_labels.uids_by_label(session)
        files = session.exec(select(Document.source_name, Document.uid)).all()
        return labels, Names(labels, [(name, uid) for name, uid in files], same)
    table = Participant if subject == "participant" else Case
    labels = {label: uid for label, uid in session.exec(select(table.label, table.uid))}
    return labels, Names(labels, (), same)


# -- reading -----------------------------------------------------------------------------------------------------------


def values(session: Session) -> dict[str, dict[str, str]]:
    """Every document's attributes, by uid and name, as text in canonical form.

    What is known of its participant counts as known of a document, and of its cases where they agree; what is said of
    the document itself goes before.
    """
    query = select(Attribute.subject, AttributeValue.subject_uid, Attribute.name, AttributeValue.value).join(Attribute)
    said: dict[str, dict[str, dict[str, str]]] = {subject: {} for subject in SUBJECTS}
    for subject, uid, name, value in session.exec(query):
        said[subject].setdefault(uid, {})[name] = value
    found: dict[str, dict[str, str]] = {}
    for document, own in _of_cases(session, said["case"]):
        found.setdefault(document, {}).update(own)
    if said["participant"]:
        for document, participant in session.exec(select(Document.uid, Document.participant_uid)):
            found.setdefault(document, {}).update(said["participant"].get(participant or "", {}))
    for document, own in said["document"].items():
        found.setdefault(document, {}).update(own)
    return {document: own for document, own in found.items() if own}


def _of_cases(session: Session, said: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, dict[str, str]]]:
    """What all the cases of a document that say anything agree on."""
    cases: dict[str, list[str]] = {}
    links = session.exec(select(DocumentCase.document_uid, DocumentCase.case_uid)) if said else ()
    for document, case in links:
        cases.setdefault(document, []).append(case)
    for document, its in cases.items():
        names = {name for case in its for name in said.get(case, {})}
        values = {name: {said[case][name] for case in its if name in said.get(case, {})} for name in names}
        yield document, {name: next(iter(each)) for name, each in values.items() if len(each) == 1}


def types(session: Session) -> dict[str, str]:
    """The attributes that documents, their participants and cases have: `text`, `number`, `date` or `yes/no`."""
    query = select(Attribute.subject, Attribute.name, Attribute.type).order_by(col(Attribute.name))
    found: dict[str, str] = {}
    for subject, name, kind in session.exec(query):
        if subject == "document" or name not in found:
            found[name] = kind
    return found
