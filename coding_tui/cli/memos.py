"""What people wrote about a study, and what they did on a day."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coding_tui.cli.options import As, Json, ProjectPath, TableFile, opened_for, who, write_listed
from coding_tui.cli.output import echo, echo_json, number

if TYPE_CHECKING:
    from codebook.notes.memos import Memo

Search = Annotated[str, typer.Option("--search", metavar="TEXT", help="Only memos with all of these words.")]
About = Annotated[str, typer.Option("--about", metavar="KIND", help="project, document, span, coding or code.")]
By = Annotated[str, typer.Option("--coder", metavar="CODER", help="Only this coder's.")]
Output = Annotated[Path | None, typer.Option(metavar="FILE", help="Write them: .md, .csv, .xlsx or .tex.")]
Day = Annotated[str, typer.Option("--date", metavar="DATE", help="The day, as 2026-11-23; today unless told.")]


def add_to(app: typer.Typer) -> None:
    """Put these commands into the program."""
    app.command()(memos)
    app.command()(log)


def memos(
    project: ProjectPath, search: Search = "", about: About = "", by: By = "", output: Output = None,
    coder: As = "", json: Json = False,
) -> None:  # fmt: skip
    """List memos on the project, documents, passages, codings and codes, latest first.

    What another coder writes about a document that they code under seal is left out; say who reads with --as.
    """
    from exports.lists.memos import read, write_memos

    asked = {"about": about or None, "coder": by or None, "search": search}
    with opened_for(project, who(coder), "memos") as found:
        if output is not None:
            echo(f"{number(write_memos(found, output, asked), 'memo')} written to {output}")
            return
        with found.reading() as session:
            listed = read(session, who(coder), **asked)
    if json:
        echo_json([memo.as_json() for memo in listed])
    else:
        echo(number(len(listed), "memo"))
        for memo in listed:
            echo(f"\n{_told(memo)}")


def _told(memo: Memo) -> str:
    about = f"{memo.about}: {memo.what}" if memo.about != "project" else "journal"
    topic = f" · {memo.topic}" if memo.topic else ""
    lines = [f"{memo.written[:16].replace('T', ' ')} UTC · {memo.coder} · {about}{topic}"]
    if memo.excerpt:
        lines.append(f"  “{memo.excerpt}”")
    return "\n".join([*lines, *(f"  {line}" for line in memo.text.splitlines())])


def log(
    project: ProjectPath, day: Day = "", by: By = "", output: TableFile = None, coder: As = "", json: Json = False
) -> None:  # fmt: skip
    """Tell what a coder did on a day: documents opened and done, codings, memos, from the history.

    Undone steps are left out. The coder is who you are unless --coder names another.
    """
    from datetime import date, datetime

    from codebook.notes.daily_log import day_log

    try:
        wanted = date.fromisoformat(day) if day else datetime.now().astimezone().date()
    except ValueError:
        raise typer.BadParameter(f"‘{day}’ is no date. Write it as 2026-11-23.", param_hint="--date") from None
    with opened_for(project, who(coder), "log") as found:
        if output is not None:
            asked = {"coder": by or who(coder), "day": wanted.isoformat()}
            write_listed(found, output, "log of a day", asked, "line")
            return
        with found.reading() as session:
            told = day_log(session, by or who(coder), wanted)
    if json:
        echo_json(told.as_json())
    else:
        echo(told.prose())
