"""Rows of an outline and what of them is in view: folding and filtering. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size


class Row(NamedTuple):
    """One row; a tuple, for there are lists of thousands.

    `key` is its identity; `note` stands at the right, `brief` in its place where the text needs the room; `sign` (one
    cell) stands before the text. `hue` (an index into `palette.HUES`) draws a bar in that colour; `branch` rows fold
    what is deeper than they are. `find` is searched by the filter besides the text. `quiet` rows matter less, `strong`
    ones more.
    """

    key: str
    text: str
    depth: int = 0
    note: str = ""
    sign: str = " "
    hue: int | None = None
    branch: bool = False
    find: str = ""
    quiet: bool = False
    strong: bool = False
    brief: str = ""


def in_view(rows: Sequence[Row], folded: Collection[str], sought: str) -> list[Row]:
    """The rows to show: those that match the filter with all above them, or else those that no fold hides."""
    return _matching(rows, sought) if sought.strip() else _unfolded(rows, folded)


def _unfolded(rows: Sequence[Row], folded: Collection[str]) -> list[Row]:
    found, hidden_below = [], None
    for row in rows:
        if hidden_below is not None and row.depth > hidden_below:
            continue
        hidden_below = row.depth if row.branch and row.key in folded else None
        found.append(row)
    return found


def _matching(rows: Sequence[Row], sought: str) -> list[Row]:
    parts = sought.casefold().split()
    found: list[Row] = []
    needed: int | None = None
    for row in reversed(rows):
        searched = f"{row.text} {row.find}".casefold()
        above = needed is not None and row.depth < needed
        if above or all(part in searched for part in parts):
            found.append(row)
            needed = row.depth
        elif needed is not None and row.depth <= needed:
            needed = row.depth
    return found[::-1]


def fitted(text: str, cells: int) -> str:
    """`text` cut to at most so many cells, an ellipsis where something was cut."""
    if cell_len(text) <= cells:
        return text
    return set_cell_size(text, cells - 1).rstrip() + "…" if cells > 0 else ""


def fixed(text: str, cells: int) -> str:
    """`text` in exactly so many cells."""
    return set_cell_size(fitted(text, cells), max(0, cells))


def wrapped(text: str, cells: int) -> list[str]:
    """A remark in lines of at most so many cells."""
    lines = [""]
    for word in text.split():
        if lines[-1] and cell_len(lines[-1]) + 1 + cell_len(word) > cells:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [fitted(line, cells) for line in lines]
