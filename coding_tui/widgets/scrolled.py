"""A list or a text that scrolls, and that grows and shrinks without Textual laying the whole screen out again."""

from __future__ import annotations

from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip

from coding_tui.reader.scroll_bar import QuickScrollBar, spread
from coding_tui.widgets.plain_rows import PlainRows


class _Bar(QuickScrollBar):
    """Always in its place; while there is nothing to scroll, what it lies over shows through."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The bar, or the last column of what it belongs to."""
        over = self.parent
        if not isinstance(over, Scrolled):  # what it belonged to has left
            return [Strip.blank(crop.width)] * crop.height
        if over.scrolls:
            return super().render_lines(crop)
        end = over.columns
        strips = [over.render_line(y).crop(end - self.size.width, end) for y in crop.line_range]
        ground = over.background_colors[1]
        for each in over.get_line_filters():
            strips = [strip.apply_filter(each, ground) for strip in strips]
        return strips


class Scrolled(PlainRows, ScrollView):
    """`spread` says how many lines there are; `render_line` gives rows of `columns`, or of `room` when it `scrolls`."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "Scrolled { overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.columns = 0
        """Cells from edge to edge, those of the bar among them."""
        self.room = 0
        """Cells of a row that nothing lies over."""
        self.scrolls = False
        """Whether there is more than is in view."""

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The bar, made when it is first wanted, as Textual makes its own."""
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = bar = _Bar(name="vertical", thickness=self.scrollbar_size_vertical)
            bar.display = False
            self.app._start_widget(self, bar)
        return self._vertical_scrollbar

    def spread(self, lines: int) -> None:
        """Have so many lines to scroll in: at least as many as are in view. To be called after every resize too."""
        before, height = (self.columns, self.room), self.content_size.height
        self.columns = self.content_size.width
        self.scrolls = lines > height
        self.room = self.columns - self.scrollbar_size_vertical * self.scrolls
        spread(self, Size(self.columns, max(1, lines, height)))
        self.scroll_target_y = self.scroll_y = min(self.scroll_y, self.max_scroll_y)
        if before != (self.columns, self.room):
            self.refresh()
            self.vertical_scrollbar.refresh()
