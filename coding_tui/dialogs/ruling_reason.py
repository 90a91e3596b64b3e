"""Why a ruling is made: one key, then a line for a note that may stay empty."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from coding_tui.plain_words import words
from coding_tui.views.ruling_view import REASON_KEYS


class RulingReason(ModalScreen[tuple[str, str] | None]):
    """Gives back reason and note, or None when esc was pressed before a reason was given; esc at the note leaves it."""

    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave"),
        *(Binding(key, f"reason('{reason}')", reason, show=False) for key, reason in REASON_KEYS.items()),
    ]

    def __init__(self, title: str) -> None:
        super().__init__()
        self._about = title
        self._reason = ""

    def compose(self) -> ComposeResult:
        """The reasons with their keys; the note's line once there is one."""
        listed = " · ".join(f"{key} {reason}" for key, reason in REASON_KEYS.items())
        with Vertical(classes="dialog") as box:
            box.border_title = words(self._about)
            yield Static(Content("Why?"), classes="label", id="question")
            yield Static(Content(listed), id="reasons")
            note = Input(id="note", placeholder="a note, or nothing", disabled=True)
            note.display = False
            yield note
            yield Static(Content("one key · esc leave"), classes="hint", id="hint")

    def action_reason(self, reason: str) -> None:
        """Take the reason and ask for the note."""
        if self._reason:
            return
        self._reason = reason
        note = self.query_one("#note", Input)
        self.query_one("#question", Static).update(Content(f"Why: {reason}. In your words, if it needs any:"))
        self.query_one("#reasons").display = False
        self.query_one("#hint", Static).update(Content("enter rule · esc leave, nothing is ruled"))
        note.disabled = False
        note.display = True
        note.focus()

    @on(Input.Submitted)
    def _noted(self, event: Input.Submitted) -> None:
        self.dismiss((self._reason, event.value.strip()))

    def action_leave(self) -> None:
        """Nothing is ruled."""
        self.dismiss(None)
