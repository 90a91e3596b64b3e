"""What Compare shows of codes that stand together: what is wanted, the table or chart of it, what is said of two codes.

Made on a worker's thread; plain and frozen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from sqlmodel import Session

from codebook.counting.cooccurrence import Cooccurrence, cooccurrence
from codebook.counting.cooccurrence_pairs import pair_query, pairs, sociable
from codebook.paths import parse_path
from codebook.scheme import codes
from coding_tui.views import charts
from coding_tui.views.charts import BARS, HEAT, Chart, Drawn, one_scale
from coding_tui.views.questions import ChartedQuestion
from coding_tui.widgets.grid import Table
from coding_tui.widgets.lines import Piece
from exports import captions
from exports.comparing.together import NUMBER, drawn, pair_named, said, strongest, value

At = tuple[int, int]
KINDS = (HEAT, BARS)
WAYS: Mapping[str, str] = {
    "overlap": "the characters that both are on", "turn": "the same turn", "document": "the same document",
    "near 1 turn": "this turn or the next", "near 2 turns": "at most two turns on", "near 5 turns": "at most five on",
    "near 1 sentence": "this sentence or the next", "near 2 sentences": "at most two on",
    "near 5 sentences": "at most five on",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted(ChartedQuestion):
    """Which codes, by which way, of which text; `measure`, `empty` and `chart` are only how it is shown."""

    codes: str = "code"
    by: str = "turn"
    measure: str = NUMBER

    @property
    def counted(self) -> tuple[str, str, str]:
        """What has to be counted again when it is another one."""
        return self.codes, self.by, self.asked

    @property
    def kinds(self) -> tuple[str, ...]:
        """A heat map, or bars of the pairs."""
        return KINDS

    def toolbar(self) -> Iterable[Piece]:
        """One line that says all of it."""
        shown = (" codes ", self.codes), (" · by ", self.by), (" · ", self.measure), (" · ", self.asked)
        for name, words in shown:
            yield name, "quiet"
            yield words or "all codings", "strong"
        if self.chart:
            yield f" · {charts.KINDS[self.chart]}", "text"


@dataclass(frozen=True, slots=True)
class Seen:
    """As it is shown: the codes (by number) of each cell of the table; `counted_on` is the day in a chart's caption."""

    wanted: Wanted
    made: Cooccurrence
    table: Table
    places: Mapping[At, At]
    draw: Callable[[int], Drawn] | None = None
    counted_on: str = field(default_factory=captions.today)

    @property
    def title(self) -> str:
        """`212 pairs in the same turns, of 6,499 turns · 40 codes`, and how many stand alone."""
        many, kept = len(pairs(self.made)), len(sociable(self.made))
        alone = len(self.made.codes) - kept
        more = f" · {alone:,} with no other" if alone else ""
        return (
            f"{many:,} pair{'s' * (many != 1)} in the same {self.made.units}, of {self.made.whole:,} · "
            f"{kept:,} codes{more}"
        )


def seen(session: Session, wanted: Wanted) -> Seen:
    """Count what is wanted. Raises NotFound, QuerySyntaxError, WorkbenchError."""
    return shown(cooccurrence(session, wanted.codes, by=wanted.by, asked=wanted.asked), wanted)


def shown(made: Cooccurrence, wanted: Wanted) -> Seen:
    """What was counted, as it is to be shown."""
    if wanted.chart == BARS:
        return _bars(made, wanted)
    kept = tuple(range(len(made.codes))) if wanted.empty else sociable(made)
    names = tuple(made.codes[i] for i in kept)
    top = max((value(made, i, j, wanted.measure) or 0.0 for i in kept for j in kept if i != j), default=0.0)

    def cell(i: int, j: int) -> Piece:
        words = said(made, i, j, wanted.measure)
        if i == j:
            return f"({made.together[i][i]:,})", "quiet"
        role = "text" if made.together[i][j] else "quiet"
        if wanted.chart != HEAT:
            return words if role == "text" else charts.ZERO, role
        part = (value(made, i, j, wanted.measure) or 0.0) / (top or 1.0)
        return (f"{charts.shade(part)} {words}" if part else charts.shade(0.0)), role

    table = Table(wanted.codes.partition(":")[0], names, names, tuple(tuple(cell(i, j) for j in kept) for i in kept),
                  heads=tuple(_name(name) for name in names), widest=9)  # fmt: skip
    places = {(row, column): (i, j) for row, i in enumerate(kept) for column, j in enumerate(kept)}
    return Seen(wanted, made, table, places)


def _bars(made: Cooccurrence, wanted: Wanted) -> Seen:
    """The pairs, those that are together most by the measure first."""
    found = strongest(made, wanted.measure)
    names = tuple(map(pair_named, found))
    values = (tuple(value(made, pair.i, pair.j, wanted.measure) for pair in found),)
    words = (tuple(said(made, pair.i, pair.j, wanted.measure) for pair in found),)
    heading = (f"by {wanted.measure}, the highest first",)
    chart = Chart(heading, names, values, words, one_scale(values))
    table = Table("", heading, names, (tuple((each, "text") for each in words[0]),)) if found else Table()
    places = {(0, at): (pair.i, pair.j) for at, pair in enumerate(found)}
    return Seen(wanted, made, table, places, charts.drawing(chart, BARS))


def _name(path: str) -> str:
    return parse_path(path)[-1]


def about(found: Seen, pair: At) -> Iterable[Piece]:
    """What is known of two codes, in whole words."""
    made, (i, j) = found.made, pair
    if i == j:
        yield f"‘{made.codes[i]}’\n", "strong"
        yield f"{made.together[i][i]:,} of {made.whole:,} {made.units}\n", "text"
    else:
        jaccard, lift = made.jaccard(i, j), made.lift(i, j)
        yield f"‘{made.codes[i]}’ × ‘{made.codes[j]}’\n", "strong"
        yield (
            f"Both in {made.together[i][j]:,}, the first in {made.together[i][i]:,}, the second in "
            f"{made.together[j][j]:,} of {made.whole:,} {made.units}\n"
        ), "text"
        yield f"Jaccard {'–' if jaccard is None else f'{jaccard:.2f}'}", "text"
        yield " (of those with either, the share with both) · ", "quiet"
        yield f"lift {'–' if lift is None else f'{lift:.2f}'}", "text"
        yield " (1: as often as chance has it)\n", "quiet"
    yield "enter reads them: ", "quiet"
    yield f"{pair_query(made, i, j)}\n", "text"
    if found.wanted.chart:
        larger = drawn(found.wanted.measure, found.wanted.chart, len(pairs(made)))
        told = captions.of_together(made, found.counted_on, drawn=larger)
        yield f"{told.words()}\n", "text"


def axes(session: Session) -> list[str]:
    """Which codes may be shown: all, the themes, those of one theme."""
    tree = codes.tree(session)
    return ["code", "theme", *(f"code:{code.path}/*" for code in tree if not code.depth and len(tree.under(code)) > 1)]
