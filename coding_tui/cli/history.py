"""What was done to a project, and turning it back."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typer

from coding_tui.cli.diagnostics import finding
from coding_tui.cli.options import As, Json, ProjectPath, ReadAs, TableFile, opened, opened_for, who, write_listed
from coding_tui.cli.output import echo, echo_json, echo_table, number, say

if TYPE_CHECKING:
    from transcripts.store.journal import Step

COLUMNS = ("step", "when (UTC)", "who", "what", "rows", "")
TURNED = {"undo": "Undo: ", "redo": "Redo: "}


def add_to(app: typer.Typer) -> None:
    """Put these commands into the program."""
    app.command()(history)
    app.command()(undo)
    app.command()(redo)


def history(
    project: ProjectPath, output: TableFile = None, reader: ReadAs = "", json: Json = False
) -> None:  # fmt: skip
    """List every step ever taken in a project, latest first.

    A line a step: its number, when (UTC), who, what, how many rows it changed, and whether it is undone.
    """
    with opened_for(project, reader, "history") as found:
        if output is not None:
            write_listed(found, output, "history", {}, "step")
            return
        steps = found.history()
    if json:
        echo_json([{**asdict(step), "undone": step.undone} for step in steps])
    else:
        echo_table(COLUMNS, [_row(step) for step in steps], counted=number(len(steps), "step"), right=("step", "rows"))


def _row(step: Step) -> tuple[Any, ...]:
    when = step.at[:16].replace("T", " ")
    what = TURNED.get(step.kind, "") + step.label
    return str(step.id), when, step.coder, what, step.changes, "undone" if step.undone else ""


def undo(project: ProjectPath, coder: As = "") -> None:
    """Undo the latest step, whatever it was and whoever took it."""
    with opened(project) as found:
        _tell("Undone", found.undo(who(coder)))


def redo(project: ProjectPath, coder: As = "") -> None:
    """Do again the step that was undone last.

    Possible until a new step is taken.
    """
    with opened(project) as found:
        _tell("Done again", found.redo(who(coder)))


def _tell(done: str, step: Step | None) -> None:
    if step is None:
        say("There is nothing to undo." if done == "Undone" else "There is nothing to do again.")
        raise finding()
    echo(f"{done}: {step.label} ({number(step.changes, 'row')})")
