"""To which file, in which format: asked before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from coding_tui.plain_words import words
from coding_tui.widgets.outline import Outline
from coding_tui.widgets.rows import Row


@dataclass(frozen=True, slots=True)
class Target:
    """A file and the format to write it in."""

    path: Path
    format: str


@dataclass(frozen=True, slots=True)
class FileFormat:
    """What a format is called, and the ending of its files."""

    title: str
    suffix: str


TABLES: Mapping[str, FileFormat] = {
    "csv": FileFormat("Table (CSV)", ".csv"), "xlsx": FileFormat("Excel workbook", ".xlsx"),
    "md": FileFormat("Markdown", ".md"), "tex": FileFormat("LaTeX", ".tex"),
}  # fmt: skip
"""What tables are written as."""


class WriteFile(ModalScreen[Target | None]):
    """The format decides the file's ending. A file that is there already is replaced only when asked twice."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave"), Binding("down", "list", show=False)]
    CSS = "Outline { height: 6; margin-top: 1; }"  # of the screen, whichever kind of it
    field = getters.query_one(Input)
    listed = getters.query_one(Outline)

    def __init__(self, what: str, path: Path, formats: Mapping[str, FileFormat] = TABLES) -> None:
        super().__init__()
        self._what = what
        self._path = path
        self._formats = formats
        self._warned: Path | None = None

    def compose(self) -> ComposeResult:
        """Formats and path."""
        with Vertical(classes="dialog") as box:
            box.border_title = "Write to a file"
            yield Static(words(f"{self._what}, as:"), classes="label")
            yield Outline(filters=False, id="formats")
            yield Static(Content("File"), classes="label")
            yield Input(str(self._path))
            yield Static(Content(""), classes="wrong", id="trouble")
            yield Static(Content("↑↓ format · tab file · enter write · esc leave"), classes="hint")

    def on_mount(self) -> None:
        """Begin with the formats."""
        self.listed.set_rows([Row(name, each.title, note=each.suffix) for name, each in self._formats.items()])
        self.listed.highlight(self._path.suffix.lstrip("."))
        self.listed.focus()

    @on(Outline.Highlighted)
    def _format_changed(self, message: Outline.Highlighted) -> None:
        path = Path(self.field.value.strip() or self._path)
        if path.suffix in {each.suffix for each in self._formats.values()} or not path.suffix:
            self.field.value = str(path.with_suffix(self._formats[message.row.key].suffix))

    @on(Outline.Chosen)
    @on(Input.Submitted)
    def _write(self) -> None:
        row = self.listed.highlighted
        said = self.field.value.strip()
        if row is None or not said:
            self._complain("Give the path of a file.")
            return
        path = Path(said).expanduser()
        if path.is_dir():
            self._complain(f"{path} is a folder. Give the path of a file in it.")
        elif path.exists() and self._warned != path:
            self._warned = path
            self._complain(f"{path.name} is there already. enter again replaces it.")
        else:
            self.dismiss(Target(path, row.key))

    def _complain(self, said: str) -> None:
        self.query_one("#trouble", Static).update(words(said))

    def action_list(self) -> None:
        """To the formats."""
        self.listed.focus()

    def action_leave(self) -> None:
        """Nothing is written."""
        self.dismiss(None)
