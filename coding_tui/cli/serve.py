"""The app in a browser of this machine."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from coding_tui.cli.opening import ReadOnly
from coding_tui.cli.options import As, ProjectPath, who
from coding_tui.cli.output import say

Port = Annotated[int, typer.Option("--port", min=0, max=65535, help="The port on 127.0.0.1; 0 takes a free one.")]


def add_to(app: typer.Typer) -> None:
    """Put this command into the program."""
    app.command("serve")(serve)


def serve(project: ProjectPath, coder: As = "", port: Port = 0, read_only: ReadOnly = False) -> None:
    """Open a project in a browser of this machine, for whoever has the link that is printed.

    It listens on 127.0.0.1 alone and answers no other address; the page loads nothing from elsewhere. Ctrl-C ends it.
    """
    from codebook.project import open_project
    from coding_tui.serving import LoopbackServer

    with open_project(project, read_only=read_only) as opened:
        if opened.news:
            say(opened.news)
    command = [sys.executable, "-m", "coding_tui", "open", str(project.absolute()), "--as", who(coder)]
    server = LoopbackServer([*command, *(["--read-only"] if read_only else [])], port)
    server.serve_until_stopped(
        lambda: say(f"Open this in a browser on this machine; ctrl+c here ends it:\n{server.link}")
    )
