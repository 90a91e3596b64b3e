"""Documents: bringing them in, listing them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coding_tui.cli.diagnostics import finding
from coding_tui.cli.options import As, Json, ProjectPath, opened, who
from coding_tui.cli.output import echo, echo_json, echo_table, number, say
from coding_tui.cli.progress import progress
from coding_tui.cli.tables import table

if TYPE_CHECKING:
    from transcripts.attributes import AttributeReport
    from transcripts.documents import DocumentSummary
    from transcripts.intake import ImportReport

COLUMNS = ("document", "kind", "group", "area", "words", "turns", "speakers")
NUMBERS = ("words", "turns")

Paths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="PATH...", help="Files (.docx .md .txt .vtt .srt), or folders of them."),
]
Kind = Annotated[str, typer.Option(metavar="KIND", help="What they are: interview, panel …")]
Group = Annotated[str, typer.Option(metavar="GROUP", help="Whose they are: CPS, Police …")]
Area = Annotated[str, typer.Option(metavar="AREA", help="Where they are from.")]
Attributes = Annotated[
    Path | None,
    typer.Option(metavar="TABLE", help="A table whose first column is ‘document’; the others describe."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would happen and keep nothing.")]


def add_to(app: typer.Typer) -> None:
    """Put these commands into the program."""
    app.command("import")(import_)
    app.command("documents")(documents)


def import_(
    project: ProjectPath, paths: Paths = None, kind: Kind = "", group: Group = "", area: Area = "",
    attributes: Attributes = None, coder: As = "", dry_run: DryRun = False, json: Json = False,
) -> None:  # fmt: skip
    """Bring transcripts and notes into a project, as one step.

    What cannot be read is refused; the rest is in, and the program leaves with 1.
    """
    from transcripts.intake import import_files

    if not paths and attributes is None:
        raise typer.BadParameter("name files or folders, or a table with --attributes", param_hint="PATH...")
    with opened(project) as found, progress("Importing") as report_progress:
        report = import_files(
            found, paths or [], coder=who(coder), kind=kind, group=group, area=area, attributes=attributes,
            dry_run=dry_run, progress=report_progress,
        )  # fmt: skip
    if json:
        echo_json(report.as_json())
    else:
        _tell(report)
    if report.refused:
        raise finding()


def documents(project: ProjectPath, json: Json = False) -> None:
    """List the documents of a project."""
    from transcripts.documents import summaries

    with opened(project) as found, found.reading() as session:
        listed = summaries(session)
    if json:
        echo_json([document.as_json() for document in listed])
    else:
        words = number(sum(document.words for document in listed), "word")
        counted = f"{number(len(listed), 'document')} · {words}"
        echo_table(COLUMNS, [_row(document) for document in listed], counted=counted, right=NUMBERS)


def _row(document: DocumentSummary) -> tuple[Any, ...]:
    d = document
    return d.label, d.kind, d.group, d.area, d.words, d.turns, ", ".join(d.speakers)


def _tell(report: ImportReport) -> None:
    imported = [each.summary for each in report.imported]
    ending = " would be imported; nothing was kept" if report.dry_run else " imported"
    echo(f"{number(len(imported), 'document')}{ending}, {number(sum(d.words for d in imported), 'word')}")
    if imported:
        echo("\n" + table(COLUMNS, [_row(document) for document in imported], right=NUMBERS))
    for document in imported:
        for warning in document.warnings:
            say(f"{document.label}: {warning}")
    for refusal in report.refused:
        say(f"Refused {refusal.path}: {refusal.reason}")
    if report.attributes:
        _tell_attributes(report.attributes)


def _tell_attributes(report: AttributeReport) -> None:
    echo(f"\n{number(report.documents, 'document')} described by the table of attributes")
    if report.columns:
        echo("\n" + table(("attribute", "type"), list(report.columns.items())))
    if report.unmatched:
        first = ", ".join(f"‘{label}’ (line {line})" for line, label in report.unmatched[:3])
        more = ", …" if len(report.unmatched) > 3 else ""
        say(f"No document here for {number(len(report.unmatched), 'row')} of the attributes: {first}{more}")
