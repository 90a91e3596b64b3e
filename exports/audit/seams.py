"""Texts put together from two places without a sign: the beginning stands here, the end there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from exports.audit.corpus import Corpus

LEAST = 4
"""So many words of either side must stand together: fewer are anybody's."""
_SHARE = 0.9
_SLACK = 4
"""Words of one turn by which the two sides may be apart and still be one text in which something was changed."""


class Seam(NamedTuple):
    """Half-open runs of words of the corpus: the one that a text begins with, and the one that it ends with."""

    head: tuple[int, int]
    tail: tuple[int, int]


def seam_of(corpus: Corpus, wanted: Sequence[int], prefer: str = "") -> Seam | None:
    """Where the beginning and the end of a text stand, when they were said apart; None when they were not.

    Both sides stand word for word, and hold nine in ten of the words between them. Of several places those in the
    document labelled `prefer` are taken, then two in the same document.
    """
    many = len(wanted)
    begun = _most(lambda count: corpus.exactly(wanted[:count]), many)
    ended = _most(lambda count: corpus.exactly(wanted[many - count :]), many)
    if min(begun, ended) < LEAST or begun == many or begun + ended < _SHARE * many:
        return None
    heads = corpus.exactly(wanted[:begun])
    tails = corpus.exactly(wanted[many - ended :])
    turn = corpus.turn_of
    if any(abs(t - h - (many - ended)) <= _SLACK and turn(h) == turn(t) for h in heads for t in tails):
        return None

    def label(position: int) -> str:
        return corpus.texts[corpus.turn_of(position).document].label

    head, tail = max(
        ((head, tail) for head in heads for tail in tails),
        key=lambda both: (prefer in map(label, both), label(both[0]) == label(both[1]), -both[0], -both[1]),
    )
    return Seam((head, head + begun), (tail, tail + ended))


def _most(places: Callable[[int], list[int]], many: int) -> int:
    """The most words for which there are places; fewer words always have them too."""
    low, high = 0, many
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if places(middle) else (low, middle - 1)
    return low
