"""One or several of a list, chosen by the keyboard or the mouse."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from coding_tui.dialogs.choose import TALLEST
from coding_tui.dialogs.dialog import Dialog
from coding_tui.plain_words import words
from coding_tui.registry.dialog_commands import own
from coding_tui.registry.keymap import keys_in
from coding_tui.widgets.outline import Outline
from coding_tui.widgets.rows import Row


class _Marked(Outline):
    """A list that marks by a key before letters filter; while one looks for something a blank belongs to that."""

    class Marked(Message):
        """The highlighted row is to be marked, or no longer."""

    def on_key(self, event: events.Key) -> None:
        """Mark before letters filter."""
        typed = event.is_printable and self.sought
        if event.key in keys_in(self.app).of("several.mark") and not typed:
            event.stop()
            event.prevent_default()
            self.post_message(self.Marked())


class ChooseSeveral(Dialog[tuple[int, ...] | None]):
    """Gives back the numbers of what is marked, in the order of the list, or of the highlighted one when nothing was
    marked by hand; None when it was left. `alone` cannot be marked: choosing it gives it alone.
    """

    BINDINGS: ClassVar[list[Any]] = own("several.mark", "mark")
    DEFAULT_CSS = "ChooseSeveral Outline { height: auto; margin-top: 1; }"
    listed = getters.query_one(_Marked)

    def __init__(
        self, title: str, choices: Sequence[Row], verb: str, *, now: Collection[int] = (), alone: Collection[int] = ()
    ) -> None:
        super().__init__()
        self._about = title
        self._choices = choices
        self._verb = verb
        self._marked = set(now)
        self._alone = alone
        self._touched = False

    def compose(self) -> ComposeResult:
        """The choices, and what keys do."""
        with Vertical(classes="dialog") as box:
            box.border_title = words(self._about)
            listed = _Marked(choose_by_click=True, id="choices")
            listed.styles.height = min(TALLEST, max(1, len(self._choices)))
            yield listed
            several = "" if len(self._alone) == len(self._choices) else "«several.mark» mark several · "
            yield self.hint(f"type to filter · {several}enter {self._verb.lower()} · «dialog.leave» leave")

    def on_mount(self) -> None:
        """Begin at the first of what holds now."""
        self._show()
        self.listed.highlight(str(min(self._marked, default=0)))
        self.listed.focus()

    def _show(self) -> None:
        self.listed.set_rows([
            each._replace(key=str(at), sign="✓" if at in self._marked else " ") for at, each in enumerate(self._choices)
        ])  # fmt: skip

    @on(_Marked.Marked)
    def action_mark(self) -> None:
        """Mark the highlighted one, or no longer; what was looked for is let go, so that the next can be."""
        row = self.listed.highlighted
        if row is None or int(row.key) in self._alone:
            return
        self._touched = True
        self._marked ^= {int(row.key)}
        self._show()
        self.listed.seek("")
        self.listed.highlight(row.key)

    @on(Outline.Chosen)
    def _chosen(self, message: Outline.Chosen) -> None:
        at = int(message.row.key)
        marks = self._touched or at in self._marked
        self.dismiss(tuple(sorted(self._marked)) if marks and self._marked and at not in self._alone else (at,))
