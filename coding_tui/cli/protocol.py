"""What the team settled about reliability before it coded."""

from __future__ import annotations

from typing import Annotated

import typer

from coding_tui.cli.options import As, Json, ProjectPath, opened, who
from coding_tui.cli.output import echo, echo_json, say

Approach = Annotated[str, typer.Option("--approach", metavar="NAME", help="reliability, codebook or reflexive.")]
Unit = Annotated[str, typer.Option("--unit", metavar="UNIT", help="character, sentence, turn or document.")]
Share = Annotated[float | None, typer.Option("--share", metavar="S", help="Share of documents to code twice, 0 to 1.")]
Threshold = Annotated[
    float | None, typer.Option("--threshold", metavar="A", help="α that is relied on; 0.8 unless told.")
]
Tentative = Annotated[
    float | None, typer.Option("--tentative", metavar="A", help="α for tentative conclusions; 0.667 unless told.")
]
Disclosure = Annotated[
    int | None, typer.Option("--disclosure", metavar="K", help="Fewest people that a published figure may be about.")
]


def add_to(app: typer.Typer) -> None:
    """Put this command into the program."""
    app.command("protocol")(protocol)


def protocol(
    project: ProjectPath, approach: Approach = "", unit: Unit = "", share: Share = None, threshold: Threshold = None,
    tentative: Tentative = None, disclosure: Disclosure = None, coder: As = "", json: Json = False,
) -> None:  # fmt: skip
    """Settle how reliability is measured, before coding; without answers, print what was settled.

    A change after coding began is written into the history as one, and said with every result.
    """
    from codebook.team.protocol import departures, settle
    from codebook.team.protocol import protocol as current

    asked = {
        "approach": approach or None, "unit": unit or None, "share": share, "reliable": threshold,
        "tentative": tentative, "disclosure": disclosure,
    }  # fmt: skip
    answers = {name: value for name, value in asked.items() if value is not None}
    with opened(project) as found:
        if answers:
            known, remark = settle(found, who(coder), **answers)
        else:
            with found.reading() as session:
                known, remark = current(session), ""
        changes = departures(found)
    if remark:
        say(remark)
    if json:
        echo_json({**known.as_json(), "departures": changes})
    else:
        echo("\n".join((*known.words(), *(f"Changed: {change}" for change in changes))))
