"""Quotations: the excerpts that a query asks for, to read or to hand to somebody."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coding_tui.cli.options import Json, ProjectPath, ReadAs, leave_manifest, opened_for, place_of
from coding_tui.cli.output import echo, echo_data, echo_json, number, say
from exports.formats import QUOTATION_FORMATS, UnknownFormat, quotation_format, refuse_names, render, save_quotations

if TYPE_CHECKING:
    from codebook.retrieval.excerpts import Retrieval
    from exports.quotations.model import Options, QuotationList


def _known(name: str) -> str:
    """A format's name as `QUOTATION_FORMATS` has it; another one is wrong usage."""
    try:
        return quotation_format(name).name if name else ""
    except UnknownFormat as error:
        raise typer.BadParameter(str(error)) from None


Query = Annotated[
    str, typer.Argument(metavar="QUERY", help="Codes with AND, OR, AND NOT; names that hold spaces in quotes.")
]
Form = Annotated[
    str,
    typer.Option(
        "--format", metavar="|".join(QUOTATION_FORMATS), callback=_known,
        help="What to write; else what the output's name ends in, else md.",
    ),
]  # fmt: skip
Output = Annotated[Path | None, typer.Option(metavar="FILE", help="Where to write; else stdout.")]
Limit = Annotated[
    int | None,
    typer.Option("--per-document", metavar="N", min=1, help="At most so many of each document, key passages first."),
]
Around = Annotated[int, typer.Option("--context", metavar="N", min=0, help="So many whole turns before and after.")]
Question = Annotated[bool, typer.Option("--question", help="Print what the interviewer asked before.")]
Template = Annotated[
    str | None,
    typer.Option("--attribution", metavar="TEMPLATE", help="Such as “{label}, Area {area}”; else the project's own."),
]
Where = Annotated[
    str | None,
    typer.Option("--place", metavar="below|footnote|endnote", callback=place_of, help="Where attributions stand; else "
                 "where the project has them."),
]  # fmt: skip
OwnTemplate = Annotated[
    Path | None,
    typer.Option("--template", metavar="PATH", help="A team's own: a .docx for Word, else a folder (see templates)."),
]  # fmt: skip
Coarsen = Annotated[
    bool, typer.Option("--coarsen", help="Leave out of an attribution what fewer people share than the protocol asks."),
]  # fmt: skip
Inline = Annotated[
    int,
    typer.Option("--inline", metavar="N", min=0, help="Print those of up to N words in the line, in quotation marks."),
]  # fmt: skip
Interviewer = Annotated[bool, typer.Option("--interviewer", help="Quote interviewers as well.")]


def add_to(app: typer.Typer) -> None:
    """Put this command into the program."""
    app.command()(quotes)


def quotes(
    project: ProjectPath, query: Query, form: Form = "", output: Output = None, per_document: Limit = None,
    context: Around = 0, question: Question = False, attribution: Template = None,
    place: Where = None, inline: Inline = 0, template: OwnTemplate = None, coarsen: Coarsen = False,
    interviewer: Interviewer = False,
    reader: ReadAs = "", json: Json = False,
) -> None:  # fmt: skip
    """Quote what a query asks for, with whose words they are.

    A code by itself gives its codings one by one; A AND B the text that both cover, A OR B what either covers, A AND
    NOT B what A covers and B does not. “Theme/*” is a theme with everything below it.
    """
    from exports.quotations.model import Options

    form = _form(form, output, json)
    options = Options(attribution, per_document, context_turns=context, question=question, title=query, coarsen=coarsen,
                      place=place, inline=inline)  # type: ignore[arg-type]  # the callback lets nothing else through  # fmt: skip
    retrieval, listed = _quoted(project, query, options, interviewer, reader)
    _remark(retrieval)
    for cell in listed.small:
        fits = "nobody else" if cell.people == 1 else f"{cell.people:,} people"
        many = number(cell.quotations, "quotation")
        say(f"Attributed as ‘{cell.told}’, which fits {fits}: {many}. --coarsen tells less.")
    if output is not None:
        save_quotations(listed, output, form, template)
        asked = {"query": query, "interviewer": interviewer, "options": asdict(options)}
        _leave(project, reader, output, asked, listed)
        echo(f"{number(len(listed.quotations), 'quotation')} written to {output}")
    else:
        _print(listed, form, template)


def _leave(path: Path, reader: str, output: Path, asked: dict[str, Any], listed: QuotationList) -> None:
    from exports.manifests.kinds import rows_of_quotations

    leave_manifest(path, reader, output, "quotes", asked, rows_of_quotations(listed))


def _form(form: str, output: Path | None, json: bool) -> str:
    """The format that is meant. Raises BadParameter for two at once, or bytes that would go to a terminal."""
    if json and form not in ("", "json"):
        raise typer.BadParameter("give --format or --json, not both", param_hint="--json")
    suffix = output.suffix.lower().lstrip(".") if output else ""
    found = form or ("json" if json else suffix if suffix in QUOTATION_FORMATS else "md")
    if output is None and not QUOTATION_FORMATS[found].is_text:
        raise typer.BadParameter(
            f"{found} is not text; say where to write it: --output FILE.{found}", param_hint="--format"
        )
    return found


def _quoted(
    path: Path, query: str, options: Options, interviewer: bool, reader: str
) -> tuple[Retrieval, QuotationList]:
    from codebook.retrieval.excerpts import retrieve
    from exports.quotations.model import quotations

    with opened_for(path, reader, "quotations") as found, found.reading() as session:
        retrieval = retrieve(session, query, include_interviewer=interviewer)
        return retrieval, quotations(session, retrieval.excerpts, options)


def _remark(retrieval: Retrieval) -> None:
    for note in retrieval.notes:
        say(note)
    if retrieval.interviewer:
        passages = number(retrieval.interviewer, "passage")
        say(f"Left out: {passages} that only an interviewer says; --interviewer quotes them.")
    if not retrieval.excerpts:
        say("No excerpt matches.")


def _print(listed: QuotationList, form: str, template: Path | None) -> None:
    if form == "json":
        refuse_names(listed.named)
        echo_json([quotation.as_json() for quotation in listed.quotations])
    elif listed.quotations:
        echo_data(render(listed, form, template).decode("utf-8-sig"))
