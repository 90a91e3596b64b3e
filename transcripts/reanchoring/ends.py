"""Where in a new text a passage begins and ends whose words were changed: beside what is still there of it."""

from __future__ import annotations

from transcripts.reanchoring.alignment import Block, Chain
from transcripts.reanchoring.alike import similarity
from transcripts.reanchoring.facing import End, Facing
from transcripts.reanchoring.verbatim import Side

ALIKE = 0.5
"""Likeness (1 − Levenshtein distance ÷ the longer's length) from which other words are a correction of the first."""
GAP = 2_000
"""Characters of a replaced stretch up to which places inside it are compared word by word."""
BEYOND, FEW = 200, 20
"""Characters at an end of something moved whose correction is looked for, and how many more than twice it may have."""


def opening(side: Side, chain: Chain, start: int) -> End:
    """Where a passage that begins at `start` begins in the new text, with what replaced its first words."""
    at = around(chain, start)
    if at < 0:
        return End(_before(side, chain[0], start))
    block = chain[at]
    if start < block.old_end:
        return End(block.new + start - block.old)
    if at + 1 == len(chain):
        return End(block.new_end)
    found = _facing(side, block, chain[at + 1])
    if found is None:
        return End(chain[at + 1].new, sure=False)
    facing, old, new = found
    inner = facing.opening(start - old)
    return End(new + inner.at, inner.sure)


def closing(side: Side, chain: Chain, end: int) -> End:
    """Where a passage that ends at `end` ends in the new text, with what replaced its last words."""
    at = around(chain, end - 1)
    if at < 0:
        return End(chain[0].new)
    block = chain[at]
    if end <= block.old_end:
        return End(block.new + end - block.old)
    if at + 1 == len(chain):
        return End(_behind(side, block, end))
    if end == chain[at + 1].old:
        return End(chain[at + 1].new)
    found = _facing(side, block, chain[at + 1])
    if found is None:
        return End(block.new_end, sure=False)
    facing, old, new = found
    inner = facing.closing(end - old)
    return End(new + inner.at, inner.sure)


def _facing(side: Side, before: Block, after: Block) -> tuple[Facing, int, int] | None:
    """A replaced stretch, word by word, and where it begins in either text; with the rest of the words that it begins
    and ends in. None when it is too long for that, and was not only taken out.
    """
    old, new = before.old_end, before.new_end
    if max(after.old - old, after.new - new) > GAP and after.new > new:
        return None
    back = next(n for n in range(before.length + 1) if n == before.length or not _cut(side, old - n, new - n))
    on = next(n for n in range(after.length + 1) if n == after.length or not _cut(side, after.old + n, after.new + n))
    return side.facing((old - back, after.old + on), (new - back, after.new + on)), old - back, new - back


def _cut(side: Side, old: int, new: int) -> bool:
    return _joins(side.here, old) or _joins(side.there, new)


def _before(side: Side, block: Block, start: int) -> int:
    """Where words begin that stand before the first of what was moved, and were corrected there."""
    words = side.here[start : block.old]
    free = side.there[max(side.alignment.unanswered_from(block.new), block.new - 2 * len(words) - FEW) : block.new]
    return block.new - _most_alike(words[::-1], free[::-1])


def _behind(side: Side, block: Block, end: int) -> int:
    """Where words end that stand behind the last of what was moved, and were corrected there."""
    words = side.here[block.old_end : end]
    until = side.alignment.unanswered_until(block.new_end, len(side.there))
    free = side.there[block.new_end : min(until, block.new_end + 2 * len(words) + FEW)]
    return block.new_end + _most_alike(words, free)


def _most_alike(words: str, free: str) -> int:
    """How much of the beginning of a stretch, to the end of a word, is most like some words; 0 when nothing is."""
    if len(words) > BEYOND:
        return 0
    ends = [at for at in range(1, len(free) + 1) if not free[at - 1].isspace() and not _joins(free, at)]
    found = max(((similarity(words, free[:at]), -at) for at in ends), default=(0.0, 0))
    return -found[1] if found[0] >= ALIKE else 0


def _joins(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def in_its_lines(side: Side, chain: Chain, start: int, end: int, place: tuple[int, int]) -> tuple[int, int]:
    """A place without another line at its ends, when what stood there of the passage had none."""
    first, last = max(0, around(chain, start)), around(chain, end - 1)
    inner = [block for block in chain[first : last + 1] if block.length and block.old_end > start and block.old < end]
    if not inner:
        return place
    opening, closing = place
    if "\n" not in side.here[start : inner[0].old]:
        opening = max(opening, side.there.rfind("\n", opening, max(opening, _said(side.there, inner[0].new, -1))) + 1)
    if "\n" not in side.here[inner[-1].old_end : end]:
        line = side.there.find("\n", min(closing, _said(side.there, inner[-1].new_end, 1)), closing)
        closing = closing if line < 0 else line
    return opening, closing


def _said(text: str, at: int, step: int) -> int:
    """An offset, past the white space that goes on from it when it stands among white space already: a line that ends
    twice ends once.
    """
    ahead, behind = (at, at - 1) if step > 0 else (at - 1, at)
    if not text[max(0, behind) : max(0, behind) + 1].isspace():
        return at
    while 0 <= ahead < len(text) and text[ahead].isspace():
        ahead, at = ahead + step, at + step
    return at


def around(chain: Chain, offset: int) -> int:
    """The number of the last block that begins at or before an offset; -1 when all begin behind it."""
    low, high = 0, len(chain)
    while low < high:
        middle = (low + high) // 2
        if chain[middle].old <= offset:
            low = middle + 1
        else:
            high = middle
    return low - 1
