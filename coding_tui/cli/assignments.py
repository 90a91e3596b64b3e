"""Who codes what: assigning documents, and assignments as tables."""

from __future__ import annotations

import typer

from coding_tui.cli.codings import tell_report
from coding_tui.cli.options import As, Json, ProjectPath, TablePath, opened, who
from coding_tui.cli.output import echo, number

noun = typer.Typer(help="Assignments as a table: bring them in, take them out.", rich_markup_mode=None)


def add_to(app: typer.Typer) -> None:
    """Put these commands into the program."""
    app.add_typer(noun, name="assignments")


@noun.command("import")
def import_(project: ProjectPath, path: TablePath, coder: As = "", json: Json = False) -> None:
    """Take a table of assignments in, as one step.

    Columns: document,coder,state, the state being assigned, started or done. Bad rows are refused by their line.
    """
    from codebook.assignment_table import import_assignments

    with opened(project) as found:
        tell_report(import_assignments(found, path, coder=who(coder)), "assignment", json=json)


@noun.command()
def export(project: ProjectPath, path: TablePath) -> None:
    """Write every assignment to a table that can come back."""
    from codebook.assignment_table import export_assignments

    with opened(project) as found:
        count = export_assignments(found, path)
    echo(f"{number(count, 'assignment')} written to {path}")
