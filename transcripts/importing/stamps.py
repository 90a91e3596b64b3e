"""Times in a transcript as its makers write them: `0:12`, `[00:01:02.5]`, `#00:01:23-5#`, `10:02 AM`, `00h01m02s`."""

from __future__ import annotations

import re

SPACES = " \\t\u00a0\u2009\u202f\u3000\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
"""Blanks inside a line, with the invisible marks of right-to-left scripts; for a character class."""
CLOCK = (
    r"(?:\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,;-]\d{1,3})?(?:[ \u202f]?[AaPp]\.?[Mm]\b\.?)?"
    r"|\d{1,2}h[ ]?\d{1,2}m[ ]?\d{1,2}s|\d{1,3}m[ ]?\d{1,2}s)"
)
_DAY = rf"(?:\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}}[,T]?[{SPACES}]?)?"
RANGE_END = rf"(?:[{SPACES}]{{0,40}}(?:-->|->|→|[-–—]|to)[{SPACES}]{{0,40}}{CLOCK})?"
_SECONDS = r"\d{1,6}\.\d{1,3}s?"
_SPAN = rf"\[{_SECONDS}[{SPACES}]{{0,40}}(?:-->|->|→|[-–—])[{SPACES}]{{0,40}}{_SECONDS}\]"

_PARTS = re.compile(r"\d+")
_WALL = re.compile(r"[AaPp]\.?[Mm]|[/]|\d-\d\d?-\d|\d\.\d\d?\.\d{2}")


def stamp(group: str) -> str:
    """The pattern of a time stamp, with or without brackets, day or the end of a range."""
    return (
        rf"(?:[\[({{<#]?[{SPACES}]?(?P<{group}>{_DAY}{CLOCK}){RANGE_END}[{SPACES}]?[\])}}>#]?"
        rf"|(?P<{group}_span>{_SPAN}))"
    )


def seconds(clock: str) -> float:
    """`1:02:03.5` → 3723.5; two parts are minutes and seconds."""
    whole, _, fraction = re.sub(r"[,;-]", ".", clock).partition(".")
    total = 0
    for part in _PARTS.findall(whole):
        total = total * 60 + int(part)
    return float(f"{total}.{_PARTS.findall(fraction)[0]}") if _PARTS.search(fraction) else float(total)


def time_of(written: str | None) -> float | None:
    """Seconds from the start of the recording; None for a time of day, which says nothing of it."""
    if not written or _WALL.search(written):
        return None
    if written.startswith("["):
        first = re.search(r"\d+(?:\.\d+)?", written)
        return float(first[0]) if first else None
    return seconds(written)
