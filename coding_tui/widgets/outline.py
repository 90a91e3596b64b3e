"""A list of rows that fold, with counts at the right, filtered as one types. Paints only what is in view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.message import Message
from textual.strip import Strip

from coding_tui.palette import hue, laid_over, readable
from coding_tui.plain_words import shown
from coding_tui.widgets.rows import Row, fixed, in_view, wrapped
from coding_tui.widgets.scrolled import Scrolled

PAGE = 10
Look = tuple[Row, bool, bool, bool, int]
"""What a painted row depends on: the row, whether it is shut, under the cursor, the list focused; and its width."""
MOST_KEPT = 1_000
"""How many painted rows are kept."""


class Outline(Scrolled, can_focus=True):
    """Rows by key. ↑↓ move, ← → fold, enter chooses; with `filters`, letters narrow the list down and esc clears."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"outline--quiet", "outline--row", "outline--row-focus"}
    DEFAULT_CSS = """
    Outline {
        background: transparent; color: $foreground;
        & > .outline--quiet { color: $dim; text-style: $dim-style; }
        & > .outline--row { background: $row; text-style: $row-style; }
        & > .outline--row-focus { background: $row-focus; text-style: $row-focus-style; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", f"move(-{PAGE})", show=False),
        Binding("pagedown", f"move({PAGE})", show=False),
        Binding("home", "move(-1000000)", show=False),
        Binding("end", "move(1000000)", show=False),
        Binding("left", "fold(True)", show=False),
        Binding("right", "fold(False)", show=False),
        Binding("escape", "clear_filter", show=False),
    ]

    class OutlineMessage(Message):
        """Base: which outline, which row."""

        def __init__(self, outline: Outline, row: Row) -> None:
            super().__init__()
            self.outline = outline
            self.row = row

        @property
        def control(self) -> Outline:
            """The outline that sent this."""
            return self.outline

    class Highlighted(OutlineMessage):
        """The cursor went to another row."""

    class Chosen(OutlineMessage):
        """A row was chosen by enter or the mouse."""

    class Filtered(Message):
        """Something else is looked for."""

        def __init__(self, outline: Outline) -> None:
            super().__init__()
            self.outline = outline

        @property
        def control(self) -> Outline:
            """The outline that sent this."""
            return self.outline

    def __init__(
        self, *, filters: bool = True, empty: str = "", choose_by_click: bool = False, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.empty = empty
        self.sought = ""
        self._filters = filters
        self._choose_by_click = choose_by_click
        self._rows: Sequence[Row] = ()
        self._shown: list[Row] = []
        self._folded: set[str] = set()
        self._cursor = 0
        self._styles: dict[str, Style] = {}
        self._ground = Color(0, 0, 0)
        self._kept: dict[Look, Strip] = {}

    # -- what is asked of it

    @property
    def highlighted(self) -> Row | None:
        """The row under the cursor."""
        return self._shown[self._cursor] if self._shown else None

    @property
    def rows(self) -> Sequence[Row]:
        """All rows, folded and filtered ones too."""
        return self._rows

    def say_empty(self, empty: str) -> None:
        """Say something else while there are no rows."""
        if empty != self.empty:
            self.empty = empty
            self.refresh()

    def set_rows(self, rows: Sequence[Row], *, folded: set[str] | None = None) -> None:
        """Show other rows; the cursor stays with its key. `folded` says anew which branches are shut."""
        if folded is not None:
            self._folded = set(folded)
        if list(rows) != list(self._rows) or folded is not None:
            self._rows = rows
            self._lay_out()

    def follow(self, rows: Sequence[Row], key: str | None) -> None:
        """Show other rows with the cursor on one of them, as whoever asks has it: it knows, and nobody is told. With
        None the cursor stays with its key.
        """
        here = self.highlighted
        if list(rows) != list(self._rows) or (key is not None and (here is None or here.key != key)):
            self._rows = rows
            with self.prevent(self.Highlighted):
                self._lay_out(key)

    def change_row(self, row: Row) -> None:
        """Show a row otherwise, which changes neither its place nor what is found by it."""
        looked = self._looks(0, self.size.height)
        self._rows = [row if each.key == row.key else each for each in self._rows]
        self._shown = [row if each.key == row.key else each for each in self._shown]
        self._refresh_changed(looked)

    def highlight(self, key: str, *, center: bool = False) -> None:
        """Put the cursor on a row, opening what hides it."""
        self._open_above(key)
        self._lay_out(key)
        if center and self.size.height:
            self.scroll_to(y=max(0, self._cursor - self.size.height // 2), animate=False)

    def is_folded(self, key: str) -> bool:
        """Whether a branch is shut."""
        return key in self._folded

    def seek(self, text: str) -> None:
        """Filter by other words."""
        self.sought = text
        self._lay_out()
        if text and self._shown:
            self._go(next((at for at, row in enumerate(self._shown) if not row.branch), 0))
        self.post_message(self.Filtered(self))

    # -- layout

    def _open_above(self, key: str) -> None:
        depth: int | None = None
        for row in reversed(self._rows):
            if row.key == key:
                depth = row.depth
            elif depth is not None and row.depth < depth:
                depth = row.depth
                self._folded.discard(row.key)

    def _lay_out(self, key: str | None = None) -> None:
        before, looked = self.highlighted, self._looks(0, self.size.height)
        wanted = key or (before.key if before else None)
        self._shown = in_view(self._rows, self._folded, self.sought)
        keys = [row.key for row in self._shown]
        self._cursor = keys.index(wanted) if wanted in keys else min(self._cursor, max(0, len(keys) - 1))
        self.spread(len(keys))
        self._reveal()
        self._refresh_changed(looked)
        if self.highlighted is not None and (before is None or before.key != self.highlighted.key):
            self.post_message(self.Highlighted(self, self.highlighted))

    def _on_resize(self, event: events.Resize) -> None:
        self.spread(len(self._shown))
        self._reveal()

    def _reveal(self) -> None:
        top, height = self.scroll_offset.y, self.size.height
        if self._cursor < top:
            self.scroll_to(y=self._cursor, animate=False)
        elif height and self._cursor >= top + height:
            self.scroll_to(y=self._cursor - height + 1, animate=False)

    def _go(self, at: int) -> None:
        at = max(0, min(at, len(self._shown) - 1))
        if at != self._cursor and self._shown:
            looked = self._looks(0, self.size.height)
            self._cursor = at
            self._reveal()
            self._refresh_changed(looked)
            self.post_message(self.Highlighted(self, self._shown[at]))

    # -- painting

    def notify_style_update(self) -> None:
        """Mix the colours again."""
        self._styles = {}
        self._kept.clear()
        super().notify_style_update()

    def _mix(self) -> None:
        base = self.rich_style
        self._ground = self.background_colors[1]
        self._styles = {
            "text": base,
            "quiet": base + self.get_component_rich_style("outline--quiet", partial=True),
            "row": self.get_component_rich_style("outline--row", partial=True),
            "row-focus": self.get_component_rich_style("outline--row-focus", partial=True),
        }

    def _looks(self, first: int, count: int) -> list[Look | None]:
        """How some rows of the view look; None below the last."""
        focused, room, cursor = self.has_focus, self.room, self._cursor
        top = self.scroll_offset.y + first
        rows = enumerate(self._shown[top : top + count], top)
        looks = [(row, row.branch and self._is_shut(row), at == cursor, focused, room) for at, row in rows]
        return [*looks, *[None] * (count - len(looks))]

    def _refresh_changed(self, looked: list[Look | None]) -> None:
        """Paint the rows again that look other than they did; all of them when there is or was nothing but words."""
        looks = self._looks(0, len(looked))
        if not any(looks) or not any(looked):
            self.refresh()
            return
        for y, (one, other) in enumerate(zip(looked, looks, strict=True)):
            if one != other:
                self.refresh_lines(self.scroll_offset.y + y)

    def render_line(self, y: int) -> Strip:
        """One row of the view."""
        if not self._styles:
            self._mix()
        [look] = self._looks(y, 1)
        if look is None:
            return self._notice(y, self.room)
        if (strip := self._kept.get(look)) is None:
            if len(self._kept) > MOST_KEPT:
                self._kept.clear()
            strip = self._kept[look] = self._made(look)
        return strip

    def _made(self, look: Look) -> Strip:
        row, shut, here, focused, width = look
        segments = self._painted(row, shut, width)
        if here:
            over = self._styles["row-focus" if focused else "row"]
            segments = [Segment(text, laid_over(style or Style(), over)) for text, style, _ in segments]
        return Strip(segments, width)

    def _painted(self, row: Row, shut: bool, width: int) -> list[Segment]:
        text, quiet = self._styles["text"], self._styles["quiet"]
        body = quiet if row.quiet else text + Style(bold=True) if row.strong else text
        sign = ("▸" if shut else "▾") if row.branch else shown(row.sign)
        left = " " * (1 + 2 * row.depth)
        bar = "▎" if row.hue is not None else ""
        wide = width - len(left) - 2 - len(bar)
        said = row.brief if row.brief and wide - cell_len(row.note) - 2 < cell_len(row.text) else row.note
        note = f" {shown(said)} " if said else " "
        room = wide - cell_len(note)
        label = (
            fixed(shown(row.text).replace("\n", " "), room) if room > 3 else fixed(shown(row.text), room + len(note))
        )
        return [
            Segment(left, text),
            Segment(fixed(sign, 2), quiet),
            *([Segment(bar, self._hued(row.hue))] if row.hue is not None else []),
            Segment(label, body),
            *([Segment(note, quiet)] if room > 3 else []),
        ]

    def _hued(self, number: int) -> Style:
        if self.app.no_color or self.app.native_ansi_color:
            return self._styles["text"]
        return self._styles["text"] + Style(color=readable(hue(number), self._ground).rich_color)

    def _is_shut(self, row: Row) -> bool:
        return row.key in self._folded and not self.sought

    def _notice(self, y: int, width: int) -> Strip:
        quiet = self._styles.get("quiet", Style())
        nothing = f"Nothing matches ‘{shown(self.sought)}’. esc clears."
        said = nothing if self.sought and self._rows else self.keyed(self.empty)
        lines = wrapped(said, width - 2) if not self._shown else []
        text = " " + lines[y] if y < len(lines) else ""
        return Strip([Segment(fixed(text, width), quiet)], width)

    # -- keys and mouse

    def action_move(self, rows: int) -> None:
        """Move the cursor."""
        self._go(self._cursor + rows)

    def action_fold(self, shut: bool) -> None:
        """Shut the branch the cursor is on (or the one above it), or open it."""
        row = self.highlighted
        if row is None:
            return
        if row.branch and self._is_shut(row) != shut:
            self._folded ^= {row.key}
            self._lay_out()
        elif shut:
            above = next((at for at in range(self._cursor, -1, -1) if self._shown[at].depth < row.depth), self._cursor)
            self._go(above)
        elif row.branch:
            self._go(self._cursor + 1)

    def action_clear_filter(self) -> None:
        """Let go of what was typed; with nothing typed the key is somebody else's."""
        if not self.sought:
            raise SkipAction
        self.seek("")

    def choose(self) -> None:
        """Say that the highlighted row was chosen."""
        if self.highlighted is not None:
            self.post_message(self.Chosen(self, self.highlighted))

    def on_key(self, event: events.Key) -> None:
        """Letters filter."""
        if event.key == "enter":
            self.choose()
        elif not self._filters:
            return
        elif event.is_printable and event.character:
            if event.character == " " and not self.sought:
                return
            self.seek(self.sought + event.character)
        elif event.key == "backspace" and self.sought:
            self.seek(self.sought[:-1])
        else:
            return
        event.stop()
        event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        """Once: highlight, and fold where the sign is. Twice (or once, where clicks choose): choose."""
        at = self.scroll_offset.y + event.get_content_offset_capture(self).y
        if not 0 <= at < len(self._shown):
            return
        self._go(at)
        row = self._shown[at]
        if row.branch and event.x <= 3 + 2 * row.depth:
            self.action_fold(not self._is_shut(row))
        elif event.chain == 2 or (self._choose_by_click and event.chain == 1):
            self.choose()
