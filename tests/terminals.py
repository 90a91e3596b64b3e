"""The real program in a terminal of its own, and what it says to that terminal, read as a terminal reads it."""

from __future__ import annotations

import fcntl
import os
import re
import select
import struct
import subprocess
import sys
import termios
import time
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

IN_ITS_TERMINAL = (
    "import os; os.close(os.open(os.ttyname(0), os.O_RDWR)); from coding_tui.__main__ import main; main()"
)
NOTING_SCREENS = """
import sys
from textual.screen import Screen
def seen(screen, event):
    with open(noted, "a") as file:
        print(type(screen).__name__, file=file)
    resumed(screen, event)
noted = sys.argv.pop(1)
resumed, Screen._on_screen_resume = Screen._on_screen_resume, seen
"""
"""Before the program: the name of every screen that comes to the front is written to a file."""
PATIENCE = 40.0
"""Seconds after which a program that does not answer has failed."""


@dataclass
class Stream:
    """What a program writes, taken apart by ECMA-48 as terminals do: words, control characters, sequences."""

    text: str = ""
    controls: list[str] = field(default_factory=list)
    _state: str = "ground"
    _held: str = ""

    def feed(self, data: str) -> None:
        """Read on."""
        words = []
        for character in data:
            if (shown := self._step(character)) is not None:
                words.append(shown)
        self.text += "".join(words)

    def _step(self, c: str) -> str | None:
        if self._state == "ground":
            if c.isprintable() and not 0x7F <= ord(c) < 0xA0:
                return c
            return self._from_ground(c)
        self._held += c
        getattr(self, f"_in_{self._state}")(c)
        return None

    def _from_ground(self, c: str) -> str | None:
        state = {"\x1b": "escape", "\x9b": "csi", **dict.fromkeys("\x90\x98\x9d\x9e\x9f", "string")}.get(c)
        if state is not None:
            self._state, self._held = state, c
        elif ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0:
            self.controls.append(c)
        else:
            return c
        return None

    def _in_escape(self, c: str) -> None:
        if c == "[":
            self._state = "csi"
        elif c in "PX]^_":
            self._state = "string"
        elif not " " <= c <= "/":
            self._end()

    def _in_csi(self, c: str) -> None:
        if not " " <= c <= "?":
            self._end()

    def _in_string(self, c: str) -> None:
        if c in "\x07\x9c" or self._held.endswith("\x1b\\"):
            self._end()

    def _end(self) -> None:
        self.controls.append(self._held)
        self._state, self._held = "ground", ""

    def modes(self) -> set[str]:
        """The private modes that are on now."""
        on: set[str] = set()
        for control in self.controls:
            if found := re.fullmatch(r"\x1b\[\?([\d;]+)([hl])", control):
                change = on.update if found[2] == "h" else on.difference_update
                change(found[1].split(";"))
        return on


class Terminal:
    """A terminal with the program in it."""

    def __init__(self, process: subprocess.Popen[bytes], ours: int) -> None:
        self.process = process
        self.ours = ours
        self.stream = Stream()
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self.manners = termios.tcgetattr(ours)[:6]

    def press(self, keys: str) -> None:
        """Send keys, as a terminal does."""
        os.write(self.ours, keys.encode())

    def until(self, words: str) -> str:
        """Wait until words are shown that were not read before; returns everything that was shown meanwhile."""
        ends = time.monotonic() + PATIENCE
        while words not in self.stream.text:
            self.listen(1.0)
            if time.monotonic() > ends:
                raise AssertionError(f"{words!r} was not shown, but: {self.stream.text[-2000:]!r}")
        return self.taken()

    def taken(self) -> str:
        """What was shown since this was asked last."""
        shown, self.stream.text = self.stream.text, ""
        return shown

    def until_quiet(self, seconds: float = 0.15) -> str:
        """Wait until nothing was written for so long; returns what was shown meanwhile."""
        while self.listen(seconds):
            pass
        return self.taken()

    def listen(self, seconds: float) -> bool:
        """Read what comes within so many seconds; false when nothing does."""
        ready, _, _ = select.select([self.ours], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self.ours, 1 << 16)
        except OSError:
            return False
        self.stream.feed(self._decode(data))
        return bool(data)

    def ended(self) -> int:
        """Wait for the end of the program, reading what it still says; its exit code."""
        ends = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < ends:
            self.listen(0.05)
        while self.listen(0):
            pass
        return self.process.wait(timeout=1)

    def close(self) -> None:
        """Close the window."""
        if self.ours >= 0:
            os.close(self.ours)
            self.ours = -1


@contextmanager
def terminal(
    home: Path, *arguments: object, columns: int = 120, rows: int = 40, noting: Path | None = None, **variables: str
) -> Iterator[Terminal]:
    """The program, called with arguments in a terminal that controls it; its settings are in `home`.

    Which screens come to the front is noted in the file `noting`; `variables` are the environment's.
    """
    ours, theirs = os.openpty()
    fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    left_out = ("COLUMNS", "LINES", "NO_COLOR", "TEXTUAL", "TERM")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    environment |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "XDG_CONFIG_HOME": str(home)} | variables
    begin = ["-c", IN_ITS_TERMINAL] if noting is None else ["-c", NOTING_SCREENS + IN_ITS_TERMINAL, str(noting)]
    process = subprocess.Popen(
        [sys.executable, *begin, *map(str, arguments)],
        stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True,
    )  # fmt: skip
    there = Terminal(process, ours)
    os.close(theirs)
    try:
        yield there
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        process.wait()
        there.close()
