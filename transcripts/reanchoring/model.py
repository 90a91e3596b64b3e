"""What became of a passage when its text was replaced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]
"""[start, end), in code points."""
Verdict = Literal["kept", "moved", "changed", "lost"]
VERDICTS: tuple[Verdict, ...] = ("kept", "moved", "changed", "lost")

TAKEN_OUT = "this passage is not in the new text"
REWRITTEN = "too little of its wording is left"
AMBIGUOUS = "the new text has these words in several places, and none is clearly the one"
SAID_MORE = "the new text says this once more: look which it is"
SAID_LESS = "the old text said this once more: look which it is"
NOT_ITS_OWN = "these words are said several times, and what stood around them is not here: look which it is"

UNSURE_START = "other words stand where it began: look where it begins"
UNSURE_END = "other words stand where it ended: look where it ends"
UNSURE_ENDS = "other words stand where it began and where it ended: look how far it reaches"
GROWN_MUCH = "much more stands between its first and its last words now: look how far it reaches"
TORN = "a part of it stands elsewhere now: look what belongs to it"


@dataclass(frozen=True, slots=True)
class Placement:
    """[old_start, old_end) of the old text and its place [start, end) in the new one; code points.

    `kept`: the same words at the same offsets. `moved`: the same words, to the character, at other offsets. `changed`:
    the place is known and its words differ. `lost`: no place can be named honestly, `start` and `end` are None.
    `reason` says why it is lost, or why its place is in doubt; `likely` is a place, or the other one, to look at.
    """

    old_start: int
    old_end: int
    verdict: Verdict
    start: int | None = None
    end: int | None = None
    reason: str = ""
    likely: tuple[int, int] | None = None

    @property
    def doubtful(self) -> bool:
        """Whether it has a place that a person should look at: another is as good, or its ends are not certain."""
        return self.start is not None and bool(self.reason)

    @property
    def place(self) -> tuple[int, int] | None:
        """[start, end), None when lost."""
        return None if self.start is None or self.end is None else (self.start, self.end)
