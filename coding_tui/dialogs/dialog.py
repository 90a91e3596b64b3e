"""What all dialogs share: their keys are commands like any others, and what they say of keys names the person's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from coding_tui.plain_words import shown
from coding_tui.registry.dialog_commands import own
from coding_tui.registry.keymap import KeyMap

if TYPE_CHECKING:
    from coding_tui.registry.keyed import KeyedApp

T = TypeVar("T")


class Dialog(ModalScreen[T]):
    """A question over the screen. Left by its key it gives back None; `hint` says what keys do."""

    BINDINGS: ClassVar[list[Any]] = own("dialog.leave", "leave")

    @property
    def keys(self) -> KeyMap:
        """Which keys do what for this person."""
        return cast("KeyedApp", self.app).key_map

    def keyed(self, text: str) -> str:
        """A text of ours in which `«command.id»` stands for that command's key."""
        return self.keys.named(text)

    def hint(self, text: str, *, id: str | None = None) -> Static:
        """The line at the foot; keys stand in it as `«command.id»`."""
        return Static(Content(shown(self.keyed(text))), classes="hint", id=id)

    def action_leave(self) -> None:
        """Nothing."""
        self.dismiss(None)
