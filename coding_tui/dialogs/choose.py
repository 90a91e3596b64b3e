"""One of several, chosen by the keyboard or the mouse."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from coding_tui.dialogs.dialog import Dialog
from coding_tui.plain_words import words
from coding_tui.widgets.outline import Outline
from coding_tui.widgets.rows import Row

TALLEST = 14


class Choose(Dialog[int | None]):
    """Gives back the number of the choice, from 0, or None when esc was pressed. `now` is what holds, if any does."""

    DEFAULT_CSS = "Choose Outline { height: auto; margin-top: 1; }"

    def __init__(self, title: str, choices: Sequence[str], verb: str, *, now: int | None = 0) -> None:
        super().__init__()
        self._about = title
        self._choices = choices
        self._verb = verb
        self._now = now

    def compose(self) -> ComposeResult:
        """The choices, and what keys do."""
        with Vertical(classes="dialog") as box:
            box.border_title = words(self._about)
            listed = Outline(choose_by_click=True, id="choices")
            listed.styles.height = min(TALLEST, max(1, len(self._choices)))
            yield listed
            yield self.hint(f"type to filter · enter {self._verb.lower()} · «dialog.leave» leave")

    def on_mount(self) -> None:
        """Begin at what holds now."""
        listed = self.query_one(Outline)
        signs = ["●" if at == self._now else " " for at in range(len(self._choices))]
        listed.set_rows([Row(str(at), text, sign=signs[at]) for at, text in enumerate(self._choices)])
        listed.highlight(str(self._now or 0))
        listed.focus()

    @on(Outline.Chosen)
    def _chosen(self, message: Outline.Chosen) -> None:
        self.dismiss(int(message.row.key))
