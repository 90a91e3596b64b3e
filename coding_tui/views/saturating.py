"""What is shown of saturation: a row a group, and for one of them its curve with a band, in signs.

Made on a worker's thread; plain and frozen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlmodel import Session

from codebook.counting.saturation import Curve, Saturation
from codebook.evidence.triangulation import INTERVIEW
from codebook.retrieval.passages import descriptions
from codebook.scheme import codes
from coding_tui.widgets.grid import Table
from coding_tui.widgets.lines import Piece
from exports import captions

BEHIND = frozenset({"coding", "code", "document", "assignment", "coder", "speaker", "turn"})
"""Tables whose changes change the curves: who speaks as what decides whose words count."""
COLUMNS = ("codes", "a priori", "reached at", "by dates", "in the first", "the last brings")
ALL_CODES, NO_KIND = "all codes", "no kind"
WIDE = 60
"""Cells of a curve."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Saturation as a table: a row a curve. `codes` are those that were asked for: `Theme/*`, or "" for all.

    `counted_on` is the day in the caption.
    """

    made: Saturation
    table: Table
    codes: str
    counted_on: str = field(default_factory=captions.today)

    @property
    def title(self) -> str:
        """Which codes in which documents, by which rule."""
        made = self.made
        which = "codes that came up in coding" if made.emergent_only else "all codes"
        below = f" of {self.codes.removesuffix('/*')}" if self.codes else ""
        return (
            f"{which}{below} · {made.kind or NO_KIND} · {made.orders:,} orders, seed {made.seed} · base {made.base}, "
            f"run {made.run}, at most {100 * made.threshold:g}% new"
        )


@dataclass(frozen=True, slots=True)
class Choices:
    """Whose codes and which kinds of documents can be asked for."""

    codes: tuple[str, ...] = (ALL_CODES,)
    kinds: tuple[str, ...] = ()


def choices(session: Session) -> Choices:
    """All codes, and the codes of each theme that has any; every kind of document there is."""
    tree = codes.tree(session)
    below = (f"{code.path}/*" for code in tree if code.depth == 0 and len(tree.under(code)) > 1)
    kinds = {known.kind or NO_KIND for known in descriptions(session).values()}
    return Choices((ALL_CODES, *below), tuple(sorted(kinds)))


def shown(made: Saturation, codes: str) -> Seen:
    """A row a curve."""
    rows = tuple(curve.group for curve in made.curves)
    columns = ("interviews" if made.kind == INTERVIEW else "documents", *COLUMNS)
    return Seen(made, Table("group", rows, columns, tuple(_row(curve, made) for curve in made.curves)), codes)


def _row(curve: Curve, made: Saturation) -> tuple[Piece, ...]:
    many, (reached, dated) = len(curve.documents), curve.reached_words(made)
    cells = (
        f"{many:,}", f"{len(curve.codes):,}", f"{len(curve.a_priori):,}", reached or "–", dated or "–",
        f"{curve.mean[0]:.1f}" if curve.codes else "–",
        f"{curve.new[-1]:.2f}" if curve.codes and many > 1 else "–",
    )  # fmt: skip
    return tuple((cell, "quiet" if cell == "–" else "text") for cell in cells)


def drawn(found: Seen, curve: Curve) -> Iterable[Piece]:
    """A curve in signs: a row for some numbers of interviews, the band light, the mean a sign in it; its caption, and
    what was left out.
    """
    yield f"{curve.group}\n", "strong"
    if curve.why_not:
        yield f"Beware: {curve.why_not}.\n", "wrong"
    for note in found.made.notes:
        yield f"{note}\n", "quiet"
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
    yield f"{captions.of_saturation(found.made, found.counted_on, line='●', band='░', dated='').words()}\n", "text"
