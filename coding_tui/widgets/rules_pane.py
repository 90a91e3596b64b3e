"""The rules of one code, docked: what it means, what belongs and what does not, and what only looks like it."""

from __future__ import annotations

from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.visual import Visual

from codebook.scheme.codes import Code
from coding_tui.plain_words import shown
from coding_tui.widgets.scrolled import Scrolled

SIGNS = (("include", "+"), ("exclude", "−"))


class Rules(Scrolled, can_focus=False):
    """Shows `code`; scrolls with the mouse when there is much.

    It wraps and paints by itself: a Static inside would have Textual lay the whole screen out for every other code.
    """

    DEFAULT_CSS = "Rules { height: 1fr; padding: 0 1; }"

    class Clicked(Message):
        """Somebody wants to see the code in use."""

    def __init__(self, *, empty: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self._empty = empty
        self._code: Code | None = None
        self._lines: list[Strip] = []
        self._kept: dict[Code | None, list[Strip]] = {}

    @property
    def code(self) -> Code | None:
        """The code whose rules are in sight."""
        return self._code

    def on_click(self) -> None:
        """Say so."""
        if self._code is not None:
            self.post_message(self.Clicked())

    def show(self, code: Code | None) -> None:
        """Show the rules of a code."""
        if code != self._code:
            self._code = code
            self._wrap()
            self.scroll_home(animate=False)

    def on_resize(self) -> None:
        """Wrap anew."""
        self._kept.clear()
        self._wrap()

    def notify_style_update(self) -> None:
        """Paint in the theme's colours."""
        super().notify_style_update()
        if self.is_mounted:
            self._kept.clear()
            self._wrap()

    def _wrap(self) -> None:
        if self._code not in self._kept:
            self._kept[self._code] = self._as_lines(
                Content(self._empty).stylize("$dim") if self._code is None else rules(self._code)
            )
        self._lines = self._kept[self._code]
        self.spread(len(self._lines))
        self.refresh()

    def _as_lines(self, content: Content) -> list[Strip]:
        room = self.content_size
        lines = self._wrapped(content, room.width)
        return lines if len(lines) <= room.height else self._wrapped(content, room.width - self.scrollbar_size_vertical)

    def _wrapped(self, content: Content, width: int) -> list[Strip]:
        return Visual.to_strips(self, content, width, None, self.visual_style) if width > 0 else []

    def render_line(self, y: int) -> Strip:
        """One row of the view."""
        at = self.scroll_offset.y + y
        width = self.room
        style = self.visual_style.rich_style
        return self._lines[at].adjust_cell_length(width, style) if at < len(self._lines) else Strip.blank(width, style)


def rules(code: Code) -> Content:
    """Brief and full definition, + include, − exclude, ~ near miss, as content that no markup parser sees."""
    entry = code.entry
    lines = [Content(shown(text)) for text in (entry.brief, entry.full if entry.full != entry.brief else "") if text]
    for part, sign in SIGNS:
        lines += [_signed(sign, line) for line in getattr(entry, part)]
    if entry.typical:
        lines.append(_signed("“", entry.typical))
    if entry.near_miss:
        lines.append(_signed("~", entry.near_miss))
    if not lines:
        return Content("Nobody has written its rules yet.").stylize("$dim")
    return Content("\n").join(lines)


def _signed(sign: str, text: str) -> Content:
    return Content.assemble((f"{sign} ", "$dim"), shown(text))
