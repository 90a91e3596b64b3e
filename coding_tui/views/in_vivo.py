"""A code's name from a participant's own words. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from coding_tui.reader.model import ReaderTurn

LONGEST = 60
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def in_vivo_name(words: str) -> str:
    """The words on one line, without the punctuation around them, cut at a word when they are many."""
    line = " ".join(_UNFIT.sub(" ", words).split()).strip(" .,;:!?…“”\"'‘’()–—-")
    if len(line) <= LONGEST:
        return line or "…"
    return line[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" .,;:–—-") + "…"


def said(text: str, start: int, end: int, turns: Iterable[ReaderTurn]) -> str:
    """What was said in [start, end) of a document: its words without the labels that name who says them."""
    parts, at = [], start
    for turn in turns:
        if turn.label_start < end and turn.start > start:
            parts.append(text[at : max(at, turn.label_start)])
            at = max(at, turn.start)
    return " ".join((*parts, text[at : max(at, end)]))
