"""Columns of a terminal: how many a text takes, and the one that a complaint points at."""

from __future__ import annotations

import re
import unicodedata

MOST = 100
"""Characters of a query that are shown around the place it is wrong at."""
_STAND_IN = "\N{MIDDLE DOT}"


def cells(text: str) -> int:
    """How many columns `text` takes: wide East Asian letters and emoji two; marks, joiners and the later letters of a
    Korean syllable none.
    """
    return len(text) if text.isascii() else sum(map(_cell, text))


def _cell(letter: str) -> int:
    if "\u1160" <= letter <= "\u11ff" or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def pointed_at(query: str, position: int) -> str:
    """Two lines: the query, cut around a character (code point) when it is long, and a caret under its column.

    What a terminal would obey, or not show, takes one column, as the display filter has it.
    """
    first = max(0, position - MOST // 2)
    shown = re.sub(r"(?<!\S)\S", _alone, "".join(map(_plain, query[first : first + MOST])))
    ahead = "… " if first else ""
    return f"  {ahead}{shown}\n  {' ' * cells(ahead + shown[: position - first])}^"


def _plain(letter: str) -> str:
    return letter if letter.isprintable() and letter not in "\u115f\u1160\u3164\uffa0" else " "


def _alone(found: re.Match[str]) -> str:
    return found[0] if _cell(found[0]) else _STAND_IN
