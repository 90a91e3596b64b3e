"""Codings shown one by one, each with its words, and one key that decides about it: after a change or a split."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from coding_tui.dialogs.dialog import Dialog
from coding_tui.plain_words import words
from coding_tui.registry.command import shown_key
from coding_tui.registry.dialog_commands import own
from coding_tui.views.veil import FOLDED
from coding_tui.widgets.lines import Piece
from coding_tui.widgets.prose import Prose


@dataclass(frozen=True, slots=True)
class Item:
    """A coding to decide about: what stands above its words, the words, what stands below. `folded` words are flagged
    as distressing and stay hidden until a key shows them.
    """

    uid: str
    above: str
    words: str
    below: tuple[Piece, ...] = ()
    folded: bool = False

    def pieces(self, *, lifted: bool) -> tuple[Piece, ...]:
        """What is shown of it."""
        words = (FOLDED, "quiet") if self.folded and not lifted else (f"“{self.words}”", "text")
        return ((f"{self.above}\n\n", "quiet"), words, ("\n\n", "text"), *self.below)


@dataclass(frozen=True, slots=True)
class Choice:
    """A command (id), or its `number`th key alone; what it is called here, and what it does with an item's uid."""

    command: str
    title: str
    decide: Callable[[str], None]
    number: int | None = None


class Review(Dialog[int]):
    """Gives back how many were decided about. What is left is left as it was, and is there next time."""

    BINDINGS: ClassVar[list[Any]] = [*own("review.later", "later"), *own("review.show", "lift")]
    CSS = """
    Review .dialog { width: 92; height: auto; }
    Review Prose { height: auto; max-height: 60vh; padding: 1 0 0 0; }
    Review .hint { margin-top: 1; height: auto; }
    """

    def __init__(self, title: str, items: Sequence[Item], choices: Sequence[Choice]) -> None:
        super().__init__()
        self._about = title
        self._items = list(items)
        self._choices = choices
        self._at = 0
        self._lifted = False
        self.decided = 0

    def compose(self) -> ComposeResult:
        """The coding, and what keys do."""
        keys = " · ".join(f"{shown_key(key)} {each.title}" for key, each in self._by_key())
        with Vertical(classes="dialog") as box:
            box.border_title = words(self._about)
            yield Prose(id="item")
            yield self.hint(f"{keys} · «review.later» later · «review.show» show folded · «dialog.leave» leave")

    def on_mount(self) -> None:
        """Begin with the first."""
        self._show()

    @property
    def item(self) -> Item:
        """What is shown."""
        return self._items[self._at]

    def on_key(self, event: events.Key) -> None:
        """Decide, and go on."""
        choice = dict(self._by_key()).get(event.key)
        if choice is not None:
            event.stop()
            choice.decide(self.item.uid)
            self.decided += 1
            self._next()

    def _by_key(self) -> Iterator[tuple[str, Choice]]:
        for each in self._choices:
            keys = self.keys.of(each.command)
            yield from ((key, each) for key in (keys if each.number is None else keys[each.number : each.number + 1]))

    def action_later(self) -> None:
        """Leave this one for another time."""
        self._next()

    def action_lift(self) -> None:
        """Show what is folded, or fold it again."""
        self._show(lifted=not self._lifted)

    def action_leave(self) -> None:
        """Leave the rest."""
        self.dismiss(self.decided)

    def _next(self) -> None:
        self._at += 1
        if self._at < len(self._items):
            self._show()
        else:
            self.dismiss(self.decided)

    def _show(self, *, lifted: bool = False) -> None:
        self._lifted = lifted
        count = f"{self._at + 1:,} of {len(self._items):,}\n\n"
        prose = self.query_one(Prose)
        prose.show(((count, "quiet"), *self.item.pieces(lifted=lifted)))
