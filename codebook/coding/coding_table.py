"""Codings as a table: `document,start,end,code,coder[,text,stance,prompted,key,certainty,memo,round,created]`.

`document` is a label, `code` a path `Theme/Code`, `start` and `end` code points of the document's text, half-open.
A row whose `text` is not the text at its place is refused: nothing is ever coded near where somebody meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from codebook.coding import codings
from codebook.coding.codings import STANCES, NewCoding
from codebook.paths import BadNameError, format_path, parse_path, path_key
from codebook.scheme import codes
from codebook.table_report import BadRow, TableReport
from transcripts import coders, document_labels
from transcripts.document_labels import Labels, natural
from transcripts.project import Project
from transcripts.spreadsheets import TableRow, printable, read_table, unguarded
from transcripts.texts import DocumentText, document_text, document_texts

REQUIRED = ("document", "start", "end", "code", "coder")
COLUMNS = (*REQUIRED, "text", "stance", "prompted", "key", "certainty", "memo", "round", "created")
YES = frozenset({"1", "yes", "true", "x", "y"})
NO = frozenset({"", "0", "no", "false", "n"})
LARGEST = 2**31


class _Refused(Exception):
    """Why a row is not taken in."""


@dataclass(slots=True)
class _Intake:
    """The project's names while a table is read, and what it brought."""

    session: Session
    labels: Labels
    codes: dict[tuple[str, ...], str]
    coders: dict[str, str]
    texts: dict[str, DocumentText] = field(default_factory=dict)
    new_codes: list[str] = field(default_factory=list)
    new_coders: list[str] = field(default_factory=list)

    def text(self, document: str) -> str:
        if document not in self.texts:
            self.texts[document] = document_text(self.session, document)
        return self.texts[document].text

    def code(self, path: str) -> str:
        names = parse_path(path)
        key = path_key(names)
        if key not in self.codes:
            self.codes[key] = codes.ensure(self.session, path)
            self.new_codes.append(format_path(names))
        return self.codes[key]

    def coder(self, name: str) -> str:
        if name not in self.coders:
            self.coders[name] = coders.ensure(self.session, name)
            self.new_coders.append(name)
        return self.coders[name]


def import_codings(project: Project, path: Path, *, coder: str) -> TableReport:
    """Take a table of codings in as one step; bad rows are refused by line, the rest are in.

    Codes and coders that do not exist are made. Raises TableError when the table cannot be read at all.
    """
    table = read_table(path)
    table.require(REQUIRED, path)
    with project.step(f"Codings from ‘{path.name}’", coder) as session:
        intake = _Intake(
            session, Labels(document_labels.uids_by_label(session)),
            {path_key(code.names): code.uid for code in codes.tree(session)}, coders.by_name(session),
        )  # fmt: skip
        return _take_in(intake, table.rows)


def _take_in(intake: _Intake, rows: tuple[TableRow, ...]) -> TableReport:
    there = {
        (c.document, c.start, c.end, c.code, intake.coders[c.coder], c.round)
        for c in codings.codings(intake.session, round=None)
    }
    new: list[NewCoding] = []
    refused: list[BadRow] = []
    already = 0
    for row in rows:
        try:
            coding = _coding(intake, row)
        except (_Refused, BadNameError) as error:
            refused.append(BadRow(row.line, str(error)))
            continue
        place = (coding.document, coding.start, coding.end, coding.code, coding.coder, coding.round)
        if place in there:
            already += 1
        else:
            there.add(place)
            new.append(coding)
    codings.apply_many(intake.session, new)
    return TableReport(len(new), already, tuple(refused), tuple(intake.new_codes), tuple(intake.new_coders))


def _coding(intake: _Intake, row: TableRow) -> NewCoding:
    """The coding a row describes; everything is checked before a code or coder is made for it."""
    said = row.values
    document = intake.labels.get(said["document"])
    if document is None:
        raise _Refused(f"there is no document ‘{said['document']}’")
    start, end = _offset(said, "start"), _offset(said, "end")
    text = intake.text(document)
    if not 0 <= start < end <= len(text):
        raise _Refused(f"{start}–{end} is no stretch of ‘{said['document']}’, which has {len(text)} characters")
    if row.exact.get("text"):
        _require_text(text[start:end], row.exact["text"])
    stance = said.get("stance", "")
    if stance and stance not in STANCES:
        raise _Refused(f"‘{stance}’ is not a stance ({', '.join(STANCES)})")
    if not said["coder"]:
        raise _Refused("no coder is named")
    parse_path(said["code"])
    prompted, key = _yes_no(said, "prompted"), _yes_no(said, "key")
    certainty = _offset(said, "certainty") if said.get("certainty") else None
    created = _moment(said.get("created", ""))
    return NewCoding(
        document, start, end, intake.code(said["code"]), intake.coder(said["coder"]), stance=stance, prompted=prompted,
        key=key, certainty=certainty, memo=said.get("memo", ""), round=said.get("round") or "main", created=created,
    )  # fmt: skip


def _offset(said: dict[str, str], name: str) -> int:
    try:
        number = int(said[name])
    except ValueError:
        raise _Refused(f"{name} is ‘{_short(said[name])}’, not a whole number") from None
    if abs(number) > LARGEST:
        raise _Refused(f"{name} is ‘{_short(said[name])}’, which is too large")
    return number


def _moment(given: str) -> str:
    try:
        return datetime.fromisoformat(given).isoformat(timespec="seconds") if given else ""
    except ValueError:
        raise _Refused(f"created is ‘{given}’, not a time like 2023-05-04T10:30:00") from None


def _yes_no(said: dict[str, str], name: str) -> bool:
    value = said.get(name, "").casefold()
    if value not in YES | NO:
        raise _Refused(f"{name} is ‘{said[name]}’, not yes or no")
    return value in YES


def _require_text(there: str, given: str) -> None:
    """Equal as text: line ends, the apostrophe that guards formulas and what a cell cannot hold aside."""
    plain = given.replace("\r\n", "\n")
    if there not in (plain, unguarded(plain)) and printable(there) != plain:
        raise _Refused(f"the text there is “{_short(there)}”, not “{_short(plain)}”")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 50 else line[:49] + "…"


def coding_rows(session: Session) -> Iterator[tuple[object, ...]]:
    """Every coding as a row of `COLUMNS`, by document as a person counts, then by place."""
    paths = {code.uid: code.path for code in codes.tree(session)}
    texts = document_texts(session)
    found = codings.codings(session, round=None)
    found.sort(key=lambda c: (natural(texts[c.document].label), c.start, -c.end, paths[c.code], c.coder, c.round))
    for c in found:
        document = texts[c.document]
        yield (
            document.label, c.start, c.end, paths[c.code], c.coder, document.text[c.start : c.end], c.stance,
            "yes" if c.prompted else "", "yes" if c.key else "", c.certainty, c.memo, c.round, c.created,
        )  # fmt: skip
