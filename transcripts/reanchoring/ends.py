"""Where in a new text a passage begins and ends whose words were changed: beside what is still there of it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from rapidfuzz.distance import Indel, Levenshtein, Opcode

from transcripts.reanchoring.alignment import Block, Chain
from transcripts.reanchoring.alike import plain, similarity
from transcripts.reanchoring.tokens import pieces
from transcripts.reanchoring.verbatim import Side

ALIKE = 0.5
"""Likeness (1 − Levenshtein distance ÷ the longer's length) from which other words are a correction of the first."""
GAP = 2_000
"""Characters of a replaced stretch up to which places inside it are compared piece by piece."""
BEYOND, FEW = 200, 20
"""Characters at an end of something moved whose correction is looked for, and how many more than twice it may have."""


def opening(side: Side, chain: Chain, start: int) -> int:
    """Where a passage that begins at `start` begins in the new text, with what replaced its first words."""
    at = around(chain, start)
    if at < 0:
        return _before(side, chain[0], start)
    block = chain[at]
    if start < block.old_end:
        return block.new + start - block.old
    if start == block.old_end or at + 1 == len(chain):
        return block.new_end
    return _inside(side, block, chain[at + 1], start, opening=True, otherwise=chain[at + 1].new)


def closing(side: Side, chain: Chain, end: int) -> int:
    """Where a passage that ends at `end` ends in the new text, with what replaced its last words."""
    at = around(chain, end - 1)
    if at < 0:
        return chain[0].new
    block = chain[at]
    if end <= block.old_end:
        return block.new + end - block.old
    if at + 1 == len(chain):
        return _behind(side, block, end)
    if end == chain[at + 1].old:
        return chain[at + 1].new
    return _inside(side, block, chain[at + 1], end, opening=False, otherwise=block.new_end)


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
    return at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _inside(side: Side, before: Block, after: Block, offset: int, *, opening: bool, otherwise: int) -> int:
    """The place of an offset inside a replaced stretch: word by word, or letter by letter inside a word."""
    here, there = side.here[before.old_end : after.old], side.there[before.new_end : after.new]
    if max(len(here), len(there)) > GAP:
        return otherwise
    inner = offset - before.old_end
    old, new = list(pieces(plain(here))), list(pieces(plain(there)))
    olds, news = ([0, *accumulate(map(len, each))] for each in (old, new))
    if inner in olds:
        return before.new_end + news[_answering(Indel.opcodes(old, new), olds.index(inner), opening, len(new))]
    letters = Levenshtein.opcodes(plain(here), plain(there))
    return before.new_end + _answering(letters, inner, opening, len(there))


def _answering(codes: Iterable[Opcode], inner: int, opening: bool, last: int) -> int:
    """The number of the piece that answers to one; what was put in just before belongs to a passage that opens there,
    and `last` answers to the end.
    """
    for code in codes:
        if code.src_start == inner and code.tag == "insert" and opening:
            return code.dest_start
        if code.src_start <= inner < code.src_end:
            return code.dest_start + (inner - code.src_start if code.tag != "delete" else 0)
    return last


def in_its_lines(side: Side, chain: Chain, start: int, end: int, place: tuple[int, int]) -> tuple[int, int]:
    """A place without another line at its ends, when what stood there of the passage had none."""
    first, last = max(0, around(chain, start)), around(chain, end - 1)
    inner = [block for block in chain[first : last + 1] if block.length and block.old_end > start and block.old < end]
    if not inner:
        return place
    opening, closing = place
    if "\n" not in side.here[start : inner[0].old]:
        opening = max(opening, side.there.rfind("\n", opening, max(opening, inner[0].new)) + 1)
    if "\n" not in side.here[inner[-1].old_end : end]:
        line = side.there.find("\n", min(closing, inner[-1].new_end), closing)
        closing = closing if line < 0 else line
    return opening, closing


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
