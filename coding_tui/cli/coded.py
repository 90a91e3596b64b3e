"""Coded documents on paper: a transcript with margin codes, its portrait, a pack for every participant."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coding_tui.cli.options import ProjectPath, ReadAs, opened_for
from coding_tui.cli.output import echo, number
from coding_tui.cli.progress import progress

if TYPE_CHECKING:
    from exports.coded.model import CodedTranscript
    from transcripts.project import Project

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
    from exports.coded.model import coded_transcript
    from exports.coded.writing import save_transcript
    from exports.formats import FIGURE_SUFFIXES, refuse_names
    from exports.manifests import recorded

    wanted = [name.strip() for name in coders.split(",") if name.strip()]
    portrait = output.suffix.lower() in set(FIGURE_SUFFIXES) - {".html"}
    with opened_for(project, reader, f"the coded transcript of {document}") as found:
        with found.reading() as session:
            made = coded_transcript(session, document, wanted, code)
        if portrait:
            refuse_names([place for place in made.named if place.startswith("a memo")])
            _draw(made, output)
        else:
            save_transcript(made, output)
        asked = {"label": document, "coders": wanted, "code": code}
        recorded(found, output, "document portrait" if portrait else "coded transcript", asked, made.rows())
    echo(f"{document} with {number(len(made.margin), 'coding')} written to {output}")


def _draw(made: CodedTranscript, output: Path) -> None:
    from exports.figures.portrait import document_portrait

    document_portrait(made, datetime.now(UTC).date().isoformat()).save(output)


def packs(
    project: ProjectPath, folder: Folder, participant: Participants = None, form: Suffix = "docx", reader: ReadAs = "",
) -> None:  # fmt: skip
    """Write a pack for every participant: all that was coded of what they said, and what of it is quoted.

    For checking with them what was made of their words, and for taking them out when they withdraw.
    """
    from exports.coded.folder import fill
    from exports.coded.writing import PACKS

    suffix = f".{form.lower().lstrip('.')}"
    if suffix not in PACKS:
        raise typer.BadParameter(f"‘{form}’ is none of docx, html, md", param_hint="--format")
    with opened_for(project, reader, "participant packs") as found, progress("Packs") as step:
        wanted = _wanted(found, participant)
        many = fill(found, folder, wanted, suffix, lambda done, of: step(done, of, wanted[done]))
    echo(f"{number(many, 'pack')} written to {folder}")


def _wanted(project: Project, named: list[str] | None) -> list[str]:
    from exports.coded.packs import participants
    from transcripts.errors import NotFound

    if named:
        return named
    with project.reading() as session:
        found = participants(session)
    if not found:
        raise NotFound("No document is of a participant. Say whose each is in a table: import --attributes TABLE")
    return found
