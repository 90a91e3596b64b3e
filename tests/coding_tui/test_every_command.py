"""Every command of the registry is pressed by some test of its place: one without a test is a defect.

Tests are read, not run: a key counts when it stands in a call of `press`, `pressing` or `keys`, or when the command's
action is called or its title is typed, in a test file that is about the command's place.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from coding_tui.registry.command import Command
from coding_tui.registry.commands import COMMANDS

HERE = Path(__file__).parent
BENCH = frozenset({"reader", "documents", "codebook", "here", "moving", "workbench", "everywhere"})

ABOUT = {
    "query": ("search", "retrieve"), "replaced": ("replac",), "replacing": ("replac",),
    "lists": ("history", "less_trodden"), "import-files": ("import",), "import-speakers": ("import",),
    "comparing": ("compare",), "counting": ("compare",), "readings": ("side_by_side", "less_trodden"),
}  # fmt: skip
"""What the names of test files hold that are about a place, where they do not hold the place's own name."""


@cache
def literals(file: Path) -> frozenset[str]:
    """Every string in a test file, and every attribute and name in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
            found.update(node.value.split())
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
    return frozenset(found)


@cache
def text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8").casefold()


def about(command: Command) -> list[Path]:
    """The test files that are about a command's place."""
    files = [file for file in HERE.glob("test_*.py") if file.name != Path(__file__).name]
    if command.where in BENCH:
        return files
    words = ABOUT.get(command.where, (command.where,))
    return [file for file in files if any(word in file.name or word in text_of(file) for word in words)]


def is_pressed(command: Command) -> bool:
    """Whether some test presses a key of a command, calls its action or types its title."""
    wanted = {*command.key_list, f"action_{command.function}", command.id}
    title = command.title.removesuffix("…").casefold()
    return any(wanted & literals(file) or title in text_of(file) for file in about(command))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each.id)
def test_a_test_presses_it(command: Command) -> None:
    assert is_pressed(command), f"no test of ‘{command.where}’ presses {command.shown_keys or 'its action'}"
