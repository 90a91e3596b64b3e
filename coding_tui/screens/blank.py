"""A blank screen: for when somebody walks past, or the reader needs a moment."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

PAUSED = "Paused. Any key goes on."


class BlankScreen(ModalScreen[None]):
    """Nothing, until a key is pressed: no message that comes meanwhile is shown over it."""

    CSS = """
    BlankScreen { background: $background; align: center middle; }
    BlankScreen Static { width: auto; max-width: 90%; color: $dim; }
    BlankScreen ToastRack, BlankScreen Tooltip { display: none; }
    """

    def __init__(self, said: str = PAUSED) -> None:
        super().__init__()
        self._said = said

    def compose(self) -> ComposeResult:
        """One quiet line."""
        yield Static(Content(self._said))

    def on_key(self, event: events.Key) -> None:
        """Go on."""
        event.stop()
        event.prevent_default()
        self.dismiss(None)
