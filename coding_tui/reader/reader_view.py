"""The reader's looks: it lays a document out, paints the rows in view, and keeps its place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from coding_tui.palette import worn
from coding_tui.plain_words import shown
from coding_tui.reader.coding_index import CodingIndex
from coding_tui.reader.columns import shared_out
from coding_tui.reader.folding import Fold, ReaderFlag, folds
from coding_tui.reader.ink import Ink
from coding_tui.reader.lanes import Lanes
from coding_tui.reader.model import Passage, ReaderText, passages
from coding_tui.reader.movement import Sentences, Span
from coding_tui.reader.painting import Layer, Overlay, Page, blank, painted
from coding_tui.reader.scroll_bar import MapScrollBar, spread
from coding_tui.reader.selection import Selection
from coding_tui.reader.wrapping import STOPS, RowKind, WrappedText, displayable
from coding_tui.safe_output import NothingObeyed
from coding_tui.widgets.rows import wrapped

NOTHING_OPEN = "No document is open. Documents are listed at the left."
NO_WORDS = "‘{label}’ holds no words."
CODED, FOLDED, MARKED = "·", "▒", "•"
"""Signs in the scroll bar."""
MOST_KEPT = 2_000
"""How many painted rows are kept: rows with a cursor, marks or a selection on them come in many looks."""
Look = tuple[int, bool, bool, tuple[Overlay, ...]]
"""What a row's looks depend on: its number, whether it is the first in view, if the cursor's, and what lies over it."""
_BLACK = Color(0, 0, 0)
_NO_INK = Ink(_BLACK, _BLACK, _BLACK, _BLACK, _BLACK, _BLACK)


class ReaderView(ScrollView, can_focus=True):
    """Shows a `ReaderText` with its codings, marks and selection; moves nothing by itself."""

    ALLOW_SELECT = False  # selection is the reader's own: offsets in the text, not cells
    COMPONENT_CLASSES: ClassVar[set[str]] = {"reader--accent", "reader--selection", "reader--mark", "reader--cursor"}
    DEFAULT_CSS = """
    ReaderView {
        overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1;
        background: $background; color: $foreground;
        & > .reader--accent { color: $accent; }
        & > .reader--selection { background: $primary 55%; }
        & > .reader--mark { background: $warning 60%; }
        & > .reader--cursor { background: $foreground; }
    }
    """

    transcript: reactive[ReaderText | None] = reactive(None, repaint=False, init=False)
    """The document to read, or None."""
    codings: reactive[CodingIndex] = reactive(CodingIndex, repaint=False, init=False)
    """What is coded in it. Belongs to the document: set anew after a change of `transcript`."""
    marks: reactive[tuple[Span, ...]] = reactive((), repaint=False, init=False)
    """Stretches to mark (search hits), in text order."""
    notes: reactive[tuple[Span, ...]] = reactive((), repaint=False, init=False)
    """Stretches that somebody wrote a memo about, in text order; a sign stands where each begins."""
    sentences: reactive[tuple[Span, ...]] = reactive((), repaint=False, init=False)
    """Bounds of sentences in text order; without them the reader goes by punctuation."""
    flags: reactive[tuple[ReaderFlag, ...]] = reactive((), repaint=False, init=False)
    """What is flagged as distressing in it, and so folded until it is opened."""
    fold_by_default = True
    """Whether flagged passages are folded to begin with."""

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._selecting = Selection()
        self._opened_with = CodingIndex()
        self._folds: tuple[Fold, ...] = ()
        self._unfolded: set[str] = set()
        self._passages: list[Passage] = []
        self._text = ""
        self._turns = 0
        self._lines = 1
        self._page = self._laid_out(_NO_INK)
        self._painted: dict[Look, Strip] = {}
        self._mixed_for: Sequence[LineFilter] | None = None
        self._gates: tuple[LineFilter, ...] = ()
        self._kept_place = (-1, 0)
        self._sentence_bounds: Sentences | None = None
        self._reveal_later: tuple[int, bool] | None = None

    # -- layout

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scroll bar, made when it is first wanted, as Textual makes its own."""
        if self._vertical_scrollbar is None:
            bar = MapScrollBar(name="vertical", thickness=self.scrollbar_size_vertical)
            self._vertical_scrollbar = bar
            bar.display = False
            self.app._start_widget(self, bar)
            self._draw_map()
        return self._vertical_scrollbar

    def _draw_map(self) -> None:
        """Show in the scroll bar where codings begin, where something is folded, and where marks are."""
        if isinstance(bar := self._vertical_scrollbar, MapScrollBar):
            row_of = self.wrapped.row_of
            folded = [row_of(each.start) for each in self._folds]
            bar.show_places(
                (CODED, self._page.lanes.firsts), (FOLDED, folded), (MARKED, [row_of(at) for at, _ in self.marks])
            )

    @property
    def wrapped(self) -> WrappedText:
        """Where the document's characters are on screen now."""
        return self._page.wrapped

    @property
    def has_words(self) -> bool:
        """Whether there is anything to move in."""
        return bool(self._passages)

    @property
    def by_sentence(self) -> Sentences:
        """The document's sentences."""
        if self._sentence_bounds is None:
            self._sentence_bounds = Sentences(self.wrapped, self.sentences)
        return self._sentence_bounds

    def _laid_out(self, ink: Ink) -> Page:
        columns = shared_out(self.scrollable_content_region.width, max(3, len(str(self._turns))))
        wrapped = WrappedText(self._text, self._passages, columns.words, self._folds)
        return Page(wrapped, self.codings, Lanes(wrapped, self.codings.codings), columns, ink, self._noted(wrapped))

    def _noted(self, wrapped: WrappedText) -> frozenset[int]:
        """The rows on which memos begin."""
        return frozenset(wrapped.row_of(start) for start, _ in self.notes if self.has_words)

    def _lay_out(self, top: int) -> None:
        """Wrap to the present width, the passage character at offset `top` in the first row."""
        self._page = self._laid_out(self._page.ink)
        self._painted.clear()
        self._sentence_bounds = None
        spread(self, Size(self._page.columns.total, max(1, self.wrapped.height)))
        row = self.wrapped.row_of(top) if self.has_words else 0
        while row and self.wrapped.kinds[row - 1] == RowKind.HEADING and self.wrapped.starts[row] == top:
            row -= 1
        self.scroll_to(y=row, animate=False, immediate=True)
        self._kept_place = (self.scroll_offset.y, top)
        self._draw_map()
        self.refresh()

    @property
    def _top_offset(self) -> int:
        """The first offset in view: as it was before the last resize, unless the view has been scrolled since."""
        row, offset = self._kept_place
        top = self.scroll_offset.y
        return offset if top == row or not self.has_words else self.wrapped.starts[min(top, self.wrapped.height - 1)]

    def watch_has_focus(self, _has_focus: bool) -> None:
        """What looks otherwise is painted as the cursor is; `PlainRows` says why styles are not looked up."""

    def on_resize(self) -> None:
        """Wrap anew where the width is another, and keep the place."""
        if self.scrollable_content_region.width != self._page.columns.total:
            self._lay_out(self._top_offset)
        if self._reveal_later is not None:
            self._reveal(*self._reveal_later)

    def watch_transcript(self) -> None:
        """Show another document from its beginning, without marks or selection, and with no codings but those that it
        is opened with.
        """
        document = self.transcript
        self._passages = passages(document) if document else []
        self._text = displayable(document.text, self._passages) if document else ""
        self.set_reactive(ReaderView.codings, self._opened_with)
        self.set_reactive(ReaderView.marks, ())
        self.set_reactive(ReaderView.notes, ())
        self.set_reactive(ReaderView.sentences, ())
        self._lines = document.text.count("\n") + 1 if document else 1
        self._turns = max((each.turn.number for each in self._passages if each.turn), default=0)
        self._reveal_later = None
        self._selecting = Selection()
        if self.has_words:
            self._selecting.move(self._passages[0].start, select=False)
        self._folds = folds(self.flags, self._unfolded)
        self._lay_out(0)

    def watch_codings(self) -> None:
        """Show other codings; the words stay where they are."""
        page = self._page
        lanes = Lanes(page.wrapped, self.codings.codings, page.lanes)
        self._page = replace(page, index=self.codings, lanes=lanes)
        changed = lanes.changed_rows
        self._painted = {look: strip for look, strip in self._painted.items() if look[0] not in changed}
        self.refresh_lines(changed.start, len(changed))
        self._draw_map()

    def watch_flags(self, before: tuple[ReaderFlag, ...], now: tuple[ReaderFlag, ...]) -> None:
        """Fold what was flagged just now, as flagged passages are folded by default."""
        if not self.fold_by_default:
            self._unfolded |= {each.uid for each in now} - {each.uid for each in before}
        self._fold()

    def _fold(self) -> None:
        """Lay out anew what is folded differently; the cursor and the selection go with the words."""
        found = folds(self.flags, self._unfolded)
        if found == self._folds:
            return
        self._folds = found
        self._lay_out(self._top_offset)
        if self.has_words:
            start, end = self._selecting.span
            held = self.wrapped.snapped(start), self.wrapped.snapped_up(end)
            self._selecting.hold(*(held if start < end else (held[0], held[0])))

    def watch_marks(self) -> None:
        """Show other marks."""
        self._draw_map()
        self.refresh()

    def watch_notes(self) -> None:
        """Show other signs of memos."""
        self._page = replace(self._page, noted=self._noted(self.wrapped))
        self._painted.clear()
        self.refresh()

    def watch_sentences(self) -> None:
        """Go by these sentences from now on."""
        self._sentence_bounds = None

    # -- painting

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a part of the view. Without border or padding there is nothing that Textual's own way would add
        but the time of two more copies of every row. Empty once removed: the styles are gone then.
        """
        if not self.is_attached:
            return [Strip.blank(crop.width)] * crop.height
        self._take_ink()
        width = self.scrollable_content_region.width
        strips = [self.render_line(y) for y in crop.line_range]
        strips = [each if each.cell_length == width else each.adjust_cell_length(width) for each in strips]
        x1, x2 = crop.column_span
        return strips if (x1, x2) == (0, self.size.width) else [strip.crop(x1, x2) for strip in strips]

    def notify_style_update(self) -> None:
        """Mix the colours again."""
        self._mixed_for = None
        super().notify_style_update()

    def _take_ink(self) -> None:
        """Mix the colours when they may be others."""
        filters = self.get_line_filters()
        if filters == self._mixed_for:
            return
        self._mixed_for = list(filters)
        self._gates = tuple(each for each in filters if isinstance(each, NothingObeyed))
        ink = self._mixed_ink(tuple(each for each in filters if each not in self._gates))
        if ink != self._page.ink:
            page = self._page
            self._page = replace(page, ink=ink)
            self._painted.clear()

    def render_line(self, y: int) -> Strip:
        """One row of the view, as it goes to the screen."""
        row = self.scroll_offset.y + y
        if not self.has_words:
            return self._filtered(self._notice(y))
        if row >= self.wrapped.height:
            return self._filtered(blank(self._page))
        cursor_here = self.wrapped.row_of(self._selecting.cursor) == row
        look = (row, y == 0, cursor_here, tuple(self._overlays(row)))
        if (strip := self._painted.get(look)) is None:
            if len(self._painted) > MOST_KEPT:
                self._painted.clear()
            strip = painted(self._page, row, look[3], cursor_here=cursor_here, top=y == 0)
            strip = self._painted[look] = self._filtered(strip)
        return strip

    def _filtered(self, strip: Strip) -> Strip:
        """What the last gate leaves of a row; its styles have been through the app's other filters."""
        segments = before = list(strip)
        for each in self._gates:
            segments = each.apply(segments, self._page.ink.ground)
        return strip if segments is before else Strip(segments, strip.cell_length)

    def _overlays(self, row: int) -> list[Overlay]:
        wrapped = self.wrapped
        if wrapped.kinds[row] not in STOPS:
            return []
        start, end = wrapped.starts[row], wrapped.ends[row]
        found = [Overlay(Layer.MARK, *mark) for mark in self._marks_in(start, end)]
        low, high = self._selecting.span
        if low < end and high > start and low < high:
            found.append(Overlay(Layer.SELECTION, low, high))
        cursor = self._selecting.cursor
        if self.has_focus and wrapped.row_of(cursor) == row:
            found.append(Overlay(Layer.CURSOR, cursor, max(cursor + 1, wrapped.grapheme_at(cursor)[1])))
        return found

    def _marks_in(self, start: int, end: int) -> Sequence[Span]:
        stop = first = bisect_left(self.marks, (end, 0))
        while first and self.marks[first - 1][1] > start:
            first -= 1
        return self.marks[first:stop]

    def _notice(self, y: int) -> Strip:
        style = self._page.ink.furniture(quiet=True)
        text = NO_WORDS.format(label=shown(self.transcript.label)) if self.transcript else NOTHING_OPEN
        lines = wrapped(text, self._page.columns.total - 4)
        line = f"  {lines[y - 1]}" if 0 < y <= len(lines) else ""
        return Strip([Segment(line, style)] * bool(line)).adjust_cell_length(self._page.columns.total, style)

    def _mixed_ink(self, filters: tuple[LineFilter, ...]) -> Ink:
        style = self.rich_style
        ground = Color.from_rich_color(style.bgcolor) if style.bgcolor else Color(0, 0, 0)
        text = Color.from_rich_color(style.color) if style.color else Color(255, 255, 255)
        component = self.get_component_styles
        return Ink(
            ground=ground,
            text=text,
            accent=ground + component("reader--accent").color,
            selection=ground + component("reader--selection").background,
            mark=ground + component("reader--mark").background,
            cursor=ground + component("reader--cursor").background,
            plain=self.app.no_color or self.app.native_ansi_color,
            filters=filters,
            palette=worn(),
        )

    # -- what is in view

    def _refresh_rows(self, one: int, other: int) -> None:
        """Paint again the rows in view between two offsets."""
        low, high = sorted((one, other))
        top = self.scroll_offset.y
        first = max(self.wrapped.row_of(low), top)
        last = min(self.wrapped.row_of(high), top + self.size.height - 1)
        if last >= first:
            self.refresh_lines(first, last - first + 1)

    def _reveal(self, offset: int, center: bool = False) -> None:
        """Bring an offset into view: a row or two from the edge when near, in the middle when far."""
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        self._reveal_later = None if height else (offset, center)
        if not height:
            return
        row = self.wrapped.row_of(offset)
        context = min(2, max(0, (height - 1) // 2))
        if center or row < top - height or row > top + 2 * height:
            self.scroll_to(y=max(0, row - height // 3), animate=False)
        elif row < top + context:
            self.scroll_to(y=max(0, row - context), animate=False)
        elif row >= top + height - context:
            self.scroll_to(y=row - height + 1 + context, animate=False)
