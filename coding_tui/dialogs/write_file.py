"""To which file, in which format, and how: asked before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from coding_tui.dialogs.dialog import Dialog
from coding_tui.plain_words import shown, words
from coding_tui.registry.dialog_commands import own
from coding_tui.widgets.outline import Outline
from coding_tui.widgets.rows import Row


@dataclass(frozen=True, slots=True)
class Target:
    """A file and the format to write it in."""

    path: Path
    format: str
    asked: Mapping[str, str] = field(default_factory=dict)
    """What was answered to the fields, by their names, trimmed."""


@dataclass(frozen=True, slots=True)
class FileFormat:
    """What a format is called, and the ending of its files; "" for a folder of files."""

    title: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Field:
    """One more thing to say: a line to type in, or one of `choices` (typed, or begun and completed with →).

    `value` stands in it; `hint` is shown where nothing does.
    """

    name: str
    title: str
    value: str = ""
    hint: str = ""
    choices: tuple[str, ...] = ()

    def trouble(self, said: str) -> str:
        """What is wrong with an answer; "" when nothing is."""
        return f"{self.title}: ‘{said}’ is none of {', '.join(self.choices)}." if self._is_other(said) else ""

    def _is_other(self, said: str) -> bool:
        return bool(self.choices and said) and said not in self.choices


TABLES: Mapping[str, FileFormat] = {
    "csv": FileFormat("Table (CSV)", ".csv"), "xlsx": FileFormat("Excel workbook", ".xlsx"),
    "md": FileFormat("Markdown", ".md"), "tex": FileFormat("LaTeX", ".tex"),
}  # fmt: skip
"""What tables are written as."""


class WriteFile(Dialog[Target | None]):
    """The format decides the file's ending. A file that is there already is replaced only when asked twice."""

    BINDINGS: ClassVar[list[Any]] = own("dialog.list", "list")
    CSS = """
    .dialog { max-height: 100%; }
    Outline { height: auto; max-height: 8; margin-top: 1; } .asking Outline { max-height: 4; margin-top: 0; }
    .field { height: 1; } .field Static { width: 30; color: $dim; text-style: $dim-style; } .field Input { width: 1fr; }
    #fields { height: auto; max-height: 8; margin-top: 1; }
    """  # of the screen, whichever kind of it
    field = getters.query_one("#path", Input)
    listed = getters.query_one(Outline)

    def __init__(
        self, what: str, path: Path, formats: Mapping[str, FileFormat] = TABLES, fields: Sequence[Field] = ()
    ) -> None:  # fmt: skip
        super().__init__()
        self._fields = fields
        self._what = what
        self._path = path
        self._formats = formats
        self._warned: Path | None = None

    def compose(self) -> ComposeResult:
        """Formats and path."""
        with Vertical(classes="dialog asking" if self._fields else "dialog") as box:
            box.border_title = "Write to a file"
            yield Static(words(f"{self._what}, as:"), classes="label")
            yield Outline(filters=False, id="formats")
            if self._fields:
                yield VerticalScroll(*map(_line, self._fields), id="fields", can_focus=False)
            yield Static(Content("Folder" if self._is_folder else "File"), classes="label")
            yield Input(str(self._path), id="path")
            yield Static(Content(""), classes="wrong", id="trouble")
            more = "tab what else, and file" if self._fields else "tab file"
            yield self.hint(f"↑↓ format · {more} · enter write · «dialog.leave» leave")

    @property
    def _is_folder(self) -> bool:
        return not any(each.suffix for each in self._formats.values())

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
        asked = {each.name: self.query_one(f"#field-{each.name}", Input).value.strip() for each in self._fields}
        wrong = next((why for each in self._fields if (why := each.trouble(asked[each.name]))), "")
        if wrong:
            self._complain(wrong)
        elif self._is_folder:
            self.dismiss(Target(path, row.key, asked))  # what may become a folder is its writer's to say
        elif path.is_dir():
            self._complain(f"{path} is a folder. Give the path of a file in it.")
        elif path.exists() and self._warned != path:
            self._warned = path
            self._complain(f"{path.name} is there already. enter again replaces it.")
        else:
            self.dismiss(Target(path, row.key, asked))

    def _complain(self, said: str) -> None:
        self.query_one("#trouble", Static).update(words(said))

    def action_list(self) -> None:
        """To the formats."""
        self.listed.focus()



def _line(asked: Field) -> Horizontal:
    """A field on a line of its own."""
    suggester = SuggestFromList(asked.choices, case_sensitive=False) if asked.choices else None
    hint = shown(asked.hint or " · ".join(asked.choices[:4]))
    line = Input(asked.value, placeholder=hint, suggester=suggester, id=f"field-{asked.name}")
    return Horizontal(Static(words(asked.title)), line, classes="field")
