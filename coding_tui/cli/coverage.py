"""How far every coder got with every document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from coding_tui.cli.options import Json, ProjectPath, ReadAs, TableFile, opened_for, write_listed
from coding_tui.cli.output import echo_json, echo_table, number

if TYPE_CHECKING:
    from codebook.team.coverage import Coverage

COLUMNS = ("document", "coder", "state", "opened", "seen", "coded", "nothing here", "codings")
NUMBERS = COLUMNS[4:]
Coders = Annotated[list[str] | None, typer.Option("--coder", metavar="CODER", help="Only this coder; may be repeated.")]
Left = Annotated[bool, typer.Option("--left", help="Only what is not done.")]


def add_to(app: typer.Typer) -> None:
    """Put this command into the program."""
    app.command("coverage")(coverage)


def coverage(
    project: ProjectPath, coders: Coders = None, left: Left = False, output: TableFile = None, reader: ReadAs = "",
    json: Json = False,
) -> None:  # fmt: skip
    """Show how far coders are with documents: opened, seen, coded, declared to hold nothing, done.

    A line for every document that a coder has, opened, coded or declared something in. Shares are of the characters
    that count: participants' speech where a document has speakers, else all of it.
    """
    from codebook.team.coverage import coverage as covered

    with opened_for(project, reader, "coverage") as found:
        with found.reading() as session:
            _require(session, coders or [])
            rows = covered(session, coders=coders or None)
        if output is not None:
            write_listed(found, output, "coverage", {"coders": coders or None, "left": left}, "line")
            return
    rows = [row for row in rows if not (left and row.state == "done")]
    if json:
        echo_json([row.as_json() for row in rows])
    else:
        echo_table(COLUMNS, [line(row) for row in rows], counted=counted(rows), right=NUMBERS)


def _require(session: Any, names: list[str]) -> None:
    """Raise NotFound for a name that nobody has who codes, has something to code, or has read anything."""
    from codebook.team.reading_log import readings
    from transcripts import coders
    from transcripts.errors import NotFound

    known = sorted({*coders.names(session), *(coder for _, coder in readings(session))})
    for name in names:
        if name not in known:
            raise NotFound(f"There is no coder ‘{name}’. Coders are: {', '.join(known) or 'none yet'}.")


def counted(rows: list[Coverage]) -> str:
    """What the table counts, and how far that is."""
    from codebook.team.coverage import tallied

    documents, people = len({row.document for row in rows}), len({row.coder for row in rows})
    stages = " · ".join(f"{many:,} {stage}" for stage, many in tallied(rows).items() if many)
    tail = f": {stages}" if stages else ""
    return f"{number(documents, 'document')} × {number(people, 'coder')}, {number(len(rows), 'line')}{tail}"


def line(row: Coverage) -> tuple[object, ...]:
    """One line of the table; – where nothing is known."""
    seen = None if row.seen is None else f"{row.seen} %"
    date = None if row.opened is None else row.opened[:10]
    state = row.state or "not assigned"
    return (
        row.document, row.coder, state, date, seen, f"{row.coded} %", f"{row.nothing_here} %", row.codings,
    )  # fmt: skip
