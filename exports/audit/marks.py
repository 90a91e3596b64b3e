"""Where a paragraph quotes: quotation marks of every habit, paired so that an odd one never turns the rest inside out.

A mark opens where something may begin after it and nothing ends before it, and closes where it is the other way round;
what stands between an opening mark and the next closing one of its kind is quoted. Marks inside are the quoted
person's business. A mark that finds no partner in its paragraph is left alone, and the next one begins anew.
"""

from __future__ import annotations

import re
from typing import NamedTuple

PAIRS = {
    "“": "”", "„": "“”", "”": "”", "«": "»", "»": "«", "‘": "’", '"': '"', "'": "'", "‹": "›", "›": "‹",
}  # fmt: skip
"""Opening marks, and what closes each."""
_ALL = frozenset("".join([*PAIRS, *PAIRS.values()]))
_SINGLE = frozenset("‘'")
_SPACED = {"«": re.compile(r"«[ \u00a0\u202f](?=[^«»\n]{1,2000}[ \u00a0\u202f]»)")}
"""French marks stand apart from what they hold, on both sides."""
_BLANKS = frozenset(" \u00a0\u202f")
_BEFORE = frozenset("([{—–-/…\t|*_>") | {"\u00a0"}
_CLIPPED = re.compile(r"['‘’](?:tis|twas|twere|em|n)(?![^\W_])", re.IGNORECASE)
"""Words that begin with an apostrophe: ’tis, rock ’n’ roll, tell ’em."""


class Marked(NamedTuple):
    """[start, end) between two marks (at `start - 1` and `end`), or up to where a paragraph that is `resumed` ends."""

    start: int
    end: int
    resumed: bool = False


def marked(text: str, *, goes_on: bool = False) -> list[Marked]:
    """What a paragraph quotes, outermost marks only. `goes_on`: the next paragraph takes a quotation up again, as
    publishers set those of several paragraphs (a mark at the beginning of each, one at the end of the last).
    """
    found: list[Marked] = []
    at = 0
    while at < len(text):
        if text[at] in PAIRS and _opens(text, at):
            end = _closing(text, at, PAIRS[text[at]])
            if end is None and text[at] == "“":
                end = _closing(text, at, '"')  # half of it was typed in another program
            if end is not None:
                found.append(Marked(at + 1, end))
                at = end
            elif goes_on and not any(mark in text[at + 1 :] for mark in PAIRS[text[at]]):
                found.append(Marked(at + 1, len(text), resumed=True))
                break
        at += 1
    return found


def _opens(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] in _SPACED and after in _BLANKS:
        return bool(_SPACED[text[at]].match(text, at))
    if not after or after.isspace():
        return False
    free = not before or before.isspace() or before in _BEFORE or before in PAIRS
    if text[at] in _SINGLE and (_CLIPPED.match(text, at) or (text[at] == "'" and after.isdigit())):
        return False  # ’tis, the '90s
    return free or text[at] in "“„«‹"


def _closing(text: str, opened: int, closers: str) -> int | None:
    """Where one of the `closers` of the mark at `opened` stands; None where there is none before it opens again."""
    possessive: int | None = None
    inner = ""
    for at in range(opened + 1, len(text)):
        sign = text[at]
        if inner:
            inner = "" if sign in PAIRS[inner] and _closes(text, at) else inner
        elif sign in closers and _closes(text, at):
            if text[opened] in _SINGLE and _may_be_possessive(text, at):
                possessive = at if possessive is None else possessive
                continue
            return at
        elif sign == text[opened] and sign != "'" and _opens(text, at) and not _closes(text, at):
            break
        elif sign in PAIRS and sign not in _SINGLE and sign != text[opened] and _opens(text, at):
            inner = sign if any(_closes(text, n) for n in range(at + 1, len(text)) if text[n] in PAIRS[sign]) else ""
    return possessive


def _closes(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    apart = text[at] == "»" and before in _BLANKS
    return bool(before) and (apart or not before.isspace()) and not after.isalnum()


def _may_be_possessive(text: str, at: int) -> bool:
    """`officers’ own`: it may belong to the word before it, and what is quoted go on."""
    return text[at - 1 : at] in ("s", "S") and text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].islower()


def without_marks(code: str) -> str:
    """Program text without quotation marks: those quote nobody."""
    return "".join(sign for sign in code if sign not in _ALL)
