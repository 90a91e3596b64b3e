"""The codebook's screen, as far as it says how far coders agree: measured on a worker's thread, one thing at a time.

While something is measured, what is wanted next is remembered, so that neither a held arrow key nor a queue of changes
starts more than one measurement after the other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from textual.worker import Worker, get_current_worker

from coding_tui.frame import EVERYTHING
from coding_tui.messages import ReadDone
from coding_tui.screens.reviewing import ReviewingScreen
from coding_tui.views.agreement_measuring import Measuring, OverTime, Wanted
from coding_tui.views.code_glance import Standing, looked_at, standing
from transcripts.errors import WorkbenchError
from transcripts.project import Project

BEHIND = frozenset({"coding", "code", "code_definition", "assignment", "document", "speaker", "turn", "setting"})


class GlancingScreen(ReviewingScreen):
    """Keeps what is measured of all codes, and of those that were under the cursor."""

    def __init__(self) -> None:
        super().__init__()
        self.standing: Standing | None = None
        self._measuring = Measuring()
        self._over: dict[str, OverTime] = {}
        self._outdated = True
        self._worker: Worker[None] | None = None

    def show_standing(self) -> None:
        """Something was measured: show it."""

    def over(self, path: str) -> OverTime | None:
        """What is known of a code over time; None while it is not."""
        return self._over.get(path)

    def refresh_standing(self, tables: frozenset[str]) -> None:
        """Measure again when what is behind the numbers has changed."""
        if tables is EVERYTHING or "*" in tables or tables & BEHIND:
            self._outdated = True
        self.measure_next()

    def on_screen_suspend(self) -> None:
        """Nobody looks: splitting into sentences stops between two documents, and goes on when somebody does."""
        if self._worker is not None:
            self._worker.cancel()
            self._worker, self._outdated = None, True

    def on_screen_resume(self) -> None:
        """Go on."""
        self.measure_next()

    def measure_next(self) -> None:
        """Measure what is due, unless something is being measured: all codes, then the one under the cursor."""
        project, line = self.app.project, self.line
        if project is None or self._worker is not None or not self.is_mounted:
            return
        found = self.standing
        if self._outdated:
            self._outdated = False
            self._begin(partial(self._measure_all, project))
        elif found is not None and not found.none and line is not None and line.code.path not in self._over:
            self._begin(partial(self._look_at, project, found, line.code.path))

    def _begin(self, work: Callable[[], None]) -> None:
        self._worker = self.run_worker(work, thread=True, group="standing", exit_on_error=False)

    def _measure_all(self, project: Project) -> None:
        worker = get_current_worker()
        try:
            found = standing(project, self._measuring, lambda _done, _total: not worker.is_cancelled)
        except WorkbenchError as error:
            found = Standing(Wanted(), none=f"{error}\n")
        self.post_message(ReadDone(partial(self._take, worker), found))

    def _look_at(self, project: Project, found: Standing, path: str) -> None:
        worker = get_current_worker()
        try:
            over = looked_at(project, found, path)
        except WorkbenchError:  # the code is gone meanwhile: it is not under the cursor for long
            over = OverTime()
        self.post_message(ReadDone(partial(self._take_over, worker, found, path), over))

    def _take(self, worker: Worker[None], found: Standing | None) -> None:
        if worker is not self._worker or found is None:
            return
        self._worker, self.standing = None, replace(found, none=self.keyed(found.none))
        self._over.clear()
        self.show_standing()
        self.measure_next()

    def _take_over(self, worker: Worker[None], found: Standing, path: str, over: OverTime) -> None:
        if worker is not self._worker:
            return
        self._worker = None
        if found is self.standing:
            self._over[path] = over
            self.show_standing()
        self.measure_next()
