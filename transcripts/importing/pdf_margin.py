"""What stands outside the words of a PDF's pages: numbers of lines in the margin, and text beyond the paper's edge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from transcripts.importing.pdf_pieces import Painted, Piece

_FEWEST = 5
_REGULAR = 0.8
_MOST_DIGITS = 5


def beyond_the_edge(pages: Sequence[Painted]) -> int:
    """Take away pieces that lie wholly outside their page, where nobody sees them. How many letters they held.

    Programs that print web pages paint whole columns on every page and let the paper cut them.
    """
    gone = sum(page.beyond for page in pages)
    for page in pages:
        inside = [piece for piece in page.pieces if _is_on(page, piece)]
        if inside or not page.pieces:  # a page whose box is nonsense keeps its words
            gone += sum(len("".join(p.text.split())) for p in page.pieces) - sum(
                len("".join(p.text.split())) for p in inside
            )
            page.pieces = inside
    return gone


def _is_on(page: Painted, piece: Piece) -> bool:
    return -2 < piece.y - 0.25 * piece.size < page.height + 2 and piece.x1 > -2 and piece.x0 < page.width + 2


def without_line_numbers(pages: Sequence[Painted]) -> int:
    """Take away numbers that count lines or turns in the left margin; how many there were."""
    found = [(page, piece) for page in pages for piece in _numbers(page)]
    values = [int(piece.text) for _, piece in found]
    steps = Counter(b - a for a, b in pairwise(values))
    if len(found) < max(_FEWEST, 2 * len(pages)):  # one a page is the page's own
        return 0
    step = steps.most_common(1)[0][0]
    if step < 1 or steps[step] < _REGULAR * (len(values) - len(pages)):
        return 0
    gone = {id(piece) for _, piece in found}
    for page in pages:
        page.pieces = [piece for piece in page.pieces if id(piece) not in gone]
    return len(found)


def _numbers(page: Painted) -> Iterator[Piece]:
    """Bare figures left of where the words of a page begin, from the top down."""
    words = sorted(piece.x0 for piece in page.pieces if any(c.isalpha() for c in piece.text))
    if not words:
        return
    left = words[len(words) // 20]
    found = [piece for piece in page.pieces if _is_bare(piece) and piece.x1 < left - 0.2 * piece.size]
    yield from sorted(_in_one_column(found), key=lambda piece: piece.y)


def _is_bare(piece: Piece) -> bool:
    text = piece.text.strip()
    return text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS


def _in_one_column(pieces: Sequence[Piece]) -> list[Piece]:
    """Those that stand where most do: an answer `12` at the start of a line does not."""
    if not pieces:
        return []
    middle = median((piece.x0 + piece.x1) / 2 for piece in pieces)
    return [piece for piece in pieces if abs(piece.x0 + piece.x1 - 2 * middle) <= piece.x1 - piece.x0 + 2 * piece.size]
