"""One reading process: files come in by its standard input, what they hold goes out by its standard output.

    python -m transcripts.importing.worker        (started by `pool`, never by hand)

It opens no file, no connection and no other program, ignores Ctrl-C, and ends when the program that started it does.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any, BinaryIO

from transcripts.errors import ImportRefused
from transcripts.importing import limits, wire
from transcripts.importing.reader import FILE_BYTES, read_documents

_REQUEST_BYTES = 2**24
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.system", "os.fork", "os.remove", "os.rename")
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def main() -> None:
    """Read files until nobody sends any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, replies = _own_streams()
    limits.confine()
    sys.addaudithook(forbid)
    try:
        wire.write_frame(replies, wire.packed({"ready": True}))
        while True:
            request = wire.unpacked(wire.read_frame(requests, _REQUEST_BYTES))
            wire.write_frame(replies, _answer(request, wire.read_frame(requests, FILE_BYTES)))
    except (EOFError, OSError):
        return


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """The pipes to the program, which nothing else can write to: a library's remarks go nowhere."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    return requests, replies


def forbid(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: a parser has no business outside the bytes that it was given."""
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITES:
        raise PermissionError(event)


def _answer(request: dict[str, Any], data: bytes) -> bytes:
    limits.allow(len(data))
    try:
        if request.get("wanted") == "rows":
            from transcripts.importing import workbook  # noqa: PLC0415 - for tables alone

            return wire.packed({"rows": [[line, list(cells)] for line, cells in workbook.first_table(data)]})
        documents = read_documents(data, request["name"], wire.to_decisions(request["decisions"]))
        return wire.packed_documents(documents)
    except ImportRefused as refusal:
        return wire.packed({"refused": str(refusal)})
    except MemoryError:
        return wire.packed({"costly": limits.TOO_MUCH_MEMORY})
    except RecursionError:
        return wire.packed({"costly": limits.TOO_DEEP})
    except Exception as error:
        return wire.packed({"fault": _place(error)})


def _place(error: Exception) -> str:
    """The kind and the place of a fault of ours, without the words that were being read."""
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    where = "" if last is None else f", {os.path.basename(last.tb_frame.f_code.co_filename)} line {last.tb_lineno}"
    return f"{type(error).__name__}{where}"


if __name__ == "__main__":
    main()
