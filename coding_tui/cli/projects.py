"""Projects as files: new ones, checked ones, copies."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from coding_tui.cli.codes import read_codebook
from coding_tui.cli.diagnostics import finding
from coding_tui.cli.options import As, Json, ProjectPath, opened, who
from coding_tui.cli.output import echo, echo_json, number


class Approach(StrEnum):
    """How the team works with its codebook."""

    reliability = "reliability"
    codebook = "codebook"
    reflexive = "reflexive"


Title = Annotated[str, typer.Option(metavar="TITLE", help="What the study is called; else the file's name.")]
Codebook = Annotated[
    str,
    typer.Option(metavar="soteria|FILE", help="Start with the shipped codebook or a YAML file; else empty."),
]
How = Annotated[Approach, typer.Option("--approach", help="How the team works with its codebook.")]
Copy = Annotated[Path, typer.Argument(metavar="FILE", help="The copy to write.")]
Backup = Annotated[Path, typer.Argument(metavar="FILE", help="A copy that `backup` made.")]


def add_to(app: typer.Typer) -> None:
    """Put these commands into the program."""
    for command in (new, check, backup, restore):
        app.command()(command)


def new(
    project: ProjectPath, title: Title = "", codebook: Codebook = "", approach: How = Approach.codebook, coder: As = ""
) -> None:
    """Make a new project, with an empty codebook unless told."""
    from codebook.codes import take_in
    from codebook.project import create_project

    document = read_codebook(codebook) if codebook else None
    coder = who(coder)
    with create_project(project, title=title, approach=approach, coder=coder) as made:
        if document is not None:
            with made.step(f"Codebook from ‘{Path(codebook).name}’", coder) as session:
                take_in(session, document)
    echo(f"Made {project}")


def check(project: ProjectPath, json: Json = False) -> None:
    """Check a project: file, history, texts, codings, codebook."""
    from codebook.checking import check as problems_of

    with opened(project) as found:
        problems = problems_of(found)
    if json:
        echo_json(problems)
    else:
        echo("\n".join([number(len(problems), "problem"), *problems]) if problems else "No problems")
    if problems:
        raise finding()


def backup(project: ProjectPath, file: Copy) -> None:
    """Write a copy of a project, also while it is in use."""
    with opened(project) as found:
        found.backup(file)
    echo(f"Copied {project} to {file}")


def restore(file: Backup, project: ProjectPath) -> None:
    """Make a project from a copy.

    Nothing is replaced: move what is there away first.
    """
    with opened(file) as found:
        found.backup(project)
    echo(f"Restored {project} from {file}")
