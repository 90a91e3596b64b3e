"""The views of Compare whose table answers a question: asked, counted away from the screen, shown as table or chart.

A subclass counts in `answer`, and says in `tell` what a cell says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from sqlmodel import Session
from textual import getters

from coding_tui.frame import EVERYTHING
from coding_tui.screens.cells import CellsScreen, Toolbar
from coding_tui.screens.comparing import counted
from coding_tui.views.charts import TIMELINE, Drawn
from coding_tui.views.questions import ChartedQuestion, Question
from coding_tui.widgets.grid import Table
from transcripts.errors import WorkbenchError

Q = TypeVar("Q", bound=Question)
C = TypeVar("C", bound=ChartedQuestion)


class Answer(Protocol):
    """A table, or a chart of it, the question that it answers, and what it is called."""

    @property
    def wanted(self) -> Any:
        """The question."""

    @property
    def table(self) -> Table:
        """The cells."""

    @property
    def title(self) -> str:
        """For the rule above them."""

    @property
    def draw(self) -> Callable[[int], Drawn] | None:
        """What draws a chart of them; None for a table."""


A = TypeVar("A", bound=Answer)


class AnsweringScreen(CellsScreen[A], Generic[Q, A]):
    """`wanted` is the question, `found` the answer that is shown; a wrong question leaves the answer before it."""

    BEHIND: ClassVar[frozenset[str]] = frozenset()
    """Tables whose changes change the answer."""
    BEHIND_AXES: ClassVar[frozenset[str]] = frozenset({"code"})
    """Tables whose changes change what can be chosen."""
    AT_WORK: ClassVar[str] = "counting …"
    toolbar = getters.query_one(Toolbar)

    def __init__(self, first: Q) -> None:
        super().__init__()
        self.wanted = first
        self.axes: Sequence[str] = ()

    # -- what a view gives

    def answer(self, session: Session, wanted: Q) -> A:
        """What is wanted; raises WorkbenchError for what cannot be asked."""
        raise NotImplementedError

    def axes_there(self, session: Session) -> Sequence[str]:
        """What can be chosen as rows."""
        raise NotImplementedError

    def no_cells(self) -> str:
        """What stands where nothing is counted."""
        raise NotImplementedError

    # -- asking

    def refresh_from_project(self, tables: frozenset[str]) -> None:
        """Count again when what is behind the numbers has changed."""
        if tables is EVERYTHING or tables & self.BEHIND_AXES:
            self.read(self.axes_there, self._know_axes, group="axes")
        if tables is EVERYTHING or tables & self.BEHIND:
            self.want(self.wanted)

    def _know_axes(self, axes: Sequence[str]) -> None:
        self.axes = axes

    def want(self, wanted: Q) -> None:
        """Ask something else, away from the screen's thread; the next key goes on from there."""
        self.wanted = wanted
        self.pane.rule.say(note=self.AT_WORK)
        work = counted(lambda session: self.answer(session, wanted))
        self.read(work, lambda found: self.show(wanted, found), group="answer")

    def show(self, wanted: Q, found: A | WorkbenchError) -> None:
        """Show an answer, or say what was asked wrongly."""
        self.pane.rule.say(note="")
        if isinstance(found, WorkbenchError):
            self._say_wrong(found)
            self.wanted = wanted if self.found is None else self.found.wanted
            return
        self.wanted, self.found = wanted, found
        self.toolbar.say(wanted.toolbar())
        self.pane.rule.say(title=found.title)
        self.grid.say_empty(self.no_cells())
        self.grid.set_table(found.table, found.draw)
        self.refresh_bindings()

    def _say_wrong(self, error: WorkbenchError) -> None:
        """In the status line, and in place of a table where there is none yet."""
        self.say(" ".join(str(error).split()), "wrong")
        if self.found is None:
            self.grid.say_empty(str(error).partition("\n")[0])

    def action_ask_query(self) -> None:
        """Only the text that a query means."""
        self.ask_for_text(self.wanted.asked, lambda said: self.want(replace(self.wanted, asked=said)))


class ChartedScreen(AnsweringScreen[C, A], Generic[C, A]):
    """Answers that can be drawn; how they are shown changes without counting again."""

    def __init__(self, first: C) -> None:
        super().__init__(first)
        self.kind = ""

    def shown_as(self, found: A, wanted: C) -> A | None:
        """The same numbers as they are wanted now; None where these are other ones."""
        raise NotImplementedError

    def look(self, wanted: C) -> None:
        """The same numbers, shown in another way."""
        found = None if self.found is None else self.shown_as(self.found, wanted)
        if found is None:
            self.want(wanted)
        else:
            self.show(wanted, found)

    def action_toggle_empty(self) -> None:
        """With rows that have nothing, or without."""
        self.look(replace(self.wanted, empty=not self.wanted.empty))

    def action_toggle_chart(self) -> None:
        """A chart of it, or the table again."""
        kinds = self.wanted.kinds
        kind = self.kind if self.kind in kinds else kinds[-1] if TIMELINE in kinds else kinds[0]
        self.look(replace(self.wanted, chart="" if self.wanted.chart else kind))

    def action_next_kind(self) -> None:
        """Drawn in another way; a table is drawn."""
        kinds = self.wanted.kinds
        self.kind = kinds[(kinds.index(self.wanted.chart) + 1) % len(kinds)] if self.wanted.chart else kinds[0]
        self.look(replace(self.wanted, chart=self.kind))
