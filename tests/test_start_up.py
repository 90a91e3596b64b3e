"""`--help` is quick because it loads next to nothing; benchmarks/start_up.py says how quick."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
import typer

from coding_tui.cli.program import app

HEAVY = (
    "textual",
    "rich",
    "spacy",
    "sqlmodel",
    "sqlalchemy",
    "sqlcipher3",
    "numpy",
    "lxml",
    "rapidfuzz",
    "docx",
    "openpyxl",
    "lark",
)
LOADED = """
import json, runpy, sys
sys.argv = ["coding-tui", *sys.argv[1:]]
code = 0
try:
    runpy.run_module("coding_tui", run_name="__main__")
except SystemExit as left:
    code = left.code
print("\\n" + json.dumps([code, sorted({name.partition(".")[0] for name in sys.modules})]))
"""


def commands() -> Iterator[tuple[str, ...]]:
    """Every command, by the words that call it."""
    top = typer.main.get_command(app)
    yield ()
    for name, command in top.commands.items():  # type: ignore[attr-defined]
        yield (name,)
        yield from ((name, below) for below in getattr(command, "commands", {}))


@pytest.mark.parametrize("words", list(commands()), ids=lambda words: " ".join(words) or "alone")
def test_help_loads_nothing_heavy(words: tuple[str, ...]) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", LOADED, *words, "--help"], capture_output=True, check=True, encoding="utf-8", timeout=60
    )
    code, loaded = json.loads(ended.stdout.splitlines()[-1])
    assert code == 0
    assert "Usage: coding-tui" in ended.stdout
    assert set(loaded).isdisjoint(HEAVY)
