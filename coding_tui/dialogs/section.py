"""Which section of the report: one that is there, or a new one by its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from coding_tui.dialogs.dialog import Dialog
from coding_tui.plain_words import words
from coding_tui.registry.dialog_commands import own
from coding_tui.widgets.outline import Outline
from coding_tui.widgets.rows import Row

TALLEST = 9


class ChooseSection(Dialog[str | None]):
    """Gives back the section's name, "" for no section, or None when esc was pressed."""

    BINDINGS: ClassVar[list[Any]] = own("dialog.list", "list")
    CSS = "ChooseSection Outline { height: auto; margin-top: 1; }"

    def __init__(self, question: str, sections: Sequence[str]) -> None:
        super().__init__()
        self._question = question
        self._sections = sections

    def compose(self) -> ComposeResult:
        """A name, or one of those there are."""
        with Vertical(classes="dialog") as box:
            box.border_title = "Section"
            yield Static(words(self._question), classes="label")
            yield Input(placeholder="the name of a section, new or old")
            listed = Outline(filters=False, choose_by_click=True, id="sections")
            listed.styles.height = min(TALLEST, len(self._sections) + 1)
            yield listed
            yield self.hint("enter put there · «dialog.list» sections there are · «dialog.leave» leave")

    def on_mount(self) -> None:
        """List the sections."""
        rows = [Row(name, name) for name in self._sections]
        self.query_one(Outline).set_rows([*rows, Row("", "no section", quiet=True)])

    @on(Input.Submitted)
    def _named(self, event: Input.Submitted) -> None:
        name = event.value.strip()
        if name:
            self.dismiss(name)

    @on(Outline.Chosen)
    def _chosen(self, message: Outline.Chosen) -> None:
        self.dismiss(message.row.key)

    def action_list(self) -> None:
        """On to the sections there are."""
        self.query_one(Outline).focus()
