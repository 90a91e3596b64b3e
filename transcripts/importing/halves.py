"""Halves of characters (lone surrogates): JSON and some converters can spell them, but no text may hold one."""

from __future__ import annotations

import re
from dataclasses import replace

from transcripts.importing.model import Extract, ImportedTurn

_HALF = re.compile("[\ud800-\udfff]")


def without_halves(extract: Extract) -> Extract:
    """The same extract with � for every half of a character, at the same offsets; how many is said."""
    text, count = _HALF.subn("\ufffd", extract.text)
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


def _named_whole(turn: ImportedTurn) -> ImportedTurn:
    return turn if turn.speaker is None else replace(turn, speaker=_whole(turn.speaker))


def _whole(text: str) -> str:
    return _HALF.sub("\ufffd", text)
