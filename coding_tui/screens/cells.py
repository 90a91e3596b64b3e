"""What the views of Compare share that show cells: a table with a cursor, what is said of its cell, going from a cell
to the passages behind it, writing all of it to a file.

A subclass gives `WHERE` (its commands in the registry), puts `self.cells(title)` into its body, and fills `grid`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import ClassVar, TypeVar

from sqlmodel import Session
from textual import getters
from textual.widget import Widget

from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.choose import Choose
from coding_tui.dialogs.write_file import TABLES, FileFormat, Target, WriteFile
from coding_tui.registry import commands
from coding_tui.screens.comparing import ComparingScreen
from coding_tui.screens.retrieve import RetrieveScreen
from coding_tui.widgets.chart_grid import ChartGrid
from coding_tui.widgets.grid import Grid
from coding_tui.widgets.lines import Line, Piece
from coding_tui.widgets.panes import Pane
from coding_tui.widgets.prose import Prose
from transcripts.errors import WorkbenchError
from transcripts.project import Project

T = TypeVar("T")
FIGURES: Mapping[str, FileFormat] = {
    "svg": FileFormat("Figure (SVG)", ".svg"), "png": FileFormat("Figure (PNG)", ".png"),
    "pdf": FileFormat("Figure (PDF)", ".pdf"), "html": FileFormat("Figure (web page)", ".html"),
}  # fmt: skip
TABLES_AND_FIGURES = {**TABLES, **FIGURES}


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


class CellsScreen(ComparingScreen):
    """The table `grid` in the pane `#matrix-pane`, and `about` below it."""

    CSS_PATH = "compare.tcss"
    WHERE: ClassVar[tuple[str, ...]] = ()
    """Where in the registry its commands stand: they are offered only while they do something."""
    grid = getters.query_one(Grid)
    pane = getters.query_one("#matrix-pane", Pane)
    about = getters.query_one("#about", Prose)

    def cells(self, title: str, empty: str) -> Widget:
        """The pane with the table."""
        return Pane(title, ChartGrid(empty=empty, id="matrix"), id="matrix-pane")

    def on_mount(self) -> None:
        """Begin in the table."""
        self.grid.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what does something here and now."""
        return super().check_action(action, parameters) and not (action in _own(self.WHERE) and self.why_not(action))

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
            Ask("Which text counts", question, "Show", value=now), lambda said: None if said is None else then(said)
        )

    def say_wrong(self, error: WorkbenchError, *, instead: bool) -> None:
        """Say what was asked wrongly; `instead` of a table where there is none yet."""
        self.say(" ".join(str(error).split()), "wrong")
        if instead:
            self.grid.say_empty(str(error).partition("\n")[0])

    # -- from a cell to the words

    def read_passages(self, query: str, codings: Sequence[str], remark: str) -> None:
        """Go to Retrieve, with certain codings listed; `query` asks for the like of them, `remark` says which."""
        self.app.action_go("retrieve")
        there = self.app.get_screen("retrieve")
        if isinstance(there, RetrieveScreen):
            there.show_codings(query, codings, remark)

    # -- writing it out

    def ask_where(
        self, what: str, name: str, formats: Mapping[str, FileFormat], write: Callable[[Project, Target], str]
    ) -> None:
        """Ask for a file, beside the project and called after it and `name`; then write it, away from the screen.

        `write` returns what is to be said then; what it raises is said instead.
        """
        project = self.app.project
        if project is None:
            return
        path = project.path.with_name(f"{project.path.stem}-{name}")
        self.app.push_screen(
            WriteFile(what, path, formats), lambda target: None if target is None else self._write(target, write)
        )

    def _write(self, target: Target, write: Callable[[Project, Target], str]) -> None:
        project = self.app.project
        if project is not None:
            self.say(f"Writing {target.path.name} …")
            self.read(lambda _: tried(lambda: write(project, target)), self._say_written, group="write")

    def _say_written(self, outcome: str | WorkbenchError) -> None:
        if isinstance(outcome, WorkbenchError):
            self.app.complain("Nothing was written", str(outcome))
        else:
            self.say(outcome)


def tried(work: Callable[[], T]) -> T | WorkbenchError:
    """What work gives, or the error that says what was asked wrongly: it is said on the screen, not in a message."""
    try:
        return work()
    except WorkbenchError as error:
        return error


def counted(work: Callable[[Session], T]) -> Callable[[Session], T | WorkbenchError]:
    """The same of work that reads the project."""
    return lambda session: tried(lambda: work(session))


def written(path: Path, what: str) -> str:
    """What is said when a file is there."""
    return f"{what} written to {path.name}; its manifest stands beside it"


def _own(where: tuple[str, ...]) -> frozenset[str]:
    return frozenset(each.function for each in commands.COMMANDS if each.where in where)
