"""A text as the words and marks that are compared, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_TOKEN = re.compile(r"\w+|[^\w\s]")
_PIECE = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words and marks in order: [starts[i], ends[i]) in code points; equal `keys` mean equal tokens."""

    starts: list[int]
    ends: list[int]
    keys: list[int]


def tokens(text: str, known: dict[str, int]) -> Tokens:
    """The tokens of a text; `known` numbers them, and is shared by the texts that are compared."""
    starts, ends, keys = [], [], []
    for match in _TOKEN.finditer(text):
        starts.append(match.start())
        ends.append(match.end())
        keys.append(known.setdefault(match.group(), len(known)))
    return Tokens(starts, ends, keys)


def pieces(text: str) -> Iterable[str]:
    """The text cut into words, marks and stretches of white space; together they are the text."""
    return _PIECE.findall(text)
