"""A corrected transcript before it is written: what becomes of each coding, quotation and memo, in both wordings.

Nothing is changed here until the person says so; then everything is one step.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual import getters, on
from textual.containers import Horizontal
from textual.widget import Widget

from codebook.coding.anchored import Place
from codebook.coding.replacements import Reanchored, ReplacementReport
from codebook.coding.replacing import replace, step_label
from codebook.spans import Span
from coding_tui.dialogs.confirm import Confirm
from coding_tui.registry import commands
from coding_tui.screens.place import PlaceScreen
from coding_tui.screens.veiled import NOT_FOLDED
from coding_tui.views import replacing_view
from coding_tui.views.replacing_view import Correction, Report, in_order, needs_looking
from coding_tui.widgets.panes import Pane, Upright
from coding_tui.widgets.prose import Prose
from coding_tui.widgets.reanchored_list import ReanchoredList
from coding_tui.widgets.record_list import RecordList
from transcripts.reanchoring.model import SAID_LESS

NOTHING_TO_SEE = "Nothing here needs looking at. «replacing.all» shows what moved and what was kept."
NOTHING_ANCHORED = "Nothing is coded, collected or noted in this document."
NO_OTHER_PLACE = (
    "No other place is known: accept this one, or set it aside and put it back by hand.",
    "It was said twice before, and is there once now: accept it, or set it aside.",
)
ACCEPTED, ASIDE, LIKELY, OTHER = "✓ accepted", "✗ set aside", "✓ put here", "✓ the other place"


class ReviewScreen(PlaceScreen):
    """What becomes of each | the passage in both texts."""

    CSS_PATH = "replacing.tcss"
    list_pane = getters.query_one("#reanchored-pane", Pane)
    listed = getters.query_one(ReanchoredList)
    words = getters.query_one("#wordings", Prose)

    def __init__(self, items: Sequence[Reanchored], texts: tuple[str, str], flagged: Sequence[Span]) -> None:
        super().__init__()
        self.items = items
        self.texts = texts
        self.flagged = flagged
        self.opened: set[str] = set()
        self.everything = not any(needs_looking(each) for each in items)

    def body(self) -> Iterable[Widget]:
        """The list beside the words."""
        yield Horizontal(
            Pane("Passages", ReanchoredList(id="reanchored"), id="reanchored-pane"),
            Upright(),
            Pane("Old and new words", Prose(id="wordings"), id="wordings-pane"),
            id="review",
        )

    def on_mount(self) -> None:
        """Begin with what needs looking at most."""
        if not self.app.care.fold:
            self.flagged = ()
        self.list_items()
        self.listed.focus()
        self.call_after_refresh(self.introduce)

    def introduce(self) -> None:
        """Say what this is about."""

    def place_of(self, item: Reanchored) -> Place | None:
        """Where an item is to stand in the new text."""
        return item.place

    def list_items(self) -> None:
        """Fill the list."""
        counts = {verdict: sum(each.verdict == verdict for each in self.items) for verdict in replacing_view.ORDER}
        self.list_pane.rule.say(note=replacing_view.summary(counts, sum(each.doubtful for each in self.items)))
        self.listed.folded = {each.thing.uid for each in self.items if self.hides(each)}
        self.listed.say_empty(NOTHING_TO_SEE if self.items else NOTHING_ANCHORED)
        self.listed.set_records(in_order(self.items, everything=self.everything))

    @on(RecordList.Highlighted)
    def _follow(self) -> None:
        item = self.listed.highlighted
        if item is None:
            self.words.show(((self.keyed(self.listed.empty), "quiet"),))
            return
        hidden = self.hides(item)
        self.words.show(
            self.keyed_pieces(replacing_view.folded(item))
            if hidden
            else replacing_view.compared(item, self.texts, self.place_of(item))
        )
        self.status.show_place(f"{self.listed.position + 1:,} of {len(self.listed.records):,}")

    def flagged_place(self, item: Reanchored) -> Place | None:
        """Where an item stands in the text that the flags belong to."""
        return item.thing.place

    def hides(self, item: Reanchored) -> bool:
        """Whether an item's words stay folded."""
        return item.thing.uid not in self.opened and replacing_view.near(self.flagged_place(item), self.flagged)

    def why_not(self, function: str) -> str:
        """Nothing folded."""
        item = self.listed.highlighted
        if function == "lift" and (item is None or not replacing_view.near(self.flagged_place(item), self.flagged)):
            return NOT_FOLDED
        return ""

    def action_lift(self) -> None:
        """Show the words of the highlighted one, or fold them again."""
        item = self.listed.highlighted
        if not self.refuse("lift") and item is not None:
            if self.hides(item):
                self.app.care.opened(self.app.coder, self.app.today(), 1)
            self.opened ^= {item.thing.uid}
            self.listed.folded = {each.thing.uid for each in self.items if self.hides(each)}
            self.listed.refresh()
            self._follow()

    def action_show_all(self) -> None:
        """Everything, or only what needs looking at."""
        self.everything = not self.everything
        self.list_items()

    def action_leave(self) -> None:
        """Back to the transcript."""
        self.app.action_go("code")


