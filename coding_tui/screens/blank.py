"""A blank screen: for when somebody walks past, or the reader needs a moment."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static


class BlankScreen(ModalScreen[None]):
    """Nothing, until a key is pressed."""

    CSS = """
    BlankScreen { background: $background; align: center middle; }
    BlankScreen Static { width: auto; color: $dim; }
    """

    def compose(self) -> ComposeResult:
        """One quiet line."""
        yield Static(Content("Paused. Any key goes on."))

    def on_key(self, event: events.Key) -> None:
        """Go on."""
        event.stop()
        event.prevent_default()
        self.dismiss(None)
