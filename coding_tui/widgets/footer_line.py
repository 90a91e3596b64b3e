"""The keys that do something here and now, likeliest first, never more than fit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.screen import Screen

from coding_tui.registry.command import Command, shown_key
from coding_tui.registry.commands import COMMANDS
from coding_tui.registry.keymap import KeyMap, command_id, keys_in
from coding_tui.widgets.lines import Line, Piece

BY_RANK = sorted((each for each in COMMANDS if each.footer), key=lambda each: each.rank)
_LAST = ("app.palette",)


class Named(NamedTuple):
    """A key of a command, what it is called (`1-9` where there are several in a row), and cells with the command's
    word.
    """

    key: str
    name: str
    cells: int


class Word(NamedTuple):
    """Columns [start, end) of the footer name this key of a command."""

    start: int
    end: int
    command: Command
    named: Named


class FooterLine(Line):
    """Reads which bindings are alive; a click on a word does what its key does."""

    def __init__(self) -> None:
        super().__init__(id="footer-line")
        self._words: list[Word] = []
        self._due = False
        self._room = 0
        self._known: dict[tuple[str, str], Named] = {}
        self._known_of: KeyMap | None = None
        self._ranked: list[tuple[Command, tuple[str, ...]]] = []

    def on_mount(self) -> None:
        """Follow the focus, and whatever else makes keys live or dead."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)
        self.app.screen_change_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, _screen: Screen[object]) -> None:
        """A key changes them several times; asking commands whether they are alive once, for the frame that shows it,
        is enough; and painting them only when others are.
        """
        if not self._due:
            self._due = True
            self.call_next(self._look)

    def _look(self) -> None:
        shown = self._words
        self._due, self._room = False, self.size.width
        self._lay_out(self._room)
        if self._words != shown:
            self.refresh()

    def alive(self) -> list[Command]:
        """Commands with a word for the footer whose key would do something now, likeliest first."""
        return [each for each, _ in self._bound() if self._would_do(each)]

    def _bound(self) -> list[tuple[Command, Named]]:
        """Commands whose key leads anywhere: none under a dialog, which has the keys and names its own."""
        if self.app.screen is not self.screen:
            return []
        self._heed_key_map()
        alive: dict[str, set[str]] = {}
        for key, each in self.screen.active_bindings.items():
            if each.enabled:
                alive.setdefault(command_id(each.binding.id), set()).add(key)
        return [(each, self._named(each, keys, alive[each.id])) for each, keys in self._ranked if each.id in alive]

    def _heed_key_map(self) -> None:
        now = keys_in(self.app)
        if now is not self._known_of:
            self._known_of, self._known = now, {}
            self._ranked = [(each, keys) for each in BY_RANK if (keys := now.keys(each))]

    def _named(self, command: Command, keys: Sequence[str], alive: Collection[str]) -> Named:
        """The first key of a command that does something: where one types, a letter does nothing else."""
        key = next((key for key in keys if key in alive), keys[0])
        if (found := self._known.get((command.id, key))) is None:
            first = self._known_of.first(command) if self._known_of is not None and key == keys[0] else shown_key(key)
            found = Named(key, first, cell_len(f"{first} {command.footer}  "))
            self._known[command.id, key] = found
        return found

    def _would_do(self, command: Command) -> bool:
        why_not = getattr(self.screen, "why_not", None)
        return why_not is None or not why_not(command.function)

    def _lay_out(self, room: int) -> None:
        """As many as fit, the way to all the others always; only what would fit is asked whether it is alive."""
        bound = self._bound()
        kept = sum(named.cells for each, named in bound if each.id in _LAST)
        at = 1
        self._words = []
        for each, named in bound:
            end = at + named.cells
            if end + (0 if each.id in _LAST else kept) <= room and self._would_do(each):
                self._words.append(Word(at, end, each, named))
                at = end

    def left(self, room: int) -> Iterable[Piece]:
        """The keys and their words."""
        if room != self._room:
            self._room = room
            self._lay_out(room)
        yield " ", "text"
        for word in self._words:
            yield word.named.name, "accent"
            yield f" {word.command.footer}  ", "quiet"

    async def on_click(self, event: object) -> None:
        """Do what the word under the mouse says."""
        x = getattr(event, "x", -1)
        for word in self._words:
            if word.start <= x < word.end:
                self.app.simulate_key(word.named.key)
