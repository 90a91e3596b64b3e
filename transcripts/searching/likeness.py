"""Places that are nearly what was asked for: names as a transcriber heard them, words as somebody half remembers them.

The score of a place is how alike its letters are to those asked for, spaces aside: rapidfuzz's `ratio`, the share of
letters that need not be put in or taken out, 100 for the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from itertools import islice, pairwise

from rapidfuzz import fuzz, process

from transcripts.searching.grammar import words_in
from transcripts.searching.matching import WORDS, Place
from transcripts.searching.model import BadSearch
from transcripts.searching.wordforms import CLOSE_ENOUGH, Vocabulary, alike
from transcripts.store.search_index import Condition, InARow, Some

SPLIT_FROM = 6
"""Names of so many letters may have been heard as two words."""
MOST_PAIRS = 300
MOST_WORDS = 40
"""A sentence or two. What there is to compare grows with the cube of the number."""
HALF_ENOUGH = 70.0
"""How alike each of two such words is at least to its part of the name; together they are alike enough or not."""


@dataclass(frozen=True)
class LikenessMatcher:
    """Finds stretches of about as many words as `wanted` that are alike, at one of its words that is recognisable."""

    wanted: tuple[str, ...]
    vocabulary: Vocabulary

    @classmethod
    def of(cls, query: str, vocabulary: Vocabulary) -> LikenessMatcher:
        """The matcher of some words. Raises BadSearch when there are none."""
        wanted = tuple(word.text.replace("*", "") for word in words_in(query))
        if not wanted:
            raise BadSearch("What is nearly the same can only be found for words. Signs are found as they are.")
        if len(wanted) > MOST_WORDS:
            advice = f"What is nearly the same is found for {MOST_WORDS} words at most; there are {len(wanted)} here."
            raise BadSearch(advice)
        return cls(wanted, vocabulary)

    @cached_property
    def letters(self) -> str:
        """All that is wanted, without spaces."""
        return "".join(self.wanted)

    @cached_property
    def recognisable(self) -> tuple[Mapping[str, float], ...]:
        """What each wanted word may have become."""
        if len(self.wanted) == 1:
            return (self.as_one,)
        return tuple(alike(word, self.vocabulary) for word in self.wanted)

    @cached_property
    def as_one(self) -> Mapping[str, float]:
        """What all of it may have become when heard as one word."""
        return alike(self.letters, self.vocabulary)

    @cached_property
    def halves(self) -> frozenset[tuple[str, str]]:
        """Pairs of words that one wanted word may have become when heard as two."""
        if len(self.wanted) > 1 or len(self.letters) < SPLIT_FROM:
            return frozenset()
        parted = ((self.letters[:at], self.letters[at:]) for at in range(2, len(self.letters) - 1))
        pairs = ((one, other) for first, second in parted for one in self._like(first) for other in self._like(second))
        scores = {pair: fuzz.ratio(self.letters, "".join(pair), score_cutoff=CLOSE_ENOUGH) for pair in pairs}
        best = nlargest(MOST_PAIRS, scores, key=lambda pair: (scores[pair], pair))
        return frozenset(pair for pair in best if scores[pair])

    def _like(self, part: str) -> list[str]:
        near = process.extract(
            part, self.vocabulary.as_long_as(part, HALF_ENOUGH), scorer=fuzz.ratio, score_cutoff=HALF_ENOUGH, limit=50
        )
        return [word for word, _, _ in near]

    # -- the index

    @property
    def condition(self) -> Condition:
        """Of the wanted words at most a third is beyond recognition, so one of the rarest others must be there."""
        turns = self.vocabulary.turns()
        by_rarity = sorted(self.recognisable, key=lambda words: sum(turns.get(word, 0) for word in words))
        needed = by_rarity[: len(self.wanted) // 3 + 1]
        whole = {word for words in (*needed, self.as_one) for word in words}
        return Some((_some(whole), *(InARow(pair) for pair in sorted(self.halves))))

    # -- reading

    def places(self, text: str) -> list[Place]:
        """The stretches of a turn that are alike, the best first where they overlap."""
        spoken = WORDS.findall(text)
        scores = {stretch: self._score(spoken, *stretch) for stretch in set(self._stretches(spoken))}
        alike = sorted((-score, *stretch) for stretch, score in scores.items() if score)
        spans = [match.span() for match in islice(WORDS.finditer(text), max((last for *_, last in alike), default=0))]
        kept: list[Place] = []
        for negative, first, last in alike:
            score, start, end = -negative, spans[first][0], spans[last - 1][1]
            if all(end <= other[0] or other[1] <= start for other in kept):
                kept.append((start, end, score))
        return sorted(kept)

    def _stretches(self, spoken: list[str]) -> Iterator[tuple[int, int]]:
        """Stretches of words, half-open, around those that may be a wanted one."""
        many, as_one, halves = len(self.wanted), self.as_one, self.halves
        yield from ((at, at + 1) for at, word in enumerate(spoken) if word in as_one)
        if halves:
            yield from ((at, at + 2) for at, pair in enumerate(pairwise(spoken)) if pair in halves)
        if many > 1:
            for at, word in enumerate(spoken):
                places = (place for place, words in enumerate(self.recognisable) if word in words)
                yield from _around(places, at, many, len(spoken))

    def _score(self, spoken: list[str], first: int, last: int) -> float:
        if last - first == 1 and len(self.wanted) == 1:
            return self.as_one[spoken[first]]
        return fuzz.ratio(self.letters, "".join(spoken[first:last]), score_cutoff=CLOSE_ENOUGH)


def _around(places: Iterable[int], at: int, many: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches of about `many` words in which the word at `at` stands about where one of `places` says."""
    for place in places:
        for first in range(max(0, at - place - 1), min(at, at - place + 1) + 1):
            for last in range(max(first + many - 1, at + 1), min(first + many + 1, end) + 1):
                yield first, last


def _some(words: Iterable[str]) -> Some:
    return Some(tuple(InARow((word,)) for word in sorted(words)))
