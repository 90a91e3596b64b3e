"""The caption that a chart must not be separated from: what it shows, on how much, of which day. The same words stand
under a chart in the app and in one that is written. Pure: nothing is drawn here.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime

from codebook.counting.matrices import Matrix
from codebook.counting.months import is_tracker
from exports.matrix_tables import caption
from exports.words import one_line


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
    counts = f"{_many(len(kept), 'row')} × {_many(len(made.columns), 'column')}"
    if left:
        counts += f"; {_many(left, 'row')} without anything left out"
    if figures:
        counts += f"; {_many(figures, 'row')} of trackers, each up to its own highest figure"
    return Caption(caption(made).rstrip("."), counts, date)


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"
