"""A grid that can show its cells as a chart instead: the cursor, the keys and what they mean stay the same."""

from __future__ import annotations

from collections.abc import Callable

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.strip import Strip

from coding_tui.views.charts import At, Drawn
from coding_tui.widgets.grid import GUTTER, Grid, Table


class ChartGrid(Grid):
    """`set_table` shows a table; with `draw`, what that makes of the same cells in so many columns of the terminal."""

    def __init__(self, *, empty: str = "", id: str | None = None) -> None:
        super().__init__(empty=empty, id=id)
        self._draw: Callable[[int], Drawn] | None = None
        self._drawn: Drawn | None = None

    @property
    def drawn(self) -> Drawn | None:
        """What is drawn, None while it is a table."""
        return self._drawn

    def set_table(self, table: Table, draw: Callable[[int], Drawn] | None = None) -> None:
        """Show other cells, as a table or drawn."""
        self._draw = draw
        self._drawn = None
        super().set_table(table)

    def action_move(self, down: int, right: int) -> None:
        """Move the cursor, in a chart to the cell that stands there."""
        if self._drawn is None or self.table.is_empty:
            super().action_move(down, right)
        else:
            self.go(*self._drawn.moved(self._at, down, right))

    def _measure(self) -> None:
        if self._draw is None or self.table.is_empty:
            super()._measure()
            return
        self._drawn = self._draw(self.size.width - GUTTER - 1)
        self._at = self._drawn.nearest(self._at)
        self.virtual_size = Size(self.size.width, len(self._drawn.lines))
        self._reveal()

    def _reveal(self) -> None:
        if self._drawn is None:
            super()._reveal()
            return
        spot = self._drawn.spots.get(self._at)
        top, height = self.scroll_offset.y, self.size.height
        if spot is not None and height:
            first = spot.top - 1  # with what stands over it
            if first < top:
                self.scroll_to(y=max(0, first), animate=False)
            elif spot.bottom + 2 > top + height:
                self.scroll_to(y=spot.bottom + 2 - height, animate=False)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Once: highlight. Twice: choose."""
        if self._drawn is None:
            return  # the grid's own handler is asked as well
        event.prevent_default()
        place = event.get_content_offset_capture(self)
        at = self._at_place(place.x, self.scroll_offset.y + place.y)
        if at is not None:
            self.go(*at)
            if event.chain == 2:
                self.post_message(self.Chosen(self))

    def _at_place(self, x: int, line: int) -> At | None:
        if self._drawn is None or not 0 <= line < len(self._drawn.lines):
            return None
        end = GUTTER
        for ink in self._drawn.lines[line]:
            end += cell_len(ink.words)
            if x < end:
                return ink.at
        return None

    def render_line(self, y: int) -> Strip:
        """One line of the chart; the highlighted cell's signs bear the cursor."""
        width, line = self.size.width, self.scroll_offset.y + y
        if self._drawn is None or self.table.is_empty:
            return super().render_line(y)
        if line >= len(self._drawn.lines):
            return Strip([Segment(" " * width, self._styles["text"])], width)
        inks = self._drawn.lines[line]
        here = any(ink.at == self._at for ink in inks)
        over = self._styles["cell"] if self.has_focus else self._styles["row"]
        segments = [Segment("▸ " if here else "  ", self._styles["accent"])]
        for ink in inks:
            style = self._styles[ink.role] + (over if ink.at == self._at and not ink.solid else Style())
            segments.append(Segment(ink.words, style))
        return Strip(segments).adjust_cell_length(width, self._styles["text"])
