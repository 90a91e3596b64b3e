"""The page of commands says what the commands say."""

from __future__ import annotations

from pathlib import Path

from cli_calls import done

from coding_tui.cli.program import app
from coding_tui.cli.reference import markdown

PAGE = Path(__file__).resolve().parents[2] / "docs" / "commands.md"


def test_the_page_is_true() -> None:
    """When it is not: python -m coding_tui.cli.reference > docs/commands.md"""
    assert PAGE.read_text(encoding="utf-8") == markdown()


def test_every_command_is_on_the_page() -> None:
    page = markdown()
    names = [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
    assert len(names) > 10
    for name in names:
        assert f"\n## coding-tui {name}\n" in page


def test_help_and_version_are_data() -> None:
    assert done("--help").out.startswith("Usage: coding-tui")
    assert done("import", "-h").out.startswith("Usage: coding-tui import")
    assert done("--version").out.startswith("coding-tui ")
