"""Files read side by side in processes of their own: one that a file kills or stalls takes that file with it alone."""

from __future__ import annotations

import os
import queue
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Condition
from types import TracebackType
from typing import Self

from transcripts.errors import ImportRefused
from transcripts.importing.decisions import Decisions
from transcripts.importing.model import ImportedText
from transcripts.importing.reader import AS_UNDERSTOOD
from transcripts.importing.reading_process import ReadingProcess

MOST = 4
"""Processes at most, however many processors there are: each may take as much memory as `limits` allow."""
_AHEAD = 24
"""Files given out for each process before their turn, so that none waits while the first is taken in."""
_HELD_BYTES = 16 * 2**20
"""No more are read while so much waits to be taken in, counted roughly: of a study, all that is ahead."""
_LOOK = 0.1


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read. `content` gives its bytes, or raises ImportRefused; it is called in a thread of the pool."""

    name: str
    content: Callable[[], bytes]
    decisions: Decisions = AS_UNDERSTOOD


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one file: its documents, or why there are none. `content` is empty where it had none.

    `digest` is the SHA-256 of the content, in hexadecimal digits.
    """

    documents: tuple[ImportedText, ...] = ()
    refusal: ImportRefused | None = None
    content: bytes = field(default=b"", repr=False)
    digest: str = ""

    @property
    def weight(self) -> int:
        """About how many bytes of memory it takes."""
        return sum(document.weight for document in self.documents) + len(self.content)


class ReadingPool:
    """Reading processes, as many as there are processors and files; kept until `close`, so that reading again is quick.

    Made with the number of files that are expected. Unless that is 0 the processes start at once, and are up before
    they are needed when something else is done in between. One that had to be ended is replaced.
    """

    def __init__(self, expected: int) -> None:
        self._processes = [ReadingProcess() for _ in range(max(1, min(expected, _processors(), MOST)))]
        self._idle: queue.SimpleQueue[ReadingProcess] = queue.SimpleQueue()
        for process in self._processes:
            if expected:
                process.start()
            self._idle.put(process)
        self._threads = ThreadPoolExecutor(len(self._processes), thread_name_prefix="reading")

    def read_all(self, sources: Iterable[Source], cancelled: Callable[[], bool] = lambda: False) -> Iterator[Reading]:
        """What became of each file, in their order, as soon as it is known.

        Ends early once `cancelled`, asked ten times a second, says so. It may also simply be left.
        """
        pending: deque[Future[Reading]] = deque()
        held = _Held()
        try:
            for number, source in enumerate(sources):
                pending.append(self._threads.submit(self._read, number, source, held))
                while len(pending) >= _AHEAD * len(self._processes):
                    yield from _next(pending, held, cancelled)
                    if cancelled():
                        return
                if cancelled():
                    return
            while pending and not cancelled():
                yield from _next(pending, held, cancelled)
        finally:
            held.let_go()
            self._forget(pending)

    def pids(self) -> list[int]:
        """The numbers that the system knows the running processes by."""
        return [process.pid for process in self._processes if process.pid]

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        for process in self._processes:
            process.end()
        self._threads.shutdown(cancel_futures=True)
        for process in self._processes:
            process.close()

    def _read(self, number: int, source: Source, held: _Held) -> Reading:
        held.await_room(number)
        reading = self._read_now(source)
        held.add(reading.weight)
        return reading

    def _read_now(self, source: Source) -> Reading:
        content = b""
        process = self._idle.get()
        try:
            content = source.content()
            documents = process.read(content, source.name, source.decisions)
        except ImportRefused as refusal:
            return Reading((), refusal, content, sha256(content).hexdigest())
        finally:
            self._idle.put(process)
        return Reading(documents, None, content, sha256(content).hexdigest())

    def _forget(self, pending: Iterable[Future[Reading]]) -> None:
        """Drop what nobody waits for any more; a process at work on it is ended, and starts anew with its next file."""
        if [future for future in pending if not future.cancel() and not future.done()]:
            for process in self._processes:
                process.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Held:
    """The weight of what was read and waits to be taken in. No further file is read while it is too much.

    The file that is waited for next is read however much that is: those behind it may have come to be read before it,
    and nothing is taken in until it is there.
    """

    def __init__(self) -> None:
        self._bytes = 0
        self._taken = 0
        self._left = False
        self._changed = Condition()

    def add(self, count: int) -> None:
        """So many more bytes of it."""
        with self._changed:
            self._bytes += count

    def take(self, count: int) -> None:
        """The next file, of so many bytes, is taken in."""
        with self._changed:
            self._bytes -= count
            self._taken += 1
            self._changed.notify_all()

    def await_room(self, number: int) -> None:
        """Wait as long as there is too much of it for file `number`, counted from 0, to be read."""
        with self._changed:
            self._changed.wait_for(lambda: self._left or number == self._taken or self._bytes <= _HELD_BYTES)

    def let_go(self) -> None:
        """Nobody takes it in any more: let everybody go on."""
        with self._changed:
            self._left = True
            self._changed.notify_all()


def _next(pending: deque[Future[Reading]], held: _Held, cancelled: Callable[[], bool]) -> Iterator[Reading]:
    """The first of what is pending, when it is done; nothing when the person cancels before."""
    while not cancelled():
        if wait([pending[0]], _LOOK).done:
            reading = pending.popleft().result()
            held.take(reading.weight)
            yield reading
            return


def _processors() -> int:
    """The processors that this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
