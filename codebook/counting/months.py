"""What is coded by month beside what the monthly trackers say of the same months."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from sqlmodel import Session

from codebook.counting.matrix_axes import NOTHING
from codebook.counting.matrix_cells import Cell, Matrix
from transcripts.errors import NotFound, WorkbenchError
from transcripts.trackers import TrackerTable, tracker

_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_LONGEST = 20 * 12


def beside(session: Session, made: Matrix, wanted: Iterable[str]) -> Matrix:
    """A matrix by months with rows of trackers' figures above; each of `wanted` is `NAME` or `NAME:COLUMN`.

    They are few, and what counts are read against: below sixty codes nobody would see both. Figures of a month are
    summed over areas and groups; they are out of nothing. Months that only a tracker has become columns, in which
    nothing is coded. Raises NotFound, WorkbenchError for a matrix that has no months as columns.
    """
    if made.column_axis != "month":
        raise WorkbenchError("A tracker's figures stand beside months: --columns month.")
    figures = [row for each in wanted for row in _rows(session, each)]
    months = sorted({month for _, values in figures for month in values} | set(made.columns) - {NOTHING})
    columns = (*months, *(NOTHING,) * (NOTHING in made.columns))
    at = {column: number for number, column in enumerate(made.columns)}
    counted = tuple(
        tuple(line[at[column]] if column in at else Cell(0, 0) for column in columns) for line in made.cells
    )
    told = tuple(tuple(_figure(values.get(column)) for column in columns) for _, values in figures)
    notes = (*made.notes, "Rows of trackers are figures as reported, summed over areas and groups.")
    return replace(
        made, rows=(*(name for name, _ in figures), *made.rows), columns=columns, cells=(*told, *counted), notes=notes
    )


def all_months(named: Iterable[str]) -> list[str]:
    """Every month from the first to the last of those named (`2023-04`): time goes on where nothing was collected.

    As they are where some are years alone, or where they spread over decades, as one wrong date would have it.
    """
    months = sorted(set(named))
    if not months or not all(map(_MONTH.fullmatch, months)):
        return months
    first, last = (12 * int(each[:4]) + int(each[5:]) - 1 for each in (months[0], months[-1]))
    if last - first > _LONGEST:
        return months
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(first, last + 1)]


def is_tracker(made: Matrix, row: int) -> bool:
    """Whether a row (by number) is of a tracker's figures, which are out of nothing, and not of counts."""
    return any(cell.of is None for cell in made.cells[row])


def _figure(value: float | None) -> Cell:
    if value is None:
        return Cell(0, 0)
    exact = round(value, 9)  # 0.1 and 0.2 come to 0.3
    return Cell(int(exact) if exact.is_integer() else exact, None)


def _rows(session: Session, wanted: str) -> list[tuple[str, dict[str, float]]]:
    """A row for a tracker's column, or for each that holds numbers: its name, and its figures by month."""
    name, _, column = wanted.partition(":")
    table = tracker(session, name.strip())
    numbers = [each for each, kind in table.columns.items() if kind == "number"]
    if column and column.strip() not in numbers:
        raise NotFound(f"The tracker ‘{table.name}’ has no column of numbers ‘{column.strip()}’: {', '.join(numbers)}.")
    return [_row(table, each) for each in ([column.strip()] if column else numbers)]


def _row(table: TrackerTable, column: str) -> tuple[str, dict[str, float]]:
    sums: dict[str, float] = defaultdict(float)
    for figure in table.figures(column):
        if figure.period:
            sums[figure.period] += figure.value
    return f"{table.name}: {column}", dict(sums)
