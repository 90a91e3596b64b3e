"""What Compare shows of a matrix: what is wanted, the table or chart made of it, what is to be said of one cell.

Made on a worker's thread; plain and frozen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from codebook.counting.matrices import BASES, COUNTS, matrix
from codebook.counting.matrix_axes import NAMES
from codebook.counting.matrix_cells import Cell, Matrix
from codebook.counting.matrix_queries import cell_query
from codebook.counting.months import beside, is_tracker
from codebook.scheme import codes
from coding_tui.views import charts
from coding_tui.views.charts import Chart, Drawn
from coding_tui.views.questions import ChartedQuestion
from coding_tui.widgets.grid import Table
from coding_tui.widgets.lines import Piece
from exports import captions
from exports.comparing.matrix_tables import said
from transcripts import attributes, trackers

OUT_OF: Mapping[str, str] = {
    "eligible": "what is eligible: documents that somebody is done with",
    "asked": "what is eligible and where an interviewer asks for it",
    "row": "the row", "column": "the column", "all": "everything",
}  # fmt: skip
OF = {"eligible": "the eligible", "asked": "those asked", "row": "the row", "column": "the column",
      "all": "everything"}  # fmt: skip
BEHIND = frozenset({"coding", "code", "document", "participant", "case", "document_case", "attribute", "assignment",
                    "coder", "speaker", "turn", "tracker", "tracker_row"})  # fmt: skip
"""Tables whose changes change a matrix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted(ChartedQuestion):
    """What a matrix is to count; `percent`, `empty` and `chart` (a kind of `charts.KINDS`) are only how it is shown.

    `trackers` are monthly figures below the counts, each `NAME` or `NAME:COLUMN`; columns are months then.
    """

    rows: str = "theme"
    columns: str = "group"
    count: str = "documents"
    base: str = ""
    stances: bool = False
    percent: bool = False
    trackers: tuple[str, ...] = ()

    @property
    def asking(self) -> dict[str, Any]:
        """What makes the same again, as manifests keep it."""
        found: dict[str, Any] = {"rows": self.rows, "columns": self.columns, "count": self.count, "base": self.base,
                                 "asked": self.asked, "stances": self.stances}  # fmt: skip
        return {**found, "trackers": list(self.trackers)} if self.trackers else found

    @property
    def kinds(self) -> tuple[str, ...]:
        """The charts that can be drawn of it."""
        return charts.kinds("" if self.stances else self.columns)

    @property
    def out_of(self) -> str:
        """The base, the usual one where none was chosen."""
        return self.base or ("all" if self.count == "codings" else "eligible")

    @property
    def bases(self) -> tuple[str, ...]:
        """What these counts may be out of."""
        codes = sum(each.partition(":")[0] in ("code", "theme") for each in (self.rows, self.columns))
        unfit = {"eligible", "asked"} if self.count == "codings" else set()
        if codes != 1 or self.count not in ("documents", "participants"):
            unfit.add("asked")
        return tuple(base for base in BASES if base not in unfit)

    def toolbar(self) -> Iterable[Piece]:
        """One line that says all of it."""
        shown = ((" rows ", self.rows), (" · columns ", self.columns + (" by stance" if self.stances else "")),
                 (" · ", self.count), (" out of ", self.out_of), (" · ", self.asked or "all codings"))  # fmt: skip
        for name, value in shown:
            yield name, "quiet"
            yield value, "strong"
        if self.chart:
            yield f" · {charts.KINDS[self.chart]}", "text"


@dataclass(frozen=True, slots=True)
class Seen:
    """A matrix as it is shown: `kept` are the numbers of its rows that the table has; `draw` makes a chart of them.

    `counted_on` is the day (ISO) that stands in a chart's caption.
    """

    wanted: Wanted
    matrix: Matrix
    kept: tuple[int, ...]
    table: Table
    draw: Callable[[int], Drawn] | None = None
    counted_on: str = field(default_factory=captions.today)

    def cell(self, at: tuple[int, int]) -> Cell:
        """The cell at row and column of the table."""
        return self.matrix.cells[self.kept[at[0]]][at[1]]

    def is_tracker(self, at: tuple[int, int]) -> bool:
        """Whether a cell of the table is a tracker's figure, with no passages behind it."""
        return is_tracker(self.matrix, self.kept[at[0]])

    def query(self, at: tuple[int, int]) -> str:
        """What asks for the cell; "" for a tracker's figure."""
        if self.is_tracker(at):
            return ""
        return cell_query(self.matrix, self.kept[at[0]], at[1])

    def named(self, at: tuple[int, int]) -> str:
        """`‘Partnership’ × ‘Police’`."""
        return f"‘{self.table.rows[at[0]]}’ × ‘{self.table.columns[at[1]]}’"

    @property
    def title(self) -> str:
        """`documents out of the eligible, n of N · 6 rows × 5 columns`, and how many rows have nothing."""
        empty = len(self.matrix.rows) - len(self.kept)
        more = f" · {empty:,} row{'s' * (empty != 1)} without anything left out" if empty else ""
        how = "per cent" if self.wanted.percent or self.wanted.count == "share" else "n of N"
        return f"{self.wanted.count} out of {OF[self.wanted.out_of]}, {how} · {self.matrix.size}{more}"


