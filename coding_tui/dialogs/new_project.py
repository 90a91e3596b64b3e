"""What a new project needs to know: where, what it is called, with which codebook, and from which folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Checkbox, Input, Static

from coding_tui.dialogs.dialog import Dialog
from coding_tui.plain_words import shown
from coding_tui.registry.dialog_commands import own

SUFFIX = ".qdb"


@dataclass(frozen=True, slots=True)
class ProjectWanted:
    """A project to be made; `folder` to import from, `shipped` with the shipped codebook, `demo` the worked study."""

    path: Path
    title: str
    shipped: bool = False
    folder: Path | None = None
    demo: bool = False


class Tick(Checkbox):
    """Ticked or not by a sign, where Textual's is so by its colour alone."""

    def render(self) -> Content:
        """The sign and the label."""
        label = self._label.stylize_before(self.get_visual_style("toggle--label"))
        return Content.assemble("[✓] " if self.value else "[ ] ", label)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """What it says, and no more."""
        return self.render().cell_length


class NewProject(Dialog[ProjectWanted | None]):
    """Asks, checks, and gives back what is wanted; nothing is made here."""

    BINDINGS: ClassVar[list[Any]] = own("dialog.do", "make")
    CSS = """
    NewProject Tick { border: none; padding: 0; margin-top: 1; background: transparent; width: auto; }
    NewProject .hint { margin-top: 1; }
    """

    def __init__(self, *, with_folder: bool = False, demo: bool = False) -> None:
        super().__init__()
        self._with_folder = with_folder
        self._demo = demo

    def compose(self) -> ComposeResult:
        """The fields."""
        title = "The worked study" if self._demo else "Import a folder" if self._with_folder else "New project"
        with Vertical(classes="dialog") as box:
            box.border_title = title
            if self._with_folder:
                yield Static(Content("Folder of transcripts"), classes="label")
                yield Input(id="folder")
            yield Static(Content("File of the project"), classes="label")
            yield Input(str(Path.cwd() / ("worked-study.qdb" if self._demo else "study.qdb")), id="path")
            if not self._demo:
                yield Static(Content("Title"), classes="label")
                yield Input(id="title", placeholder="as the file is called")
                yield Tick("begin with the shipped codebook (soteria)", True, id="shipped")
            yield Static(Content(""), classes="wrong", id="wrong")
            ticks = "" if self._demo else "space ticks · "
            yield self.hint(f"tab next field · {ticks}enter make · «dialog.leave» leave")

    @on(Input.Submitted)
    def action_make(self) -> None:
        """Give back what is wanted, unless something is missing."""
        wanted = self._wanted()
        if wrong := self._wrong(wanted):
            self.query_one("#wrong", Static).update(Content(shown(wrong)))
        else:
            self.dismiss(wanted)

    def _wanted(self) -> ProjectWanted:
        path = Path(self._field("#path")).expanduser()
        path = path if path.suffix else path.with_suffix(SUFFIX)
        folder = Path(self._field("#folder")).expanduser() if self._with_folder else None
        shipped = not self._demo and self.query_one("#shipped", Checkbox).value
        return ProjectWanted(path, self._field("#title") if not self._demo else "", shipped, folder, self._demo)

    def _field(self, selector: str) -> str:
        return self.query_one(selector, Input).value.strip()

    def _wrong(self, wanted: ProjectWanted) -> str:
        if not self._field("#path"):
            return "The project needs a file. Say where it should be."
        if self._with_folder and (not self._field("#folder") or wanted.folder is None or not wanted.folder.is_dir()):
            return "There is no such folder. Give the path of the folder that holds the transcripts."
        if wanted.path.exists():
            return f"{wanted.path} exists already. Choose another name."
        if not wanted.path.parent.is_dir():
            return f"There is no folder {wanted.path.parent}. Make it first, or choose another place."
        return ""
