"""Regular expressions, which may take for ever: every one of ours is given up after a while.

By the `regex` library and not Python's own, because it can be told a time after which it stops, and lets other threads
work meanwhile; patterns mean the same (its “version 0”).
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

import regex

from transcripts.searching.matching import Place
from transcripts.searching.model import EXACT, BadSearch

PATIENCE = 2.0
"""Seconds for the words of one turn. What takes longer there is a pattern that tries every way of dividing them."""
PATIENCE_ALTOGETHER = 60.0
LONGEST = 10_000


@dataclass(slots=True)
class PatternMatcher:
    """Every match of a pattern in a turn, without regard to case; `^` and `$` are the turn's beginning and end."""

    query: str
    pattern: Any
    taken: float = field(default=0.0)

    @classmethod
    def of(cls, query: str) -> PatternMatcher:
        """The matcher of a regular expression. Raises BadSearch, with the place, for one that is none."""
        if len(query) > LONGEST:
            raise BadSearch(f"This is longer than {LONGEST:,} characters.", query, LONGEST)
        try:
            return cls(query, regex.compile(query, regex.IGNORECASE))
        except regex.error as error:
            raise BadSearch(f"‘{query}’ is not a regular expression: {error.msg}.", query, error.pos) from error
        except (RecursionError, OverflowError, ValueError) as error:
            raise BadSearch(f"‘{query[:40]}’ is not a regular expression that can be used: {error}.") from error

    @property
    def condition(self) -> None:
        """The index knows nothing of patterns."""
        return

    def places(self, text: str) -> list[Place]:
        """Where the pattern matches something. Raises BadSearch when that takes too long."""
        before = time.monotonic()
        try:
            found = [
                (*match.span(), EXACT)
                for match in self.pattern.finditer(text, concurrent=True, timeout=PATIENCE)
                if match.end() > match.start()
            ]
        except TimeoutError:
            raise BadSearch(_ENDLESS) from None
        self.taken += time.monotonic() - before
        if self.taken > PATIENCE_ALTOGETHER:
            raise BadSearch(_ENDLESS)
        return found


_ENDLESS = (
    "This pattern takes too long and was given up. A repetition inside a repetition, such as (a+)+, or several .* in a "
    "row have no end of ways to fit: say more exactly what may repeat."
)
