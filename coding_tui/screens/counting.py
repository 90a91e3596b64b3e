"""What the matrix and the trackers' view share: what is counted out of what, as table or chart, and writing it out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from sqlmodel import Session
from textual import on
from textual.containers import Vertical
from textual.widget import Widget

from coding_tui.dialogs.write_file import FileFormat, Target
from coding_tui.registry import commands
from coding_tui.screens.answering import ChartedScreen
from coding_tui.screens.cells import At, Toolbar
from coding_tui.screens.comparing import TABLES_AND_FIGURES, Writing, written
from coding_tui.views import charts, comparing
from coding_tui.views.comparing import BEHIND, OUT_OF, Seen, Wanted
from coding_tui.widgets.grid import Grid
from coding_tui.widgets.panes import Pane
from coding_tui.widgets.prose import Prose
from exports.comparing import compared
from transcripts.project import Project

NOTHING_HERE = "Nothing is counted here: no cell is highlighted."
NO_CELLS = "Nothing is coded that this counts. «compare.rows» chooses other rows; «compare.query» asks for other text."
FIGURE_OF_MONTHS = "A tracker's figure, not a count: no passages stand behind it."
FORMATS = {**TABLES_AND_FIGURES, "01": FileFormat("0 and 1 for R (CSV)", ".csv")}


class CountingScreen(ChartedScreen[Wanted, Seen]):
    """Toolbar, table or chart, the cell. A subclass says what is counted at first."""

    BINDINGS: ClassVar[list[Any]] = commands.bindings("counting")
    BEHIND = BEHIND
    BEHIND_AXES = frozenset({"code", "attribute"})
    TITLE_OF_TABLE = "Matrix"
    FIRST = Wanted()
    FILE = "matrix"

    def __init__(self) -> None:
        super().__init__(self.FIRST)

    def body(self) -> Iterable[Widget]:
        """Views, toolbar, table; below it what the highlighted cell says."""
        yield Vertical(
            *self.strips_above(), Toolbar(), self.cells(self.TITLE_OF_TABLE, "Counting …"),
            Pane("The cell", Prose(id="about"), id="about-pane"),
        )  # fmt: skip

    def why_not(self, function: str) -> str:
        """Nothing counted, nothing to read or write."""
        nothing = self.found is None or self.grid.at is None
        return NOTHING_HERE if function in ("read_cell", "export") and nothing else ""

    # -- counting

    def answer(self, session: Session, wanted: Wanted) -> Seen:
        """A matrix."""
        return comparing.seen(session, wanted)

    def axes_there(self, session: Session) -> Sequence[str]:
        """Rows and columns."""
        return comparing.axes(session)

    def shown_as(self, found: Seen, wanted: Wanted) -> Seen | None:
        """The same counts as table or chart."""
        return comparing.shown(found.matrix, wanted) if found.wanted.asking == wanted.asking else None

    def no_cells(self) -> str:
        """What stands where nothing is counted."""
        return self.keyed(NO_CELLS)

    def tell(self, at: At) -> None:
        """The numbers in whole words."""
        if self.found is not None:
            self.about.show(comparing.about(self.found, at))
            rows, columns = len(self.found.table.rows), len(self.found.table.columns)
            self.status.show_place(f"row {at[0] + 1:,} of {rows:,}", f"column {at[1] + 1:,} of {columns:,}")

    # -- a cell

    @on(Grid.Chosen)
    def _chosen(self) -> None:
        self.action_read_cell()

    def action_read_cell(self) -> None:
        """Its passages, in Retrieve."""
        at = self.grid.at
        if self.refuse("read_cell") or self.found is None or at is None:
            return
        cell = self.found.cell(at)
        if self.found.is_tracker(at):
            self.say(FIGURE_OF_MONTHS)
        elif not cell.codings:
            self.say(f"Nothing is coded at {self.found.named(at)}.")
        else:
            named, back = self.found.named(at), self.keyed("«go.compare» goes back")
            self.read_passages(self.found.query(at), cell.codings, f"what the cell {named} counts; {back}")

    # -- what is counted

    def action_choose_rows(self) -> None:
        """Other rows."""
        self.choose("Rows", self.axes, self.wanted.rows, lambda name: self.want(replace(self.wanted, rows=name)))

    def action_choose_count(self) -> None:
        """Count something else."""
        self.choose("What is counted", comparing.counts(), self.wanted.count,
                    lambda name: self.want(fit(replace(self.wanted, count=name))))  # fmt: skip

    def action_choose_base(self) -> None:
        """Out of something else, from a list."""
        bases = self.wanted.bases
        names = [f"{base}: {OUT_OF[base]}" for base in bases]
        now = names[bases.index(self.wanted.out_of)]
        self.choose("Out of", names, now, lambda name: self.want(replace(self.wanted, base=name.partition(":")[0])))

    def action_next_base(self) -> None:
        """Out of the next thing."""
        bases = self.wanted.bases
        self.want(replace(self.wanted, base=bases[(bases.index(self.wanted.out_of) + 1) % len(bases)]))

    def action_toggle_percent(self) -> None:
        """Numbers or per cent."""
        self.look(replace(self.wanted, percent=not self.wanted.percent))

    # -- writing it out

    def writing(self) -> Writing | None:
        """The counts."""
        found = self.found
        return None if found is None else Writing(
            f"The matrix, {found.matrix.size}", f"{self.FILE}.xlsx", FORMATS,
            lambda project, target: _write(project, target, found),
        )  # fmt: skip


def fit(wanted: Wanted) -> Wanted:
    """The same out of what is usual, and drawn as usual, where it cannot be as it was."""
    wanted = wanted if wanted.base in wanted.bases else replace(wanted, base="")
    return wanted if wanted.chart in wanted.kinds else replace(wanted, chart=wanted.chart and wanted.kinds[0])


def _write(project: Project, target: Target, found: Seen) -> str:
    wanted = found.wanted
    if target.format == "01":
        return written(target.path, compared.write_zero_one(project, target.path, wanted.asking))
    compared.write_matrix(
        project, target.path, found.matrix, wanted.asking, percent=wanted.percent, figure=wanted.chart or charts.HEAT
    )
    return written(target.path, found.matrix.size)
