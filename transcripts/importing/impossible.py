"""What JSON and some converters can spell but no transcript may hold: halves of characters, and times that are none."""

from __future__ import annotations

import re
from dataclasses import replace

from transcripts.importing.model import Extract, ImportedTurn

_HALF = re.compile("[\ud800-\udfff]")
_LATEST = 1e11
"""Seconds; clock times since 1970 are 2e9."""


def possible(extract: Extract) -> Extract:
    """The same extract without what is impossible, at the same offsets; what was changed is counted and said."""
    return _with_times(_with_characters(extract))


def _with_characters(extract: Extract) -> Extract:
    """� for every half of a character (a lone surrogate)."""
    text, count = (extract.text, 0) if extract.text.isascii() else _HALF.subn("\ufffd", extract.text)
    turns = extract.turns
    if turns is not None and any(turn.speaker and _HALF.search(turn.speaker) for turn in turns):
        turns = tuple(_named_whole(turn) for turn in turns)
    if count == 0 and turns is extract.turns and not _HALF.search("".join((extract.label, *extract.details.values()))):
        return extract
    halves = f"{count} halves of characters in it" if count != 1 else "1 half of a character in it"
    return replace(
        extract, text=text, turns=turns, label=_whole(extract.label),
        details={_whole(name): _whole(value) for name, value in extract.details.items()},
        warnings=(*map(_whole, extract.warnings), *([f"{halves}, shown as �"] if count else [])),
    )  # fmt: skip


def _with_times(extract: Extract) -> Extract:
    """No time where it is no number, before the beginning, or later than any clock."""
    turns = extract.turns or ()
    wrong = sum(turn.time is not None and not 0 <= turn.time <= _LATEST for turn in turns)
    if not wrong:
        return extract
    kept = tuple(
        turn._replace(time=None) if turn.time is not None and not 0 <= turn.time <= _LATEST else turn for turn in turns
    )
    remark = f"{wrong} times that are none left out" if wrong != 1 else "1 time that is none left out"
    return replace(extract, turns=kept, warnings=(*extract.warnings, remark))


def _named_whole(turn: ImportedTurn) -> ImportedTurn:
    return turn if turn.speaker is None else turn._replace(speaker=_whole(turn.speaker))


def _whole(text: str) -> str:
    return _HALF.sub("\ufffd", text)
