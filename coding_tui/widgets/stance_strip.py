"""Who holds it? One line above the status, for codes whose theme asks; never a dialog."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from textual import events
from textual.message import Message

from coding_tui.plain_words import shown
from coding_tui.registry.keymap import keys_in
from coding_tui.widgets.lines import Line, Piece, length
from coding_tui.widgets.rows import fitted

QUESTION = "— who holds it?  "

STANCES = ("endorses", "acts-on", "reports", "challenges", "unclear")


class StanceStrip(Line, can_focus=True):
    """Takes the keys while it shows. One that is no answer means `later`, and is passed on to the transcript."""

    DEFAULT_CSS = "StanceStrip { display: none; background: $panel; }"

    class Answered(Message):
        """The stance of codings (uids) was said."""

        def __init__(self, codings: tuple[str, ...], stance: str) -> None:
            super().__init__()
            self.codings = codings
            self.stance = stance

    class Later(Message):
        """It was left open; `key` was pressed instead and wants to be handled."""

        def __init__(self, key: str | None) -> None:
            super().__init__()
            self.key = key

    def __init__(self) -> None:
        super().__init__(id="stance")
        self._codings: tuple[str, ...] = ()
        self._code = ""

    def ask(self, codings: tuple[str, ...], code: str) -> None:
        """Ask about codings (uids) of a code (name)."""
        self._codings, self._code = codings, code
        self.display = True
        self.focus()
        self.refresh()

    def left(self, room: int) -> Iterable[Piece]:
        """The question and all its answers: where room is short, the question gives way."""
        answers = list(self._answers())
        room -= length(answers)
        asked = f" ‘{shown(self._code)}’ "
        if cell_len(asked) + cell_len(QUESTION) <= room:
            yield asked, "strong"
            yield QUESTION, "text"
        else:
            yield f"{fitted(asked, room - 1)} ", "strong"
        yield from answers

    def _answers(self) -> Iterable[Piece]:
        for stance in STANCES:
            yield self.keyed(f"«{_command(stance)}»"), "accent"
            yield f" {stance.replace('-', ' ')}  ", "quiet"
        yield self.keyed("«stance.later»"), "accent"
        yield " later", "quiet"

    def on_key(self, event: events.Key) -> None:
        """An answer, or later."""
        event.stop()
        event.prevent_default()
        self.display = False
        keys = keys_in(self.app)
        said = next((stance for stance in STANCES if event.key in keys.of(_command(stance))), None)
        if said is not None:
            self.post_message(self.Answered(self._codings, said))
        else:
            self.post_message(self.Later(None if event.key in keys.of("stance.later") else event.key))

    def on_blur(self) -> None:
        """Somebody clicked elsewhere: later. Not when the next question has taken the focus again already."""
        if self.screen.focused is not self:
            self.display = False


def _command(stance: str) -> str:
    return f"stance.{stance.replace('-', '_')}"
