"""Words as they are compared: without case and accents, every character where it stood."""

from __future__ import annotations

import re
import unicodedata

from transcripts.store.indexing import INSIDE_WORDS

MARKS = "\u0300-\u036f"
"""Combining marks of the Latin, Greek and Cyrillic alphabets, as a range for a pattern's brackets."""


def _signs_of_vowels() -> str:
    """The marks from Devanagari on that words are written with and no two words share, as ranges for brackets."""
    points = [
        point for first, last in ((0x900, 0x1AB0), (0x1B00, 0x1DC0), (0xA800, 0xAC00), (0x11000, 0x12000))
        for point in range(first, last) if unicodedata.category(chr(point)) in ("Mn", "Mc")
    ]  # fmt: skip
    ranges: list[list[int]] = []
    for point in points:
        if ranges and point == ranges[-1][1] + 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


VOWELS = _signs_of_vowels()
"""The index takes them for signs between words; `की` and `का` are found apart by reading alone."""


class _Folding(dict[int, str]):
    """Each character without case and accent, one for one, so that places stay places.

    As the index folds: accents of Latin letters. What other scripts write as a letter of its own (`й`, `ά`, `إ`, `한`)
    stays one, though Unicode can take it apart; the index would not know the parts. A small letter that has several
    shapes (`ς`, `ſ`) is one letter.
    """

    def __missing__(self, point: int) -> str:
        letter = chr(point)
        base = unicodedata.normalize("NFD", letter)[0]
        folded = (base if base.isascii() else letter).lower()[:1] or letter
        small = folded.casefold()
        self[point] = small if len(small) == 1 and small.islower() else folded
        return self[point]


_FOLDING = _Folding()
_NO_LETTER = "\u034f"
"""A mark that shows nothing: it stands for what is not seen inside a word."""


def fold(text: str) -> str:
    """The text without case and accents, character for character as long as before.

    What is not seen inside a word, as soft hyphens, becomes a mark, which words are found without.
    """
    return text.lower() if text.isascii() else in_one_piece(text).translate(_FOLDING)


def in_one_piece(text: str) -> str:
    """The text with a mark for each thing that is not seen inside a word, so that the word is one."""
    return INSIDE_WORDS.sub(_unseen, text)


def _unseen(found: re.Match[str]) -> str:
    return _NO_LETTER * len(found[0])


def bare(word: str) -> str:
    """A word as the index keeps it: folded, without combining marks."""
    folded = fold(word)
    return folded if folded.isascii() else "".join(each for each in folded if not "\u0300" <= each <= "\u036f")
