"""Ending a process that takes longer than it may.

One thread that looks a few times a second: a timer for each file would be a thread for each file, which takes as long
to start as a transcript takes to read.
"""

from __future__ import annotations

import math
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

_LOOK = 0.2


class Watch:
    """Watches over one process at a time. `ended_it` says whether the last one was ended for taking too long."""

    def __init__(self) -> None:
        self.ended_it = False
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._until = math.inf
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    @contextmanager
    def over(self, process: subprocess.Popen[bytes], seconds: float) -> Iterator[None]:
        """End the process when this is not left within so many seconds on the clock."""
        with self._lock:
            self.ended_it, self._process, self._until = False, process, monotonic() + seconds
            if self._thread is None:
                self._closed.clear()
                self._thread = threading.Thread(target=self._look, name="watch over reading", daemon=True)
                self._thread.start()
        try:
            yield
        finally:
            with self._lock:
                self._until = math.inf

    def close(self) -> None:
        """Stop watching."""
        self._closed.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _look(self) -> None:
        while not self._closed.wait(_LOOK):
            with self._lock:
                if monotonic() >= self._until and self._process is not None:
                    self.ended_it, self._until = True, math.inf
                    self._process.kill()
