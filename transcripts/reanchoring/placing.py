"""From passages of an old text to what became of each in the new one: the door of this room."""

from __future__ import annotations

from collections.abc import Iterable

from transcripts.reanchoring.alignment import align
from transcripts.reanchoring.model import AMBIGUOUS, REWRITTEN, TAKEN_OUT, Placement
from transcripts.reanchoring.rewording import reworded
from transcripts.reanchoring.verbatim import Side, by_context

Span = tuple[int, int]


def reanchor(old: str, new: str, spans: Iterable[Span]) -> list[Placement]:
    """What becomes of each span [start, end) of `old` when `new` replaces it, in the order of the spans.

    A span that is kept or moved has the same words, to the character; replacing `new` by `old` again brings it back to
    where it was. One that cannot be placed honestly is lost, and never put on something else. Raises ValueError for a
    span that is empty or outside.
    """
    placer = _Placer(old, new)
    return [placer.place(start, end) for start, end in spans]


class _Placer:
    def __init__(self, old: str, new: str) -> None:
        alignment = align(old, new)
        self.length = len(old)
        self.old = Side(old, new, alignment)
        self.new = Side(new, old, alignment.inverse())

    def place(self, start: int, end: int) -> Placement:
        if not 0 <= start < end <= self.length:
            raise ValueError(f"no passage at {start}–{end} of {self.length} characters")
        at = self.old.settled(start, end)
        places: list[int] = []
        if at is None:
            at, places = by_context(self.old, self.new, start, end)
        if at is not None:
            return Placement(start, end, "kept" if at == start else "moved", at, at + end - start)
        return self._otherwise(start, end, places)

    def _otherwise(self, start: int, end: int, places: list[int]) -> Placement:
        """What becomes of a passage whose own words have no certain place."""
        found = reworded(self.old, start, end)
        same = found is not None and self.old.there[found.start : found.end] == self.old.here[start:end]
        if found is not None and found.alike and not same:
            return Placement(start, end, "changed", found.start, found.end)
        nearest = min(places, key=lambda at: (abs(at - (found.start if found else start)), at), default=None)
        if nearest is not None:
            return Placement(start, end, "lost", reason=AMBIGUOUS, likely=(nearest, nearest + end - start))
        if found is None:
            return Placement(start, end, "lost", reason=TAKEN_OUT)
        return Placement(start, end, "lost", reason=REWRITTEN, likely=(found.start, found.end))
