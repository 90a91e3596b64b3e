"""The five steps of triangulation as tables, with the evidence of the highlighted cell and one kept beside it."""

from __future__ import annotations

from collections.abc import Iterable

from textual import getters, on
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from codebook import query
from codebook.paths import parse_path
from coding_tui.frame import EVERYTHING
from coding_tui.screens.cells import At, CellsScreen
from coding_tui.screens.comparing import counted
from coding_tui.views import triangulating
from coding_tui.views.triangulating import FEEDBACK, MATRIX, PEOPLE, SORT, STEPS, Place, Shown
from coding_tui.widgets.grid import Grid
from coding_tui.widgets.panes import Pane, Upright
from coding_tui.widgets.prose import Prose
from coding_tui.widgets.steps_line import StepsLine
from exports.triangulation import model as exported
from transcripts.errors import WorkbenchError

_OF_CELLS = ("judge", "unjudge", "note", "next_unjudged")
NO_CELL = (
    "No cell of the matrix is highlighted: «triangulation.before» and «triangulation.step» go from step to step."
)
STEP_BY_STEP = "«triangulation.before» «triangulation.step» step by step"
CLOSED = "What each said is not open yet: all who judge have to be done, and be two or more."
NO_THEME = "There is no theme to compare yet. «go.codes» makes codes."
NO_SOURCE = "There is no document to compare yet. «document.import» in Code brings some in."
NONE_DIFFER = {
    True: "Nobody differs: there is nothing to settle.",
    False: "What people say is not open yet. Judge in the matrix, then «triangulation.done»; it opens when two are "
    "done.",
}


