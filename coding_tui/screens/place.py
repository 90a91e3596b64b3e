"""What the screens about the whole project share: refusing with a reason, changing by the writer, reading in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlmodel import Session
from textual import on

from coding_tui.dialogs.write_file import Field, FileFormat, Target, WriteFile
from coding_tui.frame import FrameScreen
from coding_tui.screens.workbench import WorkbenchScreen
from coding_tui.widgets.record_list import RecordList
from transcripts.errors import WorkbenchError
from transcripts.project import Project

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Writing:
    """What a screen writes to a file: what it is, how the file is called after the project, in which formats, what else
    is asked.

    `write` returns what is to be said then; what it raises is said instead.
    """

    what: str
    name: str
    formats: Mapping[str, FileFormat]
    write: Callable[[Project, Target], str]
    fields: Sequence[Field] = ()


def tried(work: Callable[[], T]) -> T | WorkbenchError:
    """What work gives, or the error that says what was asked wrongly: it is said on the screen, not in a message."""
    try:
        return work()
    except WorkbenchError as error:
        return error


class PlaceScreen(FrameScreen):
    """Base of Retrieve, Agreement, Quotations, History and Settings."""

    def refuse(self, function: str) -> bool:
        """Say why an action does nothing now; false when it does something."""
        if why := self.why_not(function):
            self.app.explain(self.keyed(why))
        return bool(why)

    def change(
        self, label: str, work: Callable[[Session], T], *, said: str | Callable[[Any], str] = "",
        then: Callable[[T], None] | None = None, otherwise: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        """One step of the project, made by its writer."""
        if self.app.background is not None:
            self.app.background.change(label, work, said=said, then=then, otherwise=otherwise)

    def read_in_workbench(self, document: str, start: int, end: int) -> None:
        """Go to the workbench, with [start, end) of a document (uid) selected."""
        project = self.app.project
        if project is None:
            return
        self.app.settings.remember_place(project.path, document, start)
        self.app.action_go("code")
        bench = self.app.get_screen("code")
        if isinstance(bench, WorkbenchScreen) and bench.is_mounted:
            bench.document_list.highlight(document, center=True)
            bench.open(document, start, end)

    # -- writing to a file

    def write_out(self, it: Writing) -> None:
        """Ask for a file, beside the project and called after it, and how; then write it, away from the screen."""
        project = self.app.project
        if project is not None:
            path = project.path.with_name(f"{project.path.stem}-{it.name}")
            self.app.push_screen(
                WriteFile(it.what, path, it.formats, it.fields),
                lambda target: None if target is None else self._write_out(it, target),
            )

    def _write_out(self, it: Writing, target: Target) -> None:
        project = self.app.project
        if project is not None:
            self.say(f"Writing {target.path.name} …")
            self.read(lambda _: tried(lambda: it.write(project, target)), self._say_written, group="write")

    def _say_written(self, outcome: str | WorkbenchError) -> None:
        if isinstance(outcome, WorkbenchError):
            self.app.complain("Nothing was written", str(outcome))
        else:
            self.say(outcome)

    @on(RecordList.Highlighted)
    def _keys_may_differ(self) -> None:
        self.refresh_bindings()
