"""Rows painted as they are: Textual copies each several times, for borders and tints that these do not have."""

from __future__ import annotations

from collections.abc import Callable

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class PlainRows(Widget):
    """A widget of `render_line`s with a background, and nothing around them but padding at the left and the right."""

    _behind: tuple[Color, Style] | None = None

    def notify_style_update(self) -> None:
        """Look again what is behind the words."""
        self._behind = None
        super().notify_style_update()

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Paint anew. No style of these asks who has the focus; Textual would look all of them up again, which takes
        milliseconds of every change of the focus.
        """
        self.refresh()

    def keyed(self, text: str) -> str:
        """A text of ours in which `«command.id»` stands for that command's key."""
        named: Callable[[str], str] | None = getattr(getattr(self.app, "key_map", None), "named", None)
        return text if named is None else named(text)

    def prepare(self) -> None:
        """Get ready to paint some rows."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a part of the view, from edge to edge; empty once the widget is removed, for Textual may still
        paint what it has just taken the styles from.
        """
        if not self.is_attached:
            return [Strip.blank(crop.width)] * crop.height
        self.prepare()
        if self._behind is None:
            base, ground = self.background_colors
            self._behind = ground, Style(bgcolor=(base + ground).rich_color)
        ground, blank = self._behind
        padding, width = self.styles.padding, self.content_size.width
        filters = self.get_line_filters()
        strips = []
        for y in crop.line_range:
            strip = self.render_line(y)
            if strip.cell_length != width:
                strip = strip.adjust_cell_length(width, blank)
            if padding.width:
                sides = Segment(" " * padding.left, blank), Segment(" " * padding.right, blank)
                strip = Strip([sides[0], *strip, sides[1]], width + padding.width)
            for each in filters:
                strip = strip.apply_filter(each, ground)
            strips.append(strip)
        x1, x2 = crop.column_span
        return strips if (x1, x2) == (0, self.size.width) else [strip.crop(x1, x2) for strip in strips]
