"""Coded documents on paper: a transcript with margin codes, its portrait, a pack for every participant."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coding_tui.cli.options import ProjectPath, ReadAs, opened_for
from coding_tui.cli.output import echo, number
from coding_tui.cli.progress import progress

Label = Annotated[str, typer.Argument(metavar="DOCUMENT", help="Its label.")]
File = Annotated[
    Path,
    typer.Option("--output", metavar="FILE", help="The transcript: .docx or .html; its portrait: .svg, .png or .pdf."),
]
Coders = Annotated[str, typer.Option(metavar="A,B", help="Only these coders' codings.")]
Code = Annotated[str, typer.Option("--code", metavar="CODE", help="Only this code and all below it.")]
Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder, or an empty one.")]
Participants = Annotated[
    list[str] | None, typer.Option("--participant", metavar="LABEL", help="Only this one. May be repeated.")
]
Suffix = Annotated[str, typer.Option("--format", metavar="docx|html|md", help="What the files are.")]


def add_to(app: typer.Typer) -> None:
    """Put these commands into the program."""
    app.command()(coded)
    app.command()(packs)


def coded(
    project: ProjectPath, document: Label, output: File, coders: Coders = "", code: Code = "", reader: ReadAs = "",
) -> None:  # fmt: skip
    """Write a transcript with its codes in the margin, or draw its portrait: where in it which code stands.

    In Word each coding is a comment by its coder on its own words; in HTML the codes stand beside each turn.
    """
    from exports.coded.writing import write_coded

    wanted = [name.strip() for name in coders.split(",") if name.strip()]
    with opened_for(project, reader, f"the coded transcript of {document}") as found:
        made = write_coded(found, output, document, wanted, code)
    echo(f"{document} with {number(len(made.margin), 'coding')} written to {output}")


def packs(
    project: ProjectPath, folder: Folder, participant: Participants = None, form: Suffix = "docx", reader: ReadAs = "",
) -> None:  # fmt: skip
    """Write a pack for every participant: all that was coded of what they said, and what of it is quoted.

    For checking with them what was made of their words, and for taking them out when they withdraw.
    """
    from exports.coded.folder import fill
    from exports.coded.packs import participants_wanted
    from exports.coded.writing import PACKS

    suffix = f".{form.lower().lstrip('.')}"
    if suffix not in PACKS:
        raise typer.BadParameter(f"‘{form}’ is none of docx, html, md", param_hint="--format")
    with opened_for(project, reader, "participant packs") as found, progress("Packs") as step:
        with found.reading() as session:
            wanted = participants_wanted(session, participant or [])
        many = fill(found, folder, wanted, suffix, lambda done, of: step(done, of, wanted[done]))
    echo(f"{number(many, 'pack')} written to {folder}")
