"""The passages that coders read differently, those that cost a code most of its agreement first, and how far they are
settled.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, ClassVar

from rich.cells import cell_len
from sqlmodel import Session
from textual import getters, on
from textual.containers import Vertical
from textual.widget import Widget
from textual.worker import get_current_worker

from codebook.reviewing.disagreements import Disagreement, Queue, decided_anew, disagreements
from coding_tui.app import load
from coding_tui.frame import EVERYTHING
from coding_tui.messages import ReadDone
from coding_tui.registry import commands
from coding_tui.screens.veiled import VeiledScreen
from coding_tui.screens.writing import Writing, of_list
from coding_tui.views import ruling_view
from coding_tui.views.retrieval import Span
from coding_tui.views.ruling_view import Asked
from coding_tui.widgets.disagreement_list import DisagreementList
from coding_tui.widgets.panes import Pane
from coding_tui.widgets.prose import Prose
from coding_tui.widgets.record_list import RecordList
from transcripts.errors import WorkbenchError
from transcripts.project import Project

BEHIND = frozenset({"coding", "code", "assignment", "document", "turn", "speaker", "coder", "setting"})
COMPARING = "Comparing who coded what …"
NONE_LEFT = "Nobody differs here, in documents that two coders marked done."
NONE_SHOWN = (
    "Nothing of this kind is here. «disagreements.kind» shows another kind, «disagreements.settled» what is "
    "settled."
)
WIDEST_LABEL = 20
NO_PLACE = "No disagreement is highlighted."


class DisagreementsScreen(VeiledScreen):
    """The list, and below it the highlighted one in full."""

    PLACE = "Disagreements"
    CSS_PATH = "disagreements.tcss"
    BINDINGS: ClassVar[list[Any]] = commands.bindings("disagreements")
    list_pane = getters.query_one("#list-pane", Pane)
    listed = getters.query_one(DisagreementList)
    about_pane = getters.query_one("#about-pane", Pane)
    about = getters.query_one("#about", Prose)

    def __init__(self, asked: Asked, queue: Queue | None = None, at: str = "") -> None:
        super().__init__()
        self.asked = asked
        self.queue = queue
        self.kind = ""
        self.open_only = False
        self._from = asked.code
        self._at = at

    def body(self) -> Iterable[Widget]:
        """The list above, one of it below."""
        yield Vertical(
            Pane("Disagreements", DisagreementList(empty=COMPARING, id="list"), id="list-pane"),
            Pane("What differs", Prose(id="about"), id="about-pane"),
        )

    def on_mount(self) -> None:
        """Begin in the list."""
        self.show_where("Agreement", "Disagreements")
        self.listed.focus()

    def why_not(self, function: str) -> str:
        """Nothing highlighted; nothing open."""
        if function == "export" and not self.listed.records:
            return NO_PLACE
        if function in ("both_readings", "read_it") and self.listed.highlighted is None:
            return NO_PLACE
        if function == "next_open" and (self.queue is None or self.queue.next_open() is None):
            return "Everything here is settled."
        return "The list is of every code already." if function == "every_code" and not self._from else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what does something here and now."""
        return super().check_action(action, parameters) and not self.why_not(action)

    # -- reading

    def refresh_from_project(self, tables: frozenset[str]) -> None:
        """Compare again when codings changed; look at the rulings alone when only those did."""
        if self.queue is None or (tables is not EVERYTHING and tables & BEHIND):
            self._compare()
        elif tables is EVERYTHING or tables & {"ruling", "distressing"}:
            queue = self.queue
            self.read(lambda session: self._ruled(session, queue), self._show, group="disagreements")

    def _ruled(self, session: Session, queue: Queue) -> Queue:
        self.read_veil(session)
        return decided_anew(session, queue, self.asked.round)

    def _compare(self) -> None:
        self.list_pane.rule.say(note=COMPARING)
        self.listed.say_empty(COMPARING)
        self.run_worker(self._compared, thread=True, exclusive=True, group="disagreements", exit_on_error=False)

    def _compared(self) -> None:
        worker, project, asked = get_current_worker(), self.app.project, self.asked
        if project is None:
            return
        try:
            found: Queue | WorkbenchError = queue_of(project, asked)
        except WorkbenchError as error:  # it belongs into the empty list
            found = error
        with project.reading() as session:
            self.read_veil(session)
        if not worker.is_cancelled:
            self.post_message(ReadDone(self._show, found))

    def _show(self, found: Queue | WorkbenchError) -> None:
        if isinstance(found, WorkbenchError):
            self.queue = None
            self.listed.say_empty(str(found))
            self.listed.set_records([])
            self.list_pane.rule.say(note="")
            return
        self.queue = found
        self._fill()

    def _fill(self) -> None:
        if self.queue is None:
            return
        shown = ruling_view.chosen(self.queue.found, kind=self.kind, open_only=self.open_only)
        self.list_pane.rule.say(
            title=ruling_view.heading(self.queue, self.asked, len(shown), self.kind),
            note="", hint=ruling_view.progress(self.queue),
        )  # fmt: skip
        self.listed.code, self.listed.paths = self.asked.code, self.queue.paths
        self.listed.labels = min(WIDEST_LABEL, max((cell_len(each.label) for each in shown), default=0))
        self.listed.folded = frozenset(each.id for each in shown if self._hidden(each))
        self.listed.say_empty(NONE_SHOWN if self.queue.found else NONE_LEFT)
        self.listed.set_records(shown, key=self._at or None)
        self._at = ""
        self.refresh_bindings()

    def _hidden(self, each: Disagreement) -> bool:
        return self.veil.hides(each.at.document, each.at.start, each.at.end)

    def under_cursor(self) -> Span | None:
        """Where the highlighted one stands."""
        each = self.listed.highlighted
        return None if each is None else (each.at.document, each.at.start, each.at.end)

    def show_veiled(self) -> None:
        """List and words anew."""
        self._fill()
        self._follow()

    @on(RecordList.Highlighted)
    def _follow(self) -> None:
        each = self.listed.highlighted
        if each is None or self.queue is None:
            self.about.show(())
            self.status.show_place("")
            return
        self.about_pane.rule.say(title=", ".join(each.codes))
        words = None if self._hidden(each) else each.text
        self.about.show(self.keyed_pieces(ruling_view.about(each, self.queue, words)))
        self.status.show_place(f"{self.listed.position + 1:,} of {len(self.listed.records):,}")

    def writing(self) -> Writing | None:
        """The list as it is shown: of a code, a kind, open ones."""
        asked = {"code": self.asked.code, "coders": list(self.asked.coders or ()), "round": self.asked.round,
                 "unit": self.asked.unit or None, "left": self.open_only, "kind": self.kind}  # fmt: skip
        many = len(self.listed.records)
        return of_list(f"{many:,} disagreement{'s' * (many != 1)}", "disagreements", asked)

    # -- keys

    @on(RecordList.Chosen)
    def _chosen(self) -> None:
        self.action_both_readings()

    def action_both_readings(self) -> None:
        """Set both readings beside each other, to rule."""
        each = self.listed.highlighted
        if not self.refuse("both_readings") and each is not None:
            self.app.switch_screen(load("coding_tui.screens.ruling:RulingScreen", self.asked, self.queue, each.id))

    def action_next_open(self) -> None:
        """The next nobody has ruled on."""
        each = self.listed.highlighted
        if not self.refuse("next_open") and self.queue is not None:
            found = self.queue.next_open(each.id if each else "")
            if found is not None and found in self.listed.records:
                self.listed.go(list(self.listed.records).index(found))

    def action_every_code(self) -> None:
        """The list of every code, or of one."""
        if not self.refuse("every_code"):
            self.asked = replace(self.asked, code="" if self.asked.code else self._from)
            self._compare()

    def action_next_kind(self) -> None:
        """One kind after the other, then all."""
        order = ruling_view.KIND_ORDER
        self.kind = order[(order.index(self.kind) + 1) % len(order)]
        self._fill()
        self.say(f"Only {ruling_view.NAMED[self.kind]}" if self.kind else "Every kind")

    def action_hide_settled(self) -> None:
        """Everything, or only what is open."""
        self.open_only = not self.open_only
        self._fill()
        self.say("Only what nobody has ruled on is shown." if self.open_only else "Everything is shown.")

    def action_read_it(self) -> None:
        """Read it where it was said."""
        place = self.under_cursor()
        if not self.refuse("read_it") and place is not None:
            self.read_in_workbench(*place)

    def action_leave_list(self) -> None:
        """Back to the table."""
        self.app.action_go("agreement")


def queue_of(project: Project, asked: Asked) -> Queue:
    """The disagreements that were asked for. Raises WorkbenchErrors as `disagreements`."""
    unit: Any = asked.unit or None
    return disagreements(project, unit=unit, code=asked.code, coders=asked.coders, round=asked.round)
