"""What several commands take, and what they do with it before anything else."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from transcripts.errors import WorkbenchError

if TYPE_CHECKING:
    from transcripts.project import Project

CODER = "CODING_TUI_CODER"

ProjectPath = Annotated[Path, typer.Argument(metavar="PROJECT", help="The project file, NAME.qdb.")]
TablePath = Annotated[Path, typer.Argument(metavar="TABLE", help="A .csv or .xlsx file.")]
AnyTable = Annotated[Path, typer.Argument(metavar="TABLE", help="A .csv, .xlsx, .md or .tex file.")]
As = Annotated[
    str,
    typer.Option(
        "--as", metavar="CODER", envvar=CODER, show_envvar=True,
        help="Who is doing this; your system's user name unless told.",
    ),
]  # fmt: skip
ReadAs = Annotated[
    str,
    typer.Option(
        "--as", metavar="CODER", envvar=CODER, show_envvar=True,
        help="Who is reading: what is sealed for them is left out. Else all is shown, which is put on record.",
    ),
]  # fmt: skip
TableFile = Annotated[
    Path | None, typer.Option("--output", metavar="FILE", help="Write it to a table: .csv, .xlsx, .md or .tex."),
]  # fmt: skip
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text for people.")]


def place_of(said: str | None) -> str | None:
    """Where attributions are to stand. Raises BadParameter for what is no place."""
    from exports.quotations.notes import PLACES

    if said is not None and said not in PLACES:
        raise typer.BadParameter(f"‘{said}’ is none of {', '.join(PLACES)}", param_hint="--place")
    return said


def who(name: str) -> str:
    """Who is at work: as told, else of the environment, else the system's user. Raises WorkbenchError for nobody."""
    from getpass import getuser

    try:
        found = name.strip() or os.environ.get(CODER, "").strip() or getuser()
    except (KeyError, OSError):
        raise WorkbenchError("Nobody is named. Say who you are: --as CODER") from None
    return found


@contextmanager
def opened(path: Path) -> Iterator[Project]:
    """The project at a path, closed afterwards; its names stay in until the command ends. Raises ProjectError.

    Never makes a file.
    """
    from codebook.project import open_project
    from coding_tui.cli.output import say
    from transcripts.leaving import hold

    with open_project(path) as project:
        if project.news:
            say(project.news)
        try:
            yield project
        finally:
            hold(project.withheld())


@contextmanager
def opened_for(path: Path, reader: str, what: str) -> Iterator[Project]:
    """The project as a reader may see it. Without a name it is the whole file; where work is sealed, that is logged.

    `what` says what is read, for the history. Raises ProjectError.
    """
    from codebook.team.sealing import log_reading
    from coding_tui.cli.output import say

    with opened(path) as project:
        project.reader = reader.strip() or None
        if project.reader is None:
            many = log_reading(project, who(""), what)
            if many:
                noted = "not put on record: the file is read-only" if project.read_only else "put on record"
                say(f"You read as nobody in particular, sealed work of {many:,} document{'s' * (many != 1)} included "
                    f"({noted}). As a coder: --as CODER")  # fmt: skip
        yield project


def made_of(project: Project, output: Path, kind: str) -> None:
    """Leave a manifest beside an export of all there is of a kind, which is made again for it."""
    from exports.manifests import recorded
    from exports.manifests.kinds import KINDS

    recorded(project, output, kind, {}, KINDS[kind](project, {}))


def write_listed(
    project: Project, output: Path, kind: str, asked: Mapping[str, Any], thing: str, things: str = ""
) -> None:  # fmt: skip
    """Write a list (`exports.lists.writing.LISTS`) with its manifest, and say how many things are in it."""
    from coding_tui.cli.output import echo, number
    from exports.lists.writing import write_list

    echo(f"{number(write_list(project, output, kind, asked), thing, things)} written to {output}")


def leave_manifest(
    path: Path, reader: str, output: Path, kind: str, asked: Mapping[str, Any], rows: Sequence[Any]
) -> None:
    """Leave beside `output` what it was made of (`exports.manifests`), with the same eyes that it was made with."""
    from exports.manifests import recorded

    with opened(path) as project:
        project.reader = reader.strip() or None
        recorded(project, output, kind, asked, rows)
