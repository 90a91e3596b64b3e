"""Whether the same words at another place go better with where a passage was put: each “Yes.” to its own question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from transcripts.reanchoring.model import NOT_ITS_OWN, Span
from transcripts.reanchoring.spoken import Spoken
from transcripts.reanchoring.verbatim import CONTEXT, LONG, MOST_PLACES, Side, agreeing, cuts, everywhere, once

NEAREST = 4
"""Words on either side of which one must have stayed, with words that are said several times."""
_WORD = re.compile(r"\w+")


class Rivals:
    """Both texts, asked of one short passage after the other that stands there to the character.

    A rival is the same words in either text, when more of what is said right before them (as much, and more behind)
    stands around the place in the other text than of what is said around the words that were put there, and more than
    stands around the place the alignment gives to the rival: both would rather have each other.
    """

    def __init__(self, old: Side, new: Side) -> None:
        self.old = old
        self.new = new

    def doubt(self, passage: Span, place: Span) -> tuple[str, Span | None]:
        """Why a person should look at the place of a passage, and the place that its surroundings went to when that is
        another; an empty reason when there is no doubt.
        """
        here, there = self._olds.span(passage), self._news.span(place)
        words = self._olds.text[slice(*here)]
        if not 0 < len(words) <= LONG or "\n" in words or words != self._news.text[slice(*there)]:
            return "", None
        best = max(_rivals(self._olds, here, self.new, self._news, there), default=None)
        if best is not None:
            return NOT_ITS_OWN, self._news.original(best[1])
        other = any(_rivals(self._news, there, self.old, self._olds, here))
        return (NOT_ITS_OWN if other or self._alone(here, there) else ""), None

    def _alone(self, here: Span, there: Span) -> bool:
        """Whether the words of a passage stand twice, and none of those nearest to it is among those nearest to its
        place.
        """
        one, other = self._olds.text, self._news.text
        sides = zip(_nearest(one, here), _nearest(other, there), strict=True)
        if any((not was and not now) or was & now for was, now in sides):
            return False
        words = one[slice(*here)]
        return not (once(one, words) and once(other, words))

    @cached_property
    def _olds(self) -> Spoken:
        return Spoken(self.old.here)

    @cached_property
    def _news(self) -> Spoken:
        return Spoken(self.new.here)


def _nearest(text: str, span: Span) -> tuple[set[str], set[str]]:
    """The last words before a place, and the first behind it."""
    before, behind = text[max(0, span[0] - CONTEXT) : span[0]], text[span[1] : span[1] + CONTEXT]
    return set(_WORD.findall(before)[-NEAREST:]), set(_WORD.findall(behind)[:NEAREST])


def _rivals(one: Spoken, here: Span, side: Side, other: Spoken, there: Span) -> Iterator[tuple[Span, Span]]:
    """Where in the other text, `side`, but not at `there`, the words of `here` would rather answer to them; how much
    agrees, and where.

    Looked for with one character more, before or behind, than agrees already: that is in few places.
    """
    given = agreeing(one.text, here, other.text, there)
    before, behind = given
    cut, long, found = cuts(one.text, *here), here[1] - here[0], set[int]()
    if before < min(CONTEXT, here[0]):
        seed = one.text[here[0] - before - 1 : here[1]]
        found.update(at + before + 1 for at in islice(everywhere(other.text, seed), MOST_PLACES))
    if behind < CONTEXT and here[1] + behind < len(one.text):
        seed = one.text[here[0] : here[1] + behind + 1]
        found.update(islice(everywhere(other.text, seed), MOST_PLACES))
    for at in found:
        rival = at, at + long
        agree = agreeing(one.text, here, other.text, rival)
        if cuts(other.text, *rival) == cut and agree > given and agree > _own(one, side, other, rival):
            yield agree, rival


def _own(one: Spoken, side: Side, other: Spoken, rival: Span) -> tuple[int, int]:
    """How much of what is around a rival agrees with what the alignment gives to it."""
    start, end = other.original(rival)
    at = side.answer(start, end)
    return (0, 0) if at is None else agreeing(other.text, rival, one.text, one.span((at, at + end - start)))
