"""The reader's keys and mouse: moving, selecting and stretching. It changes nothing; it says what happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import BindingType
from textual.timer import Timer

from coding_tui.reader import messages, movement
from coding_tui.reader.keys import bindings
from coding_tui.reader.movement import Span
from coding_tui.reader.selecting_view import SelectingView
from coding_tui.reader.stretching import Stretch, nearer_edge
from coding_tui.reader.wrapping import RowKind

Around = Callable[[int], Span]
SEEKING = frozenset({
    "previous_coding", "next_coding", "next_uncoded", "previous_uncoded", "next_answer", "previous_answer",
})  # fmt: skip
"""Moves that may find nothing, which is said."""


class TranscriptReader(SelectingView):
    """A document to read, select and code in. Offsets are code points of the canonical text, half-open."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings()]

    CodingStretched = messages.CodingStretched
    FoldsOpened = messages.FoldsOpened
    NothingFurther = messages.NothingFurther
    StretchingChanged = messages.StretchingChanged

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.read_only = False
        self._drag: events.MouseEvent | None = None
        self._drag_clock: Timer | None = None

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
            "previous_uncoded": lambda: movement.previous_uncoded(text, self.codings, at),
            "next_answer": lambda: movement.next_answer(text, at),
            "previous_answer": lambda: movement.previous_answer(text, at),
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
