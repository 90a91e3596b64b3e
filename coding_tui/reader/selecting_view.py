"""A document with a cursor and a selection in it: where they are, what they touch, and telling when that changes."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Callable, Iterable
from contextlib import ExitStack

from textual.message import Message

from coding_tui.reader import messages
from coding_tui.reader.coding_index import CodingIndex
from coding_tui.reader.folding import Fold, ReaderFlag, within
from coding_tui.reader.model import Place, ReaderCoding, ReaderText
from coding_tui.reader.movement import Span
from coding_tui.reader.reader_view import ReaderView
from coding_tui.reader.stretching import Stretch


class SelectingView(ReaderView):
    """What can be asked of a reader, and done to it from outside. Offsets are code points, half-open."""

    SelectionChanged = messages.SelectionChanged
    CursorMoved = messages.CursorMoved
    CodingsUnderCursor = messages.CodingsUnderCursor

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._goal_cell: int | None = None
        self._stretch: Stretch | None = None
        self._said_codings: tuple[ReaderCoding, ...] = ()

    def open_document(
        self,
        document: ReaderText | None,
        codings: CodingIndex | Iterable[ReaderCoding] = (),
        *,
        sentences: Iterable[Span] = (),
        flags: Iterable[ReaderFlag] = (),
        at: int | None = None,
    ) -> None:
        """Show a document with its codings and sentence bounds, at an offset or from its beginning.

        What is flagged is folded before the first word is shown.
        """
        flagged = tuple(flags)
        self._unfolded = set() if self.fold_by_default else {each.uid for each in flagged}
        self.set_reactive(ReaderView.flags, flagged)
        index = codings if isinstance(codings, CodingIndex) else CodingIndex(codings)
        self._opened_with = index
        self.transcript = document
        self._opened_with = CodingIndex()
        self._fold()
        self.codings = index
        self.sentences = tuple(sentences)
        if at is not None:
            self.move_to(at, center=True)

    def on_resize(self) -> None:
        """Tell it; by the time that it is heard, `ReaderView` has wrapped the words."""
        self.post_message(messages.Resized(self))

    @property
    def cursor(self) -> int:
        """Where the cursor stands."""
        return self._selecting.cursor

    @property
    def selection(self) -> Span:
        """Start and end of what is selected; equal where nothing is. Never half a grapheme."""
        return self._selecting.span

    @property
    def selected_text(self) -> str:
        """What is selected, as it is in the canonical text."""
        start, end = self.selection
        return self.transcript.text[start:end] if self.transcript else ""

    @property
    def trimmed_selection(self) -> Span:
        """The selection without white space at either end."""
        start, text = self.selection[0], self.selected_text
        inner = text.strip()
        start += len(text) - len(text.lstrip()) if inner else 0
        return start, start + len(inner)

    @property
    def stretching(self) -> ReaderCoding | None:
        """The coding one of whose edges is being moved."""
        return self._stretch.coding if self._stretch else None

    @property
    def codings_here(self) -> tuple[ReaderCoding, ...]:
        """The codings that share something with the selection, or that hold the character at the cursor."""
        if not self.has_words:
            return ()
        start, end = self.selection
        if start == end and self.wrapped.fold_at(start) is not None:
            start, end = self.wrapped.grapheme_at(start)
        return tuple(self.codings.touching(start, max(end, start + 1)))

    @property
    def folds(self) -> tuple[Fold, ...]:
        """What is folded in the document."""
        return self._folds

    @property
    def folds_here(self) -> tuple[Fold, ...]:
        """What is folded at the cursor, or shares something with the selection."""
        found = within(self._folds, *self.selection) if self.has_words else ()
        fold = self.wrapped.fold_at(self.cursor) if self.has_words and self._selecting.is_empty else None
        return tuple(dict.fromkeys((*found, fold) if fold is not None else found))

    @property
    def flags_here(self) -> tuple[ReaderFlag, ...]:
        """The flags at the cursor, or that share something with the selection, folded or not."""
        start, end = self.selection
        spans = [(start, max(end, start + 1)), *((fold.start, fold.end) for fold in self.folds_here)]
        return tuple(each for each in self.flags if any(each.start < high and each.end > low for low, high in spans))

    @property
    def past_fold(self) -> int:
        """Where the selection begins; when that is folded, the last character folded: a search goes on from there."""
        start = self.selection[0]
        fold = self.wrapped.fold_at(start) if self.has_words else None
        return start if fold is None else max(start, fold.end - 1)

    def unfold(self, uids: Iterable[str]) -> None:
        """Show these flagged passages until they are folded again."""
        self._refold(self._unfolded | set(uids))

    def fold_again(self, uids: Iterable[str]) -> None:
        """Fold these flagged passages."""
        self._refold(self._unfolded - set(uids))

    @property
    def unfolded(self) -> frozenset[str]:
        """The flagged passages (uids) that are shown."""
        return frozenset(self._unfolded)

    def fold_but(self, uids: Iterable[str]) -> None:
        """Show these flagged passages and fold all others."""
        if (shown := set(uids)) != self._unfolded:
            self._refold(shown)

    def _refold(self, unfolded: set[str]) -> None:
        def change() -> None:
            self._unfolded = unfolded
            self._fold()

        self._moved(change)

    @property
    def place(self) -> Place | None:
        """Where the cursor is, for a status line; None where there is nothing to be in."""
        if not self.has_words:
            return None
        turn = self.wrapped.passage_at(self.cursor).turn
        percent = round(100 * self.cursor / max(1, self._passages[-1].end))
        line = self.transcript.text.count("\n", 0, self.cursor) + 1 if self.transcript else 1
        return Place(turn.number if turn else 0, self._turns, turn.time if turn else None, percent, line, self._lines)

    def move_to(self, offset: int, select: bool = False, center: bool = False) -> None:
        """Put the cursor at an offset (or the nearest place before it), selecting on the way if asked, and show it."""
        if self.has_words:
            self._goal_cell = None
            self._moved(lambda: self._selecting.move(self.wrapped.snapped(offset), select), center)

    def select(self, start: int, end: int, center: bool = False) -> None:
        """Select [start, end), widened to whole graphemes, the cursor at its end, and show it."""
        if self.has_words:
            self._goal_cell = None
            span = self.wrapped.snapped(start), self.wrapped.snapped_up(end)
            self._moved(lambda: self._selecting.hold(*span), center)

    def _moved(self, change: Callable[[], object], center: bool = False) -> None:
        """Change the selection, paint what that touches, bring the cursor into view, and say so."""
        held, cursor, anchor = self._selecting.span, self.cursor, self._selecting.anchor
        change()
        if self._selecting.anchor != anchor:
            self._refresh_rows(anchor, cursor)
            self._refresh_rows(self._selecting.anchor, self.cursor)
        self._refresh_rows(cursor, self.cursor)
        self._reveal(self.cursor, center)
        if self.cursor != cursor:
            self._tell(self.CursorMoved(self, self.cursor))
        if self._selecting.span != held:
            self._tell(self.SelectionChanged(self, *self.selection))
        self._say_codings()
        self._in_one_frame()

    def _tell(self, message: Message) -> None:
        """Say something to the screen directly: on its way up it would come after the reader's own frame."""
        (self.screen if self.is_attached else self).post_message(message)

    def _in_one_frame(self) -> None:
        """Paint together with what the screen shows about the cursor elsewhere: a second frame costs as much again.

        The screen gets two rounds of the event loop to pass what it was told on to its panes.
        """
        if not self.is_attached:
            return
        held = ExitStack()
        held.enter_context(self.app.batch_update())

        async def let_go() -> None:
            with held:
                await sleep(0)
                await sleep(0)

        if not self.screen.call_later(let_go):
            held.close()

    def _say_codings(self) -> None:
        if (here := self.codings_here) != self._said_codings:
            self._said_codings = here
            self._tell(self.CodingsUnderCursor(self, here))

    def watch_transcript(self) -> None:
        """Show another document, and say where that leaves the cursor."""
        self._stretch = None
        super().watch_transcript()
        self.post_message(self.CursorMoved(self, self.cursor))
        self._say_codings()

    def watch_codings(self) -> None:
        """Show other codings, and say what is under the cursor now."""
        super().watch_codings()
        self._say_codings()

    def on_focus(self) -> None:
        """Show the cursor."""
        self._refresh_rows(self.cursor, self.cursor)

    def on_blur(self) -> None:
        """Hide the cursor; its row stays marked."""
        self._refresh_rows(self.cursor, self.cursor)
