"""Assignments as a table: `document,coder,state[,round]`, state being assigned, started or done."""

from __future__ import annotations

from pathlib import Path

from sqlmodel import Session

from codebook.table_report import BadRow, TableReport
from codebook.team import assignments
from codebook.team.assignments import STATES
from transcripts import coders, document_labels
from transcripts.document_labels import Labels, natural
from transcripts.project import Project
from transcripts.spreadsheets import TableRow, read_table

REQUIRED = ("document", "coder", "state")
COLUMNS = (*REQUIRED, "round")


def import_assignments(project: Project, path: Path, *, coder: str) -> TableReport:
    """Take a table of assignments in as one step; bad rows are refused by line, the rest are in.

    A coder that does not exist is made; a state given again replaces the one before. Raises TableError.
    """
    table = read_table(path)
    table.require(REQUIRED, path)
    with project.step(f"Assignments from ‘{path.name}’", coder) as session:
        return _take_in(session, table.rows)


def _take_in(session: Session, rows: tuple[TableRow, ...]) -> TableReport:
    labels = Labels(document_labels.uids_by_label(session))
    known = coders.by_name(session)
    states = {(a.document, known[a.coder], a.round): a.state for a in assignments.assignments(session)}
    added = already = 0
    refused: list[BadRow] = []
    new_coders: list[str] = []
    for row in rows:
        document, reason = labels.get(row.values["document"]), _fault(row)
        if document is None or reason:
            refused.append(BadRow(row.line, reason or f"there is no document ‘{row.values['document']}’"))
            continue
        name, state, turn = row.values["coder"], row.values["state"].casefold(), row.values.get("round") or "main"
        if name not in known:
            known[name] = coders.ensure(session, name)
            new_coders.append(name)
        place = (document, known[name], turn)
        if states.get(place) == state:
            already += 1
            continue
        states[place] = state
        assignments.set_state(session, document, known[name], state, round=turn)
        added += 1
    return TableReport(added, already, tuple(refused), new_coders=tuple(new_coders))


def _fault(row: TableRow) -> str:
    if not row.values["coder"]:
        return "no coder is named"
    if row.values["state"].casefold() not in STATES:
        return f"‘{row.values['state']}’ is not a state ({', '.join(STATES)})"
    return ""


def assignment_rows(session: Session) -> list[tuple[str, str, str, str]]:
    """Every assignment as a row of `COLUMNS`, by document as a person counts."""
    found = assignments.assignments(session)
    found.sort(key=lambda a: (natural(a.label), a.coder, a.round))
    return [(a.label, a.coder, a.state, a.round) for a in found]
