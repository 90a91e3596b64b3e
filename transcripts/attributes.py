"""What is known about documents, participants and cases: typed attributes, and the table that brings them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, insert, select

from transcripts import documents
from transcripts.documents import Labels
from transcripts.errors import TableError
from transcripts.identity import new_uid
from transcripts.spreadsheets import Table, TableRow, read_table
from transcripts.store.tables import Attribute, AttributeValue

KNOWN = ("kind", "group", "area", "date", "language", "participant", "case")
DAY_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %b %Y", "%d %B %Y", "%Y/%m/%d")
YES_NO = {"yes": "yes", "no": "no", "true": "yes", "false": "no", "y": "yes", "n": "no"}


@dataclass(frozen=True, slots=True)
class AttributeReport:
    """What a table of attributes did.

    `documents` were described; `columns` are the attributes with their types; `unmatched` are lines and labels of rows
    that name no document here, as a table for the whole study does while documents come in group by group; `without`
    are documents that no row names.
    """

    documents: int
    columns: dict[str, str]
    unmatched: tuple[tuple[int, str], ...]
    without: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values for `--json`."""
        unmatched = [{"line": line, "document": label} for line, label in self.unmatched]
        return {
            "documents": self.documents, "columns": self.columns, "unmatched": unmatched,
            "without": list(self.without),
        }  # fmt: skip


def read(path: Path) -> Table:
    """A table of attributes: the first column is the document's label. Raises TableError."""
    table = read_table(path)
    if table.columns[0] != "document":
        raise TableError(f"{path}: the first column of an attributes table is ‘document’, not ‘{table.columns[0]}’.")
    return table


def join(session: Session, table: Table) -> AttributeReport:
    """Give documents what a table says of them; columns are typed by their values (number, date, yes/no, else text)."""
    labels = documents.uids_by_label(session)
    known = Labels(labels)
    unmatched: list[tuple[int, str]] = []
    rows: list[tuple[str, TableRow]] = []
    for row in table.rows:
        uid = known.get(row.values["document"])
        if uid is None:
            unmatched.append((row.line, row.values["document"]))
        else:
            rows.append((uid, row))
    types = give(session, [(uid, {name: row.values[name] for name in table.columns[1:]}) for uid, row in rows])
    described = {uid for uid, _ in rows}
    without = tuple(label for label, uid in labels.items() if uid not in described)
    return AttributeReport(len(described), types, tuple(unmatched), without)


def give(session: Session, said: Sequence[tuple[str, Mapping[str, str]]]) -> dict[str, str]:
    """Give documents (by uid) what is said of them, `KNOWN` names and attributes; returns the attributes' types.

    Empty values say nothing. An attribute's type is the narrowest that all values have, those held before included.
    """
    for uid, values in said:
        _describe(session, uid, values)
    held: dict[str, dict[str, str]] = {}
    for uid, values in said:
        for name, value in values.items():
            if value and name not in KNOWN:
                held.setdefault(name, {})[uid] = value
    types = {name: type_of(values.values()) for name, values in held.items()}
    for name, kind in types.items():
        _store(session, name, kind, held[name])
    return types


def _describe(session: Session, uid: str, values: Mapping[str, str]) -> None:
    said = {name: value for name in KNOWN if (value := values.get(name, ""))}
    plain = {name: value for name, value in said.items() if name not in ("participant", "case")}
    if "date" in plain:
        plain["date"] = _day(plain["date"]) or plain["date"]
    if plain:
        documents.describe(session, uid, **plain)
    if "participant" in said:
        documents.set_participant(session, uid, said["participant"])
    for case in re.split(r"\s*;\s*", said.get("case", "")):
        if case:
            documents.add_case(session, uid, case)


def _store(session: Session, name: str, kind: str, values: dict[str, str]) -> None:
    row = session.exec(select(Attribute).where(Attribute.subject == "document", Attribute.name == name)).first()
    if row is None:
        row = Attribute(subject="document", name=name, type=kind)
    elif values:
        held = session.exec(select(AttributeValue.value).where(AttributeValue.attribute_uid == row.uid))
        row.type = type_of([*held, *values.values()])
    session.add(row)
    session.flush()
    there = select(AttributeValue).where(AttributeValue.attribute_uid == row.uid)
    old = {value.subject_uid: value for value in session.exec(there.where(col(AttributeValue.subject_uid).in_(values)))}
    canonical = CANONICAL[row.type]
    new = []
    for subject, value in values.items():
        said = canonical(value) or value
        if subject in old:
            old[subject].value = said
        else:
            new.append({"uid": new_uid(), "attribute_uid": row.uid, "subject_uid": subject, "value": said})
    session.flush()
    if new:
        session.execute(insert(AttributeValue), new)


def values(session: Session) -> dict[str, dict[str, str]]:
    """Every document's attributes, by uid and name, as text in canonical form."""
    query = select(AttributeValue.subject_uid, Attribute.name, AttributeValue.value).join(Attribute)
    found: dict[str, dict[str, str]] = {}
    for subject, name, value in session.exec(query.where(Attribute.subject == "document")):
        found.setdefault(subject, {})[name] = value
    return found


def types(session: Session) -> dict[str, str]:
    """The documents' attributes and their types: `text`, `number`, `date` or `yes/no`."""
    query = select(Attribute.name, Attribute.type).where(Attribute.subject == "document").order_by(col(Attribute.name))
    return {name: kind for name, kind in session.exec(query)}


# -- types --------------------------------------------------------------------------------------------------------


def type_of(cells: Iterable[str]) -> str:
    """The narrowest type that all non-empty cells have."""
    said = [cell for cell in cells if cell]
    for kind in ("yes/no", "number", "date"):
        if said and all(CANONICAL[kind](cell) is not None for cell in said):
            return kind
    return "text"


def _number(cell: str) -> str | None:
    plain = cell.replace(",", "") if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", cell) else cell
    if re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", plain) is None or re.fullmatch(r"0\d+", plain):
        return None
    return plain if "." in plain else plain.removeprefix("+")


def _day(cell: str) -> str | None:
    for form in DAY_FORMATS:
        try:
            return datetime.strptime(cell, form).date().isoformat()
        except ValueError:
            continue
    try:
        return date.fromisoformat(cell[:10]).isoformat() if len(cell) > 10 else None
    except ValueError:
        return None


def _yes_no(cell: str) -> str | None:
    return YES_NO.get(cell.casefold())


CANONICAL: dict[str, Callable[[str], str | None]] = {
    "yes/no": _yes_no, "number": _number, "date": _day, "text": lambda cell: cell,
}  # fmt: skip
