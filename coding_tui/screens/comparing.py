"""What the views of Compare share: the line that names them, and the digits that lead to them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual.widget import Widget

from coding_tui import commands
from coding_tui.places import views
from coding_tui.screens.place import PlaceScreen
from coding_tui.widgets.lines import Line, Piece

VIEWS = "compare"


class ViewsLine(Line):
    """`1 Matrix  2 Together  …`, the one that is open in bold; a click goes there."""

    def __init__(self, open_: str) -> None:
        super().__init__(id="views-line")
        self._open = open_
        self._spans: list[tuple[int, int, str]] = []

    def left(self, room: int) -> Iterable[Piece]:
        """Every view with its digit."""
        self._spans, at = [], 1
        yield " ", "text"
        for number, each in enumerate(views(VIEWS), 1):
            here = each.id == self._open
            name = f" {each.title.partition(': ')[2] or 'Matrix'}   "
            yield str(number), "strong" if here else "accent"
            yield name, "strong" if here else "quiet"
            self._spans.append((at, at + 1 + len(name) - 3, each.id))
            at += 1 + len(name)

    def on_click(self, event: object) -> None:
        """Go to the view under the mouse."""
        x = getattr(event, "x", -1)
        for start, end, name in self._spans:
            if start <= x < end:
                self.app.call_later(self.app.run_action, f"app.go('{name}')")


class ComparingScreen(PlaceScreen):
    """Base of every view of Compare. `VIEW` is its id among `places.PLACES`; `view_body()` gives its panes."""

    VIEW: ClassVar[str] = VIEWS
    BINDINGS: ClassVar[list[Any]] = commands.bindings("comparing")

    def strips_above(self) -> Iterable[Widget]:
        """The line that names the views."""
        yield ViewsLine(self.VIEW)

    def action_view(self, digit: str) -> None:
        """Go to another view by its digit."""
        there = views(VIEWS)
        number = int(digit)
        if number > len(there):
            self.say(f"There are {len(there)} views here: 1 to {len(there)}.")
        elif there[number - 1].id != self.VIEW:
            self.app.action_go(there[number - 1].id)
