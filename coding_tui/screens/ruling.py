"""A disagreement as two coders coded it, side by side, and the decision about it: one key, a reason, a note."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from itertools import combinations
from typing import Any, ClassVar

from sqlmodel import Session
from textual import getters
from textual.containers import Vertical
from textual.widget import Widget

from codebook.reviewing.disagreements import Disagreement, Queue, decided_anew
from codebook.reviewing.rulings import Decision, rule, take_back
from coding_tui.app import load
from coding_tui.dialogs.choose import Choose
from coding_tui.dialogs.ruling_reason import RulingReason
from coding_tui.frame import EVERYTHING
from coding_tui.registry import commands
from coding_tui.screens.readings import LinkedReadersScreen
from coding_tui.views import ruling_view
from coding_tui.views.agreement_view import share
from coding_tui.views.ruling_view import Asked
from coding_tui.views.two_readings import BothReadings, Pair, both_readings
from coding_tui.widgets.panes import Pane
from coding_tui.widgets.prose import Prose
from transcripts import coders

BEHIND = frozenset({"coding", "code", "turn", "document", "distressing", "assignment", "coder", "ruling"})
COMPARED = frozenset({"coding", "code", "turn", "document", "assignment", "setting"})
SELECT_FIRST = "Nothing is selected. Select the passage that is to be coded, in either reading, then 4."
NOT_RULED = "Nobody has ruled on this."
ATTACHED = {"": "", "typical": "as an example", "near_miss": "as a near miss"}


class RulingScreen(LinkedReadersScreen):
    """Both readings; below them what differs, and what can be decided."""

    PLACE = "Both readings"
    CSS_PATH = "ruling.tcss"
    BINDINGS: ClassVar[list[Any]] = commands.bindings("ruling")
    decision_pane = getters.query_one("#decision-pane", Pane)
    words = getters.query_one("#decision", Prose)

    def __init__(self, asked: Asked, queue: Queue, id: str) -> None:
        super().__init__()
        self.asked = asked
        self.queue = queue
        self.at = id
        self.example = ""
        self.pair: Pair | None = None
        self._outdated = False

    def body(self) -> Iterable[Widget]:
        """The readers above, the decision below."""
        yield Vertical(
            *super().body(),
            Pane("Ruling", Prose(id="decision"), id="decision-pane"),
        )

    @property
    def one(self) -> Disagreement:
        """The disagreement that is looked at."""
        return self.queue.find(self.at)

    @property
    def coders(self) -> Pair:
        """Whose readings are shown: two who differ, if nobody else was chosen."""
        return self.pair or next(iter(pairs(self.one)))

    def why_not(self, function: str) -> str:
        """Nothing selected, nothing ruled, nobody else."""
        if function == "decide_new" and self.leader.selection[0] == self.leader.selection[1]:
            return SELECT_FIRST
        if function == "take_back" and self.one.ruling is None:
            return NOT_RULED
        if function == "next_open" and self.queue.next_open() is None:
            return "Everything here is settled."
        if function == "choose_pair" and len(pairs(self.one)) < 2:
            return "Two coders finished this document: there is no other pair."
        return super().why_not(function)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can be taken back, and pairs, only where there are any."""
        hidden = action in ("take_back", "choose_pair") and self.is_mounted and bool(self.why_not(action))
        return super().check_action(action, parameters) and not hidden

    # -- showing

    def refresh_from_project(self, tables: frozenset[str]) -> None:
        """Read both again; and what was decided."""
        if tables is not EVERYTHING and tables & COMPARED:
            self._outdated = True  # the list has to be made anew; this passage can still be read and ruled on
        if tables is EVERYTHING or tables & BEHIND:
            self._look(in_place=tables is not EVERYTHING)

    def _look(self, *, in_place: bool = False) -> None:
        uid, coder, pair, asked, queue = self.one.at.document, self.app.coder, self.coders, self.asked, self.queue

        def work(session: Session) -> tuple[BothReadings | str, Queue]:
            both = both_readings(session, uid, coder, pair, round=asked.round)
            return both, decided_anew(session, queue, asked.round)

        self.read(work, partial(self._show, in_place=in_place), group="readings")

    def _show(self, found: tuple[BothReadings | str, Queue], *, in_place: bool) -> None:
        both, self.queue = found
        if isinstance(both, str):
            self.app.complain("These readings are not shown", both)
            self.action_leave_ruling()
            return
        one = self.one
        self.show_where("Agreement", one.label, "both readings")
        self.show_readings(both.text, both.readings, both.flags, self.leader.cursor if in_place else one.at.start)
        if not in_place:
            self.leader.select(one.at.start, one.at.end)
        self._tell()

    def _tell(self) -> None:
        one, place = self.one, [each.id for each in self.queue.found].index(self.at) + 1
        self.decision_pane.rule.say(
            title=", ".join(ruling_view.last_name(code) for code in one.codes),
            note=f"{ruling_view.NAMED[one.kind]} · {place:,} of {len(self.queue.found):,}",
            hint=ruling_view.progress(self.queue),
        )
        self.words.show(self._pieces())
        self.refresh_bindings()

    def _pieces(self) -> Iterable[tuple[str, str]]:
        one = self.one
        parts = " · ".join(f"{share(part)} of 1 − α of {ruling_view.last_name(code)}"
                           for code, part in one.shares.items())  # fmt: skip
        if parts:
            yield f"{parts}\n", "quiet"
        for coder, names in ruling_view.who_has_what(one, self.queue.paths):
            yield f"{coder}: ", "strong"
            yield f"{names}   ", "text"
        yield "\n", "text"
        yield from ruling_view.told(one)
        yield from ruling_view.choices(self.coders)
        yield (f"\nThe passage goes into the codebook {ATTACHED[self.example]}, with the ruling." if self.example else
               "\ny attach as an example   m as a near miss"), "quiet"  # fmt: skip

    # -- deciding

    def action_decide_one(self, side: int) -> None:
        """One coder's reading stands."""
        name = self.coders[side]
        self._ask(Decision("one", "", kept=name), f"{name}’s stands")

    def action_decide(self, outcome: str) -> None:
        """Both, neither, or both as readings."""
        said = {"all": "Both stand", "neither": "Neither stands", "readings": "Both readings are kept"}
        self._ask(Decision(outcome, ""), said[outcome])

    def action_decide_new(self) -> None:
        """What is selected is coded, with a code of the codebook."""
        if self.refuse("decide_new"):
            return
        span = self.leader.selection
        uids = [*self.one.at.codes, *(uid for uid in self.queue.paths if uid not in self.one.at.codes)]
        names = [self.queue.paths[uid] for uid in uids]
        self.app.push_screen(
            Choose("With which code", names, "Code"),
            lambda at: None if at is None else self._ask(Decision("new", "", span=span, code=uids[at]), "A new span"),
        )

    def _ask(self, decision: Decision, said: str) -> None:
        def given(answer: tuple[str, str] | None) -> None:
            if answer is not None:
                self._rule(replace(decision, reason=answer[0], note=answer[1], example=self.example), said)

        self.app.push_screen(RulingReason(f"{self.one.label}: {said}"), given)

    def _rule(self, decision: Decision, said: str, *, stay: bool = False) -> None:
        one, name = self.one, self.app.coder
        self.change(
            f"Ruling on {one.label} {one.at.start}–{one.at.end}: {said}",
            lambda session: rule(session, one.at, decision, coder=coders.ensure(session, name)),
            said=f"Ruled on {one.label}: {said}, {decision.reason} · ctrl+z undoes",
            then=lambda _: None if stay else self._ruled(one.id),
        )

    def _ruled(self, id: str) -> None:
        """Go on to the next that is open; stay at the last."""
        self.example = ""
        following = self.queue.next_open(id)
        if self.at == id and following is not None and following.id != id:
            self._go_to(following.id)

    def action_attach(self, kind: str) -> None:
        """Write the passage into the codebook with the ruling, or now if there is one."""
        one = self.one
        if one.settled and one.ruling is not None:
            self._rule(replace(one.ruling.decision, example=kind), f"attached {ATTACHED[kind]}", stay=True)
            return
        self.example = "" if self.example == kind else kind
        self._tell()

    def action_take_back(self) -> None:
        """Open it again."""
        ruling = self.one.ruling
        if not self.refuse("take_back") and ruling is not None:
            self.change(f"Ruling on {self.one.label} taken back", lambda session: take_back(session, ruling.uid),
                        said=f"{self.one.label} is open again · ctrl+z undoes")  # fmt: skip

    # -- from one to the next

    def action_next_one(self) -> None:
        """The next of the list."""
        self._step(1)

    def action_previous_one(self) -> None:
        """The one before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        ids = [each.id for each in self.queue.found]
        self._go_to(ids[(ids.index(self.at) + by) % len(ids)])

    def action_next_open(self) -> None:
        """The next nobody has ruled on."""
        if not self.refuse("next_open"):
            found = self.queue.next_open(self.at)
            if found is not None:
                self._go_to(found.id)

    def _go_to(self, id: str) -> None:
        self.at, self.pair, self.example = id, None, ""
        self._look()

    def action_choose_pair(self) -> None:
        """Two others."""
        if self.refuse("choose_pair"):
            return
        found = pairs(self.one)
        self.app.push_screen(
            Choose("Between whom", [" and ".join(pair) for pair in found], "Show", now=found.index(self.coders)),
            lambda at: None if at is None else self._compare(found[at]),
        )

    def _compare(self, pair: Pair) -> None:
        self.pair = pair
        self._look()

    def action_read_it(self) -> None:
        """Go to the workbench, at this place."""
        self.read_in_workbench(self.one.at.document, *self.leader.selection)

    def action_leave_ruling(self) -> None:
        """Back to the list, at this one."""
        self.app.switch_screen(
            load("coding_tui.screens.disagreements:DisagreementsScreen", self.asked,
                 None if self._outdated else self.queue, self.at)
        )  # fmt: skip


def pairs(one: Disagreement) -> list[Pair]:
    """Every two who finished the document, those who differ there first."""
    had: dict[str, set[tuple[str, int, int]]] = {name: set() for name in one.at.coders}
    for reading in one.readings:
        had[reading.coder].add((reading.code, reading.start, reading.end))
    return sorted(combinations(one.at.coders, 2), key=lambda pair: had[pair[0]] == had[pair[1]])
