"""Whether a passage that has a place could as well have another: what one text says once more than the other."""

from __future__ import annotations

from itertools import islice

from transcripts.reanchoring.model import SAID_LESS, SAID_MORE
from transcripts.reanchoring.verbatim import CONTEXT, ENOUGH, MOST_PLACES, Cut, Side, agreeing, cuts, occurrences, once

Span = tuple[int, int]


class Doubles:
    """Both texts, asked of one placed passage after the other.

    Words count as said once more where the alignment leaves them without a counterpart, and as the passage's own where
    what stands around them is the passage's surroundings: as far as is looked on one side, or so far on both that it
    stands nowhere else. The same “Yes.” to another question is neither.
    """

    def __init__(self, old: Side, new: Side) -> None:
        self.old = old
        self.new = new
        self._left: dict[tuple[bool, str, Cut], list[int]] = {}

    def doubt(self, passage: Span, place: Span) -> tuple[str, Span | None]:
        """Why a person should look at the place of a passage, and the other place when that is in the new text;
        an empty reason when there is no doubt.
        """
        long = place[1] - place[0]
        copies = [(at, at + long) for at in self._unmatched(self.new, *place) if at != place[0]]
        found = [copy for copy in copies if self._as_good(self.old.here, passage, self.new.here, copy)]
        if found:
            return SAID_MORE, min(found, key=lambda copy: (abs(copy[0] - place[0]), copy))
        long = passage[1] - passage[0]
        others = [(at, at + long) for at in self._unmatched(self.old, *passage) if at != passage[0]]
        if any(self._as_good(self.new.here, place, self.old.here, other) for other in others):
            return SAID_LESS, None
        return "", None

    def _unmatched(self, side: Side, start: int, end: int) -> list[int]:
        """Where the words of [start, end) stand in their text and the other has nothing that answers to all of them;
        the first of many.
        """
        words, cut = side.here[start:end], cuts(side.here, start, end)
        known = side is self.old, words, cut
        if known not in self._left:
            free = (at for at in occurrences(side.here, words, cut) if not side.answered(at, at + len(words)))
            self._left[known] = list(islice(free, MOST_PLACES))
        return self._left[known]

    @staticmethod
    def _as_good(one: str, there: Span, other: str, copy: Span) -> bool:
        """Whether a copy in one text stands among the words that a place in the other stands among."""
        before, behind = agreeing(one, there, other, copy)
        if max(before, behind) >= CONTEXT:
            return True
        stretch = one[there[0] - before : there[1] + behind]
        return len(stretch) >= ENOUGH and once(one, stretch)
