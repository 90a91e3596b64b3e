"""Find in the document: a line to type in, marks as one types, then `n` and `N`."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from textual import on
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from coding_tui.reader.movement import Span
from coding_tui.registry.dialog_commands import own
from coding_tui.registry.keymap import keys_in

KEYS = "enter goes there · «dialog.leave» leaves"


def occurrences(text: str, sought: str) -> tuple[Span, ...]:
    """Where the words occur, case and accents aside as in the search of all documents; white space matches any."""
    from transcripts.folding import fold, folded  # noqa: PLC0415 - its tables of letters are not for a first screen

    parts = [re.escape(part) for part in map(fold, sought.split()) if part]
    if not parts:
        return ()
    compared = folded(text)
    found = re.finditer(r"\s+".join(parts), compared.text)
    return tuple(dict.fromkeys(compared.place(*match.span()) for match in found))


class FindBar(Horizontal):
    """Shown while something is sought. Says what is typed, and when that is settled or given up."""

    DEFAULT_CSS = """
    FindBar { display: none; height: 1; background: $panel;
        & > Static { width: auto; padding: 0 1; } & > Input { width: 1fr; } & > #found { color: $dim; } }
    """

    class Sought(Message):
        """Other words are typed; `settled` when enter was pressed."""

        def __init__(self, text: str, settled: bool) -> None:
            super().__init__()
            self.text = text
            self.settled = settled

    class GivenUp(Message):
        """Esc was pressed."""

    BINDINGS: ClassVar[list[Any]] = own("dialog.leave", "give_up")

    def open(self) -> None:
        """Show, ready for typing; what was sought before is there to be replaced. Made when it is first wanted: no
        first screen waits for it.
        """
        self.display = True
        if not self.children:
            field = Input(id="find-field", placeholder="words in this document", select_on_focus=True)
            self.mount(Static(Content("Find"), id="find-label"), field, Static(Content(self._keys), id="found"))
        self.query_one(Input).focus()

    def say(self, text: str) -> None:
        """Say how many there are."""
        self.query_one("#found", Static).update(Content(f"{text} · {self._keys}" if text else self._keys))

    @property
    def _keys(self) -> str:
        keys = keys_in(self.app)
        return keys.named(KEYS)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Sought(event.value, settled=False))

    @on(Input.Submitted)
    def _settled(self, event: Input.Submitted) -> None:
        event.stop()
        self.display = False
        self.post_message(self.Sought(event.value, settled=True))

    def action_give_up(self) -> None:
        """Close."""
        self.display = False
        self.post_message(self.GivenUp())
