"""The line that names the views of a place: a digit or a click leads to each."""

from __future__ import annotations

from collections.abc import Iterable

from coding_tui.registry.places import views
from coding_tui.widgets.lines import Line, Piece

SHORTEST = 5


class ViewsLine(Line):
    """`1 Matrix  2 Together  …`, the one that is open in bold; a click goes there."""

    def __init__(self, place: str, open_: str) -> None:
        super().__init__(id="views-line")
        self._place = place
        self._open = open_
        self._spans: list[tuple[int, int, str]] = []

    def left(self, room: int) -> Iterable[Piece]:
        """Every view with its digit; where there is no room for all, the longest names are cut."""
        there = views(self._place)
        names = [each.title.partition(": ")[2] or "Matrix" for each in there]
        gap = 3 if sum(map(len, names)) + 5 * len(names) < room else 1
        while sum(map(len, names)) + (2 + gap) * len(names) >= room and max(map(len, names)) > SHORTEST:
            longest = max(range(len(names)), key=lambda at: len(names[at]))
            names[longest] = names[longest].rstrip("…")[:-1].rstrip() + "…"
        self._spans, at = [], 1
        yield " ", "text"
        for number, (each, name) in enumerate(zip(there, names, strict=True), 1):
            here = each.id == self._open
            yield str(number), "strong" if here else "accent"
            yield f" {name}{' ' * gap}", "strong" if here else "quiet"
            self._spans.append((at, at + 2 + len(name), each.id))
            at += 2 + len(name) + gap

    def on_click(self, event: object) -> None:
        """Go to the view under the mouse."""
        x = getattr(event, "x", -1)
        for start, end, name in self._spans:
            if start <= x < end:
                self.app.call_later(self.app.run_action, f"app.go('{name}')")
