"""What a person does to the text in front of them: every coding key, each one step of the project."""

from __future__ import annotations

from coding_tui import edits
from coding_tui.screens.coding_changing import ChangingScreen
from coding_tui.screens.coding_looking import LookingScreen


class CodingScreen(LookingScreen, ChangingScreen):
    """The reader's screen, as far as it makes, changes and looks up codings."""

    def action_collect(self) -> None:
        """Put the selection aside as a quotation."""
        where = self.selected
        if self.refuse("collect") or where is None or self.app.background is None:
            return
        code = None if self.target is None else self.target.code
        self.app.background.change(
            "Collect a quotation", lambda session: edits.collect(session, where, code),
            said=f"Collected {where.end - where.start:,} characters as a quotation · F6 Quotations · ctrl+z undoes",
        )  # fmt: skip
