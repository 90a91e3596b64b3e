"""History: every step, latest first; what it changed; and the way back to any of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import getters, on
from textual.containers import Horizontal
from textual.widget import Widget

from coding_tui.dialogs.confirm import Confirm
from coding_tui.frame import EVERYTHING
from coding_tui.registry import commands
from coding_tui.screens.place import PlaceScreen
from coding_tui.screens.writing import Writing, of_list
from coding_tui.views import history_view
from coding_tui.views.history_view import Details
from coding_tui.views.retrieval import counted
from coding_tui.widgets.panes import Pane, Upright
from coding_tui.widgets.prose import Prose
from coding_tui.widgets.record_list import RecordList
from coding_tui.widgets.step_list import StepList
from transcripts.project import Project
from transcripts.store.journal import Step

EVERYBODY = "everybody"


class HistoryScreen(PlaceScreen):
    """Steps | what the highlighted one changed."""

    PLACE = "History"
    CSS_PATH = "history.tcss"
    BINDINGS: ClassVar[list[Any]] = commands.bindings("history")
    steps_pane = getters.query_one("#steps-pane", Pane)
    steps = getters.query_one(StepList)
    changes = getters.query_one("#changes", Prose)

    def __init__(self) -> None:
        super().__init__()
        self.all: tuple[Step, ...] = ()
        self.who = EVERYBODY

    def body(self) -> Iterable[Widget]:
        """The steps beside what one of them did."""
        yield Horizontal(
            Pane("Steps", StepList(empty="No steps yet.", id="steps"), id="steps-pane"),
            Upright(),
            Pane("What it changed", Prose(id="changes"), id="changes-pane"),
            id="past",
        )

    def on_mount(self) -> None:
        """Begin in the list."""
        self.steps.focus()

    def why_not(self, function: str) -> str:
        """What cannot be undone, and why."""
        step = self.steps.highlighted
        if function == "next_coder" and len(self._coders()) < 2:
            return "All steps are one person's."
        if function == "back_to_steps" and self.steps.has_focus:
            return "The steps have the focus already."
        if function != "undo_to_here":
            return ""
        if step is None or step.kind == "start":
            return "The making of the project cannot be undone."
        if step.kind != "do":
            return "This line is an undo or redo itself. Choose the step it is about, or use «app.undo» and «app.redo»."
        return "This step is undone already. «app.redo» does undone steps again, one by one." if step.undone else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what does something here and now."""
        own = action in ("undo_to_here", "next_coder", "back_to_steps")
        return super().check_action(action, parameters) and not (own and self.why_not(action))

    # -- reading

    def refresh_from_project(self, tables: frozenset[str]) -> None:
        """Every change of the project is a step more."""
        self.read(history_view.history, self._show, group="steps")
        if tables is EVERYTHING:
            self.changes.show((("What the highlighted step changed stands here.", "quiet"),))

    def _show(self, found: tuple[Step, ...]) -> None:
        at_the_top = self.steps.position == 0
        self.all = found
        if self.who not in self._coders():
            self.who = EVERYBODY
        self._list(to_top=at_the_top)

    def _list(self, *, to_top: bool = False) -> None:
        listed = [step for step in self.all if self.who in (EVERYBODY, step.coder)]
        undone = sum(step.kind == "do" and step.undone for step in listed)
        note = counted(len(listed), "step") + (f" · {undone:,} undone" if undone else "")
        self.steps_pane.rule.say(note=f"{note} · {self.who}")
        first = self.steps.key_of(listed[0]) if to_top and listed else None
        self.steps.set_records(listed, key=first)

    def _coders(self) -> list[str]:
        return sorted({step.coder for step in self.all})

    @on(RecordList.Highlighted)
    def _follow(self) -> None:
        step = self.steps.highlighted
        if step is not None:
            self.status.show_place(f"step {step.id:,} of {len(self.all):,}")
            self.read(lambda session: history_view.details(session, step), self._show_changes, group="changes")

    def _show_changes(self, found: Details) -> None:
        self.changes.show(history_view.pieces(found))

    @on(RecordList.Chosen)
    def _chosen(self) -> None:
        self.action_read_changes()

    def action_read_changes(self) -> None:
        """To what it changed."""
        self.changes.focus()

    def action_back_to_steps(self) -> None:
        """To the list."""
        self.steps.focus()

    def action_next_coder(self) -> None:
        """Everybody's, or the next coder's."""
        if not self.refuse("next_coder"):
            names = [EVERYBODY, *self._coders()]
            self.who = names[(names.index(self.who) + 1) % len(names)]
            self._list()

    # -- writing it out

    def writing(self) -> Writing | None:
        """The steps that are listed."""
        coder = "" if self.who == EVERYBODY else self.who
        return of_list(f"{counted(len(self.steps.records), 'step')}, {self.who}'s", "history", {"coder": coder})

    # -- undoing

    def action_undo_to_here(self) -> None:
        """Undo this step and what came after it, after asking."""
        step = self.steps.highlighted
        if self.refuse("undo_to_here") or step is None:
            return
        wanted = history_view.to_undo(self.all, step)
        what = counted(len(wanted), "step")
        others = sum(each.coder != self.app.coder for each in wanted)
        warned = f" {others:,} of them {'is' if others == 1 else 'are'} not yours." if others else ""
        question = (
            f"Undo {what}, back to before “{step.label}” ({step.coder}, {history_view.moment(step):%d %b %H:%M})?"
            f"{warned} {self.keyed('Nothing is lost: «app.redo» does them again, one by one.')}"
        )
        self.app.push_screen(
            Confirm("Undo to here", question, f"Undo {what}"), lambda yes: self._undo(wanted, what) if yes else None
        )

    def _undo(self, wanted: list[Step], what: str) -> None:
        coder = self.app.coder

        def undo(project: Project) -> int:
            return history_view.undo_all(project, coder, wanted)

        def said(many: int) -> str:
            return f"Undid {counted(many, 'step')} · ctrl+y does one again"

        if self.app.background is not None:
            self.app.background.task(f"Undo {what}", undo, said=said)