class ReplacingScreen(ReviewScreen):
    """Before: accept, set aside, put at the likely place; then replace."""

    PLACE = "Corrected transcript"
    BINDINGS: ClassVar[list[Any]] = commands.bindings("replacing")

    def __init__(self, correction: Correction) -> None:
        super().__init__(correction.replacement.items, correction.texts, correction.flagged)
        self.correction = correction
        self.decisions: dict[str, Place | None] = {}
        self.seen: set[str] = set()

    def introduce(self) -> None:
        """Say which text, which file, who speaks no longer, and that nothing is done yet."""
        of = self.correction
        self.show_where(of.replacement.label, of.name)
        names = of.replacement.speakers
        gone = f" · gone: {', '.join(names.gone)}" if names.gone else ""
        new = f" · new: {', '.join(names.new)}" if names.new else ""
        self.say(f"Nothing is changed yet{gone}{new}")

    def place_of(self, item: Reanchored) -> Place | None:
        """As decided, else as proposed."""
        return self.decisions.get(item.thing.uid, item.place)

    def why_not(self, function: str) -> str:
        """Nothing in the list; no likely place; nothing to set aside."""
        item = self.listed.highlighted
        if function in ("accept", "set_aside", "take_likely") and item is None:
            return self.listed.empty
        if function == "take_likely" and item is not None and item.place and item.placement.likely is None:
            return NO_OTHER_PLACE[item.placement.reason == SAID_LESS]
        if function == "take_likely" and item is not None and item.placement.likely is None:
            return "No place in the new text is likely. What is set aside can be put back by hand, in the transcript."
        if function == "set_aside" and item is not None and self.place_of(item) is None:
            return "This is set aside already."
        return super().why_not(function)

    # -- deciding

    def action_accept(self) -> None:
        """Take what is proposed, and go on."""
        item = self.listed.highlighted
        if item is not None:
            self.decisions.pop(item.thing.uid, None)
            if item.doubtful:
                self.decisions[item.thing.uid] = item.place
            self._decided(item)

    def action_set_aside(self) -> None:
        """Let it have no place."""
        item = self.listed.highlighted
        if not self.refuse("set_aside") and item is not None:
            self.decisions[item.thing.uid] = None
            if item.place is None:
                self.decisions.pop(item.thing.uid)
            self._decided(item)

    def action_take_likely(self) -> None:
        """Put what is lost where it may belong, and what is in doubt at the other place."""
        item = self.listed.highlighted
        if not self.refuse("take_likely") and item is not None and item.placement.likely is not None:
            self.decisions[item.thing.uid] = item.placement.likely
            self._decided(item)

    @on(RecordList.Chosen)
    def _chosen(self) -> None:
        self.action_accept()

    def _decided(self, item: Reanchored) -> None:
        self.seen.add(item.thing.uid)
        self.listed.decided = {each.thing.uid: self._said(each) for each in self.items if each.thing.uid in self.seen}
        self.listed.refresh()
        self.listed.action_move(1)
        self._follow()
        self.refresh_bindings()

    def _said(self, item: Reanchored) -> str:
        if self.place_of(item) == item.place:
            return ACCEPTED if item.place is not None else ASIDE
        if self.decisions[item.thing.uid] is None:
            return ASIDE
        return OTHER if item.doubtful else LIKELY

    # -- doing it

    def action_replace(self) -> None:
        """Ask once, then replace."""
        of = self.correction
        unseen = sum(needs_looking(each) and each.thing.uid not in self.seen for each in self.items)
        which = f"{unseen:,} lost, with other words or in doubt" if unseen else ""
        left = f" You have not decided about {which}: they become as they are shown." if unseen else ""
        question = f"Replace the text of ‘{of.replacement.label}’ with ‘{of.name}’?{left} One undo brings it all back."
        self.app.push_screen(Confirm("Replace", question, "Replace"), lambda yes: self._replace() if yes else None)

    def _replace(self) -> None:
        of, coder, decisions = self.correction, self.app.coder, dict(self.decisions)
        self.change(
            step_label(of.replacement.label, of.name),
            lambda session: replace(session, of.replacement, original=of.original, source_name=of.name, coder=coder,
                                    decisions=decisions),
            said=replacing_view.done, then=self._replaced,
        )  # fmt: skip

    def _replaced(self, report: ReplacementReport) -> None:
        if self.app.screen is self:
            self.action_leave()
            self.app.say(replacing_view.done(report))


class ReplacedScreen(ReviewScreen):
    """Afterwards: the report."""

    PLACE = "What the correction did"
    BINDINGS: ClassVar[list[Any]] = commands.bindings("replaced")

    def __init__(self, report: Report) -> None:
        super().__init__(report.report.items, report.texts, report.flagged)
        self.report = report.report

    def introduce(self) -> None:
        """Say whose work this was."""
        did = self.report
        self.show_where(did.label, f"{did.old_source} → {did.new_source}")
        self.say(f"Replaced by {did.coder} on {did.replaced[:10]}. {did.kept:,} more stayed as they were.")

    def why_not(self, function: str) -> str:
        """What has no place cannot be read there."""
        item = self.listed.highlighted
        if function == "read_it" and (item is None or item.place is None):
            return "This has no place. Select words in the transcript; “Put back what a correction set aside…” does it."
        return super().why_not(function)

    def flagged_place(self, item: Reanchored) -> Place | None:
        """In the new text."""
        return item.place

    @on(RecordList.Chosen)
    def _chosen(self) -> None:
        self.action_read_it()

    def action_read_it(self) -> None:
        """Go to its words in the transcript."""
        item = self.listed.highlighted
        if not self.refuse("read_it") and item is not None and item.place is not None:
            self.read_in_workbench(self.report.document, *item.place)
