"""Finding one's way in a document: words, turns, times; and saying that one is done with it."""

from __future__ import annotations

from textual import getters, on
from textual.actions import SkipAction

from coding_tui import edits
from coding_tui.reader.messages import NothingFurther
from coding_tui.screens.coding import CodingScreen
from coding_tui.screens.coding_base import NO_CODING
from coding_tui.widgets.find_bar import FindBar, occurrences

NOTHING_FURTHER = {
    "next_coding": "No coding begins further on.",
    "previous_coding": "No coding begins before this.",
    "next_uncoded": "Nothing further on is uncoded.",
    "previous_uncoded": "Nothing before this is uncoded.",
    "next_answer": "No answer begins further on.",
    "previous_answer": "No answer begins before this.",
}


GO_ON = " · «find.next» next · «find.previous» previous"


class FindingScreen(CodingScreen):
    """The reader's screen, as far as it goes to places."""

    find_bar = getters.query_one(FindBar)
    opened: str | None = None

    def why_not(self, function: str) -> str:
        """Nothing sought, or nothing open."""
        if function in ("find_next", "find_previous", "clear_marks") and not self.reader.marks:
            return "Nothing is marked. «find.open» finds words in this document."
        if function in ("find", "nothing_more") and self.reader.transcript is None:
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
            found = f"‘{message.text}’: {many:,} {'place' if many == 1 else 'places'}{self.keyed(GO_ON)}"
            elsewhere = self.keyed("«go.search» searches all documents.")
            self.say(found if many else f"‘{message.text}’ is not in this document. {elsewhere}")
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
        inside = " · inside a flagged passage, «care.fold» shows it" if self.reader.folds_here else ""
        self.say(self.keyed(f"Place {number + 1:,} of {len(self.reader.marks):,}{inside}{GO_ON}"))

    @on(NothingFurther)
    def _say_nothing_further(self, message: NothingFurther) -> None:
        why = self.why_not("stretch") or NO_CODING if message.step == "stretch" else NOTHING_FURTHER[message.step]
        self.say(self.keyed(why))

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
        following = self.keyed("«document.next» next document")
        self.app.background.change(
            f"{label}: done" if done else f"{label}: open again",
            lambda session: edits.set_done(session, uid, coder, done), said=f"{said} · ctrl+z undoes · {following}",
        )  # fmt: skip

    def is_done(self) -> bool:
        """Whether this coder is done with the document in the reader."""
        return False
