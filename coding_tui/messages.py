"""Facts that cross the app. Widgets post wants of their own; these say what has happened to the project."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.message import Message


class ProjectChanged(Message):
    """The project is different: `label` names the step as history does, `tables` are those with changed rows.

    `standing` is the step that undo would undo now, and whose if another's; None when nothing is left to undo.
    """

    def __init__(self, label: str, tables: frozenset[str], standing: str | None) -> None:
        super().__init__()
        self.label = label
        self.tables = tables
        self.standing = standing



class WorkDone(Message):
    """A piece of work on the writer's thread is finished; `said` is for the status line, `then` takes its result."""

    def __init__(self, said: str, then: Callable[[Any], None] | None, result: Any) -> None:
        super().__init__()
        self.said = said
        self.then = then
        self.result = result


class WorkFailed(Message):
    """A piece of work did not happen: nothing changed. `reason` is for people; not `expected` means a fault of ours.

    `otherwise` is what whoever asked for it wants done then.
    """

    def __init__(
        self, label: str, reason: str, *, expected: bool = True, otherwise: Callable[[], None] | None = None
    ) -> None:
        super().__init__()
        self.label = label
        self.reason = reason
        self.expected = expected
        self.otherwise = otherwise


class Progressed(Message):
    """Long work is under way: `done` of `total`, now at `name`."""

    def __init__(self, label: str, done: int, total: int, name: str) -> None:
        super().__init__()
        self.label = label
        self.done = done
        self.total = total
        self.name = name

    def can_replace(self, message: Message) -> bool:
        """Only the newest counts."""
        return isinstance(message, Progressed)


class ReadDone(Message):
    """A reader worker has its answer for the screen that asked."""

    def __init__(self, then: Callable[[Any], None], result: Any) -> None:
        super().__init__()
        self.then = then
        self.result = result
