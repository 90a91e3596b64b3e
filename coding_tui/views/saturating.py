"""What is shown of saturation: a row a group, and for one of them its curve with a band, in signs.

Made on a worker's thread; plain and frozen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from codebook.counting.saturation import Curve, Saturation
from coding_tui.widgets.grid import Table
from coding_tui.widgets.lines import Piece

BEHIND = frozenset({"coding", "code", "document", "assignment"})
COLUMNS = ("interviews", "codes", "a priori", "in the first", "the last brings", "reached after", "by dates")
WIDE = 60
"""Cells of a curve."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Saturation as a table: a row a curve."""

    made: Saturation
    table: Table


def shown(made: Saturation) -> Seen:
    """A row a curve."""
    rows = tuple(curve.group for curve in made.curves)
    return Seen(made, Table("group", rows, COLUMNS, tuple(_row(curve, made.orders) for curve in made.curves)))


def title(made: Saturation) -> str:
    """What was counted, by which rule."""
    which = "codes that came up in coding" if made.emergent_only else "all codes"
    return (
        f"{which} · {made.orders:,} orders, seed {made.seed} · base {made.base}, run {made.run}, at most "
        f"{100 * made.threshold:g}% new"
    )


def _row(curve: Curve, drawn: int) -> tuple[Piece, ...]:
    many = len(curve.documents)
    cells = (
        f"{many:,}", f"{len(curve.codes):,}", f"{len(curve.a_priori):,}", f"{curve.mean[0]:.1f}",
        f"{curve.new[-1]:.2f}" if many > 1 else "–", curve.reached.words(drawn) or "–",
        "–" if curve.reached_dated is None else str(curve.reached_dated),
    )  # fmt: skip
    return tuple((cell, "quiet" if cell == "–" else "text") for cell in cells)


def drawn(curve: Curve) -> Iterable[Piece]:
    """A curve in signs: a row for some numbers of interviews, the band light, the mean a sign in it."""
    yield f"{curve.group}\n", "strong"
    if curve.why_not:
        yield f"Beware: {curve.why_not}.\n", "wrong"
    if not curve.codes:
        return
    many, most = len(curve.documents), len(curve.codes)
    step = max(1, -(-many // 12))
    yield "  n  mean   ░ 95 % of the orders   ● mean of all orders\n", "quiet"
    for k in sorted({*range(0, many, step), many - 1}):
        low, mean, high = (round(WIDE * value / most) for value in (curve.low[k], curve.mean[k], curve.high[k]))
        line = [" "] * (WIDE + 1)
        line[low : high + 1] = "░" * (high + 1 - low)
        line[mean] = "●"
        yield f"{k + 1:>3} {curve.mean[k]:>5.1f}  ", "text"
        yield f"{''.join(line).rstrip()}\n", "text"
