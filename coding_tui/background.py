"""Work off the screen's thread. One writer changes the project, in the order asked; results and errors are messages.

A writer of its own, and not a pool: two changes must never swap, and a change that was asked for is never cancelled.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import Queue
from threading import Lock, Thread
from typing import Any, TypeVar

from sqlalchemy.engine import Connection
from sqlmodel import Session
from textual.message import Message

from coding_tui.faults import reason
from coding_tui.messages import ProjectChanged, WorkDone, WorkFailed
from transcripts.errors import Conflict, ProjectError, WorkbenchError
from transcripts.project import Project
from transcripts.store import journal
from transcripts.store.journal import Step

T = TypeVar("T")
Said = str | Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class _Job:
    label: str
    run: Callable[[Project], Any]
    said: Said
    then: Callable[[Any], None] | None
    quiet: bool = False
    brief: bool = False
    otherwise: Callable[[], None] | None = None


class Background:
    """The writer of one open project. `post` must be safe to call from any thread."""

    def __init__(self, project: Project, coder: str, post: Callable[[Message], object]) -> None:
        self.project = project
        self.coder = coder
        self._post = post
        self._jobs: Queue[_Job | None] = Queue()
        self._counting = Lock()
        self._long = self._brief = 0
        """How many jobs of each kind were asked for and are not finished."""
        self._known = _latest(project)
        self._thread = Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether anything asked for is not finished."""
        return self._jobs.unfinished_tasks > 0

    @property
    def soon_done(self) -> bool:
        """Whether a change that was asked for is not made yet, and no long work stands before it."""
        return self._brief > 0 and not self._long

    def wait(self) -> None:
        """Block until everything asked for is finished."""
        self._jobs.join()

    def change(
        self, label: str, work: Callable[[Session], T], *, said: Said = "", then: Callable[[T], None] | None = None,
        otherwise: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        """Do `work` as one step named `label`; `said` (or what it makes of the result) goes to the status line.

        `then` takes the result; `otherwise` is called once it was said that the step could not be made.
        """

        def run(project: Project) -> T:
            with project.step(label, self.coder) as session:
                return work(session)

        self._ask(_Job(label, run, said or label, then, brief=True, otherwise=otherwise))

    def task(
        self, label: str, work: Callable[[Project], T], *, said: Said = "", then: Callable[[T], None] | None = None,
        otherwise: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        """Do work that makes steps of its own, such as an import."""
        self._ask(_Job(label, work, said or label, then, otherwise=otherwise))

    def afterwards(self, work: Callable[[], None]) -> None:
        """Do something that changes nothing once all is done that was asked for before."""
        self._ask(_Job("Afterwards", lambda _: work(), "", None, quiet=True))

    def upkeep(self, work: Callable[[Connection], None]) -> None:
        """Write what no history records; nobody is told of it, nor of a file that could not be written just then."""

        def run(project: Project) -> None:
            with suppress(ProjectError), project.upkeep() as connection:
                work(connection)

        self._ask(_Job("Keep the log of reading", run, "", None, quiet=True))

    def undo(self) -> None:
        """Undo the latest step that stands; not one that came from elsewhere and that nobody here was told of."""
        self._ask(_Job("Undo", self._undo, self._undone, None, brief=True))

    def redo(self) -> None:
        """Do again what was undone last."""
        self._ask(_Job("Redo", lambda project: project.redo(self.coder), _redone, None, brief=True))

    def look(self) -> None:
        """Announce what another window or the command line did to the project since the last time."""
        if not self.busy:
            self._ask(_Job("Look at the project", self._look, "", None, quiet=True))

    def stop(self) -> None:
        """Finish everything that was asked for, then end the writer."""
        self._jobs.put(None)
        self._thread.join()

    def _ask(self, job: _Job) -> None:
        with self._counting:
            self._brief += job.brief
            self._long += not (job.brief or job.quiet)
        self._jobs.put(job)

    def _finished(self, job: _Job) -> None:
        with self._counting:
            self._brief -= job.brief
            self._long -= not (job.brief or job.quiet)
        self._jobs.task_done()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                self._do(job)
            except WorkbenchError as error:
                self._post(WorkFailed(job.label, reason(error), otherwise=job.otherwise))
            except Exception as error:  # the writer must outlive any fault, and a person must hear of it
                self._post(WorkFailed(job.label, reason(error), expected=False, otherwise=job.otherwise))
            finally:
                self._finished(job)

    def _do(self, job: _Job) -> None:
        result = job.run(self.project)
        if job.quiet:
            return
        self._announce()
        said = job.said if isinstance(job.said, str) else job.said(result)
        self._post(WorkDone(said, job.then, result))

    def _look(self, _: Project) -> None:
        with suppress(ProjectError):
            self._announce()

    def _announce(self) -> bool:
        changed = self._changed()
        if changed is not None:
            self._post(changed)
        return changed is not None

    def _undo(self, project: Project) -> Step | None:
        if self._announce():
            what = standing_step(project, self.coder)
            raise Conflict(f"“{what}” came from elsewhere a moment ago. Undo again undoes that.")
        return project.undo(self.coder)

    def _undone(self, step: Step | None) -> str:
        if step is None:
            return "Nothing is left to undo."
        return f"Undid “{named(step, self.coder)}” · ctrl+y does it again"

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
            return ProjectChanged(latest[0].label, tables, _standing(connection, self.coder))


def _redone(step: Any) -> str:
    return "Nothing was undone that could be done again." if step is None else f"Did “{step.label}” again"


def named(step: Step, coder: str) -> str:
    """A step's label; whose it is before it, unless this coder's."""
    return step.label if step.coder == coder else f"{step.coder}: {step.label}"


def standing_step(project: Project, coder: str) -> str | None:
    """The latest step that stands, which undo would undo, as this coder would call it."""
    with project.reading() as session:
        return _standing(session.connection(), coder)


def _standing(connection: Connection, coder: str) -> str | None:
    found = connection.exec_driver_sql(journal.LATEST_STANDING).first()
    return None if found is None else named(Step(*found), coder)


def _latest(project: Project) -> int:
    steps = project.history(1)
    return steps[0].id if steps else 0
