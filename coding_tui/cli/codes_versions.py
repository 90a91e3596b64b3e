"""Versions of the codebook: codings to read again after a change, frozen versions, and the history of a code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from coding_tui.cli.options import As, Json, ProjectPath, ReadAs, TableFile, opened, opened_for, who, write_listed
from coding_tui.cli.output import echo, echo_json, echo_table, number

if TYPE_CHECKING:
    from codebook.coding.rereading import Stale

WIDTH = 100
Coder = Annotated[str, typer.Option("--coder", metavar="NAME", help="Only this coder's.")]
CodeName = Annotated[str, typer.Option("--code", metavar="CODE", help="Only this code's.")]
Code = Annotated[str, typer.Argument(metavar="CODE", help="A code by its path, or by a name that only one bears.")]
Coding = Annotated[str, typer.Argument(metavar="ID", help="As `codes stale` prints it; its beginning is enough.")]
Decision = Annotated[str, typer.Argument(metavar="DECISION", help="holds, uncode, or the code that it should have.")]
Version = Annotated[str, typer.Argument(metavar="NAME", help="The version's name, such as v1.0.")]
Note = Annotated[str, typer.Option("--note", metavar="TEXT", help="What it is for, or what changed.")]


def add_to(noun: typer.Typer) -> None:
    """Put these commands below `codes`."""
    for command in (stale, reread, freeze, versions, history):
        noun.command()(command)


def stale(
    project: ProjectPath, coder: Coder = "", code: CodeName = "", reader: ReadAs = "", json: Json = False
) -> None:
    """List codings that were made under another text of their code's rules, coder by coder.

    Changed examples and cues do not make a coding stale: they illustrate a rule, and are none.
    """
    from codebook.coding import rereading
    from codebook.scheme import codes

    with opened_for(project, reader, "codings to read again") as found, found.reading() as session:
        one = codes.tree(session).find(code).uid if code else None
        queue = rereading.stale(session, coders=[coder] if coder else None, code=one)
        words = {each.uid: text for each, _, text in rereading.worded(session, [s.coding for s in queue])}
    if json:
        echo_json([_as_json(each, words[each.coding.uid]) for each in queue])
        return
    echo(f"{number(len(queue), 'coding')} to read again")
    last = ("", "")
    for each in queue:
        if (each.coding.coder, each.code.path) != last:
            last = (each.coding.coder, each.code.path)
            echo(f"\n{each.coding.coder} · ‘{each.code.path}’: {_changed(each)}")
        echo(f"  {each.coding.uid[:8]}  {each.label} {each.coding.start}–{each.coding.end}  "
             f"“{_short(words[each.coding.uid])}”")  # fmt: skip


def _changed(each: Stale) -> str:
    """The first differences, and how many more: after a merge it is another text altogether."""
    said = [difference.what for difference in each.differences()]
    return "; ".join(said[:3]) + (f"; and {len(said) - 3:,} more" if len(said) > 3 else "")


def _as_json(each: Stale, words: str) -> dict[str, Any]:
    changed = [{"kind": d.kind, "what": d.what, "was": d.was, "now": d.now} for d in each.differences()]
    return {"coding": each.coding.uid, "coder": each.coding.coder, "code": each.code.path, "document": each.label,
            "start": each.coding.start, "end": each.coding.end, "text": words, "changed": changed}  # fmt: skip


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= WIDTH else line[: WIDTH - 1] + "…"


def reread(project: ProjectPath, id: Coding, decision: Decision, coder: As = "") -> None:
    """Say of a stale coding that it holds under the rules of today, take it away, or give it another code."""
    from codebook.coding import codings, rereading
    from codebook.scheme import codes
    from transcripts.errors import NotFound

    with opened(project) as found:
        found.reader = who(coder)
        with found.reading() as session:
            matching = [each for each in rereading.stale(session) if each.coding.uid.startswith(id)]
            other = None if decision in ("holds", "uncode") else codes.tree(session).find(decision)
        if len(matching) != 1:
            which = "No stale coding begins" if not matching else f"{len(matching)} stale codings begin"
            raise NotFound(f"{which} with ‘{id}’. See them: coding-tui codes stale PROJECT")
        one = matching[0]
        what = f"‘{one.code.name}’ in {one.label}"
        said = f"to ‘{other.path}’" if other else {"holds": "still holds", "uncode": "taken away"}[decision]
        with found.step(f"Read again: {what} {said}", who(coder)) as session:
            if other:
                codings.recode(session, one.coding.uid, other.uid)
            elif decision == "holds":
                rereading.still_holds(session, [one.coding.uid])
            else:
                codings.remove(session, [one.coding.uid])
    echo(f"{what}: {said}")


def freeze(project: ProjectPath, name: Version, note: Note = "", coder: As = "") -> None:
    """Keep the codebook as it stands under a name, to come back to and to cite.

    Compare with it by `codes diff PROJECT@NAME PROJECT`.
    """
    from codebook.scheme import freezing
    from transcripts import coders

    with opened(project) as found, found.step(f"Freeze the codebook as {name}", who(coder)) as session:
        freezing.freeze(session, name, note, coders.ensure(session, who(coder)))
    echo(f"The codebook is frozen as {name}")


def versions(project: ProjectPath, output: TableFile = None, json: Json = False) -> None:
    """List the frozen versions of the codebook."""
    from codebook.scheme import freezing

    with opened(project) as found:
        if output is not None:
            write_listed(found, output, "frozen codebooks", {}, "version")
            return
        with found.reading() as session:
            listed = freezing.versions(session)
    sizes = [len(list(each.document().walk())) for each in listed]
    if json:
        echo_json([{"version": v.name, "note": v.note, "coder": v.coder, "frozen": v.frozen, "codes": size}
                   for v, size in zip(listed, sizes, strict=True)])  # fmt: skip
        return
    rows = [(v.name, v.frozen[:16].replace("T", " "), v.coder, size, v.note)
            for v, size in zip(listed, sizes, strict=True)]  # fmt: skip
    echo_table(("version", "frozen (UTC)", "who", "codes", "note"), rows, counted=number(len(rows), "version"),
               right=("codes",))  # fmt: skip


def history(project: ProjectPath, code: Code, reader: ReadAs = "") -> None:
    """Tell what became of a code: made, renamed, moved, its rules changed, merged, frozen, and what it is today."""
    from codebook.scheme import codes
    from codebook.scheme.code_history import prose

    with opened_for(project, reader, "the history of a code") as found, found.reading() as session:
        echo(prose(session, codes.tree(session).find(code)))
