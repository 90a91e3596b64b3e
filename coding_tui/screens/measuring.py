"""What the Agreement screen measures away from its thread, how far that is, and what it knows already."""

from __future__ import annotations

from functools import partial
from typing import Any

from textual import getters, on
from textual.worker import Worker, get_current_worker

from coding_tui.frame import EVERYTHING
from coding_tui.messages import Progressed, ReadDone
from coding_tui.screens.place import PlaceScreen
from coding_tui.views.agreement_measuring import Measuring, Panel, Shown, Wanted, panel
from coding_tui.widgets.panes import Pane
from transcripts.errors import WorkbenchError

BEHIND = frozenset({"coding", "code", "assignment", "document", "speaker", "turn", "coder", "setting"})
BAR = 12


class MeasuringScreen(PlaceScreen):
    """Measures what is `wanted`, again whenever the project changes, and lets `take` show it."""

    table_pane = getters.query_one("#table-pane", Pane)

    def __init__(self) -> None:
        super().__init__()
        self.wanted = Wanted()
        self.panel: Panel | None = None
        self.known: dict[Wanted, Shown] = {}
        self.working: Worker[None] | None = None
        self._measuring = Measuring()

    def take(self, wanted: Wanted, found: Shown | WorkbenchError) -> None:
        """Show what was measured, or why nothing was."""
        raise NotImplementedError

    def refresh_from_project(self, tables: frozenset[str]) -> None:
        """Measure again when what is behind the numbers has changed."""
        if tables is EVERYTHING or tables & BEHIND:
            self.known.clear()
            self.measure()

    def measure(self) -> None:
        """Measure what is wanted, away from the screen's thread."""
        if self.wanted in self.known:
            self.take(self.wanted, self.known[self.wanted])
            return
        self.table_pane.rule.say(
            title=f"{self.wanted.round} round · {self.wanted.unit}s", note="measuring …"
        )
        self.begin((self.wanted,), partial(self.take, self.wanted))

    def begin(self, wanted: tuple[Wanted, ...], then: Any) -> None:
        """Measure several away from the screen's thread; `then` takes the last, or what went wrong."""
        self.working = self.run_worker(
            partial(self._measure, wanted, then), thread=True, exclusive=True, group="measure", exit_on_error=False
        )
        self.refresh_bindings()

    def _measure(self, wanted: tuple[Wanted, ...], then: Any) -> None:
        worker, project = get_current_worker(), self.app.project
        if project is None:
            return

        def told(done: int, total: int) -> bool:
            self.post_message(Progressed("sentences", done, total, ""))
            return not worker.is_cancelled

        found: Shown | WorkbenchError | None = None
        who = panel(project)
        try:
            for each in wanted:
                found = self.known.get(each) or self._measuring.measured(project, each, told)
                if found is None or worker.is_cancelled:
                    return
                self.known[each] = found
        except WorkbenchError as error:  # it belongs into the empty table, not into a message
            found = error
        self.post_message(ReadDone(lambda result: self._measured(who, then, result), found))

    def _measured(self, who: Panel, then: Any, found: Shown | WorkbenchError) -> None:
        self.working, self.panel = None, who
        then(found)
        self.refresh_bindings()

    @on(Progressed)
    def _progressed(self, message: Progressed) -> None:
        message.stop()
        if self.working is not None:
            full = BAR * message.done // max(1, message.total)
            said = f"{message.done:,} of {message.total:,} documents split into sentences"
            bar = f"{'█' * full}{'░' * (BAR - full)}"
            self.table_pane.rule.say(note=f"{bar} {said}", hint=self.keyed("«agreement.stop» stops"))

    def action_stop(self) -> None:
        """Stop; sentences that were found are kept."""
        if self.working is not None:
            self.working.cancel()
            self.working = None
            self.table_pane.rule.say(note="stopped", hint="")
            self.say(self.keyed("Stopped. Sentences that were found are kept; «agreement.unit» measures again."))
            self.refresh_bindings()
