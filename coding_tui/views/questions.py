"""What the views of Compare that answer something are asked, as far as they are asked alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coding_tui.widgets.lines import Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A query: only the text that it means counts; "" for all codings."""

    asked: str = ""

    def toolbar(self) -> Iterable[Piece]:
        """One line that says all of it."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartedQuestion(Question):
    """What may be drawn: as a `chart` (a kind of `charts.KINDS`, "" for a table), with rows that are `empty` or not."""

    asked: str = "kind:interview"
    empty: bool = False
    chart: str = ""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The charts that can be drawn of it."""
        raise NotImplementedError
