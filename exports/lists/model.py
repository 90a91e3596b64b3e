"""A list as it leaves: its rows with their headings, and what a manifest covers of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Rows = list[list[object]]


@dataclass(frozen=True, slots=True)
class Listed:
    """A row a thing. `words` are the caption of a printed table; `own` are columns that a copy of the project has
    otherwise (ids), which no manifest covers.
    """

    headings: Sequence[str]
    rows: Rows
    words: str
    own: tuple[str, ...] = ()

    @property
    def lasting(self) -> Rows:
        """The rows without their `own` columns."""
        kept = [at for at, heading in enumerate(self.headings) if heading not in self.own]
        return [[row[at] for at in kept] for row in self.rows]


def as_rows(rows: Iterable[Sequence[object]]) -> Rows:
    """Any rows, as JSON gives them back."""
    return [list(row) for row in rows]
