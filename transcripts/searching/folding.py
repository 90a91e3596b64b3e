"""Words as they are compared: without case and accents, every character where it stood."""

from __future__ import annotations

import unicodedata

MARKS = "\u0300-\u036f"
"""Combining marks of the Latin, Greek and Cyrillic alphabets, as a range for a pattern's brackets."""


class _Folding(dict[int, str]):
    """Each character without case and accent, one for one, so that places stay places."""

    def __missing__(self, point: int) -> str:
        base = unicodedata.normalize("NFD", chr(point))[:1].lower()[:1] or chr(point)
        self[point] = base
        return base


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The text without case and accents, character for character as long as before."""
    return text.lower() if text.isascii() else text.translate(_FOLDING)


def bare(word: str) -> str:
    """A word as the index keeps it: folded, without combining marks."""
    folded = fold(word)
    return folded if folded.isascii() else "".join(each for each in folded if not "\u0300" <= each <= "\u036f")
