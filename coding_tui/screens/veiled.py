"""Screens that list passages, without the words of those flagged as distressing until somebody opens them."""

from __future__ import annotations

from sqlmodel import Session

from codebook.coding import distressing
from coding_tui.screens.place import PlaceScreen
from coding_tui.views.retrieval import Span
from coding_tui.views.veil import Veil

NOT_FOLDED = "Nothing of this is flagged as distressing."


class VeiledScreen(PlaceScreen):
    """Base of Retrieve, Search and Quotations."""

    def __init__(self) -> None:
        super().__init__()
        self.veil = Veil()

    def read_veil(self, session: Session) -> None:
        """Know what is flagged, before anything is listed; called where the project is read."""
        self.veil.flagged = distressing.regions(session) if self.app.care.fold else {}

    def under_cursor(self) -> Span | None:
        """Where the highlighted passage stands: document (uid), start, end."""
        return None

    def show_veiled(self) -> None:
        """Show list and passage anew."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What folds nothing is not offered to be shown."""
        if action == "lift":
            place = self.under_cursor()
            return place is not None and bool(self.veil.flagged.get(place[0]))
        return super().check_action(action, parameters)

    def why_asleep(self, function: str) -> str:
        """Also that there is nothing folded."""
        return NOT_FOLDED if function == "lift" else super().why_asleep(function)

    def action_lift(self) -> None:
        """Show the highlighted passage, or fold it again."""
        place = self.under_cursor()
        if place is None:
            self.say(NOT_FOLDED)
            return
        shown = place not in self.veil.opened
        if not self.veil.lift(*place):
            self.say(NOT_FOLDED)
            return
        if shown:
            self.app.care.opened(self.app.coder, self.app.today(), 1)
        self.show_veiled()
