"""Months as tables write them."""

from __future__ import annotations

import re

_NAMES = (
    "january janvier januar enero gennaio januari jan janv ene gen ionawr",
    "february février fevrier februar febrero febbraio februari feb févr fév chwefror",
    "march mars märz marzo maart mar mär mrt mawrth",
    "april avril abril aprile apr avr abr ebrill",
    "may mai mayo maggio mei mag",
    "june juin juni junio giugno jun giu mehefin",
    "july juillet juli julio luglio jul juil lug gorffennaf",
    "august août aout agosto augustus aug aoû ago awst",
    "september septembre septiembre settembre sept sep set medi",
    "october octobre oktober octubre ottobre oct okt ott hydref",
    "november novembre noviembre nov tachwedd",
    "december décembre dezember diciembre dicembre dec déc dez dic rhagfyr",
)
_NUMBER = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()}
_YEAR_FIRST = re.compile(r"((?:19|20)\d\d)[-/. ](\d{1,2})(?:[-/.](\d{1,2}))?(?:[ T]00:00(?::00)?)?")
_YEAR_LAST = re.compile(r"(?:(\d{1,2})[-/.])?(\d{1,2})[-/. ]((?:19|20)\d\d)")
_NAMED = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th|\.)?[\s/-]{1,3})?([^\W\d_]{3,12})\.?[\s,./'’-]{0,3}((?:19|20)?\d\d)")


def month_of(cell: str) -> str | None:
    """`Mar 2023`, `03/2023`, `2023-03-01`, `Mar-23` → `2023-03`; None for what names no month of a year."""
    match = _YEAR_FIRST.fullmatch(cell)
    if match is not None:
        return _month(match[1], int(match[2]))
    match = _YEAR_LAST.fullmatch(cell)
    if match is not None:
        return _month(match[3], int(match[2]))
    match = _NAMED.fullmatch(cell)
    return None if match is None else _month(match[3], named_month(match[2]) or 0)


def named_month(word: str) -> int | None:
    """1 to 12 for the name of a month, long or short."""
    return _NUMBER.get(word.strip().rstrip(".").casefold())


def says_a_day(cell: str) -> bool:
    """Whether a month is written by another of its days than the first: `2023-03-14` is, `01/03/2023` is not."""
    for form, place in ((_YEAR_FIRST, 3), (_YEAR_LAST, 1), (_NAMED, 1)):
        match = form.fullmatch(cell)
        if match is not None:
            return int(match[place] or 1) != 1
    return False


def _month(year: str, month: int) -> str | None:
    full = year if len(year) == 4 else f"20{year}"
    return f"{full}-{month:02d}" if 1 <= month <= 12 else None
