"""One question with a line to answer in."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from coding_tui.dialogs.dialog import Dialog
from coding_tui.plain_words import words


class Ask(Dialog[str | None]):
    """Gives back what was typed, trimmed, or None when esc was pressed."""

    def __init__(self, title: str, question: str, verb: str, *, value: str = "") -> None:
        super().__init__()
        self._about = title
        self._question = question
        self._verb = verb
        self._value = value

    @property
    def question(self) -> str:
        """What is asked. It may hold people's words, in which nothing stands for a key."""
        return self._question

    def compose(self) -> ComposeResult:
        """The question, the line, what keys do."""
        with Vertical(classes="dialog") as box:
            box.border_title = words(self._about)
            yield Static(words(self.question), classes="label")
            yield Input(self._value)
            yield self.hint(f"enter {self._verb.lower()} · «dialog.leave» leave")

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip())
