"""Documents: listing them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from coding_tui.cli.options import Json, ProjectPath, TableFile, opened, write_listed
from coding_tui.cli.output import echo_json, echo_table, number

if TYPE_CHECKING:
    from transcripts.documents import DocumentSummary

COLUMNS = ("document", "kind", "group", "area", "words", "turns", "speakers")
NUMBERS = ("words", "turns")


def add_to(app: typer.Typer) -> None:
    """Put this command into the program."""
    app.command("documents")(documents)


def documents(project: ProjectPath, output: TableFile = None, json: Json = False) -> None:
    """List the documents of a project."""
    from transcripts.documents import summaries

    with opened(project) as found:
        if output is not None:
            write_listed(found, output, "documents", {}, "document")
            return
        with found.reading() as session:
            listed = summaries(session)
    if json:
        echo_json([document.as_json() for document in listed])
    else:
        words = number(sum(document.words for document in listed), "word")
        counted = f"{number(len(listed), 'document')} · {words}"
        echo_table(COLUMNS, [row(document) for document in listed], counted=counted, right=NUMBERS)


def row(document: DocumentSummary) -> tuple[Any, ...]:
    """A document's line in a table of `COLUMNS`."""
    d = document
    return d.label, d.kind, d.group, d.area, d.words, d.turns, ", ".join(d.speakers)
