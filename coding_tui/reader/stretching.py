"""Picking up an edge of a coding. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from coding_tui.reader.coding_index import CodingIndex
from coding_tui.reader.model import ReaderCoding
from coding_tui.reader.movement import Span


@dataclass(frozen=True, slots=True)
class Stretch:
    """A coding being stretched: the edge that stays, the one that moves, and anchor and cursor as they were before."""

    coding: ReaderCoding
    fixed: int
    moving: int
    before: Span = (0, 0)


def nearer_edge(index: CodingIndex, cursor: int) -> Stretch | None:
    """The nearer edge of the narrowest of the person's own codings that holds the cursor or ends at it."""
    for start in (cursor, max(0, cursor - 1)):
        here = [coding for coding in index.touching(start, start + 1) if coding.mine]
        if here:
            coding = min(here, key=lambda coding: coding.end - coding.start)
            if cursor - coding.start < coding.end - cursor:
                return Stretch(coding, coding.end, coding.start)
            return Stretch(coding, coding.start, coding.end)
    return None
