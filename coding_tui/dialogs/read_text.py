"""Something to read, over the screen; c copies it where copying is harmless."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from coding_tui.plain_words import words
from coding_tui.widgets.lines import Piece
from coding_tui.widgets.prose import Prose


class ReadText(ModalScreen[None]):
    """Pieces in roles, under a title."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "leave", "Leave"),
        Binding("c", "copy", "Copy"),
    ]
    CSS = """
    ReadText .dialog { width: 92; height: auto; }
    ReadText Prose { height: auto; max-height: 66vh; padding: 1 0 0 0; }
    ReadText .hint { margin-top: 1; }
    """

    def __init__(self, title: str, pieces: Iterable[Piece], *, copies: bool = False) -> None:
        super().__init__()
        self._about = title
        self._pieces = tuple(pieces)
        self._copies = copies

    def compose(self) -> ComposeResult:
        """The words, and what keys do."""
        with Vertical(classes="dialog") as box:
            box.border_title = words(self._about)
            yield Prose(id="text")
            yield Static(Content(("c copy · " if self._copies else "") + "↑↓ scroll · esc leave"), classes="hint")

    def on_mount(self) -> None:
        """Show it."""
        prose = self.query_one(Prose)
        prose.show(self._pieces)
        prose.focus()

    @property
    def plain(self) -> str:
        """What it says."""
        return "".join(text for text, _ in self._pieces)

    def action_copy(self) -> None:
        """Put it on the clipboard."""
        if self._copies:
            self.app.copy_to_clipboard(self.plain)
            if self.app.clipboard == self.plain:
                self.query_one(".hint", Static).update(Content("Copied. esc leave"))

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)
