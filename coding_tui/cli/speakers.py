"""Who speaks: listing names and roles, and saying who asks the questions."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from coding_tui.cli.options import As, Json, ProjectPath, TableFile, opened, who, write_listed
from coding_tui.cli.output import echo, echo_json, echo_table, number

Names = Annotated[list[str] | None, typer.Argument(metavar="[NAME...]", help="Names whose role to set; none lists.")]
Role = Annotated[str, typer.Option(metavar="ROLE", help="participant, interviewer or other.")]
Label = Annotated[str, typer.Option("--document", metavar="LABEL", help="In this document only.")]


def add_to(app: typer.Typer) -> None:
    """Put this command into the program."""
    app.command("speakers")(speakers)


def speakers(
    project: ProjectPath, names: Names = None, role: Role = "", document: Label = "", output: TableFile = None,
    coder: As = "", json: Json = False,
) -> None:  # fmt: skip
    """List who speaks as what, or set the role of names: interviewers are outside agreement and quotations."""
    if bool(names) != bool(role):
        raise typer.BadParameter("give names and --role together, or neither", param_hint="NAME")
    if names and output is not None:
        raise typer.BadParameter("it is for the list, without names", param_hint="--output")
    if names:
        _set(project, names, role, document, coder)
    else:
        _list(project, document, output, json)


def _set(project: ProjectPath, names: list[str], role: str, label: str, coder: str) -> None:
    from transcripts.document_labels import find
    from transcripts.speakers import set_role

    with opened(project) as found, found.step(f"{', '.join(names)}: {role}", who(coder)) as session:
        uid = find(session, label) if label else None
        changed = sum(set_role(session, name, role, document=uid) for name in names)
    echo(f"{', '.join(names)}: {role}, new in {number(changed, 'document')}")


def _list(project: ProjectPath, label: str, output: TableFile, json: bool) -> None:
    from transcripts.document_labels import find
    from transcripts.speakers import speakers as listed_speakers

    with opened(project) as found:
        if output is not None:
            write_listed(found, output, "speakers", {"document": label}, "line")
            return
        with found.reading() as session:
            listed = listed_speakers(session, document=find(session, label) if label else None)
    if json:
        echo_json([asdict(each) for each in listed])
        return
    rows = [(each.name, each.role, each.documents, each.turns) for each in listed]
    counted = f"{number(len({each.name for each in listed}), 'name')} · {number(sum(r[3] for r in rows), 'turn')}"
    echo_table(("speaker", "role", "documents", "turns"), rows, counted=counted, right=("documents", "turns"))
