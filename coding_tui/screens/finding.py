"""Finding one's way in a document: words, turns, times; and saying that one is done with it."""

from __future__ import annotations

from textual import getters, on
from textual.actions import SkipAction

from coding_tui import edits
from coding_tui.dialogs.ask import Ask
from coding_tui.reader.messages import NothingFurther
from coding_tui.screens.coding import CodingScreen
from coding_tui.screens.coding_base import NO_CODING
from coding_tui.widgets.find_bar import FindBar, occurrences

NOTHING_FURTHER = {
    "next_coding": "No coding begins further on.",
    "previous_coding": "No coding begins before this.",
    "next_uncoded": "Nothing further on is uncoded.",
}


class FindingScreen(CodingScreen):
    """The reader's screen, as far as it goes to places."""

    find_bar = getters.query_one(FindBar)
    opened: str | None = None

    def why_not(self, function: str) -> str:
        """Nothing sought, or nothing open."""
        if function in ("find_next", "find_previous", "clear_marks") and not self.reader.marks:
            return "Nothing is marked. / finds words in this document."
        if function in ("find", "go_to", "nothing_more") and self.reader.transcript is None:
            return "No document is open."
        return super().why_not(function)

    # -- words

    def action_find(self) -> None:
        """Open the find bar."""
        if not self.refuse("find"):
            self.find_bar.open()

    @on(FindBar.Sought)
    def _mark(self, message: FindBar.Sought) -> None:
        document = self.reader.transcript
        self.reader.marks = () if document is None else occurrences(document.text, message.text)
        many = len(self.reader.marks)
        self.find_bar.say(f"{many:,} {'place' if many == 1 else 'places'}" if message.text.strip() else "")
        if self.reader.marks:
            self._show_mark(self._mark_after(self.reader.selection[0] - 1), select=message.settled)
        if message.settled:
            self.reader.focus()
            found = f"‘{message.text}’: {many:,} {'place' if many == 1 else 'places'} · n next · N previous"
            self.say(found if many else f"‘{message.text}’ is not in this document. ctrl+f searches all documents.")
        self.refresh_bindings()

    @on(FindBar.GivenUp)
    def _give_up(self) -> None:
        self.forget_marks()
        self.reader.focus()

    def forget_marks(self) -> None:
        """Mark nothing."""
        self.reader.marks = ()
        self.refresh_bindings()

    def action_clear_marks(self) -> None:
        """Let go of what a search marked; with nothing marked the key is somebody else's."""
        if not self.reader.marks:
            raise SkipAction
        self.forget_marks()

    def _mark_after(self, offset: int) -> int:
        return next((at for at, (start, _) in enumerate(self.reader.marks) if start > offset), 0)

    def _show_mark(self, number: int, *, select: bool) -> None:
        start, end = self.reader.marks[number]
        if select:
            self.reader.select(start, end)
        else:
            self.reader.move_to(start)

    def action_find_next(self) -> None:
        """The next marked place, round to the first."""
        if not self.refuse("find_next"):
            self._go_to_mark(self._mark_after(self.reader.past_fold))

    def action_find_previous(self) -> None:
        """The marked place before, round to the last."""
        if not self.refuse("find_previous"):
            start = self.reader.selection[0]
            before = [at for at, (first, _) in enumerate(self.reader.marks) if first < start]
            self._go_to_mark(before[-1] if before else len(self.reader.marks) - 1)

    def _go_to_mark(self, number: int) -> None:
        self._show_mark(number, select=True)
        inside = " · inside a flagged passage, space shows it" if self.reader.folds_here else ""
        self.say(f"Place {number + 1:,} of {len(self.reader.marks):,}{inside} · n next · N previous")

    # -- turns and times

    def action_go_to(self) -> None:
        """Ask for a turn or a time and go there."""
        if not self.refuse("go_to"):
            self.app.push_screen(Ask("Go to", "A turn's number, or a time such as 12:41", "Go"), self._go_to)

    def _go_to(self, wanted: str | None) -> None:
        document = self.reader.transcript
        if not wanted or document is None:
            return
        minutes, colon, seconds = wanted.rpartition(":")
        if not (seconds.isdecimal() and (not colon or all(part.isdecimal() for part in minutes.split(":")))):
            self.say(f"‘{wanted}’ is neither a turn's number nor a time such as 12:41.")
            return
        if colon:
            time = sum(int(part) * 60**place for place, part in enumerate(reversed([*minutes.split(":"), seconds])))
            turns = [turn for turn in document.turns if turn.time is not None and turn.time <= time]
        else:
            turns = [turn for turn in document.turns if turn.number == int(wanted)]
        if turns:
            self.reader.focus()
            self.reader.move_to(turns[-1].start, center=True)
        else:
            self.say("No turn has a time up to that." if colon else f"There is no turn {wanted} in this document.")

    @on(NothingFurther)
    def _say_nothing_further(self, message: NothingFurther) -> None:
        self.say(self.why_not("stretch") or NO_CODING if message.step == "stretch" else NOTHING_FURTHER[message.step])

    # -- done

    def action_toggle_done(self) -> None:
        """Done with this document, or not after all."""
        document = self.reader.transcript
        if self.refuse("nothing_more") or document is None or self.app.background is None:
            return
        done, label, uid, coder = not self.is_done(), document.label, document.uid, self.app.coder
        mine = sum(coding.coder == coder for coding in self.codings.values())
        many = f"{mine:,} {'coding' if mine == 1 else 'codings'}"
        said = f"{label} is done: {many}, nothing else here" if done else f"{label} is open again"
        self.app.background.change(
            f"{label}: done" if done else f"{label}: open again",
            lambda session: edits.set_done(session, uid, coder, done), said=f"{said} · ctrl+z undoes · ) next document",
        )  # fmt: skip

    def is_done(self) -> bool:
        """Whether this coder is done with the document in the reader."""
        return False
