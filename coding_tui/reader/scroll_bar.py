"""Textual's scroll bar, painted as the reader is: a few strips made once, not a Rich renderable cut into lines."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.events import MouseDown
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar, ScrollBarRender, ScrollTo
from textual.strip import Strip

_GREY = Color.parse("#555555")


def spread(view: ScrollView, size: Size) -> None:
    """Have a view so large inside. Textual would lay out the whole screen anew, though nothing else changes place."""
    if size == view.virtual_size:
        return
    if view.styles.auto_dimensions:
        view.virtual_size = size
        return
    view.set_reactive(ScrollView.virtual_size, size)
    view.vertical_scrollbar.window_virtual_size = size.height


class QuickScrollBar(ScrollBar):
    """Looks and behaves as any scroll bar; a step costs a thirtieth of the time."""

    def __init__(self, vertical: bool = True, name: str | None = None, *, thickness: int = 1) -> None:
        super().__init__(vertical, name, thickness=thickness)
        self._kept: tuple[tuple[Any, ...], list[Strip]] = ((), [])

    def render_lines(self, crop: Region) -> list[Strip]:
        """The bar's rows, made anew only when something about it has changed."""
        bar = self.render()
        if not isinstance(bar, ScrollBarRender) or not isinstance(bar.style, Style) or not self.vertical:
            return super().render_lines(crop)
        filters = tuple(self.get_line_filters())
        state = (self.size, bar.virtual_size, bar.window_size, bar.position, bar.style, filters)
        if state != self._kept[0]:
            self._kept = (state, self._strips(bar, bar.style))
        return self._kept[1][crop.y : crop.bottom]

    def _strips(self, bar: ScrollBarRender, style: Style) -> list[Strip]:
        """One strip for each piece that differs; the renderer repeats pieces, it does not copy them."""
        painted = bar.render_bar(
            size=self.size.height, virtual_size=bar.virtual_size, window_size=bar.window_size, position=bar.position,
            thickness=bar.thickness, vertical=True, back_color=style.bgcolor or _GREY, bar_color=style.color or _GREY,
        )  # fmt: skip
        ground = self.background_colors[1]
        made: dict[int, Strip] = {}
        for segment in painted.segments:
            if id(segment) not in made:
                strip = Strip([segment], self.size.width)
                for each in self.get_line_filters():
                    strip = strip.apply_filter(each, ground)
                made[id(segment)] = strip
        return [made[id(segment)] for segment in painted.segments]


def cells_of(at: Sequence[int], rows: int, cells: int) -> Iterator[int]:
    """The cells that stand for some of these rows, each once: thousands of rows are skipped, not looked at."""
    reached = 0
    while reached < len(at):
        cell = at[reached] * cells // rows
        yield cell
        reached = bisect_left(at, -(-(cell + 1) * rows // cells), reached)


class MapScrollBar(QuickScrollBar):
    """A scroll bar that shows where in the document something is; a click on a sign goes there."""

    def __init__(self, vertical: bool = True, name: str | None = None, *, thickness: int = 1) -> None:
        super().__init__(vertical, name, thickness=thickness)
        self._places: tuple[tuple[str, Sequence[int]], ...] = ()
        self._signs: dict[int, str] = {}

    def show_places(self, *places: tuple[str, Sequence[int]]) -> None:
        """Show signs (one cell each) at rows of the document, given from the top; later signs over earlier ones."""
        self._places = places
        self._sign()

    def on_resize(self) -> None:
        """The same places in more or fewer cells."""
        self._sign()

    def watch_window_virtual_size(self) -> None:
        """The same places in a longer or shorter document."""
        self._sign()

    def _sign(self) -> None:
        height, rows = self.size.height, max(1, int(self.window_virtual_size))
        shown = height if rows > height else rows  # a document that is all in view stands in the bar row for row
        signs = {cell: sign for sign, at in self._places for cell in cells_of(at, rows, shown)} if height else {}
        if signs != self._signs:
            self._signs = signs
            self._kept = ((), [])
            self.refresh()

    def _strips(self, bar: ScrollBarRender, style: Style) -> list[Strip]:
        plain = super()._strips(bar, style)
        strips, made = list(plain), dict[tuple[int, str], Strip]()
        for cell, sign in self._signs.items():
            if cell < len(strips):
                alike = id(plain[cell]), sign
                if alike not in made:
                    made[alike] = self._signed(plain[cell], sign, style)
                strips[cell] = made[alike]
        return strips

    def _signed(self, strip: Strip, sign: str, bar: Style) -> Strip:
        """A sign over a piece of the bar; the thumb can still be taken by it, elsewhere a click is for the sign."""
        held = next((s.style for s in strip if s.style is not None and s.style.meta.get("@mouse.down") == "grab"), None)
        ink = self.colors[3].rich_color
        if held is None:
            style = Style(color=ink, bgcolor=bar.bgcolor)
        else:
            style = Style(color=ink, bgcolor=bar.color, meta=held.meta)
        signed = Strip([Segment(sign, style)], 1)
        for each in self.get_line_filters():
            signed = signed.apply_filter(each, self.background_colors[1])
        return signed

    def on_mouse_down(self, event: MouseDown) -> None:
        """Go to the sign under the mouse."""
        if event.y in self._signs and not event.style.meta.get("@mouse.down"):
            event.stop()
            above = event.y * self.window_virtual_size / max(1, self.size.height) - self.window_size / 3
            self.post_message(ScrollTo(y=max(0, above), animate=False))
