"""Something to read, over the screen; a key copies it where copying is harmless."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from coding_tui.dialogs.dialog import Dialog
from coding_tui.plain_words import words
from coding_tui.registry.dialog_commands import own
from coding_tui.widgets.lines import Piece
from coding_tui.widgets.prose import Prose


class ReadText(Dialog[None]):
    """Pieces in roles, under a title."""

    BINDINGS: ClassVar[list[Any]] = [*own("text.close", "leave"), *own("text.copy", "copy")]
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
            yield self.hint(f"{'«text.copy» copy · ' * self._copies}↑↓ scroll · «dialog.leave» leave")

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
                self.query_one(".hint", Static).update(Content(self.keyed("Copied. «dialog.leave» leave")))
