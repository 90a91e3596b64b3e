"""Words as they are compared: however they are written, and every place of them known in the text as it is.

Case, accents of Latin and Greek letters, points of Hebrew and Arabic, ligatures and wide forms fall away; letters that
only look alike to a stranger (`й` and `и`, `ガ` and `カ`, `की` and `का`) do not. docs/searching.md says it whole.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

_POINTS = (
    "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"  # Latin, Greek, Cyrillic and signs
    "\u0483-\u0487"  # Church Slavonic
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\ufb1e"  # Hebrew
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08e1\u08e3-\u08ff"
    "\u0711\u0730-\u074a"  # Syriac
    "\ufe00-\ufe0f\U000e0100-\U000e01ef"  # which shape is meant
)
"""Marks that a word is written with or without, as ranges for brackets; the stroke that lengthens Arabic among them."""
_VOICED = "\u3099\u309a\uff9e\uff9f"
_SYLLABLE = "\u1160-\u11ff"
_UNSEEN = "\u00ad\u2060\ufeff\u200d"
"""Soft hyphens and joiners, which are not seen inside a word: `dis\u00adclosure` is one."""
_PARTING = "\u200c"
"""Parts the letters of a word in Persian, and words; after a sign of a vowel it shows how that is written, no more."""
_NO_DECOMPOSING = re.compile("[\u3131-\u318e\uffa0-\uffdc]")
"""Korean letters shown alone: taken apart they would be parts of syllables, which they are not."""
_ALIKE = {
    "ё": "е", "ѐ": "е", "ѝ": "и", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ک": "ك", "ی": "ي",
    "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "ʼ": "'",
}  # fmt: skip
"""Letters that many people write, or can only type, as others, where Unicode sees no accent."""


def _ranges(points: Iterable[int]) -> str:
    """Code points as ranges for a pattern's brackets."""
    ranges: list[list[int]] = []
    for point in points:
        if ranges and point == ranges[-1][1] + 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


def _signs_of_vowels() -> str:
    """The marks that words are written with and no two words share, as ranges for brackets."""
    point = re.compile(f"[{_POINTS}]")
    blocks = ((0x7A6, 0x860), (0x900, 0x1D00), (0x302A, 0x309B), (0xA66F, 0xAC00), (0x10A00, 0x12000))
    return _ranges(
        number for first, last in blocks for number in range(first, last)
        if unicodedata.category(letter := chr(number)) in ("Mn", "Mc") and not point.match(letter)
    )  # fmt: skip


VOWELS = _signs_of_vowels()


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without what is not compared. Where a letter became several or none, places move: `place` knows them.

    Four numbers a move: [start, end) in the folded text, and in the text.
    """

    text: str
    _starts: tuple[int, ...] = ()
    _ends: tuple[int, ...] = ()
    _sources: tuple[tuple[int, int], ...] = ()

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the folded text, not empty, stands in the text: with all of its first and last letter."""
        return (self.start_of(start), self._at(end - 1, 1)) if self._starts else (start, end)

    def start_of(self, at: int) -> int:
        """Where the letter begins that a place of the folded text is in."""
        return self._at(at, 0)

    def _at(self, at: int, side: int) -> int:
        number = bisect_right(self._starts, at) - 1
        if number < 0:
            return at + side
        if at < self._ends[number]:
            return self._sources[number][side]
        return self._sources[number][1] + at - self._ends[number] + side


def folded(text: str) -> Folded:
    """The text as it is compared, and the way back."""
    if text.isascii():
        return Folded(text.lower())
    plain = text.translate(_LETTERS)
    may_move = _moving(_LETTERS.uneven)
    if may_move.search(text) is None:
        return Folded(plain)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    sources: list[tuple[int, int]] = []
    done = length = 0
    for match in may_move.finditer(text):
        start, end = _letter_at(text, *match.span(), done)
        if start == end:
            continue
        before, now = text[done:start].translate(_LETTERS), _together(text[start:end].translate(_HIDDEN))
        pieces += (before, now)
        starts.append(length + len(before))
        length = starts[-1] + len(now)
        ends.append(length)
        sources.append((start, end))
        done = end
    pieces.append(text[done:].translate(_LETTERS))
    return Folded("".join(pieces), tuple(starts), tuple(ends), tuple(sources))


