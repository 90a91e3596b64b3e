"""Plain tables: columns as wide as their widest cell, numbers to the right, no rules and no colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coding_tui.inert import shown
from transcripts.columns import cells

GAP = "  "


def table(headings: Sequence[str], rows: Iterable[Sequence[object]], *, right: Iterable[str] = ()) -> str:
    """The rows under their headings, a line each; columns named in `right` stand flush right. Words are made inert."""
    lines = [list(headings), *([_said(value) for value in row] for row in rows)]
    widths = [max(cells(line[column]) for line in lines) for column in range(len(headings))]
    flush = [heading in set(right) for heading in headings]
    return "\n".join(_line(line, widths, flush) for line in lines)


def _said(value: object) -> str:
    """A cell: integers with commas, other numbers with two decimals, nothing as –."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:z.2f}"  # z: a rounded −0.00 is 0.00
    return shown(str(value)).replace("\n", "␤")


def _line(line: Sequence[str], widths: Sequence[int], flush: Sequence[bool]) -> str:
    parts = []
    for text, width, right in zip(line, widths, flush, strict=True):
        space = " " * (width - cells(text))
        parts.append(space + text if right else text + space)
    return GAP.join(parts).rstrip()