class StepsScreen(CellsScreen[Shown]):
    """The five steps as tables, and the evidence of a cell. What is said of cells comes with `JudgingScreen`."""

    PLACE = "Triangulation"
    VIEW = "triangulation"
    WHERE = ("triangulation",)
    steps = getters.query_one(StepsLine)
    other = getters.query_one("#other", Prose)

    def __init__(self) -> None:
        super().__init__()
        self.step_shown = MATRIX
        self.kept: Place | None = None

    def body(self) -> Iterable[Widget]:
        """Views, steps, table; below it the highlighted cell, and one that was kept beside it."""
        yield Vertical(
            *self.strips_above(),
            StepsLine(STEPS, MATRIX, keys=self.keyed(STEP_BY_STEP), id="steps"),
            self.cells("Matrix", "Laying out the evidence …"),
            Pane("The cell", Horizontal(Prose(id="about"), Upright(), Prose(id="other")), id="about-pane"),
        )

    def on_mount(self) -> None:
        """Begin in the table; no cell is kept beside another yet."""
        self._show_kept()

    def why_not(self, function: str) -> str:
        """No cell, not open, nothing to settle."""
        if self.found is None or not self.found.made.every.themes:
            return "" if function in ("step", "view") else NO_THEME
        if function in _OF_CELLS and (self.found.step != MATRIX or self.place is None):
            return NO_CELL
        if function in ("read_evidence", "beside", "settle") and (self.place is None or not self.place[1]):
            return NO_CELL
        if function == "settle" and self.found.made.compared is None:
            return CLOSED
        return "" if function != "finding" or self.place is not None else NO_CELL

    def code_of(self, theme: str) -> str:
        """The uid of a theme that is or can be compared; "" while there is none."""
        every = self.found.made.every if self.found is not None else None
        return "" if every is None else every.codes[every.themes.index(theme)]

    def action_finding(self) -> None:
        """What the sources are held against; enter does it in the first step."""
        raise NotImplementedError

    def action_feedback(self) -> None:
        """What others made of it; enter does it in the last step."""
        raise NotImplementedError

    @property
    def place(self) -> Place | None:
        """Theme and source under the cursor; the source is "" where a row is about a theme alone."""
        return None if self.found is None or self.at is None else self.found.place(self.at)

    # -- reading

    def refresh_from_project(self, tables: frozenset[str]) -> None:
        """Lay out again when what is behind it has changed."""
        if tables is EVERYTHING or tables & triangulating.BEHIND:
            self.pane.rule.say(note="laying out …")
            self.read(counted(exported.triangulated), self._take, group="triangulation")

    def _take(self, made: exported.Triangulated | WorkbenchError) -> None:
        self.pane.rule.say(note="")
        if isinstance(made, WorkbenchError):
            self.grid.say_empty(str(made))
            return
        self._show(made)

    def _show(self, made: exported.Triangulated) -> None:
        self.found = triangulating.shown(made, self.step_shown, self.app.coder)
        self.steps.say(self.step_shown)
        self.pane.rule.say(title=triangulating.title(self.found))
        nothing = NO_SOURCE if made.every.themes else NO_THEME
        empty = NONE_DIFFER[made.compared is not None] if self.step_shown == PEOPLE else nothing
        self.grid.say_empty(self.keyed(empty))
        self.grid.set_table(self.found.table)
        self.refresh_bindings()

    def tell(self, at: At) -> None:
        """The evidence of the cell, and what was said of it; the kept one stays beside it."""
        if self.found is not None:
            self.about.show(self.keyed_pieces(triangulating.about(self.found, at, self.app.coder)))
            self.status.show_place(f"row {at[0] + 1:,} of {len(self.found.table.rows):,}")
            self._show_kept()
            self.refresh_bindings()

    def tell_nothing(self) -> None:
        """There is no cell."""
        super().tell_nothing()
        self._show_kept()
        self.refresh_bindings()

    def _show_kept(self) -> None:
        """The cell that was kept in sight."""
        self.other.display = self.kept is not None
        for upright in self.query("#about-pane Upright"):
            upright.display = self.kept is not None
        if self.kept is None or self.found is None:
            return
        matrix = self.found.made.matrix
        if self.kept[0] in matrix.themes and self.kept[1] in matrix.sources:
            theme, source = self.kept
            pieces = triangulating.evidence(self.found.made, matrix.cell(theme, source), self.app.coder)
            self.other.show((((f"‘{theme}’ × {source}\n"), "strong"), *pieces))

    # -- steps

    def action_step(self, by: int) -> None:
        """Another step."""
        self._go_to((self.step_shown + by) % len(STEPS))

    @on(StepsLine.Chosen)
    def _step_chosen(self, message: StepsLine.Chosen) -> None:
        self._go_to(message.step)

    def _go_to(self, step: int) -> None:
        self.step_shown = step
        if self.found is not None:
            self._show(self.found.made)

    @on(Grid.Chosen)
    def _chosen(self) -> None:
        if self.step_shown == SORT:
            self.action_finding()
        elif self.step_shown == FEEDBACK:
            self.action_feedback()
        else:
            self.action_read_evidence()

    def action_read_evidence(self) -> None:
        """The passages of a cell, in Retrieve; from what people differ in, to its cell."""
        if self.refuse("read_evidence") or self.found is None or self.place is None:
            return
        theme, source = self.place
        if self.step_shown == PEOPLE:
            self._go_to(MATRIX)
            matrix = self.found.made.matrix
            self.grid.go(matrix.themes.index(theme), matrix.sources.index(source))
            return
        cell = self.found.made.matrix.cell(theme, source)
        if not cell.uids:
            self.say(f"Nothing is coded at ‘{theme}’ × {source}.")
            return
        self.read_passages(_query(theme), cell.uids, f"the evidence of ‘{theme}’ × {source}")

    def action_beside(self) -> None:
        """Keep this cell in sight, or let the kept one go."""
        if not self.refuse("beside"):
            self.kept = None if self.kept is not None else self.place
            self._show_kept()
            kept = self.kept
            again = self.keyed("«triangulation.beside» again")
            stays = "" if kept is None else f"‘{kept[0]}’ × {kept[1]} stays in sight; {again} lets it go."
            self.say(stays or "No cell is kept any more.")


def _query(theme: str) -> str:
    return query.describe(query.Code(tuple(parse_path(theme)), subtree=True))

