"""What stands between words and around them: marks and dashes that only look different, and signs that say something.

A question mark, a currency, a percent sign, a minus, a raised figure or an emoji is part of what was said. Quotation
marks, dashes, commas and stops are how it was set, except beside figures.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

_DASHES = r"\-‐-―−"
_LOOKS = re.compile(rf"[\s\u00a0\u200b-\u200d\u2060\ufeff\u00ad\"'“”„‘’«»‹›{_DASHES}*_†‡]+")
_STOPS = re.compile(r"[.,;:()\[\]…]+")
_SIC = re.compile(r"\[\s*sic[.!]?\s*\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_DASH = re.compile(rf"[{_DASHES}]")
_BLANK = r"(?:_+|\*{2,})"
_BEHIND = r"(?=[\s.,;:!?)\]])"
_BLANKS = re.compile(rf"(?<=[\s(\[]){_BLANK}{_BEHIND}")
_BLANKS_BEFORE = re.compile(rf"(?:(?<=[\s(\[])|^){_BLANK}{_BEHIND}")
_BLANKS_AFTER = re.compile(rf"(?<=[\s(\[]){_BLANK}(?:{_BEHIND}|$)")
"""Underscores and asterisks that touch no word emphasise none: they stand in the place of one."""
_MINUS_BEFORE = re.compile(rf"[{_DASHES}]$")
_UNIT_APART = re.compile(r"\s+(?=[%‰°€£$])")
_NUMBER_GOES_ON = re.compile(rf"(?:[.,:/]|[{_DASHES}])(?=\d)")
_NUMBER_BEGAN = re.compile(r"\d[.,:/]$")
_PREFIX = re.compile(rf"\b(?:non|un|anti|in|dis|mis|ir|im|il)[{_DASHES}]$", re.IGNORECASE)


class Sign(NamedTuple):
    """What differs: only how it `looks`, or what it `says`; `words` tells people."""

    kind: Literal["typography", "altered"]
    words: str


def between(there: str, here: str, *, figures: bool) -> Sign | None:
    """What differs between two words of a source and of a draft; `figures`: one of the words is a number."""
    here = _SIC.sub(" ", here)
    if here == there or " ".join(here.split()) == " ".join(there.split()):
        return None
    if _BLANKS.findall(here) != _BLANKS.findall(there):
        return Sign("altered", f"signs: {_shown(there, here)}")
    looks_there, looks_here = (_LOOKS.sub("", each) for each in (there, here))
    minus = bool(_DASH.search(there)) != bool(_DASH.search(here))
    if looks_there == looks_here and not (figures and minus):
        return Sign("typography", f"marks or dashes: {_shown(there, here)}")
    if _STOPS.sub("", looks_there) == _STOPS.sub("", looks_here) and not figures:
        return Sign("typography", f"punctuation: {_shown(there, here)}")
    return Sign("altered", f"signs: {_shown(there, here)}")


def before(there: str, here: str, word: str) -> Sign | None:
    """What the draft has before the first word that it quotes; `there` is the source's word before it and its signs."""
    figures = word[:1].isdigit()
    if (blanks := _BLANKS_BEFORE.findall(here)) and blanks != _BLANKS.findall(there)[-len(blanks) :]:
        return Sign("altered", f"signs: {_shown(there, here)}")
    if figures and _NUMBER_BEGAN.search(there):
        return Sign("altered", f"a number is cut: {there[-2:]}{word} → {word}")
    if (found := _PREFIX.search(there)) and not _PREFIX.search(here):
        return Sign("altered", f"a word is cut: {found[0]}{word} → {word}")
    there = re.sub(r"^[\w'’]+", "", there)
    said, written = _telling(there), _telling(here)
    if figures and bool(_MINUS_BEFORE.search(there)) != bool(_MINUS_BEFORE.search(here)):
        return Sign("altered", f"signs: {_shown(there[-1:] + word, here[-1:] + word)}")
    if (figures and _attached(there, at_end=True) != _attached(here, at_end=True)) or not said.endswith(written):
        return Sign("altered", f"signs: {_shown(there, here)}")
    return None


def after(there: str, here: str, word: str, *, closes: bool) -> Sign | None:
    """What the draft has after the last word that it quotes. `there` has the first letter of the source's next word;
    `closes`: the quotation ends here, no ellipsis follows.

    A comma or stop may be the draft's own. A stop in place of a question mark is not.
    """
    there, here = _UNIT_APART.sub("", there), _UNIT_APART.sub("", here)
    figures = word[-1:].isdigit()
    if (blanks := _BLANKS_AFTER.findall(here)) and blanks != _BLANKS.findall(there)[: len(blanks)]:
        return Sign("altered", f"signs: {_shown(there, here)}")
    if figures and _NUMBER_GOES_ON.match(there) and not _NUMBER_GOES_ON.match(here):
        return Sign("altered", f"a number is cut: {word}{there[:2].strip()}… → {word}")
    there = re.sub(r"\w$", "", there)
    said, written = _telling(there), _telling(here)
    stopped = closes and here.strip().startswith(".") and said[:1] in ("?", "!")
    unit = figures and _attached(there, at_end=False) != _attached(here, at_end=False)
    if unit or stopped or not said.startswith(written):
        return Sign("altered", f"signs: {_shown(there, here)}")
    return None


def _telling(text: str) -> str:
    """The signs that say something."""
    return _STOPS.sub("", _LOOKS.sub("", _BRACKETS.sub("", text)))


def _attached(text: str, *, at_end: bool) -> str:
    """The signs that touch the word, question and exclamation marks apart: those end sentences."""
    run = re.search(r"\S*$" if at_end else r"^\S*", text)
    return _telling(run[0] if run else "").strip("?!")


def _shown(there: str, here: str) -> str:
    return f"‘{there.strip() or ' '}’ → ‘{here.strip() or ' '}’"
