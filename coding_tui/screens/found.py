"""What Retrieve and Search share: a list of what was found, and the place of the highlighted one in its document."""

from __future__ import annotations

from typing import Any

from textual import getters, on

from coding_tui.screens.veiled import VeiledScreen
from coding_tui.views.retrieval import InContext
from coding_tui.widgets.excerpt_list import context_pieces
from coding_tui.widgets.prose import Prose
from coding_tui.widgets.record_list import RecordList


class FoundScreen(VeiledScreen):
    """What was found | in its context."""

    found_list: getters.query_one[RecordList[Any]]
    context = getters.query_one(Prose)

    def follow(self) -> None:
        """Show where the highlighted one stands."""

    def action_read_it(self) -> None:
        """Read the highlighted one where it stands."""

    @on(RecordList.Highlighted)
    def _highlighted(self) -> None:
        self.follow()

    @on(RecordList.Chosen)
    def _chosen(self) -> None:
        self.action_read_it()

    def show_veiled(self) -> None:
        """List and context anew."""
        self.found_list.refresh()
        self.follow()

    def show_context(self, found: InContext) -> None:
        """Show the place that was read."""
        self.context.show(context_pieces(found))
