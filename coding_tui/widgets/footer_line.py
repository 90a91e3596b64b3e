"""The keys that do something here and now, likeliest first, never more than fit."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from textual.screen import Screen

from coding_tui.command import Command
from coding_tui.commands import COMMANDS
from coding_tui.widgets.lines import Line, Piece

BY_RANK = sorted((each for each in COMMANDS if each.footer and each.keys), key=lambda each: each.rank)
_LAST = ("app.palette",)


class FooterLine(Line):
    """Reads which bindings are alive; a click on a word does what its key does."""

    def __init__(self) -> None:
        super().__init__(id="footer-line")
        self._spans: list[tuple[int, int, Command]] = []
        self._alive: list[Command] = []
        self._due = False

    def on_mount(self) -> None:
        """Follow the focus, and whatever else makes keys live or dead."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)
        self.app.screen_change_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, _screen: Screen[object]) -> None:
        """A key changes them several times; asking every command whether it is alive once, for the frame that shows it,
        is enough.
        """
        if not self._due:
            self._due = True
            self.refresh()

    def alive(self) -> list[Command]:
        """Commands with a word for the footer whose key would do something now, likeliest first.

        Under a dialog there are none: keys go to the dialog, which names its own.
        """
        if self.app.screen is not self.screen:
            return []
        ids = {
            (active.binding.id or "").removesuffix(f".{key}")
            for key, active in self.screen.active_bindings.items()
            if active.enabled
        }
        why_not = getattr(self.screen, "why_not", lambda _function: "")
        return [each for each in BY_RANK if each.id in ids and not why_not(each.function)]

    def left(self, room: int) -> Iterable[Piece]:
        """As many as fit; the way to all the others always does."""
        self._spans = []
        if self._due:
            self._due = False
            self._alive = self.alive()
        alive = self._alive
        kept = sum(_cells(each) for each in alive if each.id in _LAST)
        at = 1
        yield " ", "text"
        for each in alive:
            reserved = 0 if each.id in _LAST else kept
            if at + _cells(each) + reserved > room:
                continue
            self._spans.append((at, at + _cells(each), each))
            yield each.shown_keys.split()[0], "accent"
            yield f" {each.footer}  ", "quiet"
            at += _cells(each)

    async def on_click(self, event: object) -> None:
        """Do what the word under the mouse says."""
        x = getattr(event, "x", -1)
        for start, end, each in self._spans:
            if start <= x < end:
                self.app.simulate_key(each.keys.split(",")[0])


def _cells(command: Command) -> int:
    return cell_len(f"{command.shown_keys.split()[0]} {command.footer}  ")
