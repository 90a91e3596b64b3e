"""One passage of an old text after the other, and what became of each in the new one."""

from __future__ import annotations

from dataclasses import replace

from transcripts.reanchoring.alignment import align
from transcripts.reanchoring.doubles import Doubles
from transcripts.reanchoring.model import AMBIGUOUS, REWRITTEN, TAKEN_OUT, Placement
from transcripts.reanchoring.rewording import reworded
from transcripts.reanchoring.rivals import Rivals
from transcripts.reanchoring.verbatim import Side, by_context


class Placer:
    """Both texts aligned, and asked for one passage after the other."""

    def __init__(self, old: str, new: str) -> None:
        alignment = align(old, new)
        self.length = len(old)
        self.old = Side(old, new, alignment)
        self.new = Side(new, old, alignment.inverse())
        self.doubles = Doubles(self.old, self.new)
        self.rivals = Rivals(self.old, self.new)

    def place(self, start: int, end: int) -> Placement:
        """What becomes of [start, end) of the old text. Raises ValueError when it is empty or outside."""
        found = self._place(start, end)
        if found.place is None:
            return found
        reason, likely = self.doubles.doubt((start, end), found.place)
        if not reason and found.verdict != "changed":
            reason, likely = self.rivals.doubt((start, end), found.place)
        return replace(found, reason=reason, likely=likely) if reason else found

    def _place(self, start: int, end: int) -> Placement:
        if not 0 <= start < end <= self.length:
            raise ValueError(f"no passage at {start}–{end} of {self.length} characters")
        at = self.old.settled(start, end)
        places: list[int] = []
        if at is None:
            at, places = by_context(self.old, self.new, start, end)
        if at is None:
            at = self._one_of_two(start, end)
        if at is not None:
            return Placement(start, end, "kept" if at == start else "moved", at, at + end - start)
        return self._otherwise(start, end, places)

    def _one_of_two(self, start: int, end: int) -> int | None:
        """Where the alignment has a passage whose words one text says once more, among the same words: one of both,
        unless what stands around that place says that other words went there.
        """
        at = self.old.answer(start, end)
        if at is None or not self.doubles.doubt((start, end), (at, at + end - start))[0]:
            return None
        return at if by_context(self.new, self.old, at, at + end - start)[0] is None else None

    def _otherwise(self, start: int, end: int, places: list[int]) -> Placement:
        """What becomes of a passage whose own words have no certain place."""
        found = reworded(self.old, start, end)
        same = found is not None and self.old.there[found.start : found.end] == self.old.here[start:end]
        if found is not None and found.alike and not same:
            return Placement(start, end, "changed", found.start, found.end, found.doubt)
        nearest = min(places, key=lambda at: (abs(at - (found.start if found else start)), at), default=None)
        if nearest is not None:
            return Placement(start, end, "lost", reason=AMBIGUOUS, likely=(nearest, nearest + end - start))
        if found is None:
            return Placement(start, end, "lost", reason=TAKEN_OUT)
        return Placement(start, end, "lost", reason=REWRITTEN, likely=(found.start, found.end))
