"""All commands put together, and the way in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from coding_tui.cli import (
    agreement,
    assignments,
    attribution,
    audit,
    cite,
    coded,
    codes,
    codings,
    consensus,
    contradictions,
    coverage,
    demo,
    disagreements,
    distressing,
    documents,
    evidence,
    export,
    framework,
    history,
    importing,
    learning,
    matrix,
    memos,
    names,
    opening,
    projects,
    protocol,
    queries,
    quotes,
    replace,
    saturation,
    search,
    serve,
    speakers,
    suggest,
    templates,
    trackers,
    triangulate,
)
from coding_tui.cli.diagnostics import WRONG_USAGE, exit_code
from coding_tui.cli.output import echo, say, utf8_streams
from transcripts.leaving import held_to

NAME = "coding-tui"

SETTINGS: dict[str, Any] = {"help_option_names": ["--help", "-h"], "max_content_width": 100}

app = typer.Typer(
    name=NAME, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, context_settings=SETTINGS
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        echo(f"{NAME} {version(NAME)}")
        raise typer.Exit


Version = Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")]


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Version = False,
) -> None:
    """Code interviews, audit how far coders agree, and prove every quotation: in the terminal, on this machine alone.

    Without a command, the start page opens. Exit codes: 0 done, 1 a finding or a failure, 2 wrong usage.
    """
    if context.invoked_subcommand is None:
        opening.start_page()


ROOMS = (
    demo, opening, serve, projects, importing, documents, speakers, replace, codes, codings, assignments, protocol,
    coverage, distressing, search,
    quotes, templates, cite, attribution, queries, audit, evidence, coded, matrix, framework, triangulate,
    contradictions, saturation, agreement, disagreements, consensus, suggest, learning, trackers, export, memos, names,
    history,
)  # fmt: skip
for room in ROOMS:
    room.add_to(app)


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say; returns the exit code. Nothing but SystemExit from outside comes through."""
    utf8_streams()
    if any(not _readable(argument) for argument in arguments):
        say("An argument is not valid UTF-8. Rename the file, or name the folder it is in instead.")
        return WRONG_USAGE
    with held_to():
        return exit_code(lambda: _invoke(list(arguments)))


def _readable(argument: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in argument)


def _invoke(arguments: list[str]) -> None:
    """Not through typer's own way out, which words and numbers errors differently."""
    command = typer.main.get_command(app)
    with command.make_context(NAME, arguments) as context:
        command.invoke(context)
