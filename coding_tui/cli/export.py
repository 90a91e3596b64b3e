"""A whole project as a file for other eyes and programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coding_tui.cli.options import ProjectPath, ReadAs, opened_for
from coding_tui.cli.output import echo
from exports.formats import WHOLE_FILES
from exports.formats import export as write

Target = Annotated[Path, typer.Argument(metavar="FILE", help=f"What to write, by its ending: {' '.join(WHOLE_FILES)}")]


def add_to(app: typer.Typer) -> None:
    """Put this command into the program."""
    app.command(epilog="Endings: " + "; ".join(f"{each.suffix} {each.title}" for each in WHOLE_FILES.values()) + ".")(
        export
    )


def export(project: ProjectPath, file: Target, reader: ReadAs = "") -> None:
    """Write a project for other eyes and programs, by the file's ending."""
    from exports.manifests import recorded
    from exports.manifests.kinds import KINDS

    with opened_for(project, reader, f"export to {file.suffix}") as found:
        written = write(found, file)
        wanted = {"suffix": file.suffix.lower()}
        recorded(found, file, "whole project", wanted, KINDS["whole project"](found, wanted))
    echo(f"{written} written to {file}")
