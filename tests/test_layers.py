"""Data flow one way, and the lower layers know no terminal: as written, and as it happens when they are imported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOWER = ("transcripts", "codebook", "exports")
ABOVE = {
    "transcripts": {"codebook", "exports", "coding_tui"},
    "codebook": {"exports", "coding_tui"},
    "exports": {"coding_tui"},
}
TERMINAL = {"textual", "rich", "typer"}
EVERYTHING = """
import importlib, pkgutil, sys
package = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(module.name)
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_the_contracts_between_layers_are_kept() -> None:
    """import-linter reads every import statement, also those inside functions."""
    linter = Path(sys.executable).with_name("lint-imports")
    ended = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, check=False, encoding="utf-8", timeout=120
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.mark.parametrize("layer", LOWER)
def test_a_lower_layer_runs_without_a_terminal_and_without_what_is_above_it(layer: str) -> None:
    """All its modules in a fresh process: what they load through others shows too."""
    ended = subprocess.run(
        [sys.executable, "-c", EVERYTHING, layer],
        cwd=ROOT,
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=120,
    )
    loaded = set(ended.stdout.split())
    assert layer in loaded
    assert loaded.isdisjoint(TERMINAL | ABOVE[layer])
