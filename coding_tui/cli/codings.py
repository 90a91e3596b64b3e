"""Codings as tables, in and out."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from coding_tui.cli.diagnostics import finding
from coding_tui.cli.options import (
    AnyTable,
    As,
    Json,
    ProjectPath,
    ReadAs,
    TablePath,
    opened,
    opened_for,
    who,
    write_listed,
)
from coding_tui.cli.output import echo, echo_json, number, say

if TYPE_CHECKING:
    from codebook.table_report import TableReport

noun = typer.Typer(help="Codings as a table: bring them in, take them out.", rich_markup_mode=None)


def add_to(app: typer.Typer) -> None:
    """Put these commands into the program."""
    app.add_typer(noun, name="codings")


@noun.command("import")
def import_(project: ProjectPath, path: TablePath, coder: As = "", json: Json = False) -> None:
    """Take a table of codings in, as one step.

    Columns: document,start,end,code,coder[,text,stance,prompted,key,memo,created]. Offsets count code points.
    Codes and coders that do not exist yet are made. Bad rows are refused by their line; the rest are in.
    """
    from codebook.coding.coding_table import import_codings

    with opened(project) as found:
        tell_report(import_codings(found, path, coder=who(coder)), "coding", json=json)


@noun.command()
def export(project: ProjectPath, path: AnyTable, reader: ReadAs = "") -> None:
    """Write every coding to a table; as .csv or .xlsx it can come back."""
    with opened_for(project, reader, "table of codings") as found:
        write_listed(found, path, "codings", {}, "coding")


def tell_report(report: TableReport, thing: str, *, json: bool) -> None:
    """Say what became of a table's rows; leaves with 1 when any was refused."""
    if json:
        echo_json(asdict(report))
    else:
        _tell_people(report, thing)
    if report.refused:
        raise finding()


def _tell_people(report: TableReport, thing: str) -> None:
    already = f", {report.already:,} in the project already" if report.already else ""
    echo(f"{number(report.added, thing)} taken in{already}")
    for what, names in (("code", report.new_codes), ("coder", report.new_coders)):
        if names:
            echo(f"{number(len(names), f'new {what}')}: {', '.join(names)}")
    for row in report.refused:
        say(f"Refused line {row.line}: {row.reason}")
