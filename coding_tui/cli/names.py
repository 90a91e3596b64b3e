"""Names that must not leave a project: told to it as hashes, looked for in every draft and quotation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coding_tui.cli.options import As, Json, ProjectPath, opened, who
from coding_tui.cli.output import echo, echo_json, number

Names = Annotated[
    list[str] | None, typer.Argument(metavar="[NAME]...", help="Such as “Jo Smith”; none: how many are on the list.")
]  # fmt: skip
File = Annotated[Path | None, typer.Option("--file", metavar="FILE", help="A text file with a name on each line.")]
Release = Annotated[bool, typer.Option("--release", help="Take these names off the list.")]


def add_to(app: typer.Typer) -> None:
    """Put this command into the program."""
    app.command()(names)


def names(
    project: ProjectPath, given: Names = None, file: File = None, release: Release = False, coder: As = "",
    json: Json = False,
) -> None:  # fmt: skip
    """Keep names of people who are spoken about from leaving: audits find them in drafts, and no file with one is
    written.

    The project keeps hashes and no names, so the list cannot be shown. Full names and their parts are told one by one:
    “Jo Smith” does not find “Jo”.
    """
    from transcripts.withheld import names_of_file, withheld, withhold
    from transcripts.withheld import release as take_off

    told = [*(given or []), *(names_of_file(file) if file else [])]
    with opened(project) as found:
        if told:
            label = f"Take {number(len(told), 'name')} off the list" if release else "Withhold names"
            with found.step(label, who(coder)) as session:
                changed = take_off(session, told) if release else withhold(session, told)
        with found.reading() as session:
            many = len(withheld(session).hashes)
    if json:
        echo_json({"names": many})
        return
    if told:
        echo(f"{number(changed, 'name')} {'taken off' if release else 'added'}")
    echo(f"{number(many, 'name')} must not leave")
