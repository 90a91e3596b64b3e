"""The code tree rearranged from the command line: each change previewed with its counts, made as one step, undoable."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coding_tui.cli.options import As, ProjectPath, opened, who
from coding_tui.cli.output import echo

if TYPE_CHECKING:
    from sqlmodel import Session

    from codebook.scheme.codes import CodeTree
    from codebook.scheme.restructuring import Outcome

Name = Annotated[str, typer.Argument(metavar="CODE", help="A code by its path, or by a name that only one bears.")]
Names = Annotated[list[str], typer.Argument(metavar="CODE...", help="Codes by path or name.")]
Called = Annotated[str, typer.Argument(metavar="NAME", help="What it is to be called.")]
Hue = Annotated[str, typer.Argument(metavar="HUE", help="1 to 12, or none for the theme's.")]
Below = Annotated[str, typer.Option("--below", metavar="CODE", help="The code or theme to stand below; else the top.")]
At = Annotated[int | None, typer.Option("--at", metavar="N", help="Which place there, from 1; else the last.")]
Target = Annotated[str, typer.Option("--into", metavar="CODE", help="The code that stays.")]
Parts = Annotated[list[str], typer.Option("--into", metavar="NAME", help="A new code; give it once for each.")]
Given = Annotated[
    Path | None,
    typer.Option("--given", metavar="TABLE", help="Which coding goes where, with columns coding and code; see --list."),
]
List = Annotated[bool, typer.Option("--list", help="Only list the code's codings with their ids, as a table.")]
Theme = Annotated[str, typer.Option("--under", metavar="THEME", help="The theme's path; made when it is new.")]
Revive = Annotated[bool, typer.Option("--revive", help="Take it into use again.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what it would come to, and change nothing.")]


def add_to(noun: typer.Typer) -> None:
    """Put these commands below `codes`."""
    for command in (rename, move, recolour, join, split, retire, promote, group):
        noun.command()(command)


def rename(project: ProjectPath, code: Name, name: Called, dry_run: DryRun = False, coder: As = "") -> None:
    """Give a code another name; its codings and its history stay with it."""
    from codebook.scheme import restructuring

    _do(project, lambda s, found: restructuring.rename(s, found.find(code), name), coder, dry_run)


def move(
    project: ProjectPath, code: Name, below: Below = "", at: At = None, dry_run: DryRun = False, coder: As = ""
) -> None:
    """Put a code, with all below it, under another theme, or to another place."""
    from codebook.scheme import restructuring

    place = None if at is None else at - 1

    def change(session: Session, found: CodeTree) -> Outcome:
        return restructuring.move(session, found.find(code), found.find(below) if below else None, place)

    _do(project, change, coder, dry_run)


def recolour(project: ProjectPath, code: Name, hue: Hue, dry_run: DryRun = False, coder: As = "") -> None:
    """Give a code another colour."""
    from codebook.scheme import restructuring

    if hue != "none" and not hue.isdecimal():
        raise typer.BadParameter(f"‘{hue}’ is neither 1 to 12 nor none", param_hint="HUE")
    number = None if hue == "none" else int(hue)
    _do(project, lambda s, found: restructuring.recolour(s, found.find(code), number), coder, dry_run)


def join(project: ProjectPath, code: Names, into: Target, dry_run: DryRun = False, coder: As = "") -> None:
    """Merge codes into another: all their codings become its, and they leave the tree.

    Where a coder gave both to the very same passage, one coding stays, with the marks and memos of both; a stance that
    differs is said in the memo. Codings remember the text they were made under: `codes stale` lists them.
    """
    from codebook.scheme import restructuring

    def change(session: Session, found: CodeTree) -> Outcome:
        return restructuring.merge(session, [found.find(name) for name in code], found.find(into))

    _do(project, change, coder, dry_run)


def split(
    project: ProjectPath, code: Name, into: Parts = [], given: Given = None, list_: List = False,  # noqa: B006
    dry_run: DryRun = False, coder: As = "",
) -> None:  # fmt: skip
    """Make new codes below a code, and give its codings to them.

    `--list` prints the codings with ids; write beside each which part it is, and give the table with `--given`. What is
    given to none stays on the code and waits there.
    """
    from codebook.scheme import restructuring

    if list_:
        _list(project, code, coder)
        return
    if not into:
        raise typer.BadParameter("Name the parts: --into NAME --into NAME", param_hint="--into")
    table = _given(given)
    _do(project, lambda s, found: restructuring.split(s, found.find(code), into, table), coder, dry_run)


def _list(project: Path, code: str, reader: str) -> None:
    import csv
    import io

    from codebook.coding.codings import codings
    from codebook.coding.rereading import worded
    from codebook.scheme import codes
    from coding_tui.cli.options import opened_for
    from coding_tui.cli.output import echo_data

    with opened_for(project, reader, "codings of a code") as found, found.reading() as session:
        one = codes.tree(session).find(code)
        made = worded(session, codings(session, codes=[one.uid], round=None))
    rows = [(each.uid, "", label, each.coder, words) for each, label, words in made]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([("coding", "code", "document", "coder", "text"), *rows])
    echo_data(out.getvalue())


def _given(table: Path | None) -> dict[str, str]:
    if table is None:
        return {}
    from transcripts.spreadsheets import read_table

    rows = read_table(table).rows
    return {row.values.get("coding", ""): row.values["code"] for row in rows if row.values.get("code")}


def retire(project: ProjectPath, code: Name, revive: Revive = False, dry_run: DryRun = False, coder: As = "") -> None:
    """Take a code out of use: it is offered no more, and its codings stay."""
    from codebook.scheme import restructuring

    _do(project, lambda s, found: restructuring.retire(s, found.find(code), revive=revive), coder, dry_run)


def promote(
    project: ProjectPath, code: Name, name: Called, below: Below = "", dry_run: DryRun = False, coder: As = ""
) -> None:
    """Make an in-vivo code one of the team's: a name, a place, and the words as its typical example."""
    from codebook.scheme import restructuring

    def change(session: Session, found: CodeTree) -> Outcome:
        return restructuring.promote(session, found.find(code), name, found.find(below) if below else None)

    _do(project, change, coder, dry_run)


def group(project: ProjectPath, code: Names, under: Theme, dry_run: DryRun = False, coder: As = "") -> None:
    """Put codes together under a theme."""
    from codebook.scheme import restructuring

    _do(project, lambda s, found: restructuring.group(s, [found.find(name) for name in code], under), coder, dry_run)


def _do(project: Path, change: Callable[[Session, CodeTree], Outcome], coder: str, dry_run: bool) -> None:
    """Preview it, for its name in the history and its counts; then make it, unless it is a dry run."""
    from codebook.scheme.codes import tree
    from codebook.scheme.restructuring import carry_out, preview

    def made(session: Session) -> Outcome:
        return change(session, tree(session))

    with opened(project) as found:
        outcome = preview(found, made, who(coder))
        if not dry_run:
            carry_out(found, made, outcome.label, who(coder))
    echo(f"{outcome.label}{' · nothing was changed yet' if dry_run else ''}")
    for line in outcome.lines:
        echo(f"  {line}")
