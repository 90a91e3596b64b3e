"""Saturation as a table or a figure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from codebook.counting.saturation import Saturation
from exports.captions import of_saturation, today
from exports.formats import FIGURE_SUFFIXES
from exports.tables import SUFFIXES as TABLE_SUFFIXES
from exports.tables import save_rows
from transcripts.errors import TableError

COLUMNS = ("group", "interviews", "mean", "median", "low", "high", "new", "by dates")
SUFFIXES = (*TABLE_SUFFIXES, *FIGURE_SUFFIXES)


def rows_of(made: Saturation) -> list[list[Any]]:
    """A row for every number of interviews of every group."""
    return [
        [curve.group, k + 1, round(curve.mean[k], 9), curve.median[k], curve.low[k], curve.high[k],
         round(curve.new[k], 9), curve.dated[k] if curve.dated else None]
        for curve in made.curves for k in range(len(curve.mean))
    ]  # fmt: skip


def save_saturation(made: Saturation, path: Path) -> None:
    """Write it as its name's suffix says. Raises TableError for another one, WriteFailed."""
    suffix = path.suffix.lower()
    if suffix in FIGURE_SUFFIXES:
        from exports.figures.saturation import saturation_curves  # noqa: PLC0415

        saturation_curves(made, today()).save(path)
    elif suffix in TABLE_SUFFIXES:
        words = of_saturation(made, today(), line="mean", band="low and high", dated="by dates").words()
        save_rows(path, COLUMNS, rows_of(made), words)
    else:
        raise TableError(f"{path}: saturation is written as {', '.join(SUFFIXES)}. Give the file one of these endings.")
