"""One document twice, side by side: the two readers scroll together, and what one selects is selected in both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual import getters, on
from textual.widget import Widget

from codebook.spans import overlaps
from coding_tui.dialogs.choose import Choose
from coding_tui.frame import EVERYTHING
from coding_tui.reader import TranscriptReader
from coding_tui.reader.folding import ReaderFlag
from coding_tui.reader.messages import (
    CursorMoved,
    FoldsOpened,
    NothingFurther,
    ReaderMessage,
    Resized,
    SelectionChanged,
)
from coding_tui.reader.model import ReaderText
from coding_tui.registry import commands
from coding_tui.screens.finding import NOTHING_FURTHER
from coding_tui.screens.place import PlaceScreen
from coding_tui.views.two_readings import BothReadings, Pair, Reading, both_readings
from coding_tui.widgets.panes import Pane
from coding_tui.widgets.side_by_side import SideBySide

BEHIND = frozenset({"coding", "code", "turn", "document", "distressing", "assignment", "coder"})
NO_DIFFERENCE = "They coded this document the same."
ONE_PAIR = "Two people coded this document: there is no other pair."
NOT_FLAGGED = "Nothing here is flagged as distressing."
GO_ON = " · «readings.next» next · «readings.previous» previous"
ONLY_READ = "Both readings are only read here. «readings.read» goes to the workbench, at this place."


class LinkedReadersScreen(PlaceScreen):
    """Base of screens that set two readings of a document beside each other."""

    both = getters.query_one(SideBySide)

    def body(self) -> Iterable[Widget]:
        """Two readers of one text."""
        yield SideBySide(
            Pane("One", TranscriptReader(id="one"), id="one-pane"),
            Pane("Other", TranscriptReader(id="two"), id="two-pane"),
            linked=True,
        )  # fmt: skip

    def on_mount(self) -> None:
        """Nothing is changed in these readers; begin in the first."""
        for reader in self.both.readers:
            reader.read_only = True
        self.both.readers[0].focus()

    @property
    def leader(self) -> TranscriptReader:
        """The reader with the focus, else the first."""
        readers = self.both.readers
        return next((each for each in readers if each.has_focus), readers[0])

    def show_readings(
        self, text: ReaderText, readings: Sequence[Reading], flags: Iterable[ReaderFlag], at: int | None
    ) -> None:
        """Show a document's two readings, at an offset; what is flagged is folded in both, but what was opened here."""
        flagged, leader = tuple(flags), self.leader
        again = leader.transcript is not None and leader.transcript.uid == text.uid
        shown = leader.unfolded if again else frozenset()
        for pane, reader, reading in zip(self.both.panes, self.both.readers, readings, strict=True):
            reader.fold_by_default = self.app.care.fold
            reader.open_document(text, reading.codings, flags=flagged, at=at)
            if again:
                reader.fold_but(shown)
            reader.marks = reading.alone
            pane.rule.say(title=reading.coder, note=reading.note())
        self.call_after_refresh(self._keep_in_sight)

    def why_not(self, function: str) -> str:
        """Keys of the reader that would change a coding; nothing folded."""
        if function in ("stretch", "finish_stretch"):
            return ONLY_READ
        return NOT_FLAGGED if function == "toggle_fold" and not self.leader.flags_here else ""

    # -- together

    @on(Resized)
    def _keep_in_sight(self) -> None:
        """What one looks at stays in sight, however little room is left: at one height, whatever sizes came between."""
        if self.leader.has_words:
            self.leader.select(*self.leader.selection, center=True)

    @on(CursorMoved)
    @on(SelectionChanged)
    def _follow(self, message: ReaderMessage) -> None:
        if message.reader is self.leader:
            self.both.follow(self.leader)
            self.show_place()
            self.refresh_bindings()

    @on(FoldsOpened)
    def _opened_by_enter(self, message: FoldsOpened) -> None:
        self.both.follow(self.leader)
        self.app.care.opened(self.app.coder, self.app.today(), len(message.folds))

    @on(NothingFurther)
    def _say_nothing_further(self, message: NothingFurther) -> None:
        self.say(self.keyed(NOTHING_FURTHER.get(message.step, ONLY_READ)))

    def show_place(self) -> None:
        """Say in the status line where in the document the cursor is."""
        if (place := self.leader.place) is not None:
            turn = f"turn {place.turn:,} of {place.turns:,}" if place.turns else ""
            self.status.show_place(*self.more_of_place(), turn, f"{place.percent} %")

    def more_of_place(self) -> Iterable[str]:
        """What else to say of it."""
        return ()

    def action_other_reader(self) -> None:
        """Go to the other reader, at the same place."""
        self.set_focus(next(each for each in self.both.readers if each is not self.leader))

    def action_toggle_fold(self) -> None:
        """Show what is folded here in both readers, or fold it again."""
        reader = self.leader
        if not reader.flags_here:
            self.say(self.keyed(NOT_FLAGGED))
        elif here := reader.folds_here:
            reader.unfold(uid for fold in here for uid in fold.uids)
            self.app.care.opened(self.app.coder, self.app.today(), len(here))
        else:
            reader.fold_again(flag.uid for flag in reader.flags_here)
        self.both.follow(reader)


