"""Why a ruling is made: one key, then a line for a note that may stay empty."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from coding_tui.dialogs.dialog import Dialog
from coding_tui.plain_words import shown, words
from coding_tui.registry.dialog_commands import own
from coding_tui.views.ruling_view import REASONS


class RulingReason(Dialog[tuple[str, str] | None]):
    """Gives back reason and note, or None when esc was pressed before a reason was given; esc at the note leaves it."""

    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[Any]] = [
        key for reason in REASONS for key in own(f"reason.{reason.replace(' ', '_')}", f"reason('{reason}')")
    ]

    def __init__(self, title: str) -> None:
        super().__init__()
        self._about = title
        self._reason = ""

    def compose(self) -> ComposeResult:
        """The reasons with their keys; the note's line once there is one."""
        listed = " · ".join(f"«reason.{reason.replace(' ', '_')}» {reason}" for reason in REASONS)
        with Vertical(classes="dialog") as box:
            box.border_title = words(self._about)
            yield Static(Content("Why?"), classes="label", id="question")
            yield Static(Content(shown(self.keyed(listed))), id="reasons")
            note = Input(id="note", placeholder="a note, or nothing", disabled=True)
            note.display = False
            yield note
            yield self.hint("one key · «dialog.leave» leave", id="hint")

    def action_reason(self, reason: str) -> None:
        """Take the reason and ask for the note."""
        if self._reason:
            return
        self._reason = reason
        note = self.query_one("#note", Input)
        self.query_one("#question", Static).update(Content(f"Why: {reason}. In your words, if it needs any:"))
        self.query_one("#reasons").display = False
        keys = self.keyed("enter rule · «dialog.leave» leave, nothing is ruled")
        self.query_one("#hint", Static).update(Content(keys))
        note.disabled = False
        note.display = True
        note.focus()

    @on(Input.Submitted)
    def _noted(self, event: Input.Submitted) -> None:
        self.dismiss((self._reason, event.value.strip()))
