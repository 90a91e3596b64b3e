"""A table of ratings from a file: a row a unit, a column a coder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from transcripts.errors import TableError
from transcripts.spreadsheets import read_table


@dataclass(frozen=True)
class Ratings:
    """`rows[u][i]` is what coder i called unit u, None where missing; `name` is the file's stem."""

    name: str
    units: tuple[str, ...]
    coders: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


def read_ratings(path: Path | str) -> Ratings:
    """Read a header row, then a row a unit: its name in the first column, every other column a coder, empty = missing.

    Blank rows are passed over; a short row lacks its last ratings. TableError, in one line, when the file cannot be
    read, has fewer than two coders, names one twice, or has a value that belongs to no coder.
    """
    path = Path(path)
    table = read_table(path)
    unit, *coders = table.columns
    if len(coders) < 2:
        raise TableError(f"{path}: a table of ratings has the unit's column and at least two coders")
    if "" in coders:
        raise TableError(f"{path}: column {coders.index('') + 2} has no coder's name")
    units = tuple(row.values[unit] for row in table.rows)
    rows = tuple(tuple(row.values[coder] or None for coder in coders) for row in table.rows)
    return Ratings(path.stem, units, tuple(coders), rows)
