"""Where coders disagree, what was decided about it, and what has still to be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from coding_tui.cli.options import As, Json, ProjectPath, TableFile, opened, who, write_listed
from coding_tui.cli.output import echo, echo_json, echo_table, number

if TYPE_CHECKING:
    from codebook.reviewing.disagreements import Disagreement, Queue
    from codebook.reviewing.rulings import Decision, Ruling

WIDTH = 60
KEPT = {"both": "all", "new": "new", "neither": "neither", "readings": "readings"}
CodeName = Annotated[str, typer.Option("--code", metavar="CODE", help="Only those about this code, by its share.")]
Coders = Annotated[str, typer.Option("--coders", metavar="A,B", help="Only between these; else all who are done.")]
Round = Annotated[str, typer.Option("--round", metavar="ROUND", help="Which round of coding.")]
Unit = Annotated[
    str, typer.Option("--unit", metavar="UNIT", help="character, sentence, turn, document.")
]
Open = Annotated[bool, typer.Option("--open", help="Only what has no ruling.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="As `disagreements` prints it; its beginning is enough.")]
Keep = Annotated[
    str, typer.Option("--keep", metavar="WHAT", help="A coder's name, both, new, neither, or readings (both stand).")
]
Reason = Annotated[
    str,
    typer.Option("--reason", metavar="REASON",
                 help="slip, boundary, definition, context, interpretation, double meaning, other."),
]  # fmt: skip
Note = Annotated[str, typer.Option("--note", metavar="TEXT", help="Why, in words.")]
Start = Annotated[int | None, typer.Option("--start", metavar="N", help="Where a new coding begins.")]
End = Annotated[int | None, typer.Option("--end", metavar="N", help="Where a new coding ends.")]
NewCode = Annotated[str, typer.Option("--new-code", metavar="CODE", help="The code of a new coding.")]
Example = Annotated[str, typer.Option("--example", metavar="KIND", help="Into the definition: typical or near-miss.")]


def add_to(app: typer.Typer) -> None:
    """Put these commands into the program."""
    app.command()(disagreements)
    app.command()(rule)
    app.command()(rulings)


def disagreements(
    project: ProjectPath, code: CodeName = "", coders: Coders = "", round: Round = "main", unit: Unit = "",
    left: Open = False, output: TableFile = None, coder: As = "", json: Json = False,
) -> None:  # fmt: skip
    """List the passages that coders read differently, those that cost a code most of its agreement first.

    The share is the part of the code's 1 − α that the passage makes. Independent codings are compared, never rulings;
    documents that somebody still codes under seal are left out, and those that you (--as) code blind.
    """
    from dataclasses import asdict

    from exports.lists.reviewed import AskedQueue, queue_of

    names = tuple(name.strip() for name in coders.split(",") if name.strip())
    asked = AskedQueue(code, names, round, unit or None, left)
    with opened(project) as found:
        found.reader = coder.strip() or None
        if output is not None:
            write_listed(found, output, "disagreements", asdict(asked), "disagreement")
            return
        queue, shown = queue_of(found, asked)
    if json:
        echo_json([each.as_json(queue.paths) for each in shown])
    else:
        _tell(shown, queue)


def _queue(project: object, code: str, coders: str, round: str, unit: str) -> Queue:
    from codebook.reviewing.disagreements import disagreements as of

    names = [name.strip() for name in coders.split(",") if name.strip()] or None
    return of(project, unit=unit or None, code=code, coders=names, round=round)  # type: ignore[arg-type]


def _tell(shown: list[Disagreement], queue: Queue) -> None:
    from exports.lists.reviewed import who_has_what

    echo(f"{number(len(shown), 'disagreement')} · {queue.settled:,} of {len(queue.found):,} settled")
    for each in shown:
        shares = ", ".join(f"{share:.1%} of 1 − α of {code}" for code, share in each.shares.items())
        mark = "settled" if each.settled else "ruling is stale" if each.ruling and each.ruling.stale else "open"
        echo(f"\n{each.id}  {each.label} {each.at.start}–{each.at.end} · {each.kind} · {mark}")
        if shares:
            echo(f"  {shares}")
        echo(f"  {who_has_what(each, queue)}\n  “{_short(each.text)}”")
    if queue.stale:
        echo(f"\n{number(len(queue.stale), 'ruling')} stale: the codings were changed afterwards. See: rulings PROJECT")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 2 * WIDTH else line[: 2 * WIDTH - 1] + "…"


def rule(
    project: ProjectPath, id: Id, keep: Keep, reason: Reason, note: Note = "", start: Start = None, end: End = None,
    new_code: NewCode = "", example: Example = "", coders: Coders = "", round: Round = "main", unit: Unit = "",
    coder: As = "",
) -> None:  # fmt: skip
    """Decide about a disagreement, on the record; a ruling again replaces the one before.

    Codings stay as their coders made them: rulings make a consensus beside them, and agreement never reads it.
    """
    from codebook.reviewing.rulings import rule as decide
    from transcripts import coders as people

    with opened(project) as found:
        one = _queue(found, "", coders, round, unit).find(id)
        with found.reading(whole=True) as session:
            decision = _decision(session, one, keep, (start, end), new_code, (reason, note, example.replace("-", "_")))
        with found.step(f"Ruling on {one.label} {one.at.start}–{one.at.end}: {keep}", who(coder)) as session:
            decide(session, one.at, decision, coder=people.ensure(session, who(coder)))
    echo(f"Ruled: {one.label} {one.at.start}–{one.at.end}, {keep} ({reason})")


def _decision(
    session: object, one: Disagreement, keep: str, edges: tuple[int | None, int | None], code: str,
    said: tuple[str, str, str],
) -> Decision:  # fmt: skip
    from codebook.reviewing.rulings import Decision
    from codebook.scheme import codes

    reason, note, example = said
    if keep in one.at.coders:
        return Decision("one", reason, note, kept=keep, example=example)
    if keep not in KEPT:
        raise typer.BadParameter(f"‘{keep}’ is none of: {', '.join((*one.at.coders, *KEPT))}", param_hint="--keep")
    if keep != "new":
        return Decision(KEPT[keep], reason, note, example=example)
    start, end = edges
    span = (one.at.start if start is None else start, one.at.end if end is None else end)
    return Decision("new", reason, note, span=span, example=example,
                    code=codes.tree(session).find(code).uid if code else one.at.codes[0])  # type: ignore[arg-type]  # fmt: skip


def rulings(project: ProjectPath, output: TableFile = None, json: Json = False) -> None:
    """List what was decided about disagreements, by whom and why; those that stand on changed codings say so."""
    from codebook.reviewing.rulings import rulings as made
    from codebook.scheme import codes

    with opened(project) as found:
        if output is not None:
            write_listed(found, output, "rulings", {}, "ruling")
            return
        with found.reading(whole=True) as session:
            listed = made(session)
            paths = {each.uid: each.path for each in codes.tree(session)}
    if json:
        echo_json([_as_json(each, paths) for each in listed])
        return
    from exports.lists.reviewed import kept

    columns = ("document", "place", "codes", "kept", "reason", "who", "when", "", "note")
    rows = [
        (r.label, f"{r.at.start}–{r.at.end}", ", ".join(paths.get(c, "a code that is gone") for c in r.at.codes),
         kept(r), r.decision.reason, r.coder, r.ruled[:10], "stale" if r.stale else "", r.decision.note)
        for r in listed
    ]  # fmt: skip
    stale = sum(each.stale for each in listed)
    echo_table(columns, rows, counted=f"{number(len(rows), 'ruling')}{f', {stale:,} stale' if stale else ''}")


def _as_json(ruling: Ruling, paths: dict[str, str]) -> dict[str, object]:
    from exports.lists.reviewed import kept

    decision, at = ruling.decision, ruling.at
    return {
        "uid": ruling.uid, "document": ruling.label, "start": at.start, "end": at.end,
        "codes": [paths.get(code) for code in at.codes], "coders": list(at.coders), "round": at.round,
        "keep": kept(ruling), "span": list(decision.span) if decision.span else None,
        "code": paths.get(decision.code), "reason": decision.reason, "note": decision.note,
        "example": decision.example, "by": ruling.coder, "ruled": ruling.ruled, "stale": ruling.stale,
    }  # fmt: skip
