"""A memo, written in a field of its own. Esc keeps nothing that was not there before, and asks first."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from coding_tui.dialogs.dialog import Dialog
from coding_tui.plain_words import shown, words
from coding_tui.registry.dialog_commands import own


class MemoEditor(Dialog[str | None]):
    """Gives back the text, or None when it was left as it was. `text` is what is kept, `draft` what is written instead.

    Its keys have no priority: one that has overtakes letters that are still on their way to the field.
    """

    BINDINGS: ClassVar[list[Any]] = own("dialog.do", "keep")
    HINT = "«dialog.do» keep · «dialog.leave» leave"
    CSS = "MemoEditor TextArea { height: 40vh; min-height: 7; }"

    def __init__(self, title: str, text: str, *, draft: str = "", from_start: bool = False) -> None:
        super().__init__()
        self._draft = draft or text
        self._from_start = from_start
        self._about = title
        self._text = text
        self._asked = False

    def compose(self) -> ComposeResult:
        """The field and what keys do."""
        with Vertical(classes="dialog") as box:
            box.border_title = words(self._about)
            yield TextArea(self._draft, soft_wrap=True, id="memo-text")
            yield self.hint(self.HINT, id="memo-hint")

    def on_mount(self) -> None:
        """Write on where it ends, unless it is to be read first."""
        area = self.query_one(TextArea)
        if not self._from_start:
            area.move_cursor(area.document.end)

    def action_keep(self) -> None:
        """Give the text back."""
        self.dismiss(self.query_one(TextArea).text.strip())

    def keep_unkept(self) -> None:
        """Give the text back if it is not what it was: the app has to end.

        At once, and not as a result of the screen: Textual hands that to whoever opened it through a queue, which an
        app that ends may close first.
        """
        if self._unkept:
            self._text = self.query_one(TextArea).text.strip()
            for waiting in self._result_callbacks[-1:]:
                if waiting.callback is not None:
                    waiting.callback(self._text)

    @property
    def _unkept(self) -> bool:
        return self.query_one(TextArea).text.strip() != self._text.strip()

    def action_leave(self) -> None:
        """Leave; with unkept words only when pressed twice."""
        if not self._unkept or self._asked:
            self.dismiss(None)
            return
        self._asked = True
        hint = self.keyed("What you wrote is not kept yet. «dialog.do» keeps it, «dialog.leave» again lets it go.")
        self.query_one("#memo-hint", Static).update(Content(shown(hint)))
