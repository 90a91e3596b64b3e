"""Jump mode: a letter on each pane; its key goes there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Offset
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from coding_tui.registry.keymap import keys_in

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""The home row first: few screens have more than nine panes."""
HINT = "A letter goes to its pane · «dialog.leave» stays here"


class Target(NamedTuple):
    """Where one can jump: the cell its letter stands in, and how one gets there."""

    at: Offset
    go: Callable[[], object]


def targets(screen: Screen[object]) -> list[Target]:
    """The panes of a screen in the order in which one reads them; a screen may say its own (`jump_targets`)."""
    own: Callable[[], Sequence[Target]] | None = getattr(screen, "jump_targets", None)
    found = list(own()) if own is not None else in_sight(screen.focus_chain)
    return sorted(found, key=lambda each: (each.at.y, each.at.x))[: len(LETTERS)]


def in_sight(widgets: Sequence[Widget]) -> list[Target]:
    """What can have the focus and is on the screen; its letter stands on the rule above it."""
    seen = [each for each in widgets if each.region.area and each.is_on_screen]
    return [Target(Offset(each.region.x, max(0, each.region.y - 1)), each.focus) for each in seen]


class JumpScreen(ModalScreen[None]):
    """Letters over the screen one came from, which shows through."""

    CSS = """
    JumpScreen { background: transparent; layers: letters; }
    JumpScreen Static {
        layer: letters; width: 3; height: 1; position: absolute; text-align: center;
        background: $accent; color: $background; text-style: bold;
    }
    JumpScreen:ansi Static { text-style: bold reverse; }
    JumpScreen #jump-hint { width: auto; dock: bottom; padding: 0 1; position: relative; }
    """

    def __init__(self, found: Sequence[Target]) -> None:
        super().__init__()
        self.by_letter = dict(zip(LETTERS, found, strict=False))

    def compose(self) -> ComposeResult:
        """A letter a pane."""
        for letter, target in self.by_letter.items():
            label = Static(Content(letter.upper()), classes="letter")
            label.styles.offset = (target.at.x, target.at.y)
            yield label
        keys = keys_in(self.app)
        yield Static(Content(keys.named(HINT)), id="jump-hint")

    def on_key(self, event: events.Key) -> None:
        """Go where the letter stands; any other key stays here."""
        event.stop()
        event.prevent_default()
        target = self.by_letter.get(event.key.lower())
        self.dismiss(None)
        if target is not None:
            self.app.call_later(target.go)
