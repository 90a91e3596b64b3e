"""The terminal under the app, which may go away: a window that is closed, a connection that breaks.

Textual's driver believes that a terminal stays. Writing to one that is gone would end its writer, after which the app
waits for ever for room in the writer's queue; reading from one prints a crash to nobody. Here what can no longer be
shown is dropped, and the app is told, so that it finishes its work and leaves.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

from textual.drivers.linux_driver import LinuxDriver

from coding_tui.ending import CLOSED, leave

if TYPE_CHECKING:
    from coding_tui.watchful import WatchfulApp


class Lasting:
    """The file of a terminal: once it is gone, what is written to it is dropped."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._gone = False

    def write(self, text: str) -> None:
        """Write, as long as there is somebody to see it."""
        with self._perhaps():
            self._file.write("" if self._gone else text)

    def flush(self) -> None:
        """Send what was written."""
        with self._perhaps():
            self._file.flush()

    def fileno(self) -> int:
        """The terminal's number."""
        return self._file.fileno()

    @contextmanager
    def _perhaps(self) -> Iterator[None]:
        try:
            yield
        except OSError:
            self._gone = True


class LastingDriver(LinuxDriver):
    """Textual's driver for Linux and macOS, on a terminal that may go away."""

    def __init__(self, app: WatchfulApp, **options: Any) -> None:
        super().__init__(app, **options)
        self._file: Any = Lasting(self._file)
        self._watched = app

    def run_input_thread(self) -> None:
        """Read keys; when the terminal is gone, have the app finish and leave."""
        try:
            super().run_input_thread()
        except OSError:
            self._watched.call_later(leave, self._watched, CLOSED)
