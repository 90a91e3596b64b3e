"""Compare: what is coded by two things at once, and from any number back to the words behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from sqlmodel import Session
from textual import getters, on
from textual.containers import Vertical
from textual.widget import Widget

from coding_tui import commands, comparing
from coding_tui.comparing import BEHIND, OUT_OF, Seen, Wanted
from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.choose import Choose
from coding_tui.dialogs.write_file import Target, WriteFile
from coding_tui.frame import EVERYTHING
from coding_tui.screens.comparing import ComparingScreen
from coding_tui.screens.retrieve import RetrieveScreen
from coding_tui.widgets.grid import Grid
from coding_tui.widgets.lines import Line, Piece
from coding_tui.widgets.panes import Pane
from coding_tui.widgets.prose import Prose
from exports.matrix_tables import save_matrix
from transcripts.errors import WorkbenchError

NOTHING_HERE = "Nothing is counted here: no cell is highlighted."
NO_CELLS = "Nothing is coded that this counts. r and c choose other rows and columns; / asks for other text."


class Toolbar(Line):
    """One line that says what a matrix counts."""

    wanted = Wanted()

    def left(self, room: int) -> Iterable[Piece]:
        """Rows, columns, count, base, query."""
        return self.wanted.toolbar()

    def say(self, wanted: Wanted) -> None:
        """Say it of another matrix."""
        self.wanted = wanted
        self.refresh()


class CompareScreen(ComparingScreen):
    """The matrix."""

    PLACE = "Compare"
    CSS_PATH = "compare.tcss"
    BINDINGS: ClassVar[list[Any]] = commands.bindings("compare")
    toolbar = getters.query_one(Toolbar)
    grid = getters.query_one(Grid)
    pane = getters.query_one("#matrix-pane", Pane)
    about = getters.query_one("#about", Prose)

    def __init__(self) -> None:
        super().__init__()
        self.wanted = Wanted()
        self.found: Seen | None = None
        self.axes: Sequence[str] = ()

    def body(self) -> Iterable[Widget]:
        """Views, toolbar, table; below it what the highlighted cell says."""
        yield Vertical(
            *self.strips_above(),
            Toolbar(id="toolbar"),
            Pane("Matrix", Grid(empty="Counting …", id="matrix"), id="matrix-pane"),
            Pane("The cell", Prose(id="about"), id="about-pane"),
        )

    def on_mount(self) -> None:
        """Begin in the table."""
        self.grid.focus()

    def why_not(self, function: str) -> str:
        """Nothing counted, nothing to read or write."""
        nothing = self.found is None or self.grid.at is None
        return NOTHING_HERE if function in ("read_cell", "export") and nothing else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what does something here and now."""
        return super().check_action(action, parameters) and not self.why_not(action)

    # -- counting

    def refresh_from_project(self, tables: frozenset[str]) -> None:
        """Count again when what is behind the numbers has changed."""
        if tables is EVERYTHING:
            self.read(comparing.axes, self._know_axes, group="axes")
        if tables is EVERYTHING or tables & BEHIND:
            self.want(self.wanted)

    def _know_axes(self, axes: Sequence[str]) -> None:
        self.axes = axes

    def want(self, wanted: Wanted) -> None:
        """Count something else, away from the screen's thread."""
        self.pane.rule.say(note="counting …")
        self.read(lambda session: _counted(session, wanted), lambda found: self._show(wanted, found), group="matrix")

    def _show(self, wanted: Wanted, found: Seen | WorkbenchError) -> None:
        self.pane.rule.say(note="")
        if isinstance(found, WorkbenchError):
            self.say(" ".join(str(found).split()), "wrong")
            if self.found is not None:
                return
            self.grid.say_empty(str(found).partition("\n")[0])
            return
        self.wanted, self.found = wanted, found
        self.toolbar.say(wanted)
        self.pane.rule.say(title=found.title)
        self.grid.say_empty(NO_CELLS)
        self.grid.set_table(found.table)
        self.refresh_bindings()

    @on(Grid.Highlighted)
    def _follow(self) -> None:
        at = self.grid.at
        if self.found is None or at is None or self.grid.table is not self.found.table:
            self.about.show((("No cell is highlighted.", "quiet"),))
            self.status.show_place("")
            return
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
        if not cell.codings:
            self.say(f"Nothing is coded at {self.found.named(at)}.")
            return
        query, named = self.found.query(at), self.found.named(at)
        self.app.action_go("retrieve")
        there = self.app.get_screen("retrieve")
        if isinstance(there, RetrieveScreen):
            there.show_codings(query, cell.codings, f"what the cell {named} counts; F4 goes back")

    # -- what is counted

    def action_choose_rows(self) -> None:
        """Other rows."""
        self._choose("Rows", self.axes, self.wanted.rows, lambda name: replace(self.wanted, rows=name))

    def action_choose_columns(self) -> None:
        """Other columns."""
        self._choose("Columns", self.axes, self.wanted.columns, lambda name: replace(self.wanted, columns=name))

    def action_choose_count(self) -> None:
        """Count something else."""
        def counting(name: str) -> Wanted:
            wanted = replace(self.wanted, count=name)
            return wanted if wanted.base in wanted.bases else replace(wanted, base="")

        self._choose("What is counted", comparing.counts(), self.wanted.count, counting)

    def action_choose_base(self) -> None:
        """Out of something else."""
        bases = self.wanted.bases
        names = [f"{base}: {OUT_OF[base]}" for base in bases]
        now = names[bases.index(self.wanted.out_of)]
        self._choose("Out of", names, now, lambda name: replace(self.wanted, base=name.partition(":")[0]))

    def _choose(self, title: str, names: Sequence[str], now: str, wanted: Callable[[str], Wanted]) -> None:
        at = names.index(now) if now in names else 0
        self.app.push_screen(
            Choose(title, names, "Count", now=at),
            lambda chosen: None if chosen is None else self.want(wanted(names[chosen])),
        )

    def action_ask_query(self) -> None:
        """Only the text that a query means."""
        question = "Only the text that this query means counts; nothing typed: all codings."
        self.app.push_screen(
            Ask("Which text counts", question, "Count", value=self.wanted.asked),
            lambda said: None if said is None else self.want(replace(self.wanted, asked=said)),
        )

    def action_toggle_percent(self) -> None:
        """Numbers or per cent."""
        self._look(replace(self.wanted, percent=not self.wanted.percent))

    def action_toggle_empty(self) -> None:
        """With rows that have nothing, or without."""
        self._look(replace(self.wanted, empty=not self.wanted.empty))

    def _look(self, wanted: Wanted) -> None:
        """The same numbers, shown in another way."""
        if self.found is not None:
            self._show(wanted, comparing.shown(self.found.matrix, wanted))

    def action_toggle_stances(self) -> None:
        """Every column by stance, or not."""
        self.want(replace(self.wanted, stances=not self.wanted.stances))

    def action_transpose(self) -> None:
        """Rows to columns."""
        base = {"row": "column", "column": "row"}.get(self.wanted.base, self.wanted.base)
        self.want(replace(self.wanted, rows=self.wanted.columns, columns=self.wanted.rows, base=base))

    # -- writing it out

    def action_export(self) -> None:
        """To a file."""
        if not self.refuse("export") and self.found is not None and self.app.project is not None:
            path = self.app.project.path.with_name(f"{self.app.project.path.stem}-matrix.xlsx")
            self.app.push_screen(WriteFile(f"The matrix, {self.found.matrix.size}", path), self._write)

    def _write(self, target: Target | None) -> None:
        if target is None or self.found is None:
            return
        made, path = self.found.matrix, target.path
        try:
            save_matrix(made, path)
        except WorkbenchError as error:
            self.app.complain("The matrix was not written", str(error))
            return
        self.say(f"{made.size} written to {Path(path).name}")


def _counted(session: Session, wanted: Wanted) -> Seen | WorkbenchError:
    try:
        return comparing.seen(session, wanted)
    except WorkbenchError as error:  # about what was asked: it is said beside it, not in a message
        return error
