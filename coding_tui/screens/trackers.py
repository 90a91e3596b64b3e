"""Trackers: what is coded by month, and below it the monthly figures of tracker tables, each on a scale of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from coding_tui.frame import EVERYTHING
from coding_tui.registry import commands
from coding_tui.screens.counting import CountingScreen
from coding_tui.views.comparing import Wanted, tracker_rows

ALL = "all of them"
NO_TRACKER = (
    "No tracker yet: a table with months and figures becomes one («document.import» in Code, or trackers --import)."
)


class TrackersScreen(CountingScreen):
    """Counts by month with trackers below."""

    PLACE = "Trackers"
    VIEW = FILE = "trackers"
    WHERE = ("counting", "trackers")
    TITLE_OF_TABLE = "By month"
    FIRST = Wanted(columns="month")
    BINDINGS: ClassVar[list[Any]] = commands.bindings("trackers")

    def __init__(self) -> None:
        super().__init__()
        self.names: Sequence[str] | None = None

    def why_not(self, function: str) -> str:
        """No tracker, none to choose."""
        if function == "choose_trackers" and not self.names:
            return NO_TRACKER
        return super().why_not(function)

    def refresh_from_project(self, tables: frozenset[str]) -> None:
        """Know the trackers first: their figures are part of what is counted."""
        if tables is EVERYTHING or tables & {"tracker", "tracker_row"}:
            self.read(tracker_rows, self._know_trackers, group="trackers")
        else:
            super().refresh_from_project(tables)

    def _know_trackers(self, names: Sequence[str]) -> None:
        first, self.names = self.names is None, names
        whole = tuple(name for name in names if ":" not in name)
        kept = tuple(name for name in self.wanted.trackers if name in names)
        self.wanted = replace(self.wanted, trackers=whole if first or not kept else kept)
        super().refresh_from_project(EVERYTHING)
        if not names:
            self.say(self.keyed(NO_TRACKER))

    def action_choose_trackers(self) -> None:
        """All trackers, one, or one of its columns."""
        if self.refuse("choose_trackers") or not self.names:
            return
        whole = tuple(name for name in self.names if ":" not in name)
        now = self.wanted.trackers
        self.choose(
            "Which figures", [ALL, *self.names], ALL if now == whole and len(whole) > 1 else "".join(now[:1]),
            lambda name: self.want(replace(self.wanted, trackers=whole if name == ALL else (name,))),
        )  # fmt: skip
