"""Flags of distressing passages as a table: `document,start,end[,coder,note]`, for one person who reads ahead."""

from __future__ import annotations

from pathlib import Path

from sqlmodel import Session

from codebook.coding import distressing
from codebook.table_report import BadRow, TableReport
from transcripts import coders, document_labels
from transcripts.document_labels import Labels
from transcripts.errors import WorkbenchError
from transcripts.project import Project
from transcripts.spreadsheets import TableRow, read_table

REQUIRED = ("document", "start", "end")
COLUMNS = (*REQUIRED, "coder", "note")


def import_flags(project: Project, path: Path, *, coder: str) -> TableReport:
    """Take a table of flags in as one step; bad rows are refused by line, the rest are in.

    A row without a coder is flagged by `coder`; coders that do not exist are made. Raises TableError.
    """
    table = read_table(path)
    table.require(REQUIRED, path)
    with project.step(f"Distressing passages from ‘{path.name}’", coder) as session:
        return _take_in(session, table.rows, coder)


def _take_in(session: Session, rows: tuple[TableRow, ...], coder: str) -> TableReport:
    labels = Labels(document_labels.uids_by_label(session))
    known = coders.by_name(session)
    there = {(each.document, each.start, each.end, each.coder) for each in distressing.flags(session)}
    added = already = 0
    refused: list[BadRow] = []
    new_coders: list[str] = []
    for row in rows:
        document, reason = labels.get(row.values["document"]), _fault(row)
        if document is None or reason:
            refused.append(BadRow(row.line, reason or f"there is no document ‘{row.values['document']}’"))
            continue
        name = row.values.get("coder") or coder
        at = (document, int(row.values["start"]), int(row.values["end"]), name)
        if at in there:
            already += 1
            continue
        if gone := distressing.no_text_at(session, *at[:3]):
            refused.append(BadRow(row.line, gone))
            continue
        person = known.get(name) or coders.ensure(session, name)
        try:
            distressing.flag(session, *at[:3], coder=person, note=row.values.get("note", ""))
        except WorkbenchError as error:
            refused.append(BadRow(row.line, str(error)))
            continue
        if name not in known:
            known[name] = person
            new_coders.append(name)
        there.add(at)
        added += 1
    return TableReport(added, already, tuple(refused), new_coders=tuple(new_coders))


def _fault(row: TableRow) -> str:
    for name in ("start", "end"):
        if not (row.values[name].isascii() and row.values[name].isdecimal()):
            return f"‘{row.values[name]}’ is no {name}: a whole number of characters from the beginning of the text"
    return ""


def flag_rows(session: Session) -> list[tuple[str, int, int, str, str]]:
    """Every flag as a row of `COLUMNS`, without a word of the passages."""
    return [(each.label, each.start, each.end, each.coder, each.note) for each in distressing.flags(session)]
