"""The keys that do something here and now, likeliest first, never more than fit."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from textual.screen import Screen

from coding_tui.registry.command import Command, shown_key
from coding_tui.registry.commands import COMMANDS
from coding_tui.registry.keymap import PLAIN_KEYS, KeyMap, command_id
from coding_tui.widgets.lines import Line, Piece

BY_RANK = sorted((each for each in COMMANDS if each.footer), key=lambda each: each.rank)
_LAST = ("app.palette",)


class FooterLine(Line):
    """Reads which bindings are alive; a click on a word does what its key does."""

    def __init__(self) -> None:
        super().__init__(id="footer-line")
        self._spans: list[tuple[int, int, Command]] = []
        self._due = False
        self._room = 0
        self._firsts: dict[str, str] = {}
        self._firsts_of: KeyMap | None = None
        self._alive_keys: dict[str, set[str]] = {}

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
        shown = self._spans
        self._due, self._room = False, self.size.width
        self._lay_out(self._room)
        if self._spans != shown:
            self.refresh()

    def alive(self) -> list[Command]:
        """Commands with a word for the footer whose key would do something now, likeliest first."""
        return [each for each in self._bound() if self._would_do(each)]

    def _bound(self) -> list[Command]:
        """Commands whose key leads anywhere: none under a dialog, which has the keys and names its own."""
        if self.app.screen is not self.screen:
            return []
        self._alive_keys = {}
        for key, each in self.screen.active_bindings.items():
            if each.enabled:
                self._alive_keys.setdefault(command_id(each.binding.id), set()).add(key)
        return [each for each in BY_RANK if each.id in self._alive_keys and self._first_key(each)]

    def _first_key(self, command: Command) -> str:
        """What that key is called; `1-9` where there are several in a row."""
        if self._keys is not self._firsts_of:
            self._firsts_of, self._firsts = self._keys, {each.id: self._keys.first(each) for each in BY_RANK}
        key = self._key(command)
        return self._firsts[command.id] if key == self._keys.keys(command)[:1] else shown_key(*key)

    def _key(self, command: Command) -> tuple[str, ...]:
        """The first key of a command that does something: where one types, a letter does nothing else."""
        alive, keys = self._alive_keys.get(command.id, ()), self._keys.keys(command)
        return next(((key,) for key in keys if key in alive), keys[:1])

    @property
    def _keys(self) -> KeyMap:
        keys: KeyMap = getattr(self.app, "key_map", PLAIN_KEYS)
        return keys

    def _cells(self, command: Command) -> int:
        return cell_len(f"{self._first_key(command)} {command.footer}  ")

    def _would_do(self, command: Command) -> bool:
        why_not = getattr(self.screen, "why_not", None)
        return why_not is None or not why_not(command.function)

    def _lay_out(self, room: int) -> None:
        """As many as fit, the way to all the others always; only what would fit is asked whether it is alive."""
        bound = self._bound()
        kept = sum(self._cells(each) for each in bound if each.id in _LAST)
        at = 1
        self._spans = []
        for each in bound:
            end = at + self._cells(each)
            if end + (0 if each.id in _LAST else kept) <= room and self._would_do(each):
                self._spans.append((at, end, each))
                at = end

    def left(self, room: int) -> Iterable[Piece]:
        """The keys and their words."""
        if room != self._room:
            self._room = room
            self._lay_out(room)
        yield " ", "text"
        for _, _, each in self._spans:
            yield self._first_key(each), "accent"
            yield f" {each.footer}  ", "quiet"

    async def on_click(self, event: object) -> None:
        """Do what the word under the mouse says."""
        x = getattr(event, "x", -1)
        for start, end, each in self._spans:
            if start <= x < end:
                self.app.simulate_key(*self._key(each))
