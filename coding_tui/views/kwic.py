"""Keyword in context: each hit on one row, every hit beginning in the same column, whole words around it.

Widths are cells of a terminal. Letters written from right to left stay in the order in which they are stored, as
everywhere in this program: a terminal that turns them around does so within one side of a row or the hit alone, since
the marks around the hit part them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coding_tui.inert import shown
from transcripts.columns import cells as plain_cells
from transcripts.searching import Hit

CUT = "…"


@dataclass(frozen=True, slots=True)
class Row:
    """What stands in a row: `left` is padded so that `hit` begins in the same column everywhere."""

    left: str
    hit: str
    right: str


def row(hit: Hit, room: int, *, cells: Callable[[str], int] = plain_cells) -> Row:
    """A hit in a row of so many cells, made safe to show; line ends are spaces."""
    half = left_of(room)
    begun = hit.start - len(hit.before) > hit.turn[0]
    ended = hit.end + len(hit.after) < hit.turn[1]
    said = _line(hit.text)
    said = said if cells(said) <= room - half else _beginning(said, room - half, False, cells)
    left = _end(_line(hit.before), half, begun, cells)
    right = _beginning(_line(hit.after), room - half - cells(said), ended, cells)
    return Row(" " * (half - cells(left)) + left, said, right)


def left_of(room: int) -> int:
    """How many cells of a row are before the hit."""
    return max(0, (room - 12) // 2)


def _line(text: str) -> str:
    """Safe and in one line, with a space at an edge where there was any."""
    line = " ".join(shown(text).split())
    first = " " if text[:1].isspace() and line else ""
    last = " " if text[-1:].isspace() and line else ""
    return first + line + last


def _end(text: str, room: int, more: bool, cells: Callable[[str], int]) -> str:
    """The last whole words that fit; a word begun before the text is left out, too."""
    if not more and cells(text) <= room:
        return text
    kept = text
    while (kept and cells(CUT + kept) > room) or (kept is text and more):
        head, space, kept = kept.lstrip(" ").partition(" ")
        if not space:
            return _tail(CUT, head, room, cells)
    return CUT + kept if room else ""


def _beginning(text: str, room: int, more: bool, cells: Callable[[str], int]) -> str:
    """The first whole words that fit; a word that goes on behind the text is left out, too."""
    if not more and cells(text) <= room:
        return text
    kept = text
    while (kept and cells(kept + CUT) > room) or (kept is text and more):
        kept, space, last = kept.rstrip(" ").rpartition(" ")
        if not space:
            return _head(CUT, last, room, cells)
    return kept + CUT if room > 0 else ""


def _tail(cut: str, word: str, room: int, cells: Callable[[str], int]) -> str:
    """The end of a word longer than the row, such as a sentence in a script without spaces."""
    at = len(word)
    while at and cells(cut + word[at - 1 :]) <= room:
        at -= 1
    return cut + word[at:] if room > 0 else ""


def _head(cut: str, word: str, room: int, cells: Callable[[str], int]) -> str:
    at = 0
    while at < len(word) and cells(word[: at + 1] + cut) <= room:
        at += 1
    return word[:at] + cut if room > 0 else ""
