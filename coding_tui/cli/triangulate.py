"""Triangulation: themes by kinds of evidence, and what people judge of how these converge."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coding_tui.cli.options import Json, ProjectPath, ReadAs, leave_manifest, opened, who
from coding_tui.cli.output import echo, echo_json, echo_table, number, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlmodel import Session

    from codebook.evidence.triangulation import ConvergenceMatrix
    from exports.triangulation.model import Triangulated
    from transcripts.project import Project

Themes = Annotated[
    str, typer.Option(metavar="CODES", help="“Theme/*” for the codes below one, or a code; else the themes.")
]
SheetFile = Annotated[
    Path | None, typer.Option("--sheet", metavar="FILE", help="Write an empty sheet to judge by: .csv or .xlsx.")
]
Assessed = Annotated[
    list[Path] | None,
    typer.Option("--assessed", metavar="FILE", help="Compare filled-in sheets instead of what is in the project."),
]  # fmt: skip
Judged = Annotated[
    Path | None, typer.Option("--judge", metavar="FILE", help="Take a filled-in sheet in as your judgements (--as).")
]
Done = Annotated[bool, typer.Option("--done", help="You have judged all that you can (--as).")]
Output = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write the matrix: .md, .csv, .xlsx, .tex; or a figure .svg, .png, .pdf, .html."),
]  # fmt: skip


def add_to(app: typer.Typer) -> None:
    """Put this command into the program."""
    app.command()(triangulate)


def triangulate(
    project: ProjectPath, themes: Themes = "", sheet: SheetFile = None, judge: Judged = None, done: Done = False,
    assessed: Assessed = None, output: Output = None, reader: ReadAs = "", json: Json = False,
) -> None:  # fmt: skip
    """Lay out what each kind of evidence says of each theme, and compare what people judge of it.

    Sources are groups of interviews and other kinds of documents; a document counts when somebody is done with it. The
    program judges nothing: two people judge each cell apart (agreement, partial agreement, silence, dissonance), in the
    app or on sheets; what each said opens when both are done, with their agreement.
    """
    from exports.triangulation.model import triangulated

    if judge is not None or done:
        _judge(project, reader, themes, judge, done)
        return
    with opened(project) as found:
        _look(found, reader, judgements=sheet is None and not assessed)
        with found.reading() as session:
            made = triangulated(session, themes, _sheets(session, themes, assessed))
    if sheet is not None:
        _write_sheet(made.matrix, sheet)
    elif output is not None:
        from exports.triangulation.files import save_triangulated
        from exports.triangulation.model import rows_of

        save_triangulated(made, output)
        if not assessed:
            leave_manifest(project, reader, output, "triangulation", {"themes": themes}, rows_of(made))
        echo(f"{number(len(made.matrix.themes), 'theme')} × {number(len(made.matrix.sources), 'source')} "
             f"written to {output}")  # fmt: skip
    elif json:
        echo_json(made.as_json())
    else:
        _tell(made)
    for note in made.matrix.notes:
        say(note)


def _look(project: Project, reader: str, *, judgements: bool) -> None:
    """Read as somebody; as nobody in particular all is seen, which goes on record while anything of it is closed.

    An empty sheet, and the comparison of sheets, hold no `judgements` of the project.
    """
    from codebook.evidence.assessing import log_look_at_judgements
    from codebook.team.sealing import log_reading

    project.reader = reader.strip() or None
    if project.reader is None:
        log_reading(project, who(""), "a convergence matrix")
        if judgements and log_look_at_judgements(project, who(""), "triangulate"):
            say("You read as nobody in particular, judgements included that are not open yet (put on record). "
                "As yourself: --as NAME")  # fmt: skip


def _sheets(session: Session, themes: str, paths: list[Path] | None) -> list[Any] | None:
    if not paths:
        return None
    from codebook.evidence.convergence import read_sheet
    from codebook.evidence.triangulation import convergence_matrix

    matrix = convergence_matrix(session, themes)
    return [read_sheet(path, matrix) for path in paths]


def _judge(path: Path, reader: str, themes: str, sheet: Path | None, done: bool) -> None:
    """Put a sheet's judgements into the project, and say that somebody is done."""
    from codebook.evidence import assessing
    from codebook.evidence.convergence import read_sheet
    from codebook.evidence.triangulation import convergence_matrix
    from transcripts import coders

    name = who(reader)
    with opened(path) as project:
        project.reader = name
        with project.reading() as session:
            matrix = convergence_matrix(session, themes)
        given = read_sheet(sheet, matrix) if sheet is not None else None
        uids = dict(zip(matrix.themes, matrix.codes, strict=True))
        many = len(given.given) if given else 0
        what = "Done judging the convergence matrix" if given is None else f"Judge {number(many, 'cell')}"
        with project.step(what, name) as session:
            coder = coders.ensure(session, name)
            for (theme, source), word in given.given.items() if given else ():
                place = (theme, source)
                assessing.assess(
                    session, uids[theme], source, coder=coder, judgement=word,
                    silence=given.silences.get(place, "") if given else "",
                    note=given.notes.get(place, "") if given else "",
                )  # fmt: skip
            if done:
                assessing.finish(session, coder)
        with project.reading() as session:
            state = assessing.panel(session)
    echo("\n".join([*([f"{number(many, 'cell')} judged by {name}"] if given else []), state.words()]))
    _warn(matrix, given.given if given else {})


def _warn(matrix: ConvergenceMatrix, given: Mapping[tuple[str, str], str]) -> None:
    """Say where somebody just judged a source to speak to a theme that nobody raises there."""
    from codebook.evidence.convergence import unheard

    bare = [f"{theme} × {source}" for (theme, source), word in given.items()
            if unheard(matrix.cell(theme, source), word)]  # fmt: skip
    if bare:
        say(f"Judged to speak, though nobody raises it there: {'; '.join(bare)}")


def _write_sheet(matrix: ConvergenceMatrix, path: Path) -> None:
    from codebook.evidence.convergence import COLUMNS, sheet_rows
    from transcripts.spreadsheets import write_table

    echo(f"{number(write_table(path, COLUMNS, sheet_rows(matrix)), 'cell')} to judge written to {path}")


def _tell(made: Triangulated) -> None:
    from exports.triangulation.words import words

    matrix = made.matrix
    lines = zip(matrix.themes, matrix.cells, strict=True)
    rows = [(theme, *(made.cell(each) for each in line)) for theme, line in lines]
    echo_table(("theme", *matrix.sources), rows,
               counted="Documents that raise each theme, of those that somebody is done with")  # fmt: skip
    for heading, remarks in words(made):
        echo(f"\n{heading}")
        for told in remarks:
            echo(f"  {told}")

