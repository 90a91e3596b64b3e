"""Saturation as a table or a figure."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from codebook.saturation import Saturation
from exports.formats import FIGURE_SUFFIXES
from transcripts.errors import TableError
from transcripts.spreadsheets import write_table

COLUMNS = ("group", "interviews", "mean", "median", "low", "high", "new", "by dates")
SUFFIXES = (".csv", ".xlsx", *FIGURE_SUFFIXES)


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

        saturation_curves(made, date.today().isoformat()).save(path)
    elif suffix in (".csv", ".xlsx"):
        write_table(path, COLUMNS, rows_of(made))
    else:
        raise TableError(f"{path}: saturation is written as {', '.join(SUFFIXES)}. Give the file one of these endings.")
