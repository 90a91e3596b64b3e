"""One incident in several documents, and where they contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from coding_tui.cli.options import Json, ProjectPath, ReadAs, TableFile, opened_for, write_listed
from coding_tui.cli.output import echo, echo_json, echo_table, number

if TYPE_CHECKING:
    from codebook.evidence.contradictions import Linked

Cases = Annotated[bool, typer.Option("--cases", help="List the cases that more than one document is about.")]


def add_to(app: typer.Typer) -> None:
    """Put this command into the program."""
    app.command()(contradictions)


def contradictions(
    project: ProjectPath, cases: Cases = False, output: TableFile = None, reader: ReadAs = "", json: Json = False
) -> None:
    """List what documents about one case contradict each other in: what one says, what the file shows.

    Passages are linked in the app, where documents about a case stand side by side (F4, then ‘One incident’).
    """
    from codebook.evidence.contradictions import contradictions as all_linked
    from codebook.evidence.contradictions import incidents

    with opened_for(project, reader, "contradictions") as found:
        if output is not None:
            kind, thing = ("incidents", "case") if cases else ("contradictions", "contradiction")
            write_listed(found, output, kind, {}, thing)
            return
        with found.reading() as session:
            known, linked = incidents(session), all_linked(session)
    if json and cases:
        echo_json([
            {"case": each.case, "documents": [d.label for d in each.documents], "contradictions": each.contradictions}
            for each in known
        ])  # fmt: skip
    elif json:
        echo_json([each.as_json() for each in linked])
    elif cases:
        told = [(each.case, ", ".join(d.label for d in each.documents), each.contradictions) for each in known]
        echo_table(("case", "documents", "contradictions"), told, right=("contradictions",),
                   counted=f"{number(len(known), 'case')} with more than one document")  # fmt: skip
    else:
        about = number(len({each.case for each in linked}), "case")
        echo(f"{number(len(linked), 'contradiction')} linked in {about} · "
             f"{number(len(known), 'case')} with more than one document (--cases)")  # fmt: skip
        for each in linked:
            echo("\n" + "\n".join(_told(each)))


def _told(each: Linked) -> list[str]:
    lines = [f"{each.case} · linked by {each.who}"]
    for verb, side in (("says", each.says), ("shows", each.shows)):
        gloss = f" {side.gloss}:" if side.gloss else ""
        words = f"“{' '.join(side.text.split())}”" if side.span else "the words are not in the text any more"
        lines.append(f"  {side.document} {verb}{gloss} {words}")
    return [*lines, *([f"  {each.note}"] if each.note else [])]
