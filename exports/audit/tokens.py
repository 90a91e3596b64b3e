"""Words as an audit compares them: without case, accents of typography or punctuation, but with their place."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_CHARACTERS = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTER = rf"[^\W_{_CHARACTERS}]"
_WITHIN = r"\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
WORD = re.compile(rf"[{_CHARACTERS}]|{_LETTER}+(?:[{_WITHIN}]+{_LETTER}*|['’‘ʼ`´]{_LETTER}+)*")
"""A word: a hyphen ends it; an apostrophe between letters, an accent set apart or what is not to be seen does not.

Scripts that set no space between words are compared character by character.
"""
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´", "'"))
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


class Token(NamedTuple):
    """A word as it is compared, and [start, end) in code points of the text it stands in."""

    word: str
    start: int
    end: int


def same(word: str) -> str:
    """What all spellings of a word have in common: no case, one apostrophe, ligatures as letters.

    Raised and circled figures stay what they are: 10² is not 102.
    """
    if word.isascii():
        return word.lower()
    seen = unicodedata.normalize("NFC", word.translate(_INVISIBLE).translate(_APOSTROPHES))
    forms = (c if unicodedata.category(c) == "No" else unicodedata.normalize("NFKC", c) for c in seen)
    return "".join(forms).casefold()


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words of [start, end) of a text."""
    stop = len(text) if end is None else end
    return [Token(same(found[0]), found.start(), found.end()) for found in WORD.finditer(text, start, stop)]
