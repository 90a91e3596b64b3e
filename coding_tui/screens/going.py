"""Going to a place that one can name: a turn, a time, a line, a share of the text, another document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coding_tui.later import Later
from coding_tui.screens.orienting import OrientingScreen

if TYPE_CHECKING:
    from coding_tui.dialogs import ask
    from coding_tui.views import going
else:
    going = Later("coding_tui.views.going")  # it brings rapidfuzz
    ask = Later("coding_tui.dialogs.ask")


class GoingScreen(OrientingScreen):
    """The reader's screen, as far as one says where to go."""

    def why_not(self, function: str) -> str:
        """Nowhere to go."""
        if function == "go_to" and self.reader.transcript is None and not self.lines:
            return "No document is open."
        return super().why_not(function)

    def action_go_to(self) -> None:
        """Ask for a place and go there."""
        if not self.refuse("go_to"):
            self.app.push_screen(ask.Ask("Go to", going.ASKED, "Go"), self._go_to)

    def _go_to(self, wanted: str | None) -> None:
        if not wanted:
            return
        found = going.goal(wanted, self.reader.transcript, {line.label: line.uid for line in self.lines or ()})
        if found.document is not None and found.document != self.opened:
            self.document_list.highlight(found.document, center=True)
            self.open(found.document)
        elif found.offset is not None:
            self.reader.focus()
            self.reader.move_to(found.offset, center=True)
        else:
            self.say(found.said or "This document is open already.")
