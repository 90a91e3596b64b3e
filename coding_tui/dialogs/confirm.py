"""A question with two answers, each a button whose word says what it does."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static

from coding_tui.dialogs.dialog import Dialog
from coding_tui.plain_words import words
from coding_tui.registry.dialog_commands import own


class Confirm(Dialog[bool]):
    """True when the deed is wanted. The other answer has the focus: enter alone never destroys."""

    CSS = """
    Confirm Horizontal { height: auto; margin-top: 1; align-horizontal: right; }
    Confirm Button { margin-left: 2; height: 1; border: none; min-width: 8; }
    """

    BINDINGS: ClassVar[list[Any]] = own("confirm.other", "other_answer")

    def __init__(self, title: str, question: str, deed: str, otherwise: str = "Leave as it is") -> None:
        super().__init__()
        self._about = title
        self._question = question
        self._deed = deed
        self._otherwise = otherwise

    def compose(self) -> ComposeResult:
        """The question and its answers."""
        with Vertical(classes="dialog") as box:
            box.border_title = words(self._about)
            yield Static(words(self._question))
            with Horizontal():
                yield Button(words(self._otherwise), id="otherwise")
                yield Button(words(self._deed), id="deed")

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "deed")

    def action_other_answer(self) -> None:
        """From one answer to the other."""
        next(each for each in self.query(Button) if not each.has_focus).focus()

    def action_leave(self) -> None:
        """Leave things as they are."""
        self.dismiss(False)
