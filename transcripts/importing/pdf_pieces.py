"""Pieces of text that a page of a PDF paints, with their places: what `pdf_content` finds and everything else reads.

Places are measured from the upper left corner of the page as it is shown, in points: x to the right, y down.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

GAP = 0.15
"""Ems between two glyphs from which a word space was meant (spaces are 0.2 to 0.35 em, kerning far below 0.1)."""
_NO_ROOM = 0.05


@dataclass(slots=True)
class Piece:
    """Glyphs painted side by side. `y` is the baseline; `first_end` where its first word ends, if it ends within."""

    x0: float
    x1: float
    y: float
    size: float
    parts: list[str]
    bold: bool
    furniture: bool = False
    first_end: float | None = None
    spaced: bool = False
    """Whether it goes on, in the same string, behind one blank: what is before it is a space, however wide."""

    @property
    def text(self) -> str:
        """What it shows."""
        return "".join(self.parts)


@dataclass(slots=True)
class Painted:
    """All text of one page. `turned` holds text that does not run from left to right on the page."""

    number: int
    width: float = 0.0
    height: float = 0.0
    pieces: list[Piece] = field(default_factory=list)
    turned: list[str] = field(default_factory=list)
    invisible: int = 0
    visible: int = 0
    unshown: int = 0
    """Letters of layers that are switched off."""
    beyond: int = 0
    """Letters so far off the page that their places mean nothing."""

    @property
    def letters(self) -> int:
        """All that it shows, whichever way it runs."""
        return self.visible + self.invisible + sum(map(len, self.turned))


def ends_in_a_blank(piece: Piece) -> bool:
    """Whether one blank ends it; several are how columns are typed."""
    text = piece.text
    return text[-1:].isspace() and not text[-2:-1].isspace()


def is_mark_on(last: Piece, piece: Piece) -> bool:
    """Whether a piece is a vowel sign or an accent, which takes no room, on letters just painted or about to be."""
    text = piece.parts[0]
    if text.isascii() or piece.x1 - piece.x0 > _NO_ROOM * piece.size:
        return False
    marks = any(unicodedata.combining(letter) for letter in text)
    return marks and last.x0 - piece.size <= piece.x0 <= last.x1 + piece.size and abs(last.y - piece.y) < piece.size
