"""Passages flagged as distressing: what is flagged, and flags as a table."""

from __future__ import annotations

import typer

from coding_tui.cli.codings import tell_report
from coding_tui.cli.options import AnyTable, As, Json, ProjectPath, TablePath, opened, who, write_listed
from coding_tui.cli.output import echo_json, echo_table, number

noun = typer.Typer(help="Passages that screens fold: show them, bring flags in, take them out.", rich_markup_mode=None)
COLUMNS = ("document", "start", "end", "coder", "note")


def add_to(app: typer.Typer) -> None:
    """Put these commands into the program."""
    app.add_typer(noun, name="distressing")


@noun.command("list")
def list_(project: ProjectPath, json: Json = False) -> None:
    """Show what is flagged as distressing and by whom, without a word of the passages."""
    from codebook.coding.distressing import flags

    with opened(project) as found, found.reading() as session:
        rows = [(each.label, each.start, each.end, each.coder, each.note) for each in flags(session)]
    if json:
        echo_json([dict(zip(COLUMNS, row, strict=True)) for row in rows])
    else:
        lines = [(label, f"{start:,}", f"{end:,}", coder, note) for label, start, end, coder, note in rows]
        echo_table(COLUMNS, lines, counted=number(len(rows), "passage"), right=("start", "end"))


@noun.command("import")
def import_(project: ProjectPath, path: TablePath, coder: As = "", json: Json = False) -> None:
    """Take a table of flags in, as one step: for one person who reads everything first.

    Columns: document,start,end[,coder,note], offsets in characters. Bad rows are refused by their line.
    """
    from codebook.coding.distressing_table import import_flags

    with opened(project) as found:
        tell_report(import_flags(found, path, coder=who(coder)), "flag", json=json)


@noun.command()
def export(project: ProjectPath, path: AnyTable) -> None:
    """Write every flag to a table, without a word of the passages; as .csv or .xlsx it can come back."""
    with opened(project) as found:
        write_listed(found, path, "flagged passages", {}, "flag")
