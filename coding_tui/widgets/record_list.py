"""A list of records of any number, each painted on the same few rows; only what is in view is ever painted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.color import Color
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from coding_tui.palette import hue, laid_over, readable
from coding_tui.plain_words import shown
from coding_tui.widgets import list_keys
from coding_tui.widgets.lines import Piece, cut, length
from coding_tui.widgets.plain_rows import PlainRows

R = TypeVar("R")
ROLES = ("quiet", "accent", "strong", "wrong", "mark")
HUE = "hue:"
GUTTER = 2


@dataclass(frozen=True, slots=True)
class Painted:
    """One row of a record: pieces at the left and at the right. A role is one of `ROLES`, `text`, or `hue:3`."""

    left: tuple[Piece, ...] = ()
    right: tuple[Piece, ...] = ()


class RecordList(ScrollView, PlainRows, Generic[R], can_focus=True):
    """↑↓ move, enter or a second click chooses, space marks where `marks`. A subclass says how records look."""

    ALLOW_SELECT = False
    ROWS_EACH = 1
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"records--{role}" for role in (*ROLES, "row", "row-focus")}
    DEFAULT_CSS = """
    RecordList {
        background: transparent; color: $foreground; overflow-x: hidden; scrollbar-size-vertical: 1;
        & > .records--quiet { color: $dim; text-style: $dim-style; }
        & > .records--accent { color: $accent; text-style: $accent-style; }
        & > .records--strong { text-style: bold; }
        & > .records--wrong { color: $error; text-style: bold; }
        & > .records--mark { text-style: bold underline; }
        & > .records--row { background: $row; text-style: $row-style; }
        & > .records--row-focus { background: $row-focus; text-style: $row-focus-style; }
    }
    """
    BINDINGS: ClassVar[list[Any]] = [*list_keys.bindings()]

    class Highlighted(Message):
        """The cursor is on another record, or on none."""

        def __init__(self, records: RecordList[Any]) -> None:
            super().__init__()
            self.records = records

        @property
        def control(self) -> RecordList[Any]:
            """The list that sent this."""
            return self.records

        def can_replace(self, message: Message) -> bool:
            """Only the newest counts."""
            return isinstance(message, RecordList.Highlighted) and message.records is self.records

    class Chosen(Message):
        """The record under the cursor was chosen by enter or the mouse."""

        def __init__(self, records: RecordList[Any]) -> None:
            super().__init__()
            self.records = records

        @property
        def control(self) -> RecordList[Any]:
            """The list that sent this."""
            return self.records

    def __init__(self, *, empty: str = "", marks: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self.empty = empty
        self.marked: set[str] = set()
        self._can_mark = marks
        self._records: Sequence[R] = ()
        self._cursor = 0
        self._styles: dict[str, Style] = {}
        self._ground = Color(0, 0, 0)

    # -- what a subclass says

    def key_of(self, record: R) -> str:
        """What a record is known by when the list is filled again."""
        raise NotImplementedError

    def paint(self, record: R, width: int) -> Sequence[Painted]:
        """The rows of a record, at most `ROWS_EACH`, for so many cells."""
        raise NotImplementedError

    def is_heading(self, record: R) -> bool:
        """Whether the cursor passes over a record."""
        return False

    # -- what is asked of it

    @property
    def records(self) -> Sequence[R]:
        """All of them."""
        return self._records

    @property
    def highlighted(self) -> R | None:
        """The record under the cursor."""
        return self._records[self._cursor] if self._cursor < len(self._records) else None

    @property
    def position(self) -> int:
        """Which record the cursor is on, from 0."""
        return self._cursor

    def chosen_ones(self) -> list[R]:
        """The marked records in their order, or else the one under the cursor."""
        found = [record for record in self._records if self.key_of(record) in self.marked]
        return found or [record for record in (self.highlighted,) if record is not None]

    def set_records(self, records: Sequence[R], *, key: str | None = None) -> None:
        """Show other records; the cursor goes to `key`, else stays with its record, else near its place."""
        before = None if self.highlighted is None else self.key_of(self.highlighted)
        keys = [self.key_of(record) for record in records]
        self.marked.intersection_update(keys)
        self._records = records
        wanted = key if key is not None else before
        at = keys.index(wanted) if wanted in keys else min(self._cursor, max(0, len(keys) - 1))
        self._cursor = self._landing(at, 1)
        self.virtual_size = Size(self.size.width, max(1, len(records) * self.ROWS_EACH))
        self._reveal()
        self.refresh()
        self.post_message(self.Highlighted(self))

    def say_empty(self, empty: str) -> None:
        """Say something else while there are no records."""
        if empty != self.empty:
            self.empty = empty
            self.refresh()

    def go(self, at: int, direction: int = 1) -> None:
        """Put the cursor on a record, or on the nearest that is no heading."""
        at = self._landing(max(0, min(at, len(self._records) - 1)), direction)
        if at != self._cursor and self._records:
            self._cursor = at
            self.refresh()
            self.post_message(self.Highlighted(self))
        self._reveal()

    # -- keys and mouse

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.go(self._cursor + by, 1 if by > 0 else -1)

    def action_page(self, by: int) -> None:
        """Move the cursor by what is in view."""
        self.action_move(by * max(1, self.size.height // self.ROWS_EACH - 1))

    def on_key(self, event: events.Key) -> None:
        """Choose, and mark."""
        if event.key == "enter":
            self.post_message(self.Chosen(self))
        elif event.key == "space" and self._can_mark and self.highlighted is not None:
            self.marked ^= {self.key_of(self.highlighted)}
            self.refresh()
            self.action_move(1)
        else:
            return
        event.stop()
        event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        """Once: highlight. Twice: choose."""
        at = (self.scroll_offset.y + event.get_content_offset_capture(self).y) // self.ROWS_EACH
        if 0 <= at < len(self._records) and not self.is_heading(self._records[at]):
            self.go(at)
            if event.chain == 2:
                self.post_message(self.Chosen(self))

    # -- painting

    def _landing(self, at: int, direction: int) -> int:
        """The nearest place at or past `at` that holds no heading, in the direction if there is one."""
        for step in (direction, -direction):
            place = at
            while 0 <= place < len(self._records):
                if not self.is_heading(self._records[place]):
                    return place
                place += step
        return at

    def _reveal(self) -> None:
        top, height = self.scroll_offset.y, self.size.height
        first = self._cursor * self.ROWS_EACH
        while first and self.is_heading(self._records[first // self.ROWS_EACH - 1]):
            first -= self.ROWS_EACH
        last = (self._cursor + 1) * self.ROWS_EACH
        if first < top:
            self.scroll_to(y=first, animate=False)
        elif height and last > top + height:
            self.scroll_to(y=last - height, animate=False)

    def on_resize(self) -> None:
        """As wide as there is room."""
        self.virtual_size = Size(self.size.width, max(1, len(self._records) * self.ROWS_EACH))
        self._reveal()

    def prepare(self) -> None:
        """Mix the colours, which differ with the focus."""
        base = self.rich_style
        self._ground = self.background_colors[1]
        over = "records--row-focus" if self.has_focus else "records--row"
        self._styles = {role: base + self.get_component_rich_style(f"records--{role}", partial=True) for role in ROLES}
        self._styles |= {"text": base, "row": self.get_component_rich_style(over, partial=True)}

    def render_line(self, y: int) -> Strip:
        """One row of the view."""
        width = self.size.width
        at, row = divmod(self.scroll_offset.y + y, self.ROWS_EACH)
        if at >= len(self._records):
            return self._notice(y, width)
        record = self._records[at]
        rows = self.paint(record, width - GUTTER - 1)
        painted = rows[row] if row < len(rows) else Painted()
        segments = [Segment(self._sign(at, row), self._style("accent")), *self._laid(painted, width - GUTTER)]
        if at == self._cursor and not self.is_heading(record):
            over = self._styles["row"]
            segments = [Segment(text, laid_over(style or Style(), over)) for text, style, _ in segments]
        return Strip(segments, width)

    def _sign(self, at: int, row: int) -> str:
        if row or self.is_heading(self._records[at]):
            return " " * GUTTER
        marked = "✓" if self._records and self.key_of(self._records[at]) in self.marked else " "
        return ("▸" if at == self._cursor else " ") + marked

    def _laid(self, painted: Painted, room: int) -> Iterable[Segment]:
        most = max(room * 3 // 5, 8) if painted.left else room
        right = cut((*filter(_said, painted.right), (" ", "text")), most)
        apart = len(right) > 1 and not right[0][0].startswith(" ")
        left = cut(filter(_said, painted.left), room - length(right) - apart)
        gap = " " * (room - length(left) - length(right))
        return [Segment(text, self._style(role)) for text, role in (*left, (gap, "text"), *right) if text]

    def _style(self, role: str) -> Style:
        if not role.startswith(HUE):
            return self._styles[role]
        if self.app.no_color or self.app.native_ansi_color:
            return self._styles["text"]
        return self._styles["text"] + Style(color=readable(hue(int(role[len(HUE) :])), self._ground).rich_color)

    def _notice(self, y: int, width: int) -> Strip:
        empty = Content(shown(self.keyed(self.empty)))
        said = empty.wrap(max(10, width - 3)) if self.empty and not self._records else []
        text = f" {said[y].plain}" if y < len(said) else ""
        return Strip([Segment(text.ljust(width)[:width], self._styles["quiet"])], width)


def _said(piece: Piece) -> bool:
    """Whether a piece holds anything; an empty one would end the row."""
    return bool(piece[0])
