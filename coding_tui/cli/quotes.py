"""Quotations: the excerpts that a query asks for."""

from __future__ import annotations

from typing import Annotated

import typer

from coding_tui.cli.options import Json, ProjectPath, opened
from coding_tui.cli.output import echo_json, say

Query = Annotated[
    str,
    typer.Argument(metavar="QUERY", help="Codes with AND, OR, AND NOT; names with spaces in quotes."),
]


def add_to(app: typer.Typer) -> None:
    """Put this command into the program."""
    app.command()(quotes)


def quotes(project: ProjectPath, query: Query, json: Json = False) -> None:
    """Quote what a query asks for, with whose words they are."""
    from codebook.excerpts import retrieve

    with opened(project) as found, found.reading() as session:
        retrieval = retrieve(session, query)
    for note in retrieval.notes:
        say(note)
    if not retrieval.excerpts:
        say("No excerpt matches.")
    if json:
        echo_json([excerpt.as_json() for excerpt in retrieval.excerpts])
