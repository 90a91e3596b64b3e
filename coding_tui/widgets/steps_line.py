"""`Sort → Matrix → …`: the steps of something that is done step by step, the one that is shown in bold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coding_tui.widgets.lines import Line, Piece


class StepsLine(Line):
    """All steps by name; `step` is the number of the one that is shown, from 0."""

    def __init__(self, steps: Sequence[str], step: int = 0, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._steps = steps
        self.step = step

    def left(self, room: int) -> Iterable[Piece]:
        """All of them."""
        for number, name in enumerate(self._steps):
            yield (" → " if number else " "), "quiet"
            yield name, "strong" if number == self.step else "quiet"

    def say(self, step: int) -> None:
        """Show another step."""
        self.step = step
        self.refresh()
