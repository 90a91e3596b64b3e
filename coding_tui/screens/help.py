"""Every key there is, and which of them would do something on the screen one came from."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from coding_tui.commands import COMMANDS, WHERE

KEY_CELLS = 22


class HelpScreen(ModalScreen[None]):
    """The registry, read out. Keys that work right now stand in the accent colour."""

    BINDINGS: ClassVar[list[Binding]] = [Binding("escape,f1,q", "leave", "Close")]
    CSS = """
    HelpScreen .dialog { width: 96; height: 92%; padding: 0 2; }
    HelpScreen VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
    HelpScreen .page { height: auto; }
    """

    def __init__(self, behind: Screen[Any]) -> None:
        super().__init__()
        self._alive = {
            (active.binding.id or "").removesuffix(f".{key}")
            for key, active in behind.active_bindings.items()
            if active.enabled
        }
        why_not = getattr(behind, "why_not", lambda _function: "")
        self._alive = {each.id for each in COMMANDS if each.id in self._alive and not why_not(each.function)}

    def compose(self) -> ComposeResult:
        """One page to scroll."""
        with Vertical(classes="dialog") as box:
            box.border_title = "Help"
            with VerticalScroll():
                yield Static(self._page(), classes="page")
            yield Static(Content("↑↓ scroll · esc close · keys in colour work right now, where you came from"), classes="hint")

    def _page(self) -> Content:
        lines: list[Content] = []
        for where, heading in WHERE.items():
            lines += [Content(heading).stylize("bold"), Content("")]
            for each in COMMANDS:
                if each.where == where:
                    key = (each.shown_keys or "ctrl+p").ljust(KEY_CELLS)
                    style = "$accent" if each.id in self._alive else "$foreground"
                    lines.append(Content.assemble((f"  {key}", style), each.title, (f"  {each.help}", "$dim")))
            lines.append(Content(""))
        return Content("\n").join(lines)

    def action_leave(self) -> None:
        """Back."""
        self.dismiss(None)
