"""People's words to read beside a list: who said what, with the passage in question marked. Wraps and scrolls."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coding_tui.plain_words import shown
from coding_tui.widgets.lines import Piece

STYLES = {
    "text": "", "quiet": "$dim", "strong": "bold", "accent": "bold $accent", "wrong": "bold $error",
    "mark": "bold on $accent 25%",
}  # fmt: skip
PLAIN = {"text": "", "quiet": "dim", "strong": "bold", "accent": "bold", "wrong": "bold", "mark": "reverse"}
"""Where the theme leaves colours to the terminal."""


class Prose(VerticalScroll):
    """Words in roles; line feeds in the pieces are kept."""

    DEFAULT_CSS = """
    Prose { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; background: transparent; }
    Prose > Static { height: auto; width: 1fr; }
    """

    def __init__(self, *, empty: str = "", id: str | None = None) -> None:
        self._static = Static(Content(shown(empty)))
        super().__init__(self._static, id=id)
        self._pieces: tuple[Piece, ...] = ((empty, "quiet"),)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What it shows."""
        return self._pieces

    @property
    def plain(self) -> str:
        """What it shows, without roles."""
        return "".join(text for text, _ in self._pieces)

    def on_mount(self) -> None:
        """Follow the theme."""
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._paint())
        self._paint()

    def show(self, pieces: Iterable[Piece]) -> None:
        """Show other words, from their beginning."""
        self._pieces = tuple(pieces)
        if self.is_mounted:
            self._paint()
            self.scroll_home(animate=False)

    def _paint(self) -> None:
        styles = PLAIN if self.app.native_ansi_color or self.app.no_color else STYLES
        self._static.update(Content.assemble(*((shown(text), styles[role]) for text, role in self._pieces)))
