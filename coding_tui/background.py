"""Work off the screen's thread. One writer changes the project, in the order asked; results and errors are messages.

A writer of its own, and not a pool: two changes must never swap, and a change that was asked for is never cancelled.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import Queue
from threading import Thread
from typing import Any, TypeVar

from sqlalchemy.engine import Connection
from sqlmodel import Session
from textual.message import Message

from coding_tui.faults import reason
from coding_tui.messages import ProjectChanged, WorkDone, WorkFailed
from transcripts.errors import ProjectError, WorkbenchError
from transcripts.project import Project
from transcripts.store import journal

T = TypeVar("T")
Said = str | Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class _Job:
    label: str
    run: Callable[[Project], Any]
    said: Said
    then: Callable[[Any], None] | None
    quiet: bool = False


class Background:
    """The writer of one open project. `post` must be safe to call from any thread."""

    def __init__(self, project: Project, coder: str, post: Callable[[Message], object]) -> None:
        self.project = project
        self.coder = coder
        self._post = post
        self._jobs: Queue[_Job | None] = Queue()
        self._known = _latest(project)
        self._thread = Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether anything asked for is not finished."""
        return self._jobs.unfinished_tasks > 0

    def wait(self) -> None:
        """Block until everything asked for is finished."""
        self._jobs.join()

    def change(
        self, label: str, work: Callable[[Session], T], *, said: Said = "", then: Callable[[T], None] | None = None
    ) -> None:
        """Do `work` as one step named `label`; `said` (or what it makes of the result) goes to the status line."""

        def run(project: Project) -> T:
            with project.step(label, self.coder) as session:
                return work(session)

        self._ask(_Job(label, run, said or label, then))

    def task(
        self, label: str, work: Callable[[Project], T], *, said: Said = "", then: Callable[[T], None] | None = None
    ) -> None:
        """Do work that makes steps of its own, such as an import."""
        self._ask(_Job(label, work, said or label, then))

    def upkeep(self, work: Callable[[Connection], None]) -> None:
        """Write what no history records; nobody is told of it, nor of a file that could not be written just then."""

        def run(project: Project) -> None:
            with suppress(ProjectError), project.upkeep() as connection:
                work(connection)

        self._ask(_Job("Keep the log of reading", run, "", None, quiet=True))

    def undo(self) -> None:
        """Undo the latest step that stands."""
        self._ask(_Job("Undo", lambda project: project.undo(self.coder), _undone, None))

    def redo(self) -> None:
        """Do again what was undone last."""
        self._ask(_Job("Redo", lambda project: project.redo(self.coder), _redone, None))

    def stop(self) -> None:
        """Finish everything that was asked for, then end the writer."""
        self._jobs.put(None)
        self._thread.join()

    def _ask(self, job: _Job) -> None:
        self._jobs.put(job)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                self._do(job)
            except WorkbenchError as error:
                self._post(WorkFailed(job.label, reason(error)))
            except Exception as error:  # the writer must outlive any fault, and a person must hear of it
                self._post(WorkFailed(job.label, reason(error), expected=False))
            finally:
                self._jobs.task_done()

    def _do(self, job: _Job) -> None:
        result = job.run(self.project)
        if job.quiet:
            return
        if changed := self._changed():
            self._post(changed)
        said = job.said if isinstance(job.said, str) else job.said(result)
        self._post(WorkDone(said, job.then, result))

    def _changed(self) -> ProjectChanged | None:
        """What became different since this was asked last."""
        with self.project.reading() as session:
            connection = session.connection()
            latest = journal.steps(connection, 1)
            if not latest or latest[0].id == self._known:
                return None
            query = "SELECT DISTINCT tablename FROM change WHERE step > ?"
            tables = frozenset(name for (name,) in connection.exec_driver_sql(query, (self._known,)))
            self._known = latest[0].id
            return ProjectChanged(latest[0].label, tables, journal.standing(connection))


def _undone(step: Any) -> str:
    return "Nothing is left to undo." if step is None else f"Undid “{step.label}” · ctrl+y does it again"


def _redone(step: Any) -> str:
    return "Nothing was undone that could be done again." if step is None else f"Did “{step.label}” again"


def standing_step(project: Project) -> str | None:
    """The label of the latest step that stands, which undo would undo."""
    with project.reading() as session:
        return journal.standing(session.connection())


def _latest(project: Project) -> int:
    steps = project.history(1)
    return steps[0].id if steps else 0
