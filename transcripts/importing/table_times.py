"""Times in tables, as seconds into the recording: clocks, frames, seconds, milliseconds, ranges."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transcripts.importing.labels import seconds

_CLOCK = re.compile(r"\D{0,2}(?P<clock>\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,6})?)(?:[:;](?P<frame>\d{2}))?(?!\d)")
_DROP_FRAME = re.compile(r"(\d\d);(\d\d);(\d\d)[;:.](\d\d)(?!\d)")
_NUMBER = re.compile(r"(?P<number>\d{1,9}(?:[.,]\d{1,9})?)\s{0,2}(?P<unit>ms|s|secs?|seconds)?")
_NAMED = re.compile(
    r"(?:(?P<h>\d{1,3})\s?h[a-z]{0,4}\s?)?(?:(?P<m>\d{1,3})\s?m[a-z]{0,6}\s?)?(?:(?P<s>\d{1,3})\s?s[a-z]{0,6})?"
)
_FRAMES = (24, 25, 30, 50, 60)
_SLOWEST = 0.05
"""Words in a second below which numbers must be thousandths: the slowest talk is faster, the fastest is below 10."""


def is_time(cell: str) -> bool:
    """Whether a cell says a time into a recording."""
    return bool(
        _DROP_FRAME.match(cell)
        or _CLOCK.match(cell)
        or _NUMBER.fullmatch(cell)
        or (cell and cell[:1].isdigit() and _named(cell))
    )


def _named(cell: str) -> bool:
    match = _NAMED.fullmatch(cell)
    return match is not None and any(match.groupdict().values())


def times(cells: Sequence[str], *, head: str = "", words: int = 0) -> list[float | None]:
    """Each cell in seconds; None where it says no time. `words` spoken tell plain seconds from thousandths."""
    cells = [_DROP_FRAME.sub(r"\1:\2:\3:\4", cell) for cell in cells]
    rate = _frame_rate(cells)
    found = [_seconds(cell, rate) for cell in cells]
    plain = [cell for cell in cells if cell]
    if plain and all(_NUMBER.fullmatch(cell) for cell in plain) and _in_thousandths(head, plain, found, words):
        return [None if each is None else each / 1000 for each in found]
    return found


def _in_thousandths(head: str, cells: Sequence[str], found: Sequence[float | None], words: int) -> bool:
    if re.search(r"\bms\b|milli", head.replace("_", " "), re.IGNORECASE):
        return True
    longest = max((each for each in found if each is not None), default=0.0)
    return all(cell.isdigit() for cell in cells) and words > 0 and words < longest * _SLOWEST


def _frame_rate(cells: Sequence[str]) -> int:
    frames = [int(match["frame"]) for cell in cells if (match := _CLOCK.match(cell)) and match["frame"]]
    return next((rate for rate in _FRAMES if rate > max(frames, default=0)), 100)


def _seconds(cell: str, rate: int) -> float | None:
    clock = _CLOCK.match(cell)
    if clock is not None:
        return seconds(clock["clock"]) + int(clock["frame"] or 0) / rate
    number = _NUMBER.fullmatch(cell)
    if number is not None:
        return float(number["number"].replace(",", ".")) / (1000 if number["unit"] == "ms" else 1)
    named = _NAMED.fullmatch(cell)
    if named is None or not any(named.groupdict().values()):
        return None
    return float(int(named["h"] or 0) * 3600 + int(named["m"] or 0) * 60 + int(named["s"] or 0))