def seen(session: Session, wanted: Wanted) -> Seen:
    """Count what is wanted. Raises NotFound, QuerySyntaxError, WorkbenchError."""
    made = matrix(
        session, wanted.rows, wanted.columns, count=wanted.count, base=wanted.base, asked=wanted.asked,
        stances=wanted.stances,
    )  # fmt: skip
    return shown(beside(session, made, wanted.trackers) if wanted.trackers else made, wanted)


def shown(made: Matrix, wanted: Wanted) -> Seen:
    """A matrix that was counted, as it is to be shown."""
    kept = tuple(at for at, line in enumerate(made.cells) if wanted.empty or any(cell.n for cell in line))
    rows = tuple(made.rows[at] for at in kept)
    if not wanted.chart:
        cells = tuple(
            tuple((said(made, cell, percent=wanted.percent), "text" if cell.n else "quiet") for cell in made.cells[at])
            for at in kept
        )
        return Seen(wanted, made, kept, Table(made.row_axis, rows, made.columns, cells))
    chart = charted(made, kept, percent=wanted.percent)
    table = heat(made, chart, percent=wanted.percent)
    draw = None if wanted.chart == charts.HEAT else charts.drawing(chart, wanted.chart)
    return Seen(wanted, made, kept, table, draw)


def charted(made: Matrix, kept: Iterable[int], *, percent: bool) -> Chart:
    """Rows of a matrix (by number) as a chart: shares where counts are out of something; a tracker's row has a scale of
    its own.
    """
    kept = list(kept)
    lines = [made.cells[at] for at in kept]
    values = tuple(tuple(float(cell.n) if cell.of is None else cell.share for cell in line) for line in lines)
    figures = [is_tracker(made, at) for at in kept]
    together = charts.one_scale([line for line, alone in zip(values, figures, strict=True) if not alone])
    tops = tuple(
        charts.one_scale([line])[0] if alone else together[0] for line, alone in zip(values, figures, strict=True)
    )
    words = tuple(tuple(said(made, cell, percent=percent) for cell in line) for line in lines)
    return Chart(tuple(made.rows[at] for at in kept), made.columns, values, words, tops)


def heat(made: Matrix, chart: Chart, *, percent: bool) -> Table:
    """A heat map: shade and number in every cell."""

    def cell(row: int, column: int) -> Piece:
        part = chart.part((row, column))
        words = chart.said[row][column] if percent else chart.said[row][column].partition(" of ")[0]
        return f"{charts.shade(part)} {words}" if part is not None else charts.shade(None), "text" if part else "quiet"

    columns = range(len(chart.columns))
    cells = tuple(tuple(cell(row, column) for column in columns) for row in range(len(chart.rows)))
    return Table(made.row_axis, chart.rows, chart.columns, cells, widest=12)


def about(found: Seen, at: tuple[int, int]) -> Iterable[Piece]:
    """What a cell says, in whole words."""
    cell, made = found.cell(at), found.matrix
    yield f"{found.named(at)}\n", "strong"
    if found.is_tracker(at):
        yield f"{said(made, cell)}: a tracker's figure as reported, summed over areas and groups\n", "text"
        return
    percent = f" · {said(made, cell, percent=True)}" if cell.of else ""
    told = "" if found.wanted.chart else f" · {made.counts}, out of {made.out_of}"  # a chart's caption says it
    number = f"{cell.n:,} of {cell.of:,}{percent}" if cell.of else "There is nothing that it could be out of"
    yield f"{number}{told}\n", "text"
    many = f"{_many(len(cell.codings), 'coding')} in {_many(len(cell.documents), 'document')}"
    yield f"{many} · {'enter reads them: ' if cell.codings else ''}", "quiet"
    yield f"{found.query(at)}\n", "text"
    if found.wanted.chart:
        yield f"{captions.of_matrix(made, found.counted_on).words()}\n", "text"
    for note in made.notes:
        yield f"{note}\n", "quiet"


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def axes(session: Session) -> list[str]:
    """What rows and columns may be here: the plain ones, every theme's codes, every attribute."""
    plain = [name for name in NAMES if ":" not in name]
    tree = codes.tree(session)
    themes = [f"code:{code.path}/*" for code in tree if code.depth == 0 and len(tree.under(code)) > 1]
    return [*plain, *themes, *(f"attribute:{name}" for name in attributes.types(session))]


def tracker_rows(session: Session) -> list[str]:
    """What figures may stand below counts: each tracker's name, then `NAME:COLUMN` for its columns of numbers.

    A tracker whose own name holds a colon cannot be asked for, and is left out.
    """
    found: list[str] = []
    for table in trackers.trackers(session):
        if ":" not in table.name:
            numbers = [name for name, kind in table.columns.items() if kind == "number"]
            found += [table.name, *(f"{table.name}:{name}" for name in numbers)]
    return found


def counts() -> tuple[str, ...]:
    """What may be counted."""
    return COUNTS
