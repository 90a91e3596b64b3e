"""What is wrong with a query, and where."""

from __future__ import annotations

import re

from transcripts.errors import WorkbenchError

_SHOWN = 100


class QuerySyntaxError(WorkbenchError):
    """A query that cannot be read.

    `position` is the character (code point from 0) where reading stopped, `advice` the one line that says what was
    expected there. `str()` is the advice, then `excerpt`: the query with a caret under the place.
    """

    def __init__(self, query: str, position: int, advice: str) -> None:
        self.query = query
        self.position = min(max(position, 0), len(query))
        self.advice = advice
        super().__init__(f"{advice}\n{self.excerpt}")

    @property
    def excerpt(self) -> str:
        """Two lines: the query, cut around the place when it is long, and the caret."""
        first = max(0, self.position - _SHOWN // 2)
        shown = re.sub(r"[\s\x00-\x1f\x7f-\x9f]", " ", self.query[first : first + _SHOWN])
        ahead = "… " if first else ""
        return f"  {ahead}{shown}\n  {' ' * (len(ahead) + self.position - first)}^"
