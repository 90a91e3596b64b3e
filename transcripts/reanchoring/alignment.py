"""Which stretches of an old text stand, to the character, where in a new one.

An alignment is the same read either way round, so that what is put back goes back to where it was.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from transcripts.reanchoring.anchors import Run
from transcripts.reanchoring.matching import matched
from transcripts.reanchoring.tokens import Tokens, tokens

SLIDE = 2_000
"""Characters up to which it is tried whether what one text has more could begin elsewhere."""


class Block(NamedTuple):
    """Equal characters: `length` of them, from `old` in the old text and `new` in the new one."""

    old: int
    new: int
    length: int

    @property
    def old_end(self) -> int:
        """Where it ends in the old text."""
        return self.old + self.length

    @property
    def new_end(self) -> int:
        """Where it ends in the new text."""
        return self.new + self.length


Chain = tuple[Block, ...]


@dataclass(frozen=True)
class Alignment:
    """Chains of blocks, each in order in both texts. The first is what kept its order; the others were moved."""

    chains: tuple[Chain, ...]

    def inverse(self) -> Alignment:
        """From the new text to the old one."""
        return Alignment(tuple(tuple(Block(new, old, length) for old, new, length in chain) for chain in self.chains))

    @cached_property
    def _order(self) -> list[tuple[int, int, int]]:
        """Every block as its place in the old text, its chain and its number there."""
        return sorted(
            (block.old, at, number) for at, chain in enumerate(self.chains) for number, block in enumerate(chain)
        )

    @cached_property
    def _taken(self) -> list[tuple[int, int]]:
        """Every block's place in the new text, in order."""
        return sorted((block.new, block.new_end) for chain in self.chains for block in chain)

    def unanswered_until(self, offset: int, otherwise: int) -> int:
        """Where, from an offset of the new text on, the next block begins; `otherwise` where none does."""
        return _free_until(self._taken, offset, otherwise)

    def unanswered_from(self, offset: int) -> int:
        """Where, before an offset of the new text, the last block ends."""
        return _free_from(self._taken, 0, offset)

    def touching(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The blocks that share a character with [start, end) of the old text, as chain and number in it."""
        first = max(0, bisect_right(self._order, (start, len(self.chains), 0)) - 1)
        for at in range(first, len(self._order)):
            old, chain, number = self._order[at]
            if old >= end:
                return
            if self.chains[chain][number].old_end > start:
                yield chain, number


def align(old: str, new: str) -> Alignment:
    """Align two texts: anchors of rare words first, rapidfuzz between them, then what was moved."""
    if (len(new), new) < (len(old), old):
        return align(new, old).inverse()
    known: dict[str, int] = {}
    a, b = tokens(old, known), tokens(new, known)
    in_order, *moved = (list(_exact(old, new, a, b, chain)) for chain in matched(a.keys, b.keys))
    others = [block for chain in moved for block in chain]
    whole = _slid(old, new, _stretched(old, new, in_order, others), others)
    return Alignment((whole, *(tuple(_merged(chain)) for chain in moved)))


def _exact(old: str, new: str, a: Tokens, b: Tokens, chain: Sequence[Run]) -> Iterator[Block]:
    """The blocks of runs of tokens; where the white space between them differs, several."""
    for run in chain:
        pending = [run]
        while pending:
            at_old, at_new, many = pending.pop()
            start, end = a.starts[at_old], a.ends[at_old + many - 1]
            begin = b.starts[at_new]
            if old[start:end] == new[begin : b.ends[at_new + many - 1]]:
                yield Block(start, begin, end - start)
            else:
                half = many // 2
                pending.append(Run(at_old + half, at_new + half, many - half))
                pending.append(Run(at_old, at_new, half))


def _stretched(old: str, new: str, blocks: Sequence[Block], moved: Sequence[Block]) -> Chain:
    """The blocks grown over equal characters on both sides, which are white space and parts of words."""
    olds = sorted((block.old, block.old_end) for block in moved)
    news = sorted((block.new, block.new_end) for block in moved)
    grown: list[Block] = []
    last = Block(0, 0, 0)
    for block in (*blocks, Block(len(old), len(new), 0)):
        ahead = _ahead(old[last.old_end : _free_until(olds, last.old_end, block.old)],
                       new[last.new_end : _free_until(news, last.new_end, block.new)])  # fmt: skip
        last = last._replace(length=last.length + ahead)
        behind = _behind(old[_free_from(olds, last.old_end, block.old) : block.old],
                         new[_free_from(news, last.new_end, block.new) : block.new])  # fmt: skip
        grown.append(last)
        last = Block(block.old - behind, block.new - behind, block.length + behind)
    return tuple(_merged([*grown, last]))


def _slid(old: str, new: str, chain: Chain, moved: Sequence[Block]) -> Chain:
    """A chain in which what only one text has begins with a line, where that can as well be: of question, answer,
    question, answer the second pair is the one put in or taken out.
    """
    blocks = list(chain)
    olds = sorted((block.old, block.old_end) for block in moved)
    news = sorted((block.new, block.new_end) for block in moved)
    for at in range(len(blocks) - 1):
        one, other = blocks[at : at + 2]
        if one.old_end == other.old and _free_until(news, one.new_end, other.new) == other.new:
            step = _step(new, one.new_end, other.new, one.length, other.length)
        elif one.new_end == other.new and _free_until(olds, one.old_end, other.old) == other.old:
            step = _step(old, one.old_end, other.old, one.length, other.length)
        else:
            continue
        blocks[at] = one._replace(length=one.length + step)
        blocks[at + 1] = Block(other.old + step, other.new + step, other.length - step)
    return tuple(_merged(blocks))


def _step(text: str, start: int, end: int, before: int, behind: int) -> int:
    """How far [start, end) can be slid among equal characters, `before` back and `behind` on at most, to begin with a
    line, else with a sentence, and else with a word; as far on as possible.
    """
    back = _behind(text[start - min(before, SLIDE) : start], text[max(0, end - SLIDE) : end])
    on = _ahead(text[start : start + SLIDE], text[end : end + min(behind, SLIDE)])
    steps = range(on, -back - 1, -1)
    lines = (step for step in steps if text[start + step - 1 : start + step] == "\n")
    sentences = (step for step in steps if _opens_sentence(text, start + step) and _opens_sentence(text, end + step))
    words = (step for step in steps if not (_inside_word(text, start + step) or _inside_word(text, end + step)))
    return next(lines, next(sentences, next(words, 0)))


def _opens_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 2) : at]
    return at == len(text) or before[-1:] == "\n" or (before[-1:].isspace() and before[:1] in ".?!…")


def _inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _free_until(taken: Sequence[tuple[int, int]], start: int, end: int) -> int:
    """Where the first of the stretches that were moved begins in [start, end), or its end."""
    at = bisect_left(taken, (start, start))
    return min(end, taken[at][0]) if at < len(taken) else end


def _free_from(taken: Sequence[tuple[int, int]], start: int, end: int) -> int:
    """Where the last of the stretches that were moved ends in [start, end), or its start."""
    at = bisect_left(taken, (end, end)) - 1
    return max(start, taken[at][1]) if at >= 0 else start


def _ahead(old: str, new: str) -> int:
    """How many characters two texts begin alike."""
    alike = min(len(old), len(new))
    if old[:alike] == new[:alike]:
        return alike
    return next(at for at in range(alike) if old[at] != new[at])


def _behind(old: str, new: str) -> int:
    """How many characters two texts end alike."""
    return _ahead(old[::-1], new[::-1])


def _merged(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, those joined that touch in both texts."""
    last: Block | None = None
    for block in blocks:
        if last is not None and (last.old_end, last.new_end) == (block.old, block.new):
            last = last._replace(length=last.length + block.length)
            continue
        if last is not None and last.length:
            yield last
        last = block
    if last is not None and last.length:
        yield last
