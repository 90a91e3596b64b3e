"""The caption that a chart must not be separated from: what it shows, on how much, of which day. The same words stand
under a chart in the app and in one that is written. Pure: nothing is drawn here.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime

from codebook.counting.cooccurrence import Cooccurrence
from codebook.counting.cooccurrence_pairs import pairs, sociable
from codebook.counting.matrix_cells import Matrix
from codebook.counting.months import is_tracker
from codebook.counting.saturation import Saturation
from exports.comparing.matrix_tables import caption
from exports.words import one_line

SHADED = ", out of those that hold either; the darker, the higher that share (Jaccard's index)"


@dataclass(frozen=True, slots=True)
class Caption:
    """What a figure shows (the question that was asked of the record), on how much, and of which day."""

    shows: str
    counts: str
    date: str

    def words(self) -> str:
        """One line."""
        return one_line(f"{self.shows}. {self.counts}. As of {self.date}.")


def today() -> str:
    """The day that stands in a caption; SOURCE_DATE_EPOCH says it where files are to come out the same (as
    reproducible-builds.org has it: seconds since 1970, UTC).
    """
    said = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(said), UTC).date().isoformat() if said.isdecimal() else date.today().isoformat()


def of_matrix(made: Matrix, date: str) -> Caption:
    """The caption of a chart of a matrix, which leaves rows without anything out."""
    kept = [at for at, line in enumerate(made.cells) if any(cell.n for cell in line)]
    left = len(made.rows) - len(kept)
    figures = sum(is_tracker(made, at) for at in kept)
    counts = f"{counted(len(kept), 'row')} × {counted(len(made.columns), 'column')}"
    if left:
        counts += f"; {counted(left, 'row')} without anything left out"
    if figures:
        counts += f"; {counted(figures, 'row')} of trackers, each up to its own highest figure"
    asked = "" if made.asked else " Query: all codings"
    return Caption(f"{caption(made)}{asked}".rstrip("."), counts, date)


def of_together(made: Cooccurrence, date: str, *, drawn: str = SHADED) -> Caption:
    """The caption of a chart of codes that stand together; `drawn` says what is larger where there is more."""
    kept, alone = len(sociable(made)), len(made.codes) - len(sociable(made))
    shows = f"{made.units.capitalize()} that hold both codes{drawn}. Query: {made.asked or 'all codings'}"
    counts = f"{counted(len(pairs(made)), 'pair')} of {counted(kept, 'code')} in {made.whole:,} {made.units}"
    return Caption(shows, f"{counts}; {counted(alone, 'code')} with no other left out" if alone else counts, date)


def of_saturation(
    made: Saturation, date: str, *, line: str = "Line", band: str = "band", dated: str = "dotted"
) -> Caption:  # fmt: skip
    """The caption of curves of saturation; the words say what stands for the mean, the orders, the order of dates."""
    which = "codes that came up in coding" if made.emergent_only else "codes"
    below = f" of ‘{made.themes}’" if made.themes else ""
    in_order = f"; {dated}: in the order of their dates" if dated and any(curve.dated for curve in made.curves) else ""
    built = all(curve.by_construction for curve in made.curves)
    a_priori = ". All of them stood in the codebook before anybody coded: they saturate by construction"
    shows = (
        f"{which.capitalize()}{below} seen in so many documents of the kind ‘{made.kind}’. {line}: mean of all orders "
        f"(exact); {band}: 95 % of {made.orders:,} random orders, seed {made.seed}{in_order}. "
        f"Rule: base {made.base}, run {made.run}, at most {100 * made.threshold:g}% new{a_priori if built else ''}"
    )
    first = made.curves[0]
    before = "" if built or not first.a_priori else f", {len(first.a_priori):,} of them there before anybody coded,"
    counts = f"{counted(len(first.documents), 'document')} and {counted(len(first.codes), 'code')}{before}"
    return Caption(shows, f"{counts} in ‘{first.group}’", date)


def counted(number: int, noun: str) -> str:
    """`1 row`, `2 rows`."""
    return f"{number:,} {noun}{'s' * (number != 1)}"
