"""Whether a passage that has a place could as well have another: what one text says once more than the other."""

from __future__ import annotations

from functools import cached_property
from itertools import islice

from transcripts.reanchoring.again import SaidAgain
from transcripts.reanchoring.model import SAID_LESS, SAID_MORE, Span
from transcripts.reanchoring.tokens import Tokens, tokens
from transcripts.reanchoring.verbatim import CONTEXT, ENOUGH, MOST_PLACES, Side, agreeing, cuts, everywhere, once


class Doubles:
    """Both texts, asked of one placed passage after the other.

    Words count as said once more where the alignment leaves them without a counterpart, and as the passage's own where
    what stands around them is the passage's surroundings: as far as is looked on one side, or so far on both that it
    stands nowhere else. The same “Yes.” to another question is neither.
    """

    def __init__(self, old: Side, new: Side) -> None:
        self.old = old
        self.new = new

    def doubt(self, passage: Span, place: Span) -> tuple[str, Span | None]:
        """Why a person should look at the place of a passage, and the other place when that is in the new text;
        an empty reason when there is no doubt.
        """
        if found := self._copies(self.old.here, passage, self.new, place):
            return SAID_MORE, min(found, key=lambda copy: (abs(copy[0] - place[0]), copy))
        if self._copies(self.new.here, place, self.old, passage):
            return SAID_LESS, None
        if (copy := self._more.other(*passage, place)) is not None:
            return SAID_MORE, copy
        return (SAID_LESS, None) if self._less.other(*place, passage) is not None else ("", None)

    @cached_property
    def _words(self) -> tuple[Tokens, Tokens]:
        known: dict[str, int] = {}
        return tokens(self.old.here, known), tokens(self.new.here, known)

    @cached_property
    def _more(self) -> SaidAgain:
        return SaidAgain(self.old, *self._words)

    @cached_property
    def _less(self) -> SaidAgain:
        return SaidAgain(self.new, *reversed(self._words))

    def _copies(self, one: str, there: Span, side: Side, place: Span) -> list[Span]:
        """Where the words of a place stand once more in its text, nothing but [there) of the other text answers to
        them, and what stands around them is what stands around that.

        Looked for with so much of that as must agree on one side or the other: that is in few places, when “yes” is in
        thousands.
        """
        words, cut, long = side.here[slice(*place)], cuts(side.here, *place), place[1] - place[0]
        least = max(0, (ENOUGH - (there[1] - there[0]) + 1) // 2)
        before, behind = one[max(0, there[0] - least) : there[0]], one[there[1] : there[1] + least]
        found = set[int]()
        for seed, shift in dict.fromkeys(((before + words, len(before)), (words + behind, 0))):
            if len(seed) - len(words) == least:
                found.update(at + shift for at in islice(everywhere(side.here, seed), MOST_PLACES))
        copies = [(at, at + long) for at in sorted(found) if at != place[0] and cuts(side.here, at, at + long) == cut]
        left = (copy for copy in copies if side.answer(*copy) in (None, there[0]))
        return [copy for copy in left if self._as_good(one, there, side.here, copy)]

    @staticmethod
    def _as_good(one: str, there: Span, other: str, copy: Span) -> bool:
        """Whether a copy in one text stands among the words that a place in the other stands among."""
        before, behind = agreeing(one, there, other, copy)
        if max(before, behind) >= CONTEXT:
            return True
        stretch = one[there[0] - before : there[1] + behind]
        return len(stretch) >= ENOUGH and once(one, stretch)
