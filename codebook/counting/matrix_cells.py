"""A matrix of counts: its cells, each with what it is out of and what stands behind it."""

from __future__ import annotations

from dataclasses import dataclass, field

from codebook.counting.matrix_axes import SPLIT


@dataclass(frozen=True, slots=True)
class Cell:
    """`n` of `of` (None: out of nothing in particular); the codings counted and their documents, by uid.

    `n` is whole but for figures of trackers (`months`).
    """

    n: float
    of: int | None
    codings: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()

    @property
    def share(self) -> float | None:
        """n / of; None when there is nothing that it could be out of."""
        return self.n / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Matrix:
    """Counts by row and column. `row_axis`, `column_axis` name the axes; `count` and `base` are as they were asked for.

    `counts` and `out_of` say in words what `n` and `of` count; `asked` is the query, "" for all codings.
    """

    row_axis: str
    column_axis: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    count: str
    base: str
    counts: str
    out_of: str
    asked: str = ""
    notes: tuple[str, ...] = field(default=())

    @property
    def by_stance(self) -> bool:
        """Whether every column is split by stance."""
        return self.column_axis.endswith(SPLIT)

    @property
    def size(self) -> str:
        """`6 rows × 5 columns`."""
        rows, columns = len(self.rows), len(self.columns)
        return f"{rows:,} row{'s' * (rows != 1)} × {columns:,} column{'s' * (columns != 1)}"

    def cell(self, row: str, column: str) -> Cell:
        """The cell of two headings. Raises ValueError for a heading that is not there."""
        return self.cells[self.rows.index(row)][self.columns.index(column)]
