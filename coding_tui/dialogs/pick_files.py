"""A file or a folder: typed as a path, or picked from what lies there."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from coding_tui.dialogs.dialog import Dialog
from coding_tui.plain_words import shown
from coding_tui.registry.dialog_commands import own
from coding_tui.widgets.outline import Outline
from coding_tui.widgets.rows import Row
from transcripts.document_labels import natural

_WHOLE = re.compile(r"^.*/(?=/|~/|['\"][/~]|[A-Za-z]:[/\\])")
"""What stands before a whole path: `/home/ann//data/interviews`."""
MOST = 500
"""More names than a person looks through; the path typed narrows them."""


class PickFiles(Dialog[Path | None]):
    """Gives back the path of a file or folder, or None when esc was pressed."""

    BINDINGS: ClassVar[list[Any]] = [*own("dialog.do", "take"), *own("dialog.list", "to_names")]
    DEFAULT_CSS = "PickFiles Outline { height: 12; margin-top: 1; }"

    def __init__(self, beginning: Path | None = None) -> None:
        super().__init__()
        self._beginning = beginning if beginning is not None else Path.cwd()

    def compose(self) -> ComposeResult:
        """A line for the path over the names that it may go on with."""
        with Vertical(classes="dialog") as box:
            box.border_title = "Import"
            yield Static(Content("Path of a file, or of a folder with all that is in it"), classes="label")
            yield Input(f"{self._beginning}/", select_on_focus=False)
            yield Outline(filters=False, choose_by_click=True, id="names")
            yield Static(Content(""), classes="wrong", id="wrong")
            names = "«dialog.list» names, enter goes into a folder"
            yield self.hint(f"enter take it · {names} · «dialog.do» take · «dialog.leave» leave")

    @on(Input.Changed)
    def _list(self) -> None:
        """The names that the path may go on with, folders first."""
        folder, beginning = self._typed()
        found = [path for path in _inside(folder) if path.name.casefold().startswith(beginning.casefold())]
        rows = [Row(str(path), f"{path.name}/" if path.is_dir() else path.name) for path in found[:MOST]]
        self.query_one(Outline).set_rows(rows)
        self.query_one("#wrong", Static).update("")

    def _typed(self) -> tuple[Path, str]:
        typed = self._written()
        path = Path(typed).expanduser()
        return (path, "") if not typed or typed.endswith("/") else (path.parent, path.name)

    def _written(self) -> str:
        """The path that is meant: a whole one typed or pasted behind the folder that stands there counts alone.

        Terminals paste a file that is dropped on them in quotes, or with a backslash before each space.
        """
        typed = _WHOLE.sub("", self.query_one(Input).value.strip())
        bare = typed.strip("'\"") if typed[:1] in ("'", '"') else typed
        return bare.replace("\\ ", " ") if os.sep == "/" else bare

    @on(Outline.Chosen)
    def _chosen(self, message: Outline.Chosen) -> None:
        path = Path(message.row.key)
        self.query_one(Input).value = f"{path}/" if path.is_dir() else str(path)
        if not path.is_dir():
            self.action_take()

    @on(Outline.Highlighted)
    def _say_path(self) -> None:
        row = self.query_one(Outline).highlighted
        if row is not None and self.query_one(Outline).has_focus:
            with self.query_one(Input).prevent(Input.Changed):
                self.query_one(Input).value = row.key

    def action_to_names(self) -> None:
        """From the path to the names below it."""
        if self.query_one(Outline).rows:
            self.query_one(Outline).focus()

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Give back the path, unless there is nothing of that name."""
        typed = self._written()
        path = Path(typed).expanduser()
        if typed and path.exists():
            self.dismiss(path)
        else:
            self.query_one("#wrong", Static).update(Content(shown(f"There is nothing at {path}. Check the path.")))



def _inside(folder: Path) -> list[Path]:
    """What lies in a folder, hidden files left out, folders first."""
    try:
        found = [path for path in folder.iterdir() if not path.name.startswith((".", "~$"))]
    except OSError:
        return []
    return sorted(found, key=lambda path: (not path.is_dir(), natural(path.name)))