class ReadingsScreen(LinkedReadersScreen):
    """A document as two coders coded it."""

    PLACE = "Two coders"
    BINDINGS: ClassVar[list[Any]] = commands.bindings("readings")

    def __init__(self, document: str, found: BothReadings, at: int) -> None:
        super().__init__()
        self.document = document
        self.found = found
        self._at: int | None = at
        self._pair: Pair | None = None

    def why_not(self, function: str) -> str:
        """No difference to go to, no other pair."""
        if function in ("next_difference", "previous_difference") and not self.found.differences:
            return NO_DIFFERENCE
        if function == "choose_pair" and len(self.found.pairs) < 2:
            return ONE_PAIR
        return super().why_not(function)

    def refresh_from_project(self, tables: frozenset[str]) -> None:
        """Read both again when what is behind them has changed."""
        if tables is EVERYTHING:
            self.show(self.found)
        elif tables & BEHIND:
            self._read_again()

    def _read_again(self) -> None:
        uid, coder, pair = self.document, self.app.coder, self._pair
        self.read(lambda s: both_readings(s, uid, coder, pair), self._show_again, group="readings")

    def _show_again(self, found: BothReadings | str) -> None:
        if isinstance(found, str):
            self.action_leave_readings()
        else:
            self._at = self.leader.cursor
            self.show(found)

    def show(self, found: BothReadings) -> None:
        """Show them, and say how many differences there are."""
        self.found = found
        self.show_where(found.text.label, "as two coders coded it")
        self.show_readings(found.text, found.readings, found.flags, self._at)
        many = len(found.differences)
        said = f"{many:,} place{'s' * (many != 1)} where {' and '.join(found.coders)} differ{self.keyed(GO_ON)}"
        self.status.say(said if many else NO_DIFFERENCE, lasting=8)
        self.refresh_bindings()

    def more_of_place(self) -> Iterable[str]:
        """Which difference the cursor is at."""
        at, many = self._difference_here(), len(self.found.differences)
        yield f"difference {at + 1:,} of {many:,}" if at is not None else f"{many:,} difference{'s' * (many != 1)}"

    def _difference_here(self) -> int | None:
        start, end = self.leader.selection
        here = (start, max(end, start + 1))
        found = (at for at, each in enumerate(self.found.differences) if overlaps((each.start, each.end), here))
        return next(found, None)

    # -- from one difference to the next

    def action_next_difference(self) -> None:
        """The next one, round to the first."""
        if not self.refuse("next_difference"):
            after = self.leader.past_fold
            found = (at for at, each in enumerate(self.found.differences) if each.start > after)
            self._go_to(next(found, 0))

    def action_previous_difference(self) -> None:
        """The one before, round to the last."""
        if not self.refuse("previous_difference"):
            start = self.leader.selection[0]
            before = [at for at, each in enumerate(self.found.differences) if each.start < start]
            self._go_to(before[-1] if before else len(self.found.differences) - 1)

    def _go_to(self, number: int) -> None:
        there = self.found.differences[number]
        self.leader.select(there.start, there.end)
        self.status.say(there.words(self.found.coders), lasting=3)

    # -- whose, and away

    def action_choose_pair(self) -> None:
        """Between two others."""
        if self.refuse("choose_pair"):
            return
        pairs = self.found.pairs
        self.app.push_screen(
            Choose("Between whom", [" and ".join(pair) for pair in pairs], "Show", now=pairs.index(self.found.coders)),
            lambda at: None if at is None else self._compare(pairs[at]),
        )

    def _compare(self, pair: Pair) -> None:
        self._pair = pair
        self._read_again()

    def action_read_it(self) -> None:
        """Go to the workbench, at this place."""
        start, end = self.leader.selection
        self.read_in_workbench(self.document, start, end)

    def action_leave_readings(self) -> None:
        """Back to the workbench, which is as it was."""
        self.app.action_go("code")
