"""Which code a digit means. A digit stays with its code until somebody uses a tenth one. Pure."""

from __future__ import annotations

from collections.abc import Iterable

DIGITS = 9


class RecentCodes:
    """Nine places. A code new to them takes a free place, or that of the code used longest ago."""

    def __init__(self, latest_first: Iterable[str] = ()) -> None:
        self._places: list[str] = list(dict.fromkeys(latest_first))[:DIGITS]
        self._used = list(reversed(self._places))

    @property
    def last(self) -> str | None:
        """The code used last."""
        return self._used[-1] if self._used else None

    def code(self, digit: int) -> str | None:
        """The code of a digit, 1–9."""
        return self._places[digit - 1] if 1 <= digit <= len(self._places) else None

    def digit(self, code: str) -> int | None:
        """The digit of a code."""
        return self._places.index(code) + 1 if code in self._places else None

    def use(self, code: str) -> None:
        """Note that a code was used just now."""
        if code not in self._places:
            if len(self._places) < DIGITS:
                self._places.append(code)
            else:
                self._places[self._places.index(self._used[0])] = code
                self._used.pop(0)
        self._used = [*(other for other in self._used if other != code), code]

    def keep_only(self, codes: Iterable[str]) -> None:
        """Forget codes that are gone; the others move up."""
        known = set(codes)
        self._places = [code for code in self._places if code in known]
        self._used = [code for code in self._used if code in known]

    def latest_first(self) -> list[str]:
        """The codes, the one used last first."""
        return self._used[::-1]
