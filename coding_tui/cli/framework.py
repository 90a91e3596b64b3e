"""The framework matrix: participants or cases by themes, with written summaries that link to passages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coding_tui.cli.options import As, Json, ProjectPath, ReadAs, leave_manifest, opened, opened_for, who
from coding_tui.cli.output import echo, echo_json, echo_table, number

if TYPE_CHECKING:
    from codebook.counting.framework import Framework

Of = Annotated[str, typer.Option("--of", metavar="WHOM", help="participant or case.")]
Themes = Annotated[str, typer.Option("--themes", metavar="AXIS", help="theme, code or code:Theme/*.")]
Asked = Annotated[str, typer.Option("--query", metavar="QUERY", help="Only passages that this query means.")]
Output = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write it: .docx, .xlsx, .md, .csv or .tex, with its passages.")
]
Row = Annotated[str, typer.Argument(metavar="ROW", help="A participant, or a case with --of case.")]
Theme = Annotated[str, typer.Argument(metavar="THEME", help="A theme or code.")]
Text = Annotated[str, typer.Argument(metavar="TEXT", help='The summary; "" takes it away. [[CPS 43:142]] links.')]


def add_to(app: typer.Typer) -> None:
    """Put these commands into the program."""
    room = typer.Typer(help="Read across people and cases: a summary for each theme.", no_args_is_help=True)
    room.command("show")(show)
    room.command("write")(write)
    app.add_typer(room, name="framework")


def show(
    project: ProjectPath, of: Of = "participant", themes: Themes = "theme", asked: Asked = "", output: Output = None,
    reader: ReadAs = "", json: Json = False,
) -> None:  # fmt: skip
    """Show or write the matrix: summaries where there are any, else how many passages wait for one.

    What others wrote about somebody whose document you code under seal is left out; say who reads with --as.
    """
    from codebook.counting.framework import framework

    with opened_for(project, reader, "a framework matrix") as found, found.reading() as session:
        made = framework(session, _subject(of), themes, asked)
        if output is not None:
            from exports.comparing.framework_tables import save_framework

            save_framework(session, made, output, title=str(found.settings().get("title") or project.stem))
    if output is not None:
        from exports.manifests.kinds import rows_of_framework

        wanted = {"subject": of, "themes": themes, "asked": asked}
        leave_manifest(project, reader, output, "framework matrix", wanted, rows_of_framework(made))
        echo(f"{_size(made)} written to {output}")
        return
    if json:
        echo_json(as_json(made))
        return
    rows = [
        (row, *(" / ".join(s.text for s in cell.summaries) or (f"({len(cell.codings)})" if cell.codings else "")
                for cell in line))
        for row, line in zip(made.rows, made.cells, strict=True)
    ]  # fmt: skip
    echo_table((made.subject, *made.columns), rows, counted=f"{_size(made)}; in brackets: passages without a summary")


def _size(made: Framework) -> str:
    rows, written = number(len(made.rows), made.subject), number(made.written, "summary", "summaries")
    return f"{rows}, {written}, {made.due:,} to write"


def _subject(of: str) -> Any:
    if of not in ("participant", "case"):
        raise typer.BadParameter("participant or case", param_hint="--of")
    return of


def as_json(made: Framework) -> dict[str, Any]:
    """All of it; cells with their summaries and the codings (uids) behind them."""
    cells = [
        {"row": row, "column": column, "codings": list(cell.codings),
         "summaries": [{"coder": s.coder, "text": s.text, "written": s.written} for s in cell.summaries]}
        for row, line in zip(made.rows, made.cells, strict=True)
        for column, cell in zip(made.columns, line, strict=True)
    ]  # fmt: skip
    return {"of": made.subject, "rows": list(made.rows), "columns": list(made.columns), "query": made.asked,
            "cells": cells}  # fmt: skip


def write(project: ProjectPath, row: Row, theme: Theme, text: Text, of: Of = "participant", coder: As = "") -> None:
    """Write your summary of a cell, in the place of your last one."""
    from codebook.counting.framework import summarise
    from transcripts import coders

    person, subject = who(coder), _subject(of)
    with opened(project) as found, found.step(f"Summary of ‘{row}’ on ‘{theme}’", person) as session:
        kept = summarise(session, subject, row, theme, text, coder=coders.ensure(session, person))
    echo(f"{'Written' if kept else 'Taken away'}: {row} × {theme}")
