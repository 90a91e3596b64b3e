"""What a file can spell but no transcript may hold, and what it may hold but a person should know of.

NULs, halves of characters, times that are none; control characters and marks that turn the direction of writing.
"""

from __future__ import annotations

import re
from dataclasses import replace

from transcripts.importing.model import Extract, ImportedTurn

_NOTABLE = re.compile(
    "[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Everything below, looked for at once: nearly no text holds any."""
_HALF = re.compile("[\ud800-\udfff]")
_IMPOSSIBLE = re.compile("[\0\ud800-\udfff]")
_KEPT = (
    (re.compile("[\x80-\x84\x86-\x9f]"), "code{} that Windows-1252 has quotes and dashes for: is it cp1252?"),
    (re.compile("[\x01-\x08\x0e-\x1f\x7f]"), "control character{} in it, kept and never obeyed"),
    (re.compile("[\u202a-\u202e\u2066-\u2069]"), "mark{} of the direction of writing in it, kept and never obeyed"),
    (re.compile("[\U000e0000-\U000e007f]"), "character{} that nobody sees (tags) in it, kept"),
)
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")
"""The flags of England, Scotland and Wales are spelt with tags."""
_LATEST = 1e11
"""Seconds; clock times since 1970 are 2e9."""


def possible(extract: Extract) -> Extract:
    """The same extract without what is impossible, at the same offsets; what was changed is counted and said.

    So is what stays though a screen would not show it.
    """
    return _with_times(_with_characters(extract))


def _with_characters(extract: Extract) -> Extract:
    """� for every NUL and every half of a character (a lone surrogate)."""
    turns = extract.turns
    if turns is not None and any(turn.speaker and _IMPOSSIBLE.search(turn.speaker) for turn in turns):
        turns = tuple(_named_whole(turn) for turn in turns)
    text = extract.text
    remarks = _remarks_on(text) if _NOTABLE.search(text) else ()
    beside = "".join((extract.label, *extract.details.values(), *extract.warnings))
    if not remarks and turns is extract.turns and not _IMPOSSIBLE.search(beside):
        return extract
    return replace(
        extract, text=_whole(text), turns=turns, label=_whole(extract.label),
        details={_whole(name): _whole(value) for name, value in extract.details.items()},
        warnings=(*map(_whole, extract.warnings), *remarks),
    )  # fmt: skip


def _remarks_on(text: str) -> tuple[str, ...]:
    """One line for each kind of character in a text that a person should know of."""
    nul, halves = text.count("\0"), len(_HALF.findall(text))
    said = [f"{nul} NUL character{'' if nul == 1 else 's'} in it, shown as �"] if nul else []
    if halves:
        said.append(f"{'1 half of a character' if halves == 1 else f'{halves} halves of characters'} in it, shown as �")
    plain = _FLAG.sub("", text) if "\U000e007f" in text else text
    counted = ((len(signs.findall(plain)), line) for signs, line in _KEPT)
    return (*said, *(f"{number} {line.format('' if number == 1 else 's')}" for number, line in counted if number))


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
    return _IMPOSSIBLE.sub("\ufffd", text)
