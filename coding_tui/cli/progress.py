"""A bar on stderr for work that takes longer than a breath. Without a terminal it stays silent."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from coding_tui.inert import shown
from transcripts.columns import cells

BAR = 24
PATIENCE = 0.1  # seconds between two drawings

Report = Callable[[int, int, str], None]


@contextmanager
def progress(doing: str) -> Iterator[Report]:
    """A function to call with (done, total, name of what is at hand); the bar is wiped off afterwards."""
    if not sys.stderr.isatty():
        yield lambda done, total, name: None
        return
    drawn = 0.0

    def report(done: int, total: int, name: str) -> None:
        nonlocal drawn
        if monotonic() - drawn >= PATIENCE:
            drawn = monotonic()
            _draw(bar(doing, done, total, name, shutil.get_terminal_size().columns - 1))

    try:
        yield report
    finally:
        _draw("")


def bar(doing: str, done: int, total: int, name: str, width: int) -> str:
    """One line of at most `width` cells: `Reading ████████────────  73/146  CPS 12.docx`."""
    full = BAR * done // total if total else BAR
    line = f"{doing} {'█' * full}{'─' * (BAR - full)}  {done:,}/{total:,}  {shown(name)}".replace("\n", " ")
    while cells(line) > width:
        line = line[:-1]
    return line


def _draw(line: str) -> None:
    sys.stderr.write(f"\r\x1b[K{line}")
    sys.stderr.flush()
