"""How a project names those whom it quotes: one template for the screen, the exports and the audit."""

from __future__ import annotations

from typing import Annotated

import typer

from coding_tui.cli.options import As, Json, ProjectPath, opened, place_of, who
from coding_tui.cli.output import echo, echo_json, number, say

Template = Annotated[
    str,
    typer.Argument(metavar="[TEMPLATE]", help="Such as “{group}, Area {area}”; without one the present one is shown."),
]


Where = Annotated[
    str | None,
    typer.Option("--place", metavar="below|footnote|endnote", callback=place_of, help="Where they stand in documents."),
]  # fmt: skip


def add_to(app: typer.Typer) -> None:
    """Put this command into the program."""
    app.command()(attribution)


def attribution(
    project: ProjectPath, template: Template = "", place: Where = None, coder: As = "", json: Json = False
) -> None:
    """Show or settle how and where quotations are attributed, and whom that would let be known.

    Fields are {label}, {kind}, {group}, {area}, {date}, {year}, {participant}, {case}, {speaker}, {role}, {code},
    {coder} and the project's attributes. `quotes --attribution` takes another one for one export.
    """
    from exports.quotations.attribution import of_project, place_of_project, settle, settle_place
    from exports.quotations.disclosure import risks

    with opened(project) as found:
        if template:
            with found.step(f"Attribute quotations as {template}", who(coder)) as session:
                settle(session, template)
        if place is not None:
            with found.step(f"Attributions stand {_told(place)}", who(coder)) as session:
                settle_place(session, place)  # type: ignore[arg-type]  # the callback lets nothing else through
        with found.reading() as session:
            settled, stands = of_project(session), place_of_project(session)
            cells = risks(session, settled)
    if json:
        echo_json({
            "template": settled.template,
            "place": stands,
            "small": [{"told": cell.told, "people": cell.people, "documents": cell.quotations} for cell in cells],
        })  # fmt: skip
        return
    echo(settled.template)
    if stands != "below":
        echo(f"They stand {_told(stands)}.")
    for cell in cells:
        fits = "one person" if cell.people == 1 else f"{cell.people:,} people"
        say(f"‘{cell.told}’ fits {fits}: {number(cell.quotations, 'document')}. quotes --coarsen tells less.")


def _told(place: str) -> str:
    return "below quotations" if place == "below" else f"in {place}s"
