"""Templates of quotations for a team to change."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coding_tui.cli.output import echo

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to put them.")]
Form = Annotated[str, typer.Option("--format", metavar="md|html|tex", help="The format that they are for.")]


def add_to(app: typer.Typer) -> None:
    """Put this command into the program."""
    app.command()(templates)


def templates(folder: Folder, form: Form = "md") -> None:
    """Write the templates of a page, a section and a quotation, to be changed and used: quotes --template FOLDER.

    For Word any .docx is a template: its styles, headers and margins are used, and what stands in it stays.
    """
    from exports.quotations.templates import write_defaults

    for path in write_defaults(folder, form.lower().lstrip(".")):
        echo(str(path))
