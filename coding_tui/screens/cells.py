"""What the views of Compare share that show cells: a table with a cursor, what is said of its cell, going from a cell
to the passages behind it.

A subclass puts `self.cells(title, empty)` into its body, keeps what it shows in `found`, and says it with `tell`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, Protocol, TypeVar

from textual import getters, on
from textual.widget import Widget

from coding_tui.dialogs.ask_query import AskQuery
from coding_tui.dialogs.choose import Choose
from coding_tui.screens.comparing import ComparingScreen
from coding_tui.screens.retrieve import RetrieveScreen
from coding_tui.views import asking
from coding_tui.views.asking import Helps
from coding_tui.widgets.chart_grid import ChartGrid
from coding_tui.widgets.grid import Grid, Table
from coding_tui.widgets.lines import Line, Piece
from coding_tui.widgets.panes import Pane
from coding_tui.widgets.prose import Prose
from transcripts.errors import WorkbenchError

At = tuple[int, int]
NO_CELL = "No cell is highlighted."


class Tabled(Protocol):
    """What is shown as a table."""

    @property
    def table(self) -> Table:
        """Its cells."""


F = TypeVar("F", bound=Tabled)


class Toolbar(Line):
    """One line that says what the cells are of."""

    def __init__(self) -> None:
        super().__init__(id="toolbar")
        self._pieces: tuple[Piece, ...] = ()

    def left(self, room: int) -> Iterable[Piece]:
        """All of it."""
        return self._pieces

    def say(self, pieces: Iterable[Piece]) -> None:
        """Say something else."""
        self._pieces = tuple(pieces)
        self.refresh()


class CellsScreen(ComparingScreen, Generic[F]):
    """The table `grid` in the pane `#matrix-pane`, and `about` below it."""

    grid = getters.query_one(ChartGrid)
    pane = getters.query_one("#matrix-pane", Pane)
    about = getters.query_one("#about", Prose)

    def __init__(self) -> None:
        super().__init__()
        self.found: F | None = None

    def cells(self, title: str, empty: str) -> Widget:
        """The pane with the table."""
        return Pane(title, ChartGrid(empty=empty, id="matrix"), id="matrix-pane")

    def on_mount(self) -> None:
        """Begin in the table."""
        self.grid.focus()

    # -- the cell

    @property
    def at(self) -> At | None:
        """The cell under the cursor; None while the table is not that of what was found."""
        at = self.grid.at
        return at if self.found is not None and self.grid.table is self.found.table else None

    @on(Grid.Highlighted)
    def follow(self) -> None:
        """Say what there is to say of the cell under the cursor."""
        at = self.at
        if at is None:
            self.tell_nothing()
        else:
            self.tell(at)

    def tell(self, at: At) -> None:
        """Say what a cell says."""

    def tell_nothing(self) -> None:
        """There is no cell."""
        self.about.show(((NO_CELL, "quiet"),))
        self.status.show_place("")

    # -- what is asked for

    def choose(self, title: str, names: Sequence[str], now: str, then: Callable[[str], object]) -> None:
        """Ask for one of several names; nothing happens when none is chosen."""
        self.app.push_screen(
            Choose(title, names, "Show", now=names.index(now) if now in names else 0),
            lambda at: None if at is None else then(names[at]),
        )

    def ask_for_text(self, now: str, then: Callable[[str], object]) -> None:
        """Ask for a query: only the text that it means counts."""
        question = "Only the text that this query means counts; nothing typed: all codings."
        self.app.push_screen(
            AskQuery("Which text counts", question, "Show", value=now, helps=self._helps, count=self._count,
                     check=self._check),
            lambda said: None if said is None else then(said),
        )

    def _helps(self, then: Callable[[Helps], None]) -> None:
        self.read(asking.helps, then, group="helps")

    def _check(self, query: str, then: Callable[[WorkbenchError | None], None]) -> None:
        self.read(lambda session: asking.wrong(session, query), then, group="check")

    def _count(self, query: str, then: Callable[[str, str], None]) -> None:
        self.read(lambda session: asking.told(session, query), lambda told: then(query, told), group="built")

    # -- from a cell to the words

    def read_passages(self, query: str, codings: Sequence[str], remark: str) -> None:
        """Go to Retrieve, with certain codings listed; `query` asks for the like of them, `remark` says which."""
        self.app.action_go("retrieve")
        there = self.app.get_screen("retrieve")
        if isinstance(there, RetrieveScreen):
            there.show_codings(query, codings, remark)
