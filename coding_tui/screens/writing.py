"""Writing what a screen shows to a file: asked for, written away from the screen, said or refused in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from coding_tui.frame import FrameScreen
from coding_tui.later import Later
from transcripts.errors import WorkbenchError
from transcripts.project import Project

if TYPE_CHECKING:
    from coding_tui.dialogs import write_file
    from coding_tui.dialogs.write_file import Field, FileFormat, Target
else:
    write_file = Later("coding_tui.dialogs.write_file")

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


def of_list(what: str, kind: str, asked: Mapping[str, Any] | None = None) -> Writing:
    """A list (`exports.lists.writing.LISTS`) as it is asked for on the screen; `what` names it in the dialog."""

    def write(project: Project, target: Target) -> str:
        from exports.lists.writing import write_list  # noqa: PLC0415 - for whoever writes

        many = write_list(project, target.path, kind, asked or {})
        return written(target.path, f"{many:,} row{'s' * (many != 1)}")

    return Writing(what, f"{kind.replace(' ', '-')}.xlsx", write_file.TABLES, write)


def written(path: Path, what: str) -> str:
    """What is said when a file is there."""
    return f"{what} written to {path.name}; its manifest stands beside it"


def tried(work: Callable[[], T]) -> T | WorkbenchError:
    """What work gives, or the error that says what was asked wrongly: it is said on the screen, not in a message."""
    try:
        return work()
    except WorkbenchError as error:
        return error


class WritingScreen(FrameScreen):
    """Base of every screen that writes files. One that has a single thing to write gives it as `writing()`."""

    def refuse(self, function: str) -> bool:
        """Say why an action does nothing now; false when it does something."""
        if why := self.why_not(function):
            self.app.explain(self.keyed(why))
        return bool(why)

    def writing(self) -> Writing | None:
        """What is written to a file now."""
        return None

    def action_export(self) -> None:
        """Ask for a file, beside the project and called after it; then write it, away from the screen."""
        it = None if self.refuse("export") else self.writing()
        if it is not None:
            self.write_out(it)

    def write_out(self, it: Writing) -> None:
        """Ask for a file, beside the project and called after it, and how; then write it, away from the screen."""
        project = self.app.project
        if project is not None:
            path = project.path.with_name(f"{project.path.stem}-{it.name}")
            self.app.push_screen(
                write_file.WriteFile(it.what, path, it.formats, it.fields),
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
