"""Calling the command line: inside this process for its answers, as a process of its own for its manners."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

from made_once import folder_once
from studies import TEXTS

from coding_tui.cli.program import run

PROGRAM = [sys.executable, "-m", "coding_tui"]


@dataclass(frozen=True)
class Called:
    """What a call came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The data on stdout."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        """The messages on stderr."""
        return self.err.splitlines()


class Stream(TextIOWrapper):
    """A stream that knows only ASCII until it is told better, with or without somebody looking at it."""

    def __init__(self, terminal: bool) -> None:
        super().__init__(BytesIO(), encoding="ascii", newline="\n")
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def written(self) -> str:
        self.flush()
        return bytes(self.buffer.getvalue()).decode("utf-8")  # type: ignore[attr-defined]


def call(*arguments: object, terminal: bool = False) -> Called:
    """Call the program in this process; `terminal` has it believe that a person is looking."""
    out, err = Stream(terminal), Stream(terminal)
    with redirect_stdout(out), redirect_stderr(err):
        code = run([str(argument) for argument in arguments])
    return Called(code, out.written(), err.written())


def done(*arguments: object, terminal: bool = False) -> Called:
    """A call that must leave with 0."""
    called = call(*arguments, terminal=terminal)
    assert called.code == 0, called
    return called


def process(*arguments: object, **environment: str) -> Called:
    """Call the program as other programs do."""
    command = [*PROGRAM, *(argument if isinstance(argument, bytes) else str(argument) for argument in arguments)]
    ended = subprocess.run(command, capture_output=True, env={**os.environ, **environment}, check=False, timeout=120)
    return Called(ended.returncode, ended.stdout.decode("utf-8"), ended.stderr.decode("utf-8"))


def table(path: Path, header: str, rows: Iterable[Sequence[object]]) -> Path:
    """A CSV file."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header.split(","), *rows])
    return path


def transcripts(folder: Path) -> list[Path]:
    """The two short interviews as files."""
    paths = [folder / f"{label}.txt" for label in TEXTS]
    for path in paths:
        path.write_text(TEXTS[path.stem], encoding="utf-8")
    return paths


def span(label: str, words: str) -> tuple[int, int]:
    """Where words stand in an interview."""
    start = TEXTS[label].index(words)
    return start, start + len(words)


@folder_once
def coded_study(folder: Path) -> Path:
    """A project made by commands alone: two interviews, two coders who are done, two codes."""
    project = folder / "study.qdb"
    done("new", project, "--as", "Ann")
    done("import", project, *transcripts(folder), "--as", "Ann", "--kind", "interview", "--group", "CPS")
    rows = [
        ["CPS 1", *span("CPS 1", "speak to the police earlier"), "Partnership/early contact", "Ann"],
        ["CPS 1", *span("CPS 1", "to the police earlier. They call us"), "Partnership/early contact", "Ben"],
        ["CPS 2", *span("CPS 2", "“queues” 🙂"), "Delay", "Ann"],
        ["CPS 2", *span("CPS 2", "Délais — “queues” 🙂 everywhere"), "Delay", "Ben"],
    ]
    done(
        "codings",
        "import",
        project,
        table(folder / "codings.csv", "document,start,end,code,coder", rows),
        "--as",
        "Ann",
    )
    states = [[label, coder, "done"] for label in TEXTS for coder in ("Ann", "Ben")]
    done("assignments", "import", project, table(folder / "done.csv", "document,coder,state", states), "--as", "Ann")
    return project
