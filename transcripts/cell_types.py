"""What the cells of a column are: yes or no, numbers, days, or text; and each in one canonical spelling."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

DAY_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %b %Y", "%d %B %Y", "%Y/%m/%d", "%d-%b-%Y")
YES_NO = {"yes": "yes", "no": "no", "true": "yes", "false": "no", "y": "yes", "n": "no"}
NEARLY = 0.9
"""Share of a column's cells from which one odd cell is more likely a slip than a sign that the column is text."""

_TWO_DAYS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2\d{4}")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)")


def type_of(cells: Iterable[str]) -> str:
    """The narrowest type that all non-empty cells have: `yes/no`, `number`, `date`, else `text`."""
    said = [cell for cell in cells if cell]
    for kind in ("yes/no", "number", "date"):
        if said and all(CANONICAL[kind](cell) is not None for cell in said):
            return kind
    return "text"


def nearly(cells: Sequence[tuple[int, str]]) -> tuple[str, list[tuple[int, str]]]:
    """The type that all but a few numbered cells have, and those odd ones; `text` and none where there is no such."""
    said = [(line, cell) for line, cell in cells if cell]
    for kind in ("yes/no", "number", "date"):
        odd = [(line, cell) for line, cell in said if CANONICAL[kind](cell) is None]
        if odd and len(said) >= 5 and len(said) - len(odd) >= NEARLY * len(said):
            return kind, odd
        if len(odd) == 1 and 3 <= len(said) < 1 / (1 - NEARLY):
            return kind, odd
    return "text", []


def number(cell: str) -> str | None:
    """`1,234` → 1234, `45%` → 45, `12.0` → 12; None for what is no number, and for codes such as 007."""
    plain = cell.removesuffix("%").rstrip()
    plain = plain.replace(",", "") if _THOUSANDS.fullmatch(plain) else plain
    if _PLAIN.fullmatch(plain) is None or re.fullmatch(r"0\d+", plain):
        return None
    whole, _, places = plain.lstrip("+-").partition(".")
    size = f"{whole or '0'}.{places}".rstrip("0").rstrip(".") if places.strip("0") else whole or "0"
    return f"-{size}" if plain.startswith("-") and size.strip("0.") else size


def day(cell: str) -> str | None:
    """A day as ISO 8601; `03/04/2023` is 3 April (day first), unless only the other order is a day at all."""
    for form in DAY_FORMATS:
        try:
            return datetime.strptime(cell, form).date().isoformat()
        except ValueError:
            continue
    try:
        return date.fromisoformat(cell[:10]).isoformat() if len(cell) > 10 else None
    except ValueError:
        return None


def could_be_two_days(cells: Iterable[str]) -> bool:
    """Whether days in figures leave open which is the month: no cell says it by a number above 12."""
    pairs = [(int(match[1]), int(match[3])) for cell in cells if (match := _TWO_DAYS.fullmatch(cell))]
    return any(a != b and a <= 12 and b <= 12 for a, b in pairs) and all(a <= 12 and b <= 12 for a, b in pairs)


def yes_no(cell: str) -> str | None:
    """`yes` or `no` for the usual spellings."""
    return YES_NO.get(cell.casefold())


CANONICAL: dict[str, Callable[[str], str | None]] = {
    "yes/no": yes_no, "number": number, "date": day, "text": lambda cell: cell,
}  # fmt: skip
