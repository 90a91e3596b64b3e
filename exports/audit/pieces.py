"""A quotation taken apart: the pieces between its ellipses, and what stands in square brackets in them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from exports.audit.tokens import Token, same, tokens

_DOTS = r"(?:…|\.{3,}|\.[ \u00a0]\.[ \u00a0]\.(?:[ \u00a0]\.)?)"
ELLIPSIS = re.compile(rf"\s*(?:\[\s*{_DOTS}\s*\]|\(\s*{_DOTS}\s*\)|{_DOTS})\s*")
_INSERTED = re.compile(r"\[[^\[\]]*\]")
_CASE = re.compile(r"\[(\w)\](\w+(?:['’]\w+)*)")


@dataclass(frozen=True, slots=True)
class Inserted:
    """Words in square brackets, before the `at`th word of the piece; [start, end) of them in the quotation."""

    at: int
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands between two ellipses: its words, without those in brackets, and the brackets."""

    text: str
    words: tuple[Token, ...]
    inserted: tuple[Inserted, ...]
    recased: bool = False
    """Whether a letter in brackets changes capitals: `[T]hey`."""
    start: int = 0
    end: int = 0
    """[start, end) of it in the quotation."""


def pieces(text: str) -> tuple[Piece, ...]:
    """The pieces of a quotation that hold words; offsets of words are those of the whole quotation."""
    cuts = [found.span() for found in ELLIPSIS.finditer(text)]
    bounds = zip([0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)], strict=True)
    found = [_piece(text, start, end) for start, end in bounds]
    return tuple(each for each in found if each.words)


def _piece(text: str, start: int, end: int) -> Piece:
    recased = [found for found in _CASE.finditer(text, start, end) if text[found.start() - 1 : found.start()] != "]"]
    merged = [Token(same(found[1] + found[2]), found.start(), found.end()) for found in recased]
    kept = [found for found in _INSERTED.finditer(text, start, end) if not _inside(found.start(), merged)]
    words = [
        word for word in tokens(text, start, end)
        if not _inside(word.start, merged) and not any(each.start() < word.start < each.end() for each in kept)
    ]  # fmt: skip
    words = sorted([*words, *merged], key=lambda word: word.start)
    inserted = [
        Inserted(sum(word.start < each.start() for word in words), each[0], each.start(), each.end())
        for each in kept
        if each[0].strip("[] ").casefold() != "sic"
    ]
    return Piece(text[start:end], tuple(words), tuple(inserted), bool(recased), start, end)


def _inside(place: int, spans: list[Token]) -> bool:
    return any(span.start <= place < span.end for span in spans)
