"""Queries that the team keeps under names: `@name` stands for one in every query."""

from __future__ import annotations

from typing import Annotated

import typer

from coding_tui.cli.options import As, Json, ProjectPath, TableFile, opened, who, write_listed
from coding_tui.cli.output import echo, echo_json, echo_table, number

Name = Annotated[str, typer.Argument(metavar="NAME", help='Its name; @NAME asks it, or @"A NAME" with spaces.')]
NewName = Annotated[str, typer.Argument(metavar="NEW", help="What it is to be called.")]
Query = Annotated[str, typer.Argument(metavar="QUERY", help="A query: see docs/queries.md.")]
Instead = Annotated[bool, typer.Option("--instead", help="Put it in the place of the one of that name.")]


def add_to(app: typer.Typer) -> None:
    """Put these commands into the program."""
    room = typer.Typer(help="Keep queries under names, to be asked as @NAME wherever a query is.", no_args_is_help=True)
    room.command("list")(listed)
    room.command("save")(save)
    room.command("rename")(rename)
    room.command("remove")(remove)
    app.add_typer(room, name="queries")


def listed(project: ProjectPath, output: TableFile = None, json: Json = False) -> None:
    """List the saved queries."""
    from codebook.retrieval.saved_queries import saved_queries

    with opened(project) as found:
        if output is not None:
            write_listed(found, output, "saved queries", {}, "saved query", "saved queries")
            return
        with found.reading() as session:
            known = saved_queries(session)
    if json:
        echo_json([{"name": e.name, "query": e.query, "coder": e.coder, "saved": e.saved} for e in known])
        return
    rows = [(each.name, each.query, each.coder) for each in known]
    echo_table(("name", "query", "saved by"), rows, counted=number(len(rows), "saved query", "saved queries"))


def save(project: ProjectPath, name: Name, query: Query, instead: Instead = False, coder: As = "") -> None:
    """Save a query under a name; it is asked once, so that a wrong one is not kept."""
    from codebook.query import Saved
    from codebook.query import describe as written
    from codebook.retrieval import saved_queries
    from codebook.retrieval.excerpts import retrieve
    from transcripts import coders

    person = who(coder)
    with opened(project) as found:
        found.reader = person
        with found.reading() as session:
            many = len(retrieve(session, query).excerpts)
        with found.step(f"Save query ‘{name}’", person) as session:
            saved_queries.save(session, name, query, coder=coders.ensure(session, person), instead=instead)
    echo(f"Saved ‘{name}’: {number(many, 'excerpt')} today. Ask it as {written(Saved(name.strip()))}")


def rename(project: ProjectPath, name: Name, new: NewName, coder: As = "") -> None:
    """Give a saved query another name, also where other saved queries ask for it."""
    from codebook.retrieval import saved_queries

    with opened(project) as found, found.step(f"Rename query ‘{name}’ to ‘{new}’", who(coder)) as session:
        kept = saved_queries.rename(session, name, new)
    echo(f"Renamed ‘{name}’ to ‘{kept}’")


def remove(project: ProjectPath, name: Name, coder: As = "") -> None:
    """Take a saved query out."""
    from codebook.retrieval import saved_queries

    with opened(project) as found, found.step(f"Remove query ‘{name}’", who(coder)) as session:
        gone = saved_queries.remove(session, name)
    echo(f"Removed ‘{gone.name}’, which was {gone.query}")
