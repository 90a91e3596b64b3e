"""`Sort → Matrix → …`: the steps of something that is done step by step, the one that is shown in bold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from textual import events
from textual.message import Message

from coding_tui.widgets.lines import Line, Piece

ARROW = " → "


class StepsLine(Line):
    """All steps by name; `step` is the number of the one shown, from 0; `keys` say how to go on, a click goes there."""

    class Chosen(Message):
        """A step was clicked: its number, from 0."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def __init__(self, steps: Sequence[str], step: int = 0, *, keys: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self._steps = steps
        self._keys = keys
        self.step = step

    def left(self, room: int) -> Iterable[Piece]:
        """All of them."""
        for number, name in enumerate(self._steps):
            yield (ARROW if number else " "), "quiet"
            yield name, "strong" if number == self.step else "quiet"

    def right(self) -> Iterable[Piece]:
        """How to go from one to the next, where there is room for it."""
        steps = sum(cell_len(text) for text, _ in self.left(0))
        if steps + cell_len(self._keys) + 2 < self.size.width:
            yield f"{self._keys} ", "quiet"

    def say(self, step: int) -> None:
        """Show another step."""
        self.step = step
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """The step whose name, or the arrow before it, is under the mouse."""
        end = 0
        for number, (text, _) in enumerate(self.left(0)):
            end += cell_len(text)
            if event.x < end:
                self.post_message(self.Chosen(number // 2))
                return
