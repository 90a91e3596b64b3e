"""Where exactly the same words stand in the other text, when that can be told.

Every rule here reads the same from either text, so that replacing a text and putting it back moves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice

from transcripts.reanchoring.alignment import Alignment, Block, Chain
from transcripts.reanchoring.facing import Facing

LONG = 200
"""Characters of a block that nobody types twice by chance."""
REACH = 400
"""Characters to the next block that is certain, within which a place follows from its neighbours."""
CONTEXT = 64
"""Characters looked at on either side of words that stand in several places."""
ENOUGH = 48
"""Characters of words and context that must agree before a place is named by them alone."""
WORDS = 24
"""Characters of a passage that stands once in either text and is believed wherever it stands."""
AS_OFTEN = 8
"""How often words may stand near one another, in either text, and each be believed to be what answers to it."""
MOST_PLACES = 200
"""Occurrences looked at; what is said more often than this is never told apart by its context."""

Cut = tuple[bool, bool]


class Side:
    """One text, seen from which passages are looked for in the other."""

    def __init__(self, here: str, there: str, alignment: Alignment) -> None:
        self.here = here
        self.there = there
        self.alignment = alignment
        self._certain: dict[Block, bool] = {}
        self._facing: dict[tuple[tuple[int, int], tuple[int, int]], Facing] = {}

    def facing(self, here: tuple[int, int], there: tuple[int, int]) -> Facing:
        """Two stretches [start, end) of which the one became the other."""
        if (here, there) not in self._facing:
            self._facing[here, there] = Facing(self.here[slice(*here)], self.there[slice(*there)])
        return self._facing[here, there]

    @cached_property
    def through(self) -> Chain:
        """What kept its order, from the beginnings of both texts to their ends."""
        edges = Block(0, 0, 0), Block(len(self.here), len(self.there), 0)
        return (edges[0], *self.alignment.chains[0], edges[1])

    def certain(self, block: Block) -> bool:
        """Whether a block's characters cannot be meant for another place: long, or only once in either text."""
        if block not in self._certain:
            words = self.here[block.old : block.old_end]
            sure = block.length >= LONG or (once(self.here, words) and once(self.there, words))
            self._certain[block] = sure
        return self._certain[block]

    def settled(self, start: int, end: int) -> int | None:
        """Where [start, end) begins in the other text by the alignment alone; None when that leaves a doubt."""
        for chain, number in self.alignment.touching(start, end):
            block = self.alignment.chains[chain][number]
            if block.old <= start and end <= block.old_end:
                at = block.new + start - block.old
                sure = self.certain(block) or (chain == 0 and self._between_certain(number, start, end))
                return at if sure else None
        return None

    def answer(self, start: int, end: int) -> int | None:
        """Where the other text has one stretch of equal characters that answers to all of [start, end); else None."""
        blocks = (self.alignment.chains[chain][number] for chain, number in self.alignment.touching(start, end))
        whole = (block for block in blocks if block.old <= start and end <= block.old_end)
        return next((block.new + start - block.old for block in whole), None)

    def _between_certain(self, number: int, start: int, end: int) -> bool:
        """Whether the words stand on either side only there, between the nearest certain blocks or the texts' ends; or,
        when they are more than a “yes”, as often on either side, and all answer to one another.
        """
        before, after = self.nearest(number, -1), self.nearest(number, 1)
        if before is None or after is None:
            return False
        words, cut = self.here[start:end], cuts(self.here, start, end)
        here = list(islice(occurrences(self.here, words, cut, (before.old_end, after.old)), AS_OFTEN + 1))
        there = list(islice(occurrences(self.there, words, cut, (before.new_end, after.new)), AS_OFTEN + 1))
        most = AS_OFTEN if len(words.strip()) >= WORDS else 1
        return 0 < len(here) == len(there) <= most and [self.answer(at, at + len(words)) for at in here] == there

    def nearest(self, number: int, step: int) -> Block | None:
        """The nearest certain block of the first chain, or the end of both texts; None when that is too far away."""
        chain = self.alignment.chains[0]
        centre, number = chain[number], number + step
        while 0 <= number < len(chain):
            if self._apart(centre, chain[number]) > REACH:
                return None
            if self.certain(chain[number]):
                return chain[number]
            number += step
        edge = Block(0, 0, 0) if step < 0 else Block(len(self.here), len(self.there), 0)
        return edge if self._apart(centre, edge) <= REACH else None

    @staticmethod
    def _apart(one: Block, other: Block) -> int:
        return max(one.old - other.old_end, other.old - one.old_end, one.new - other.new_end, other.new - one.new_end)


