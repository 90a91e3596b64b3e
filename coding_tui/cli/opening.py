"""Opening the app: at its start page, or in a project."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from coding_tui.cli.diagnostics import WRONG_USAGE, forget_terminal
from coding_tui.cli.options import As, ProjectPath, who
from coding_tui.cli.output import say

ReadOnly = Annotated[bool, typer.Option("--read-only", help="Look without being able to change anything.")]


def add_to(app: typer.Typer) -> None:
    """Put this command into the program."""
    app.command("open")(open_)


def start_page() -> None:
    """Recent projects, a new one, the worked study."""
    run_app(None, "", read_only=False)


def open_(project: ProjectPath, coder: As = "", read_only: ReadOnly = False) -> None:
    """Open a project in the app, to read, code and compare."""
    run_app(project, coder, read_only=read_only)


def has_terminal() -> bool:
    """Whether somebody can see and use the app, if need be in a browser (`coding-tui serve`)."""
    return "WebDriver" in os.environ.get("TEXTUAL_DRIVER", "") or (sys.stdin.isatty() and sys.stdout.isatty())


def run_app(path: Path | None, coder: str, *, read_only: bool) -> None:
    """Run the app until the person leaves it. Raises ProjectError when the project cannot be opened."""
    if not has_terminal():
        say("The app needs a terminal, and there is none here. For commands that do without: coding-tui --help")
        raise typer.Exit(WRONG_USAGE)
    gc.disable()  # what is loaded now stays, and looking through it again and again takes a tenth of the time
    from coding_tui.app import make_app
    from coding_tui.ending import CLOSED

    app = make_app(path, who(coder), read_only)
    app.run()
    if app.return_code == CLOSED:
        forget_terminal()
    raise typer.Exit(app.return_code or 0)
