"""How a row's cells are shared out: turn numbers, words, brackets, labels."""

from __future__ import annotations

from dataclasses import dataclass

WIDEST = 90
"""Words are never wider than this, however wide the terminal: longer rows are hard to follow."""

NARROWEST = 68
"""Words give way to brackets and labels only while they keep this much."""

_ROOMY, _TIGHT = 27, 16


@dataclass(frozen=True, slots=True)
class Columns:
    """Cells from left to right: `gutter` (cursor mark, turn number), `words` and one more for a cursor behind them,
    `lanes` of brackets and one for `┆`, `label`, and whatever is left.
    """

    gutter: int
    words: int
    lanes: int
    label: int
    total: int

    @property
    def margin(self) -> int:
        """Where the brackets begin."""
        return self.gutter + self.words + 1


def shared_out(total: int, digits: int) -> Columns:
    """The columns of a reader `total` cells wide whose turn numbers have `digits` digits."""
    gutter = digits + 2
    room = max(4, total - gutter)
    words = max(3, min(WIDEST, max(room - _ROOMY, min(NARROWEST, room - _TIGHT))))
    margin = room - words - 1
    lanes = max(0, min(8, (margin - 2) // 4))
    label = max(0, min(32, margin - lanes - 2))
    return Columns(gutter, words, lanes, label, total)
