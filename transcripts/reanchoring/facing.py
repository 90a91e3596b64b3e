"""Word by word, what stands in a replaced stretch for what stood there, and which ends in it are uncertain."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Indel, Levenshtein

from transcripts.reanchoring.alike import plain

_WORD = re.compile(r"\w+|\n(?:\s*\n)?|[^\w\s]")
CELLS = 40_000
"""Pairs of words up to which every pair is weighed; in longer stretches only equal words face one another."""
SAME, LINE, MARK = 4.0, 3.0, 1.0
"""What two equal words, two ends of lines and two marks weigh; a word and its correction, as much as they are alike."""
CORRECTED = 0.5
"""Likeness above which one word is a correction of the other."""


class End(NamedTuple):
    """Where a passage begins or ends in the new text, and whether that is certain."""

    at: int
    sure: bool = True


class Word(NamedTuple):
    """A word, a mark, or the end of a line, at [start, end) of its stretch."""

    start: int
    end: int
    said: str

    @property
    def kind(self) -> str:
        """What it can face."""
        return self.said if self.said == "\n" else "word" if self.said[0].isalnum() else "mark"


class Stretch(NamedTuple):
    """Words of the old stretch that have no counterpart, [old, old_end), and those of the new one in their place."""

    old: int
    old_end: int
    new: int
    new_end: int


@dataclass(frozen=True)
class Facing:
    """Two stretches of which one became the other; offsets are counted from their beginnings."""

    old: str
    new: str

    @cached_property
    def olds(self) -> list[Word]:
        """The words of the old stretch."""
        return _words(self.old)

    @cached_property
    def news(self) -> list[Word]:
        """The words of the new stretch."""
        return _words(self.new)

    @cached_property
    def pairs(self) -> dict[int, int]:
        """The number of the new word for each old one that has one; in order in both."""
        if len(self.olds) * len(self.news) <= CELLS:
            return _weighed(self.olds, self.news)
        codes = Indel.opcodes([each.said for each in self.olds], [each.said for each in self.news])
        equal = [code for code in codes if code.tag == "equal"]
        return {code.src_start + n: code.dest_start + n for code in equal for n in range(code.src_end - code.src_start)}

    def opening(self, at: int) -> End:
        """Where a passage begins that began at an offset: with all that stands for its first words."""
        if (cut := self._cut(at)) is not None:
            return cut
        first = bisect_left([word.start for word in self.olds], at)
        gap = self._around(first)
        number, sure = gap.new, True
        if first == gap.old_end and first < len(self.olds):
            number = gap.new_end
        elif first > gap.old:
            number, sure = self._split(gap, first, gap.new)
        blank = self.old[at : at + 1].isspace()
        return End(self._behind(number) if blank or number == len(self.news) else self.news[number].start, sure)

    def closing(self, at: int) -> End:
        """Where a passage ends that ended at an offset: with all that stands for its last words."""
        if (cut := self._cut(at)) is not None:
            return cut
        first = bisect_left([word.start for word in self.olds], at)
        gap = self._around(first)
        number, sure = gap.new_end, True
        if first == gap.old:
            number = gap.new
        elif first < gap.old_end:
            number, sure = self._split(gap, first, gap.new_end)
        blank = self.old[at - 1 : at].isspace()
        return End(self._before(number) if blank else self._behind(number), sure)

    def _split(self, gap: Stretch, first: int, whole: int) -> tuple[int, bool]:
        """Where words without a counterpart are parted: one for one where there are as many, else all go along."""
        olds, news = self.olds[gap.old : gap.old_end], self.news[gap.new : gap.new_end]
        if [each.kind for each in olds] == [each.kind for each in news]:
            return gap.new + first - gap.old, True
        return whole, not news

    def _around(self, first: int) -> Stretch:
        """The words without a counterpart around the place before an old word, by its number."""
        before = max((old for old in self.pairs if old < first), default=-1)
        behind = min((old for old in self.pairs if old >= first), default=len(self.olds))
        return Stretch(before + 1, behind, self.pairs.get(before, -1) + 1, self.pairs.get(behind, len(self.news)))

    def _cut(self, at: int) -> End | None:
        """The place of an offset inside a word, letter by letter; None when it is in none."""
        number = bisect_left([word.end for word in self.olds], at)
        if number == len(self.olds) or not self.olds[number].start < at < self.olds[number].end:
            return None
        if self.olds[number].kind == "\n":
            return None
        word, other = self.olds[number], self.pairs.get(number)
        there = Word(0, len(self.new), plain(self.new)) if other is None else self.news[other]
        inner = at - word.start if other is not None else at
        codes = Levenshtein.opcodes(word.said if other is not None else plain(self.old), there.said)
        code = next(each for each in codes if each.src_start <= inner < each.src_end)
        step = inner - code.src_start if code.tag != "delete" else 0
        return End(there.start + min(code.dest_start + step, len(there.said)), other is not None)

    def _behind(self, number: int) -> int:
        """Where the new word before a number ends."""
        return self.news[number - 1].end if number else 0

    def _before(self, number: int) -> int:
        """Where a new word begins, or the stretch ends."""
        return self.news[number].start if number < len(self.news) else len(self.new)


def _words(text: str) -> list[Word]:
    return [
        Word(found.start(), found.end(), "\n" if found[0][0] == "\n" else found[0])
        for found in _WORD.finditer(plain(text))
    ]  # fmt: skip


def _weighed(olds: Sequence[Word], news: Sequence[Word]) -> dict[int, int]:
    """The pairs of words, in order in both, that together weigh most (Needleman & Wunsch 1970, without penalties)."""
    if not olds or not news:
        return {}
    alike = process.cdist(
        [word.said for word in olds], [word.said for word in news], scorer=Levenshtein.normalized_similarity
    ).tolist()
    rows = [[0.0] * (len(news) + 1)]
    for word, likeness in zip(olds, alike, strict=True):
        above, row = rows[-1], [0.0]
        for at, other in enumerate(news):
            row.append(max(above[at] + _weight(word, other, likeness[at]), above[at + 1], row[at]))
        rows.append(row)
    return _traced(olds, news, alike, rows)


def _traced(
    olds: Sequence[Word], news: Sequence[Word], alike: Sequence[Sequence[float]], rows: Sequence[Sequence[float]]
) -> dict[int, int]:
    pairs: dict[int, int] = {}
    a, b = len(olds), len(news)
    while a and b:
        weight = _weight(olds[a - 1], news[b - 1], alike[a - 1][b - 1])
        if weight and rows[a][b] == rows[a - 1][b - 1] + weight:
            a, b = a - 1, b - 1
            pairs[a] = b
        elif rows[a][b] == rows[a - 1][b]:
            a -= 1
        else:
            b -= 1
    return pairs


def _weight(word: Word, other: Word, likeness: float) -> float:
    """What facing one another speaks for; 0 when they cannot."""
    if word.kind != other.kind:
        return 0.0
    if word.kind == "mark":
        return MARK + (word.said == other.said)
    if word.kind == "\n":
        return LINE
    return SAME * likeness if likeness > CORRECTED else 0.0
