"""`--help` is quick because it loads next to nothing, the workbench because it loads no more than its first screen
needs; benchmarks/start_up.py says how quick.
"""

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


WORKBENCH = """
import sys
import coding_tui.app, coding_tui.screens.workbench
print(*sys.modules)
from coding_tui import later
later._load(tuple(later._PUT_OFF))
"""
ONLY_KEYS = {
    "rapidfuzz", "numpy", "lxml", "spacy", "docx", "openpyxl", "lark", "yaml", "tomllib", "typer",
    "textual.widgets._text_area", "transcripts.importing", "transcripts.store.fact_tables",
    "transcripts.store.derived_tables", "codebook.outcome_tables", "codebook.evidence.triangulation_tables",
    "codebook.query", "codebook.quoting.collected", "codebook.reviewing.rulings", "coding_tui.dialogs.dialog",
}  # fmt: skip


def test_the_first_screen_waits_for_nothing_that_only_keys_need_and_all_of_that_is_there() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", WORKBENCH], capture_output=True, check=True, encoding="utf-8", timeout=60
    )
    assert ONLY_KEYS.isdisjoint(ended.stdout.split())
