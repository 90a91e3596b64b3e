"""How long `coding-tui --help` takes, as a multiple of importing typer: the promise is less than 2."""

from __future__ import annotations

import sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from subprocess import DEVNULL, run

ROUNDS = 15
BASE = [sys.executable, "-c", "import typer"]
HELP = [str(Path(sys.executable).with_name("coding-tui")), "--help"]


def seconds(command: list[str]) -> float:
    """The processor time that a command takes."""
    before = getrusage(RUSAGE_CHILDREN)
    run(command, stdout=DEVNULL, check=True)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print the ratio; the two take turns, and the least of each counts, so that other work on the machine does not."""
    pairs = [(seconds(BASE), seconds(HELP)) for _ in range(ROUNDS)]
    base, help_ = (min(times) for times in zip(*pairs, strict=True))
    print(f"import typer      {base * 1000:6.0f} ms")
    print(f"coding-tui --help {help_ * 1000:6.0f} ms   {help_ / base:.2f} × (promised: < 2)")


if __name__ == "__main__":
    main()
