"""What the views of Compare share: the line that names them, the digits that lead to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, ClassVar, TypeVar

from sqlmodel import Session
from textual.widget import Widget

from coding_tui.dialogs.write_file import TABLES, FileFormat
from coding_tui.registry import commands
from coding_tui.registry.places import views
from coding_tui.screens.place import PlaceScreen
from coding_tui.screens.writing import Writing, tried, written
from coding_tui.widgets.views_line import ViewsLine
from transcripts.errors import WorkbenchError

__all__ = ["ComparingScreen", "Writing", "counted", "tried", "written"]
T = TypeVar("T")
VIEWS = "compare"
FIGURES: Mapping[str, FileFormat] = {
    "svg": FileFormat("Figure (SVG)", ".svg"), "png": FileFormat("Figure (PNG)", ".png"),
    "pdf": FileFormat("Figure (PDF)", ".pdf"), "html": FileFormat("Figure (web page)", ".html"),
}  # fmt: skip
TABLES_AND_FIGURES = {**TABLES, **FIGURES}


class ComparingScreen(PlaceScreen):
    """Base of every view of Compare. `VIEW` is its id among `places.PLACES`; `body()` gives its panes."""

    VIEW: ClassVar[str] = VIEWS
    WHERE: ClassVar[tuple[str, ...]] = ()
    """Where in the registry its commands stand: they are offered only while they do something."""
    CSS_PATH = "compare.tcss"
    BINDINGS: ClassVar[list[Any]] = commands.bindings("comparing")

    def strips_above(self) -> Iterable[Widget]:
        """The line that names the views."""
        yield ViewsLine(VIEWS, self.VIEW)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what does something here and now."""
        return super().check_action(action, parameters) and not (action in _own(self.WHERE) and self.why_not(action))

    def action_view(self, digit: str) -> None:
        """Go to another view by its digit."""
        there = views(VIEWS)
        number = int(digit)
        if number > len(there):
            self.say(f"There are {len(there)} views here: 1 to {len(there)}.")
        elif there[number - 1].id != self.VIEW:
            self.app.action_go(there[number - 1].id)


def counted(work: Callable[[Session], T]) -> Callable[[Session], T | WorkbenchError]:
    """The same of work that reads the project."""
    return lambda session: tried(lambda: work(session))


@cache
def _own(where: tuple[str, ...]) -> frozenset[str]:
    return frozenset(each.function for each in commands.COMMANDS if each.where in where)
