"""Compare: what is coded by two things at once, as table or chart, and from any number back to the words behind it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from coding_tui.registry import commands
from coding_tui.screens.counting import CountingScreen, fit


class CompareScreen(CountingScreen):
    """The matrix."""

    PLACE = "Compare"
    WHERE = ("counting", "compare")
    BINDINGS: ClassVar[list[Any]] = commands.bindings("compare")

    def action_choose_columns(self) -> None:
        """Other columns."""
        self.choose("Columns", self.axes, self.wanted.columns,
                    lambda name: self.want(fit(replace(self.wanted, columns=name))))  # fmt: skip

    def action_toggle_stances(self) -> None:
        """Every column by stance, or not."""
        self.want(fit(replace(self.wanted, stances=not self.wanted.stances)))

    def action_transpose(self) -> None:
        """Rows to columns."""
        base = {"row": "column", "column": "row"}.get(self.wanted.base, self.wanted.base)
        self.want(fit(replace(self.wanted, rows=self.wanted.columns, columns=self.wanted.rows, base=base)))
