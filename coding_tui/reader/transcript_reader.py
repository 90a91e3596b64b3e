"""The reader: moving, selecting and stretching by keyboard and mouse. It changes nothing; it says what happened."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import BindingType
from textual.message import Message
from textual.timer import Timer

from coding_tui.reader import messages, movement
from coding_tui.reader.coding_index import CodingIndex
from coding_tui.reader.folding import Fold, ReaderFlag, within
from coding_tui.reader.keys import bindings
from coding_tui.reader.model import Place, ReaderCoding, ReaderText
from coding_tui.reader.movement import Span
from coding_tui.reader.reader_view import ReaderView
from coding_tui.reader.stretching import Stretch, nearer_edge
from coding_tui.reader.wrapping import RowKind

Around = Callable[[int], Span]
SEEKING = frozenset({"previous_coding", "next_coding", "next_uncoded"})
"""Moves that may find nothing, which is said."""


class TranscriptReader(ReaderView):
    """A document to read, select and code in. Offsets are code points of the canonical text, half-open."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings()]

    SelectionChanged = messages.SelectionChanged
    CursorMoved = messages.CursorMoved
    CodingsUnderCursor = messages.CodingsUnderCursor
    CodingStretched = messages.CodingStretched
    FoldsOpened = messages.FoldsOpened
    NothingFurther = messages.NothingFurther
    StretchingChanged = messages.StretchingChanged

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.read_only = False
        self._goal_cell: int | None = None
        self._stretch: Stretch | None = None
        self._said_codings: tuple[ReaderCoding, ...] = ()
        self._drag: events.MouseEvent | None = None
        self._drag_clock: Timer | None = None

    # -- what is asked of it

    def open_document(
        self,
        document: ReaderText | None,
        codings: Iterable[ReaderCoding] = (),
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
        self.transcript = document
        self._fold()
        self.codings = CodingIndex(codings)
        self.sentences = tuple(sentences)
        if at is not None:
            self.move_to(at, center=True)

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
        return Place(turn.number if turn else 0, self._turns, turn.time if turn else None, percent)

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

    # -- moving

    def action_go(self, step: str, select: bool = False) -> None:
        """Make one of the moves of `keys`, selecting on the way if asked."""
        if not self.has_words:
            return
        if step in ("up", "down", "page_up", "page_down"):
            self._go_by_rows(step, select)
        else:
            place = self._destination(step)
            if place == self.cursor and step in SEEKING:
                self.post_message(self.NothingFurther(self, step))
            self.move_to(place, select or self._stretch is not None)

    def _destination(self, step: str) -> int:
        text, at, sentences = self.wrapped, self.cursor, self.by_sentence
        places: dict[str, Callable[[], int | None]] = {
            "left": lambda: movement.previous_grapheme(text, at),
            "right": lambda: movement.next_grapheme(text, at),
            "word_left": lambda: movement.previous_word(text, at),
            "word_right": lambda: movement.next_word(text, at),
            "row_start": lambda: movement.row_start(text, at),
            "row_end": lambda: movement.row_end(text, at),
            "start": lambda: text.passages[0].start,
            "end": lambda: text.passages[-1].end,
            "previous_turn": lambda: movement.previous_turn(text, at),
            "next_turn": lambda: movement.next_turn(text, at),
            "previous_sentence": lambda: sentences.previous_start(at),
            "next_sentence": lambda: sentences.next_start(at),
            "previous_coding": lambda: movement.previous_coding(text, self.codings, at),
            "next_coding": lambda: movement.next_coding(text, self.codings, at),
            "next_uncoded": lambda: movement.next_uncoded(text, self.codings, at),
        }
        place = places[step]()
        return at if place is None else place

    def _go_by_rows(self, step: str, select: bool) -> None:
        cell = self.wrapped.cell_of(self.cursor)[0] if self._goal_cell is None else self._goal_cell
        rows = max(1, self.scrollable_content_region.height - 2) if step.startswith("page") else 1
        rows = -rows if step.endswith("up") else rows
        if abs(rows) > 1:
            self.scroll_to(y=self.scroll_offset.y + rows, animate=False)
        target = movement.by_rows(self.wrapped, self.cursor, rows, cell)
        self.move_to(target, select or self._stretch is not None)
        self._goal_cell = cell

    # -- selecting

    def _around(self, unit: str) -> Around:
        text = self.wrapped
        return {
            "word": lambda at: movement.word_around(text, at),
            "sentence": self.by_sentence.around,
            "turn": lambda at: movement.turn_around(text, at),
            "document": lambda at: (text.passages[0].start, text.passages[-1].end),
        }[unit]

    def _following(self, unit: str) -> Callable[[int], int]:
        text = self.wrapped
        return {
            "word": lambda at: at,
            "sentence": self.by_sentence.next_start,
            "turn": lambda at: movement.next_turn(text, at),
        }[unit]

    def action_toggle_anchor(self) -> None:
        """Select with plain moves from here on; again: stop."""
        self._selecting.anchored = not self._selecting.anchored

    def action_take(self, unit: str) -> None:
        """Select the unit at the cursor; again: one more."""
        if self.has_words:
            self.select(*self._selecting.take(unit, self._around(unit), self._following(unit)))

    def action_grow(self) -> None:
        """Widen the selection: word, sentence, turn, document."""
        if self.has_words:
            units = ("word", "sentence", "turn", "document")
            self.select(*self._selecting.grown([self._around(unit) for unit in units]))

    def action_shrink(self) -> None:
        """Take the last growth back, or narrow the selection to the next smaller unit."""
        if self.has_words:
            units = ("word", "sentence", "turn")
            self.select(*self._selecting.shrunk([self._around(unit) for unit in units]))

    def action_let_go(self) -> None:
        """Put a picked-up edge back, or else select nothing; with nothing to let go the key is somebody else's."""
        if self._stretch is not None:
            stretch = self._stretch
            self._put_down()
            self._moved(lambda: self._selecting.hold(*stretch.before))
        elif self._selecting.is_empty and not self._selecting.anchored:
            raise SkipAction
        else:
            self._moved(self._selecting.let_go)

    def action_copy(self) -> None:
        """Copy what is selected to the clipboard."""
        if not self.selected_text:
            raise SkipAction
        self.app.copy_to_clipboard(self.selected_text)

    # -- stretching

    def action_stretch(self) -> None:
        """Pick up the nearer edge of the narrowest of the person's own codings at the cursor."""
        found = nearer_edge(self.codings, self.cursor) if self.has_words and not self.read_only else None
        if found is None:
            self.post_message(self.NothingFurther(self, "stretch"))
            return
        self._stretch = Stretch(found.coding, found.fixed, found.moving, (self._selecting.anchor, self.cursor))
        self._selecting.anchored = False
        fixed, moving = (self.wrapped.snapped(at) for at in (found.fixed, found.moving))
        self._moved(lambda: self._selecting.hold(fixed, moving))
        self.post_message(self.StretchingChanged(self, found.coding))

    def action_finish_stretch(self) -> None:
        """Say what the coding should hold now; outside stretching show what is folded here."""
        if self._stretch is None:
            self._open_fold()
            return
        stretch = self._stretch
        start, end = self.selection
        self._put_down()
        if start < end and (start, end) != (stretch.coding.start, stretch.coding.end):
            self.post_message(self.CodingStretched(self, stretch.coding.uid, start, end))
        self._moved(self._selecting.let_go)

    def _open_fold(self) -> None:
        """Show what is folded at the cursor, unless more than it is selected; otherwise the key is somebody else's."""
        here = self.folds_here
        if not here or self.selection not in ((self.cursor, self.cursor), self.wrapped.grapheme_at(here[0].start)):
            raise SkipAction
        self.unfold(here[0].uids)
        self._tell(self.FoldsOpened(self, here[:1]))

    def _put_down(self) -> None:
        self._stretch = None
        self.post_message(self.StretchingChanged(self, None))

    # -- the mouse

    def on_mount(self) -> None:
        """A still mouse sends no events: holding it at an edge is noticed by the clock."""
        self._drag_clock = self.set_interval(1 / 20, self._scroll_while_dragging, pause=True)

    def _offset_under(self, event: events.MouseEvent) -> int:
        point = event.get_content_offset_capture(self)
        row = min(max(0, point.y + self.scroll_offset.y), self.wrapped.height - 1)
        return self.wrapped.offset_at(max(0, point.x - self._page.columns.gutter), row)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor here and begin to select."""
        if event.button != 1 or not self.has_words:
            return
        self.capture_mouse()
        self._drag = event
        self.move_to(self._offset_under(event), select=event.shift or self._stretch is not None)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select up to here while the button is held."""
        if self._drag is None:
            return
        self._drag = event
        if self._drag_clock is not None:
            self._drag_clock.resume()
        self.move_to(self._offset_under(event), select=True)

    def _scroll_while_dragging(self) -> None:
        if self._drag is None:
            return
        y = self._drag.get_content_offset_capture(self).y
        step = -1 if y <= 0 else 1 if y >= self.scrollable_content_region.height - 1 else 0
        if step:
            self.scroll_to(y=self.scroll_offset.y + step, animate=False)
            self.move_to(self._offset_under(self._drag), select=True)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Stop selecting."""
        self._drag = None
        if self._drag_clock is not None:
            self._drag_clock.pause()
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Twice: the word. Three times: the sentence, or on a heading the turn."""
        if not self.has_words or event.chain < 2:
            return
        row = event.get_content_offset_capture(self).y + self.scroll_offset.y
        heading = row < self.wrapped.height and self.wrapped.kinds[row] != RowKind.WORDS
        unit = "turn" if heading or event.chain > 3 else "word" if event.chain == 2 else "sentence"
        self.select(*self._around(unit)(self._offset_under(event)))
