"""How much one file may cost to read: memory, time and the size of what comes out.

A transcript of a day's talk is about 1 MB of text and takes well under a second; whatever needs more than this was
made to, or is not a transcript. Limits of memory and computing time are the operating system's and hold inside a
parser too; where it has none (Windows), only the time on the clock is limited.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence

from transcripts.errors import ImportRefused
from transcripts.importing.model import Extract, ImportedText

MEMORY_BYTES = 2**30
"""Address space of one reading process, Python and its libraries included."""
CHARACTERS = 20_000_000
TURNS = 100_000
REPLY_BYTES = 256 * 2**20
"""More than any answer within the limits above takes, spelled out."""

_SECONDS = 3.0
_SECONDS_PER_BYTE = 0.5 / 2**20
_MOST_SECONDS = 4.0
"""The system counts whole seconds and may give a part of one more: no file takes longer than 5 and yields no words."""
_SECONDS_PER_LETTER = 100e-6
_SECONDS_PER_BYTE_PAINTED = 100e-6
_MOST_EARNED = 300.0
"""A PDF is read slowly, at worst letter by letter: 600 printed pages of one take a minute where a .docx of as much talk
takes a tenth of a second. So each letter on a page that was read earns time, three times what it cost at worst; but not
more than the instructions it was painted by, each counted once as they stand in the file: there is at least one byte of
them to a letter, and a small file, or a large one full of something else, cannot go on for long by painting the same
again and again."""
_WAITING = 10.0

TOO_MUCH_MEMORY = "refused: reading it takes more memory than any transcript needs"
TOO_SLOW = (
    "refused: reading it takes longer than a transcript of its size does; save it as plain text (.txt), or import "
    "parts of it"
)
TOO_DEEP = "refused: it is nested deeper than any transcript"


class TooCostly(ImportRefused):
    """A file that took more memory or time than any transcript, or ended the process that read it.

    Nothing in the program itself may try it again.
    """


def seconds(size: int, letters: float = 0, painted: int = 0) -> float:
    """Computing time, in seconds, for a file of so many bytes that has yielded so many letters, page by page.

    3, and half of one for every MB, at most 4; and what the letters earn, by instructions of `painted` bytes.
    """
    earned = min(letters * _SECONDS_PER_LETTER, painted * _SECONDS_PER_BYTE_PAINTED, _MOST_EARNED)
    return min(_SECONDS + size * _SECONDS_PER_BYTE, _MOST_SECONDS) + earned


def clock_seconds(size: int, *, by_page: bool) -> float:
    """Time on the clock after which a reading process is ended, whatever it is waiting for.

    Far more than the computing time where that is limited itself: other programs may need the machine. `by_page`: the
    file may earn time (`go_on`).
    """
    most = seconds(size, math.inf if by_page else 0, size)
    return most + 1 if sys.platform == "win32" else _WAITING + 3 * most


def confine() -> None:
    """Limit this process's memory for good, and let nothing it holds be written to a dump of its memory."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Windows has none

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    # One byte, not none: Linux passes a dump of a process with 0 to a program that collects dumps, but not with 1.
    resource.setrlimit(resource.RLIMIT_CORE, (1, 1))


_begun: float | None = None
"""The computing time that this process had used when it was given the file at hand; None where nothing is limited."""


def allow(size: int) -> None:
    """Give this process the computing time of one more file; the system ends it when that is used up."""
    global _begun
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Windows has none

    used = resource.getrusage(resource.RUSAGE_SELF)
    _begun = used.ru_utime + used.ru_stime
    go_on(size, 0, 0)


def go_on(size: int, letters: int, painted: int) -> None:
    """Allow the file at hand, of so many bytes, the time that it has earned (see `seconds`)."""
    if sys.platform == "win32" or _begun is None:
        return
    import resource  # noqa: PLC0415 - Windows has none

    until = math.ceil(_begun + seconds(size, letters, painted))
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def require_few_cues(text: str) -> None:
    """Raise ImportRefused for subtitles of more cues than a project can use as turns."""
    cues = text.count("-->")
    if cues > TURNS:
        raise ImportRefused(f"it holds {cues:,} subtitles, which no transcript does: import parts of it")


def require_sensible(documents: Sequence[ImportedText] | Sequence[Extract]) -> None:
    """Raise ImportRefused when what was read from one file is more than a project can use."""
    characters = sum(len(document.text) for document in documents)
    if characters > CHARACTERS:
        raise ImportRefused(f"it holds {characters:,} characters, which no transcript does: import parts of it")
    turns = max((len(document.turns or ()) for document in documents), default=0)  # a table may hold many reviews
    if turns > TURNS:
        raise ImportRefused(f"it holds {turns:,} turns, which no transcript does: import parts of it")
