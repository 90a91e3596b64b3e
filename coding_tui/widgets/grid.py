"""A table with a cursor on one cell: headings stay in view, columns scroll sideways, only what is seen is painted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from coding_tui.plain_words import shown
from coding_tui.widgets.lines import Piece
from coding_tui.widgets.plain_rows import PlainRows
from coding_tui.widgets.rows import fitted, fixed

ROLES = ("quiet", "accent", "strong", "wrong", "mark")
GUTTER = 2
GAP = 2
WIDEST = 20
"""Cells of a column: longer headings are cut."""
FAR = 10**9
SOLID = "░▒▓█ "
"""Signs before a number that are a measure."""


@dataclass(frozen=True, slots=True)
class Table:
    """What a grid shows: a corner, headings of rows and columns, and for each cell its words and their role.

    `heads` stand over the columns in place of their headings, where those are too long; `widest` cuts them.
    """

    corner: str = ""
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    cells: tuple[tuple[Piece, ...], ...] = ()
    heads: tuple[str, ...] = ()
    widest: int = WIDEST

    def head(self, column: int) -> str:
        """What stands over a column."""
        return (self.heads or self.columns)[column]

    @property
    def is_empty(self) -> bool:
        """Whether there is no cell."""
        return not (self.rows and self.columns)


class Grid(ScrollView, PlainRows, can_focus=True):
    """Arrows move from cell to cell; enter or a second click chooses one."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"grid--{role}" for role in (*ROLES, "row", "cell")}
    DEFAULT_CSS = """
    Grid {
        background: transparent; color: $foreground; overflow-x: hidden; scrollbar-size-vertical: 1; height: 1fr;
        & > .grid--quiet { color: $dim; text-style: $dim-style; }
        & > .grid--accent { color: $accent; text-style: $accent-style; }
        & > .grid--strong { text-style: bold; }
        & > .grid--wrong { color: $error; text-style: bold; }
        & > .grid--mark { text-style: bold underline; }
        & > .grid--row { background: $row; text-style: $row-style; }
        & > .grid--cell { background: $row-focus; text-style: $row-focus-style; }
    }
    """
    BINDINGS: ClassVar[list[Any]] = [
        Binding("up", "move(-1, 0)", show=False),
        Binding("down", "move(1, 0)", show=False),
        Binding("left", "move(0, -1)", show=False),
        Binding("right", "move(0, 1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", f"move(0, -{FAR})", show=False),
        Binding("end", f"move(0, {FAR})", show=False),
        Binding("ctrl+home", f"move(-{FAR}, -{FAR})", show=False),
        Binding("ctrl+end", f"move({FAR}, {FAR})", show=False),
    ]

    class Highlighted(Message):
        """The cursor is on another cell, or the table is another one."""

        def __init__(self, grid: Grid) -> None:
            super().__init__()
            self.grid = grid

        @property
        def control(self) -> Grid:
            """The grid that sent this."""
            return self.grid

        def can_replace(self, message: Message) -> bool:
            """Only the newest counts."""
            return isinstance(message, Grid.Highlighted) and message.grid is self.grid

    class Chosen(Message):
        """The cell under the cursor was chosen by enter or the mouse."""

        def __init__(self, grid: Grid) -> None:
            super().__init__()
            self.grid = grid

        @property
        def control(self) -> Grid:
            """The grid that sent this."""
            return self.grid

    def __init__(self, *, empty: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self.empty = empty
        self.table = Table()
        self._at = (0, 0)
        self._first = 0
        self._widths: tuple[int, ...] = ()
        self._styles: dict[str, Style] = {}

    # -- what is asked of it

    @property
    def at(self) -> tuple[int, int] | None:
        """Row and column of the cursor, from 0; None where there is no cell."""
        return None if self.table.is_empty else self._at

    def set_table(self, table: Table) -> None:
        """Show another table; the cursor stays with its headings, else near its place."""
        before, (row, column) = self.table, self._at
        if not before.is_empty:
            row = _same(before.rows[row], table.rows, row)
            column = _same(before.columns[column], table.columns, column)
        self.table = table
        self._at = max(0, min(row, len(table.rows) - 1)), max(0, min(column, len(table.columns) - 1))
        self._widths = tuple(_width(table, at) for at in range(len(table.columns)))
        self._first = min(self._first, max(0, len(table.columns) - 1))
        self._measure()
        self.refresh()
        self.post_message(self.Highlighted(self))

    def say_empty(self, empty: str) -> None:
        """Say something else while there is no cell."""
        self.empty = empty
        self.refresh()

    def go(self, row: int, column: int) -> None:
        """Put the cursor on a cell, or the nearest there is."""
        if self.table.is_empty:
            return
        now = max(0, min(row, len(self.table.rows) - 1)), max(0, min(column, len(self.table.columns) - 1))
        if now != self._at:
            self._at = now
            self.refresh()
            self.post_message(self.Highlighted(self))
        self._reveal()

    # -- keys and mouse

    def action_move(self, down: int, right: int) -> None:
        """Move the cursor."""
        self.go(self._at[0] + down, self._at[1] + right)

    def action_page(self, by: int) -> None:
        """Move the cursor by what is in view."""
        self.action_move(by * max(1, self.size.height - 2), 0)

    def on_key(self, event: events.Key) -> None:
        """Choose."""
        if event.key == "enter" and not self.table.is_empty:
            self.post_message(self.Chosen(self))
            event.stop()
            event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        """Once: highlight. Twice: choose."""
        place = event.get_content_offset_capture(self)
        row, column = self.scroll_offset.y + place.y - 1, self._column_at(place.x)
        if place.y and 0 <= row < len(self.table.rows) and column is not None:
            self.go(row, column)
            if event.chain == 2:
                self.post_message(self.Chosen(self))

    def _column_at(self, x: int) -> int | None:
        start = GUTTER + self._headings
        for at in self._columns:
            start += self._widths[at]
            if x < start:
                return at
        return None

    # -- what is in view

    def on_resize(self) -> None:
        """As wide as there is room."""
        self._measure()

    def _measure(self) -> None:
        self.virtual_size = Size(self.size.width, len(self.table.rows) + 1)
        self._reveal()

    @property
    def _headings(self) -> int:
        """Cells for the rows' headings: as long as they are, at most two fifths of the view."""
        longest = max(map(cell_len, (self.table.corner, *map(shown, self.table.rows))), default=0)
        return max(8, min(longest, self.size.width * 2 // 5))

    @property
    def _columns(self) -> range:
        """The columns in view; at least one."""
        room = self.size.width - GUTTER - self._headings - 1
        end = self._first
        while end < len(self._widths) and (room := room - self._widths[end]) >= 0:
            end += 1
        return range(self._first, max(end, min(self._first + 1, len(self._widths))))

    def _reveal(self) -> None:
        row, column = self._at
        top, height = self.scroll_offset.y, self.size.height
        if row < top:
            self.scroll_to(y=row, animate=False)
        elif height and row + 2 > top + height:
            self.scroll_to(y=row + 2 - height, animate=False)
        if column < self._first:
            self._first = column
        while self.size.width and self._first < column and column not in self._columns:
            self._first += 1
        while self._first and (wider := self._first - 1) >= 0 and self._fits_from(wider):
            self._first = wider
        self.refresh()

    def _fits_from(self, first: int) -> bool:
        """Whether every column from one on has room: then there is no reason to hide those before it."""
        room = self.size.width - GUTTER - self._headings - 1
        return sum(self._widths[first:]) <= room

    # -- painting

    def prepare(self) -> None:
        """Mix the colours, which differ with the theme."""
        base = self.rich_style
        self._styles = {role: base + self.get_component_rich_style(f"grid--{role}", partial=True) for role in ROLES}
        self._styles |= {"text": base}
        for role in ("row", "cell"):
            self._styles[role] = self.get_component_rich_style(f"grid--{role}", partial=True)

    def render_line(self, y: int) -> Strip:
        """One row of the view; the first is always the headings."""
        width = self.size.width
        if self.table.is_empty:
            return self._notice(y, width)
        if y == 0:
            return Strip(self._head()).adjust_cell_length(width, self._styles["text"])
        row = self.scroll_offset.y + y - 1
        if row >= len(self.table.rows):
            return Strip([Segment(" " * width, self._styles["text"])], width)
        over = self._styles["row"] if row == self._at[0] else Style()
        return Strip(self._row(row)).adjust_cell_length(width, self._styles["text"] + over)

    def _head(self) -> Iterable[Segment]:
        quiet, strong = self._styles["quiet"], self._styles["strong"]
        columns = self._columns
        yield Segment("◂ " if columns.start else "  ", self._styles["accent"])
        yield Segment(fixed(shown(self.table.corner), self._headings), quiet)
        for at in columns:
            here = strong if at == self._at[1] else quiet
            yield Segment(_right(shown(self.table.head(at)), self._widths[at]), here)
        if columns.stop < len(self.table.columns):
            yield Segment(" ▸", self._styles["accent"])

    def _row(self, row: int) -> Iterable[Segment]:
        here = row == self._at[0]
        over = self._styles["row"] if here else Style()
        yield Segment("▸ " if here else "  ", self._styles["accent"] + over)
        yield Segment(fixed(shown(self.table.rows[row]), self._headings), self._styles["text"] + over)
        for at in self._columns:
            words, role = self.table.cells[row][at]
            text, style = _right(shown(words), self._widths[at]), self._styles[role]
            if here and at == self._at[1] and self.has_focus:
                inner = fitted(shown(words), self._widths[at] - GAP)
                before = self._widths[at] - cell_len(inner) - 1
                number = inner.lstrip(SOLID)  # a shade is not turned round: it would say something else
                solid = inner[: len(inner) - len(number)] if number else ""
                yield Segment(f"{' ' * before}{' ' * bool(solid)}{solid.rstrip()}", style + over)
                yield Segment(f" {number or inner}", style + self._styles["cell"])
            else:
                yield Segment(text, style + over)

    def _notice(self, y: int, width: int) -> Strip:
        said = Content(shown(self.keyed(self.empty))).wrap(max(10, width - 3)) if self.empty else []
        text = f" {said[y].plain}" if y < len(said) else ""
        return Strip([Segment(text.ljust(width)[:width], self._styles["quiet"])], width)


def _same(heading: str, headings: Sequence[str], otherwise: int) -> int:
    return headings.index(heading) if heading in headings else otherwise


def _width(table: Table, column: int) -> int:
    widest = max((cell_len(row[column][0]) for row in table.cells), default=0)
    return GAP + max(widest, min(cell_len(shown(table.head(column))), table.widest))


def _right(text: str, cells: int) -> str:
    text = fitted(text, cells - GAP)
    return " " * (cells - cell_len(text)) + text
