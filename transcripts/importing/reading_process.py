"""The program's side of one reading process (`worker`): start it, send it files, take what it found."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, cast

from transcripts.errors import ImportRefused, WorkbenchError
from transcripts.importing import limits, wire
from transcripts.importing.decisions import Decisions
from transcripts.importing.kinds import is_pdf
from transcripts.importing.model import ImportedText
from transcripts.importing.watch import Watch

_Answer = TypeVar("_Answer")
_ROOT = Path(__file__).parents[2]
_NEEDED_BY_WINDOWS = ("SYSTEMROOT", "SYSTEMDRIVE", "TEMP")
_SAVE_AGAIN = "open it in the program it comes from and save it anew, as .docx or plain text"


class ReaderFailed(WorkbenchError):
    """The processes that read files cannot be started."""


class ReadingProcess:
    """A process that reads one file after the other, started by the first, if not before, and again when it has ended.

    Used by one thread at a time; `end` may be called by any.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._ready = False
        self._watch = Watch()

    @property
    def pid(self) -> int:
        """The number that the system knows it by; 0 while it does not run."""
        return self._process.pid if self._process is not None and self._process.poll() is None else 0

    def start(self) -> None:
        """Start it, unless it runs; it gets ready by itself."""
        if self._process is None or self._process.poll() is not None:
            self._close()
            self._process, self._ready = _started(), False

    def read(self, data: bytes, name: str, decisions: Decisions) -> tuple[ImportedText, ...]:
        """The documents in a file. Raises ImportRefused, also when the process did not survive the file.

        Raises ReaderFailed when there is no process to be had.
        """
        return self._answer(lambda: {"name": name, "decisions": wire.of_decisions(decisions)}, data, _documents)

    def rows(self, data: bytes) -> list[tuple[int, list[str]]]:
        """The numbered rows of a workbook's first table. Raises ImportRefused and ReaderFailed, as `read` does."""
        return self._answer(lambda: {"wanted": "rows"}, data, _rows)

    def _answer(
        self, request: Callable[[], dict[str, Any]], data: bytes, taken: Callable[[dict[str, Any]], _Answer]
    ) -> _Answer:
        self.start()
        process = cast("subprocess.Popen[bytes]", self._process)
        self._await_ready(process)
        try:
            with self._watch.over(process, limits.clock_seconds(len(data), by_page=is_pdf(data))):
                answer = _asked(process, wire.packed(request()), data)
            return taken(answer)
        except (EOFError, OSError):
            raise limits.TooCostly(self._why_it_ended(process)) from None
        except wire.Garbled:
            self.end()
            raise limits.TooCostly(f"refused: reading it broke the reader; {_SAVE_AGAIN}") from None

    def end(self) -> None:
        """End the process, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def close(self) -> None:
        """End the process and let go of its pipes."""
        self.end()
        self._watch.close()
        self._close()

    def _close(self) -> None:
        if self._process is not None:
            for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
                with suppress(OSError):
                    cast("BinaryIO", stream).close()

    def _await_ready(self, process: subprocess.Popen[bytes]) -> None:
        if self._ready:
            return
        try:
            wire.read_frame(cast("BinaryIO", process.stdout), limits.REPLY_BYTES)
        except (EOFError, OSError, wire.Garbled):
            self.end()
            raise ReaderFailed(f"Files cannot be read: {_complaint(process)}") from None
        self._ready = True

    def _why_it_ended(self, process: subprocess.Popen[bytes]) -> str:
        process.kill()
        code = process.wait()
        if self._watch.ended_it or code == -getattr(signal, "SIGXCPU", 0):
            return limits.TOO_SLOW
        if code == -getattr(signal, "SIGKILL", 0):
            return limits.TOO_MUCH_MEMORY
        return f"refused: reading it broke the reader ({code}); {_SAVE_AGAIN}"


def _asked(process: subprocess.Popen[bytes], request: bytes, data: bytes) -> dict[str, Any]:
    stdin, stdout = cast("BinaryIO", process.stdin), cast("BinaryIO", process.stdout)
    wire.write_frame(stdin, request)
    wire.write_frame(stdin, data)
    return wire.unpacked(wire.read_frame(stdout, limits.REPLY_BYTES))


def _documents(answer: dict[str, Any]) -> tuple[ImportedText, ...]:
    _require_read(answer)
    return wire.to_documents(answer)


def _rows(answer: dict[str, Any]) -> list[tuple[int, list[str]]]:
    _require_read(answer)
    return wire.to_rows(answer.get("rows"))


def _require_read(answer: dict[str, Any]) -> None:
    if "refused" in answer:
        raise ImportRefused(str(answer["refused"]))
    if "costly" in answer:
        raise limits.TooCostly(str(answer["costly"]))
    if "fault" in answer:
        raise limits.TooCostly(f"the reader failed ({answer['fault']}), a fault of this program: {_SAVE_AGAIN}")


def _started() -> subprocess.Popen[bytes]:
    """A new process in a session of its own, so that Ctrl-C is for the program alone, knowing nothing of its place.

    `-P`: no module is taken from the folder one happens to be in.
    """
    environment = {name: value for name in _NEEDED_BY_WINDOWS if (value := os.environ.get(name))}
    return subprocess.Popen(
        [sys.executable, "-P", "-s", "-m", "transcripts.importing.worker"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**environment, "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"},
        start_new_session=True, creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )  # fmt: skip


def _complaint(process: subprocess.Popen[bytes]) -> str:
    """The last line that a process said before it gave up."""
    said = process.stderr.read().decode("utf-8", "replace").strip() if process.stderr else ""
    return said.splitlines()[-1] if said else f"the process that reads them ended with {process.returncode}"
