"""Passages that may want a code: suggested, then accepted or rejected by a person. No suggestion is ever a coding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from coding_tui.cli.options import As, Json, ProjectPath, opened, who
from coding_tui.cli.output import echo, echo_json, echo_table, number, say

if TYPE_CHECKING:
    from codebook.suggesting import Queue, Suggestion
    from transcripts.project import Project

LIMIT = 20
WIDTH = 160

CodeName = Annotated[str, typer.Option("--code", metavar="CODE", help="Only for this code.")]
Label = Annotated[str, typer.Option("--document", metavar="LABEL", help="Only in this document, done or not.")]
Limit = Annotated[int, typer.Option("--limit", metavar="N", min=0, help="Show so many; 0 for all.")]
Interviewers = Annotated[bool, typer.Option("--interviewers", help="Also what interviewers say.")]
Done = Annotated[bool, typer.Option("--done", help="Also in documents that you are done with, or were not given.")]
Rejected = Annotated[bool, typer.Option("--rejected", help="List what you rejected instead.")]
Ids = Annotated[list[str], typer.Argument(metavar="ID...", help="As `suggest` prints it.")]
Other = Annotated[
    str, typer.Option("--code", metavar="CODE", help="Code it so instead, and reject what was suggested.")
]


def add_to(app: typer.Typer) -> None:
    """Put these commands into the program."""
    app.command()(suggest)
    app.command()(accept)
    app.command()(reject)


def suggest(
    project: ProjectPath, code: CodeName = "", document: Label = "", limit: Limit = LIMIT,
    interviewers: Interviewers = False, done: Done = False, rejected: Rejected = False, coder: As = "",
    json: Json = False,
) -> None:  # fmt: skip
    """List passages that a coder has not coded and that cues or codings elsewhere speak for, the likeliest first.

    Each says why, and how often such a one is right, by codings held out. It is made of what this coder may see alone:
    nothing under seal, and no coding in the document itself. Nothing is coded until it is accepted.
    """
    from codebook.scheme import codes
    from codebook.suggesting import suggestions
    from codebook.suggesting.queue import Asked
    from coding_tui.cli.progress import progress
    from transcripts import document_labels

    me = who(coder)
    with opened(project) as found:
        with found.reading(reader=me) as session:
            wanted = codes.tree(session).find(code).uid if code else None
            place = document_labels.find(session, document) if document else None
        if rejected:
            _list_rejected(found, me, wanted, place, json)
            return
        with progress("Preparing") as report:
            asked = Asked(wanted, place, interviewers=interviewers, done=done)
            queue = suggestions(found, me, asked, limit=limit or None, progress=report)
    if json:
        echo_json({"coder": me, "of": queue.of, "suggestions": [each.as_json() for each in queue.suggestions]})
    else:
        _show(queue)
    for note in queue.notes:
        say(note)


def _show(queue: Queue) -> None:
    shown = len(queue.suggestions)
    echo(f"{shown:,} of {number(queue.of, 'suggestion')}, none of them a coding")
    for each in queue.suggestions:
        role = "" if each.role in ("participant", None) else f" · {each.role}"
        echo(f"\n{each.id}  {each.label} {each.start}–{each.end}{role} · {each.path}")
        echo(f"  “{_short(each.text)}”\n  {each.reason}\n  right: {each.expected}")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= WIDTH else line[: WIDTH - 1] + "…"


def _list_rejected(project: Project, me: str, code: str | None, document: str | None, json: bool) -> None:
    from codebook.scheme import codes
    from codebook.suggesting.rejections import rejections

    with project.reading(reader=me) as session:
        paths = {each.uid: each.path for each in codes.tree(session)}
        listed = rejections(session, me, code=code, document=document)
    if json:
        echo_json([
            {"document": each.label, "start": each.start, "end": each.end, "code": paths[each.code], "coder": me,
             "rejected": each.at}
            for each in listed
        ])  # fmt: skip
        return
    rows = [(each.label, f"{each.start}–{each.end}", paths[each.code], each.at[:10]) for each in listed]
    echo_table(("document", "place", "code", "when"), rows, counted=number(len(rows), "rejected suggestion"))


def accept(project: ProjectPath, ids: Ids, code: Other = "", coder: As = "") -> None:
    """Make suggestions your codings, as one step. Their origin stays on them: in queries, origin:suggestion."""
    from codebook.scheme import codes
    from codebook.suggesting import answers

    me = who(coder)
    with opened(project) as found:
        made = _found(found, me, ids)
        with found.reading(reader=me) as session:
            other = codes.tree(session).find(code) if code else None
        path = other.path if other else made[0].path
        with found.step(f"Accept {_counted(made)}: ‘{path}’", me) as session:
            for each in made:
                answers.accept(session, each, me, code=other.uid if other else "")
    for each in made:
        echo(f"Coded {each.label} {each.start}–{each.end} as ‘{other.path if other else each.path}’")


def reject(project: ProjectPath, ids: Ids, coder: As = "") -> None:
    """Say no to suggestions, as one step: they are not made to you again, until the step is undone."""
    from codebook.suggesting import answers

    me = who(coder)
    with opened(project) as found:
        made = _found(found, me, ids)
        with found.step(f"Reject {_counted(made)}: ‘{made[0].path}’", me) as session:
            for each in made:
                answers.reject(session, each, me)
    for each in made:
        echo(f"Rejected ‘{each.path}’ for {each.label} {each.start}–{each.end}")


def _found(project: Project, me: str, ids: list[str]) -> list[Suggestion]:
    from codebook.suggesting import find
    from coding_tui.cli.progress import progress

    with progress("Preparing") as report:
        return [find(project, me, id, report) for id in dict.fromkeys(ids)]


def _counted(made: list[Suggestion]) -> str:
    return number(len(made), "suggestion")
