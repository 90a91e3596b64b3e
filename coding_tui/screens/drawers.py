"""Going from pane to pane; on narrow screens the side panes are drawers over the transcript."""

from __future__ import annotations

from functools import partial

from textual import getters
from textual.geometry import Offset

from coding_tui.screens.coding import CodingScreen
from coding_tui.screens.jump import Target
from coding_tui.screens.workbench_panes import DocumentsPane

PANES = ("documents", "reader", "codes", "here")


class DrawersScreen(CodingScreen):
    """The reader's screen, as far as its panes go."""

    documents_pane = getters.query_one("#documents-pane", DocumentsPane)

    def action_next_pane(self) -> None:
        """Go to the next pane, opening the drawer it is in."""
        self._go_to_pane(1)

    def action_previous_pane(self) -> None:
        """The other way round."""
        self._go_to_pane(-1)

    def pane_names(self) -> list[str]:
        """The panes that tab goes through."""
        return [name for name in PANES if name != "here" or self.here_list.rows]

    def _go_to_pane(self, step: int) -> None:
        focused = self.focused.id if self.focused is not None else None
        panes = self.pane_names()
        at = panes.index(focused) if focused in panes else panes.index("reader") - step
        self.show_pane(panes[(at + step) % len(panes)])

    def show_pane(self, name: str) -> None:
        """Focus a pane; on narrow screens its drawer opens and others shut."""
        self.documents_pane.set_class(name == "documents", "open")
        self.query_one("#side").set_class(name in ("codes", "here"), "open")
        self.query_one(f"#{name}").focus()

    def jump_targets(self) -> list[Target]:
        """The panes, and where drawers would open that are shut."""
        found, width = [], self.size.width
        for name in self.pane_names():
            pane = self.query_one(f"#{name}")
            if pane.is_on_screen and pane.region.area:
                at = Offset(pane.region.x, max(0, pane.region.y - 1))
            else:
                at = Offset(0 if name == "documents" else width - 3, 1 if name != "here" else self.size.height // 2)
            found.append(Target(at, partial(self.show_pane, name)))
        return found

    def shut_drawers(self) -> None:
        """Nothing lies over the transcript."""
        self.documents_pane.remove_class("open")
        self.query_one("#side").remove_class("open")

    def action_shut_drawers(self) -> None:
        """Back to the transcript."""
        self.shut_drawers()
        self.reader.focus()

    def action_show_documents(self) -> None:
        """Go to the list, to filter it."""
        self.show_pane("documents")
