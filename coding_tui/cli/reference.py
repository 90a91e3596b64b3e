"""docs/commands.md, written from the commands themselves: `python -m coding_tui.cli.reference > docs/commands.md`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from coding_tui.cli.program import NAME, SETTINGS, app

WIDTH = 100
HEAD = """# Commands

`coding-tui` alone opens the app. Every command has `--help`, prints data on stdout and messages on stderr, and leaves
with 0 when it is done, 1 for a finding or a failure, 2 for wrong usage. Whoever works is named by `--as`, by the
environment's `CODING_TUI_CODER`, or is the system's user. Offsets count Unicode code points; tables are CSV (UTF-8) or
XLSX with a header row.

This page is written from the commands: `python -m coding_tui.cli.reference > docs/commands.md`.
"""


def markdown() -> str:
    """The whole page."""
    top = typer.main.get_command(app)
    context = typer.Context(top, info_name=NAME, terminal_width=WIDTH, **SETTINGS)
    return HEAD + "".join(_sections(top, context))


def _sections(command: Any, context: typer.Context) -> Iterator[str]:
    """The help of a command, and of those below it. (typer has no public class that says a command has others.)"""
    yield f"\n## {context.command_path}\n\n```\n{command.get_help(context)}\n```\n"
    for name, below in getattr(command, "commands", {}).items():
        yield from _sections(below, typer.Context(below, info_name=name, parent=context))


if __name__ == "__main__":
    print(markdown(), end="")
