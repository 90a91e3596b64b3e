"""What of a document stands on the screen long enough to count as seen. Pure.

Somebody looks at the reader every `LOOK` seconds. What stood there at two looks in a row was there for that long:
paging through, or holding an arrow key down, is not reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from codebook.spans import Span, intersection, region
from codebook.team.reading_log import Reading, extended
from coding_tui.reader.wrapping import RowKind, WrappedText
from transcripts.identity import now

LOOK = 1.5
"""Seconds between two looks at the screen."""


class Looking:
    """One coder's reading of the document that is open; `read` is what the log should hold by now."""

    def __init__(self, read: Reading) -> None:
        self.read = read if read.opened else replace(read, opened=now())
        self._kept = read
        self._before: Sequence[Span] = ()

    def look(self, page: Sequence[Span]) -> bool:
        """Take in what stands on the screen now (a region; empty while something else does); whether more was seen."""
        before, stood = self.read, intersection(page, self._before)
        self._before = page
        self.read = extended(before, stood)
        return self.read is not before

    @property
    def due(self) -> bool:
        """Whether there is something to write to the log."""
        return self.read is not self._kept

    def take(self) -> Reading:
        """What to write; it counts as written from here on."""
        self._kept = self.read
        return self.read


def page(wrapped: WrappedText, top: int, height: int) -> list[Span]:
    """The region whose words are on the rows [top, top + height) of the wrapped document; what is folded is not."""
    found: list[Span] = []
    follows = False
    for row in range(max(0, top), min(top + height, wrapped.height)):
        if wrapped.kinds[row] == RowKind.WORDS:
            start = found.pop()[0] if follows else wrapped.starts[row]
            found.append((start, wrapped.ends[row]))
            follows = True
        elif wrapped.kinds[row] == RowKind.FOLDED:
            follows = False
    return region(found)
