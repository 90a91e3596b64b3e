"""Every key there is, and which of them would do something on the screen one came from."""

from __future__ import annotations

from textwrap import wrap
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from coding_tui.dialogs.dialog import Dialog
from coding_tui.registry.command import Command
from coding_tui.registry.commands import COMMANDS, WHERE, command
from coding_tui.registry.dialog_commands import own
from coding_tui.registry.keymap import command_id, keys_in

PALETTE, HELP = command("app.palette"), command("app.help")
KEY_CELLS, TITLE_CELLS = 16, 32
SCROLL_BAR = 1


class HelpScreen(Dialog[None]):
    """The registry, read out. Keys that work right now are marked."""

    BINDINGS: ClassVar[list[Any]] = [
        *own("dialog.leave", "leave"), *own("text.close", "leave"),
        *(Binding(key, "leave", show=False, id="app.help") for key in HELP.key_list),
    ]  # fmt: skip
    CSS = """
    HelpScreen .dialog { width: 96; height: 92%; padding: 0 2; }
    HelpScreen VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
    HelpScreen .page { height: auto; }
    """

    def __init__(self, behind: Screen[Any]) -> None:
        super().__init__()
        self._alive = {command_id(each.binding.id) for each in behind.active_bindings.values() if each.enabled}
        why_not = getattr(behind, "why_not", lambda _function: "")
        self._alive = {each.id for each in COMMANDS if each.id in self._alive and not why_not(each.function)}

    def compose(self) -> ComposeResult:
        """One page to scroll."""
        with Vertical(classes="dialog") as box:
            box.border_title = "Help"
            with VerticalScroll():
                yield Static(Content(""), classes="page")
            yield self.hint("↑↓ scroll · «dialog.leave» close · a ● marks keys that do something where you were")

    def on_resize(self) -> None:
        """Lay the page out for the width there is."""
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        width = self.query_one(VerticalScroll).content_region.width - SCROLL_BAR
        self.query_one(".page", Static).update(self._page(width))

    def _page(self, width: int) -> Content:
        lines: list[Content] = []
        for where, heading in WHERE.items():
            lines += [Content(heading).stylize("bold"), Content("")]
            for each in COMMANDS:
                if each.where == where:
                    lines += self._explained(each, width)
            lines.append(Content(""))
        return Content("\n").join(lines)

    def _explained(self, command: Command, width: int) -> list[Content]:
        alive = command.id in self._alive
        key = f"{'●' if alive else ' '} {self._shown(command)}".ljust(KEY_CELLS)
        title = command.title.ljust(TITLE_CELLS)
        room = width - KEY_CELLS - TITLE_CELLS - 1
        wrapped = wrap(command.help, room) if room > 20 else []
        first = Content.assemble(
            (key, "$accent" if alive else "$foreground"), title, " ", (wrapped[0] if wrapped else "", "$dim")
        )
        indent = " " * (KEY_CELLS + TITLE_CELLS + 1)
        return [first, *(Content.assemble(indent, (line, "$dim")) for line in wrapped[1:])]

    def _shown(self, command: Command) -> str:
        """A command's keys; for one without, the key of the palette that lists it."""
        keys = keys_in(self.app)
        return keys.shown(command) or keys.first(PALETTE)
