"""A passage by its id: what stands in turns 142 to 144 of CPS 43, to paste into a report and to prove it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coding_tui.cli.options import Json, ProjectPath, ReadAs, opened_for
from coding_tui.cli.output import echo, echo_data, echo_json

if TYPE_CHECKING:
    from codebook.quoting.citing import Cited

Id = Annotated[str, typer.Argument(metavar="ID", help="Such as CPS43:142-144, as Quotations shows it.")]
Exact = Annotated[bool, typer.Option("--exact", help="Print nothing but the words, as they were said.")]


def add_to(app: typer.Typer) -> None:
    """Put this command into the program."""
    app.command()(cite)


def cite(project: ProjectPath, id: Id, exact: Exact = False, reader: ReadAs = "", json: Json = False) -> None:
    """Show the passage that an id names: its words, whose they are, and how it is to be printed.

    The id of a collected quotation stays with it when the transcript is corrected. Other ids mean turns by their
    numbers as they are now.
    """
    found, attributions = _found(project, id, reader)
    if json:
        echo_json([
            {"id": one.cite, **one.excerpt.as_json(said), "printed": one.words or one.excerpt.text,
             "sections": list(one.sections)}
            for one, said in zip(found, attributions, strict=True)
        ])  # fmt: skip
        return
    for one, said in zip(found, attributions, strict=True):
        if exact:
            echo_data(one.excerpt.text)
            continue
        echo(f"“{one.excerpt.text}”")
        echo(f"— {said}  ({one.excerpt.document}@{one.excerpt.start}-{one.excerpt.end})")
        if one.words:
            echo(f"to be printed: “{one.words}”")
        if one.sections:
            echo(f"collected in {', '.join(f'‘{name}’' if name else 'no section' for name in one.sections)}")


def _found(path: Path, id: str, reader: str) -> tuple[list[Cited], list[str]]:
    from codebook.quoting.citing import cited
    from exports.quotations.attribution import of_project

    with opened_for(path, reader, "a citation") as project, project.reading() as session:
        found = cited(session, id)
        template = of_project(session)
        return found, [template.of(one.excerpt) for one in found]