def by_context(old: Side, new: Side, start: int, end: int) -> tuple[int | None, list[int]]:
    """Where the words of [start, end) begin in the new text, told by what stands around them; and all their places.

    A place counts only when it is the best for the passage and the passage is the best for it, without a rival.
    """
    words = old.here[start:end]
    cut = cuts(old.here, start, end)
    there = _unsettled(new, words, cut)
    if not there:
        return None, there
    best = _clear_best([(_agreement(old.here, start, new.here, at, len(words)), at) for at in there])
    if best is None:
        return None, there
    back = [(_agreement(old.here, at, new.here, best[1], len(words)), at) for at in _unsettled(old, words, cut)]
    mutual = _clear_best(back)
    if mutual is None or mutual[1] != start:
        return None, there
    believed = best[0] + len(words) >= ENOUGH or (
        len(words.strip()) >= WORDS and once(old.here, words) and once(new.here, words)
    )
    return (best[1] if believed else None), there


def _unsettled(side: Side, words: str, cut: Cut) -> list[int]:
    """Where words stand that the alignment does not account for already; nothing when that is too often."""
    places = list(islice(occurrences(side.here, words, cut), MOST_PLACES + 1))
    return [] if len(places) > MOST_PLACES else [at for at in places if side.settled(at, at + len(words)) is None]


def cuts(text: str, start: int, end: int) -> Cut:
    """Whether a passage begins, and whether it ends, inside a word."""
    first = 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum()
    return first, 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum()


def occurrences(text: str, words: str, cut: Cut, within: Sequence[int] = ()) -> Iterator[int]:
    """Where words begin that cut words like a passage does, so that “no” is not found in “north”; overlaps too.

    `within` is the stretch [start, end) that is looked at, else all of the text.
    """
    start, end = within or (0, len(text))
    at = text.find(words, start, end)
    while at >= 0:
        if cuts(text, at, at + len(words)) == cut:
            yield at
        at = text.find(words, at + 1, end)


def everywhere(text: str, words: str) -> Iterator[int]:
    """Where words begin in a text, whatever they cut; overlaps too."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def once(text: str, words: str) -> bool:
    """Whether words stand once in a text."""
    at = text.find(words)
    return at >= 0 and text.find(words, at + 1) < 0


def _clear_best(found: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The highest of pairs of score and place, when no other has the same score."""
    ranked = sorted(found, reverse=True)
    return ranked[0] if ranked and (len(ranked) == 1 or ranked[1][0] < ranked[0][0]) else None


def _agreement(old: str, start: int, new: str, at: int, length: int) -> int:
    """How many characters agree on either side of the same words in two places."""
    return sum(agreeing(old, (start, start + length), new, (at, at + length)))


def agreeing(one: str, here: tuple[int, int], other: str, there: tuple[int, int]) -> tuple[int, int]:
    """How many characters agree before and behind two places, `CONTEXT` at most on either side."""
    before = _alike(one[max(0, here[0] - CONTEXT) : here[0]][::-1], other[max(0, there[0] - CONTEXT) : there[0]][::-1])
    return before, _alike(one[here[1] : here[1] + CONTEXT], other[there[1] : there[1] + CONTEXT])


def _alike(one: str, other: str) -> int:
    alike = min(len(one), len(other))
    return next((at for at in range(alike) if one[at] != other[at]), alike)
