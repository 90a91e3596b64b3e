"""A learning set for somebody new: settled documents to code blind, then what differs and which rule decides it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from coding_tui.cli.options import As, Json, ProjectPath, opened, who
from coding_tui.cli.output import echo, echo_json, echo_table, number, say

if TYPE_CHECKING:
    from codebook.teaching.lessons import Learnt, Lesson

DOCUMENTS = 3
WIDTH = 160
SAID = {"missed": "missed", "instead": "another code", "bounds": "other bounds", "added": "not coded by the team"}

Many = Annotated[int, typer.Option("--documents", metavar="N", min=1, help="How many documents.")]
Dry = Annotated[bool, typer.Option("--dry-run", help="Say which, and give none.")]
CodeName = Annotated[str, typer.Option("--code", metavar="CODE", help="Only differences about this code.")]


def add_to(app: typer.Typer) -> None:
    """Put these commands into the program."""
    group = typer.Typer(help="Learn the codebook on documents that the team has settled.", no_args_is_help=True)
    group.command()(give)
    group.command()(show)
    app.add_typer(group, name="learning")


def give(project: ProjectPath, coder: As = "", documents: Many = DOCUMENTS, dry_run: Dry = False) -> None:
    """Give a coder settled documents to code blind, in the round ‘learning’.

    Those that show the most codes come first, then those with the most rulings. While they are not done, nothing of the
    team's work on them is in sight.
    """
    from codebook.teaching import learning
    from transcripts import document_labels

    me = who(coder)
    with opened(project) as found:
        with found.reading(whole=True) as session:
            chosen = learning.choose(session, me, documents)
            labels = {uid: label for label, uid in document_labels.uids_by_label(session).items()}
        if not dry_run:
            with found.step(f"Learning set for {me}", me) as session:
                learning.give(session, me, chosen)
    verb = "Would be given" if dry_run else "Given"
    echo(f"{verb} to {me} in the round ‘{learning.LEARNING}’, under seal: {', '.join(labels[uid] for uid in chosen)}")


def show(project: ProjectPath, coder: As = "", code: CodeName = "", json: Json = False) -> None:
    """Compare a coder's learning set with what the team settled: agreement per code, every difference with its rule.

    Only documents that the coder is done with. What the team did not settle is left out.
    """
    from codebook.scheme import codes
    from codebook.teaching.lessons import learnt

    me = who(coder)
    with opened(project) as found:
        with found.reading(reader=me) as session:
            wanted = codes.tree(session).find(code).path if code else ""
        made = learnt(found, me)
    lessons = [each for each in made.lessons if not wanted or wanted in (*each.expected, *each.got)]
    if json:
        measured = None if made.agreement is None else made.agreement.as_json()
        echo_json({"coder": me, "done": list(made.done), "waiting": list(made.waiting), "left_out": made.left_out,
                   "agreement": measured, "differences": [each.as_json() for each in lessons]})  # fmt: skip
        return
    _tell(made, lessons)


def _tell(made: Learnt, lessons: list[Lesson]) -> None:
    echo(f"{made.coder} and what the team settled: {number(len(made.done), 'document')} done, "
         f"{number(len(lessons), 'difference')}")  # fmt: skip
    if made.agreement is not None:
        rows = [
            (each.code, each.units, _figure(each.f1), _figure(each.alpha)) for each in made.agreement.codes
        ]  # fmt: skip
        echo_table(("code", "sentences", "F1", "α"), rows, counted="", right=("sentences", "F1", "α"))
    for each in lessons:
        echo(f"\n{each.label} {each.start}–{each.end} · {SAID[each.kind]}")
        echo(f"  “{_short(each.text)}”")
        echo(f"  team: {', '.join(each.expected) or 'nothing'} · you: {', '.join(each.got) or 'nothing'}")
        echo(f"  {each.rule.source}: {each.rule.text}")
    if made.waiting:
        say(f"Not done yet, and not compared: {', '.join(made.waiting)}")
    if made.left_out:
        say(f"Left out: {number(made.left_out, 'stretch', 'stretches')} that the team itself did not settle")


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= WIDTH else line[: WIDTH - 1] + "…"