def _letter_at(text: str, start: int, end: int, done: int) -> tuple[int, int]:
    """The whole letter of which [start, end) may move places: with the one that marks are on; empty for none."""
    if text[end - 1] in _HIDING and not text[end : end + 1].isalnum():
        end = start + len(text[start:end].rstrip(_HIDING))
    if start == end or (text[start] in _LETTERS.uneven and not _POINT.match(text, start)):
        return start, end
    on = text[start - 1 : start] if start > done else ""
    if text[start] in _HIDING and not (on and (_VOWEL.match(on) or (on.isalnum() and text[start] != _PARTING))):
        return start, start
    return start - len(on), end


def fold(text: str) -> str:
    """The text as it is compared."""
    return folded(text).text


# -- letters ------------------------------------------------------------------------------------------------------


class _Letters(dict[int, str]):
    """Each character folded by itself; `uneven` are those met so far that become several or none, for brackets."""

    uneven = ""

    def __missing__(self, point: int) -> str:
        letter = chr(point)
        self[point] = found = _together(letter)
        if len(found) != 1:
            self.uneven += letter
        return found


@lru_cache(maxsize=4096)
def _together(letters: str) -> str:
    """A letter and the marks that belong to it, folded."""
    composed = unicodedata.normalize("NFC", "".join(map(_spelt, letters)))
    return "".join(map(_plain, composed))


def _spelt(letter: str) -> str:
    """A letter as it is usually written: of ligatures, wide and other forms the letters; of digits the European."""
    kind = unicodedata.category(letter)
    if kind == "Nd":
        return str(unicodedata.decimal(letter))
    if kind[0] != "L" or _NO_DECOMPOSING.match(letter):
        return "\u3099" if letter == "\uff9e" else "\u309a" if letter == "\uff9f" else letter
    spelt = unicodedata.normalize("NFKC", letter)
    return spelt if all(unicodedata.category(each)[0] in "LM" for each in spelt) else letter


def _plain(letter: str) -> str:
    """A composed letter without accent and case; nothing of a mark that is not compared."""
    if _POINT.match(letter):
        return ""
    apart = unicodedata.normalize("NFD", letter)
    base, marks = apart[0], apart[1:]
    if marks and unicodedata.name(base, "").startswith(("LATIN", "GREEK")):
        letter = base
    elif marks and all(_SIGN.match(mark) for mark in marks):  # as in `ো`, which is written in one piece or in two
        return apart
    small = _ALIKE.get(letter, letter).casefold()
    return "".join(_ALIKE.get(each, each) for each in small if not _POINT.match(each))


_POINT = re.compile(f"[{_POINTS}]")
_SIGN = re.compile(f"(?![{_VOICED}])[{VOWELS}]")
_LETTERS = _Letters()
_HIDING = _UNSEEN + _PARTING
_HIDDEN = dict.fromkeys(map(ord, _HIDING))
_VOWEL = re.compile(f"[{VOWELS}]")
_BELONGING = f"{_POINTS}{_VOICED}{_SYLLABLE}"


@cache
def _moving(uneven: str) -> re.Pattern[str]:
    """What moves places: marks on a letter, what is not seen, and letters that become several or none."""
    return re.compile(f"[{_BELONGING}{_HIDING}{re.escape(uneven)}][{_BELONGING}{_UNSEEN}]*+")


# -- for the index ------------------------------------------------------------------------------------------------


def for_index(text: str) -> str:
    """The words of a text as FTS5's tokenizer, which folds Latin letters itself, makes of them what `fold` does.

    It knows Unicode 6.1 and takes every sign that came later for a letter: most emoji, the marks around names written
    the other way. It would miss phrases with them, and words they are glued to; they become spaces.
    """
    if text.isascii() or _beyond().search(text) is None:
        return text
    return _NO_WORD.sub(" ", fold(text))


_NO_WORD = re.compile(rf"[^\w{VOWELS}]+")


@cache
def _beyond() -> re.Pattern[str]:
    """What FTS5 does not fold as we do: all but most Latin letters and general punctuation."""
    other = _ranges(point for point in range(0x80, 0x300) if _LETTERS[point] != _known_as(chr(point)))
    return re.compile(f"[^\x00-\xac\xae-\u02ff\u2000-\u200b\u200e-\u205f\u2061-\u2065]|[{other}]")


def _known_as(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0]
    return (base if base.isascii() else letter).lower()
