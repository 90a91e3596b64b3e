"""What became of a passage when its text was replaced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["kept", "moved", "changed", "lost"]
VERDICTS: tuple[Verdict, ...] = ("kept", "moved", "changed", "lost")

TAKEN_OUT = "this passage is not in the new text"
REWRITTEN = "too little of its wording is left"
AMBIGUOUS = "the new text has these words in several places, and none is clearly the one"


@dataclass(frozen=True, slots=True)
class Placement:
    """[old_start, old_end) of the old text and its place [start, end) in the new one; code points.

    `kept`: the same words at the same offsets. `moved`: the same words, to the character, at other offsets. `changed`:
    the place is known and its words differ. `lost`: no place can be named honestly, `start` and `end` are None; then
    `reason` says why, and `likely` is a place that a person may want to look at first.
    """

    old_start: int
    old_end: int
    verdict: Verdict
    start: int | None = None
    end: int | None = None
    reason: str = ""
    likely: tuple[int, int] | None = None

    @property
    def place(self) -> tuple[int, int] | None:
        """[start, end), None when lost."""
        return None if self.start is None or self.end is None else (self.start, self.end)
