"""The codebook as a table: a row a code, indented as it stands, with its codings alone and with those below, and its α.

A code is dragged below another, or past the last row to the top; what that comes to is asked before it is done.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.message import Message

from codebook.scheme.codes import Code, CodeTree
from coding_tui.palette import HUES
from coding_tui.views.code_glance import Standing
from coding_tui.views.codes_view import CodeLine
from coding_tui.views.retrieval import counted
from coding_tui.widgets.lines import Piece
from coding_tui.widgets.record_list import Painted, RecordList

ALPHA = 7
LET_GO = "let go to see what it comes to, esc leaves it"


class CodeTable(RecordList[CodeLine]):
    """In the codebook's order."""

    class Dragged(Message):
        """A code is being dragged: what letting go would do, "" when nothing any more."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    class Dropped(Message):
        """A code was let go over another, its parent to be, or past all (None)."""

        def __init__(self, code: Code, parent: Code | None) -> None:
            super().__init__()
            self.code, self.parent = code, parent

    def __init__(self, *, empty: str = "", marks: bool = False, id: str | None = None) -> None:
        super().__init__(empty=empty, marks=marks, id=id)
        self._tree = CodeTree(())
        self._moves = False
        self._standing: Standing | None = None
        self._held: int | None = None
        self._over: int | None = None
        self._no_click = False

    def set_tree(self, tree: CodeTree, lines: Sequence[CodeLine], *, moves: bool) -> None:
        """Show a codebook; with `moves` its codes can be dragged."""
        self._tree, self._moves = tree, moves
        self._let_go()
        self.set_records(lines)

    def show_agreed(self, standing: Standing | None) -> None:
        """Show α beside each code."""
        self._standing = standing
        self.refresh()

    def key_of(self, record: CodeLine) -> str:
        """The code."""
        return record.code.uid

    # -- dragging

    def _row_under(self, event: events.MouseEvent) -> int:
        """The row under the mouse; one past the last is the empty place below all."""
        at = self.scroll_offset.y + event.get_content_offset_capture(self).y
        return max(0, min(at, len(self.records)))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Perhaps a drag begins."""
        at = self._row_under(event)
        if event.button == 1 and self._moves and at < len(self.records):
            self._held = at
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say what letting go here would do."""
        if self._held is None:
            return
        at = self._row_under(event)
        if at != self._held or self._over is not None:
            self._over = at
            self._scroll_at_edge(event)
            self.post_message(self.Dragged(self._words()))
            self.refresh()

    def _scroll_at_edge(self, event: events.MouseEvent) -> None:
        y = event.get_content_offset_capture(self).y
        step = -1 if y <= 0 else 1 if y >= self.size.height - 1 else 0
        if step:
            self.scroll_to(y=self.scroll_offset.y + step, animate=False)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go."""
        held, over, target = self._held, self._over, self._target()
        self._no_click = over is not None
        self._let_go()
        if held is not None and over is not None:
            self.post_message(self.Dragged(""))
            if target is not None:
                self.post_message(self.Dropped(self.records[held].code, *target))

    def on_click(self, event: events.Click) -> None:
        """Where a drag ends nothing is chosen."""
        if self._no_click:
            self._no_click = False
            event.prevent_default()

    def on_key(self, event: events.Key) -> None:
        """Leave a drag."""
        if event.key == "escape" and self._held is not None:
            self._let_go()
            self.post_message(self.Dragged(""))
            event.stop()
            event.prevent_default()

    def _let_go(self) -> None:
        if self._held is not None:
            self.release_mouse()
            self.refresh()
        self._held = self._over = None

    def _target(self) -> tuple[Code | None] | None:
        """The parent that letting go would give the code; None when it would change nothing, or cannot be."""
        if self._held is None or self._over is None or self._held >= len(self.records):
            return None
        code = self.records[self._held].code
        if self._over >= len(self.records):
            return (None,) if code.parent else None
        parent = self.records[self._over].code
        inside = {each.uid for each in self._tree.under(code)}
        return None if parent.uid in inside or parent.uid == code.parent else (parent,)

    def _words(self) -> str:
        target, code = self._target(), None if self._held is None else self.records[self._held].code
        if code is None:
            return ""
        if target is None:
            return f"‘{code.name}’ stays where it is here."
        where = f"below ‘{target[0].path}’" if target[0] else "to the top"
        return f"Move ‘{code.name}’ {where}: {LET_GO}"

    # -- painting

    def paint(self, record: CodeLine, width: int) -> Sequence[Painted]:
        """One row."""
        code = record.code
        hue = f"hue:{((code.colour or 1) - 1) % len(HUES)}" if code.colour else "quiet"
        role = "quiet" if code.entry.status == "retired" else "text"
        mark = "✓" if code.uid in self.marked else " "
        left = ((f"{mark}{'  ' * code.depth}", "text"), ("▎", hue), (code.name, role))
        return (Painted(left, (*self._said(record), *self._agreed(code))),)

    def _said(self, record: CodeLine) -> tuple[Piece, ...]:
        code = record.code
        target = self._target()
        if target and target[0] is not None and target[0].uid == code.uid:
            return ((f" ← ‘{self.records[self._held or 0].code.name}’ below this ", "accent"),)
        said = ("◇ " * (code.asks_stance and code.depth == 0)) + ("retired · " * (code.entry.status == "retired"))
        below = f" · {record.whole.codings:,} with below" if record.whole != record.own else ""
        waits = ((f"{record.stale:,} to read again · ", "accent"),) if record.stale else ()
        return (f" {said}", "quiet"), *waits, (f"{counted(record.own.codings, 'coding')}{below}", "quiet")

    def _agreed(self, code: Code) -> tuple[Piece, ...]:
        """`α 0.68`, in a column where anything was measured."""
        if self._standing is None or not self._standing.codes:
            return ()
        alpha = self._standing.column(code.path)
        said = f"α {alpha}" if alpha else ""
        return ((" " * (2 + ALPHA - cell_len(said)) + said, "text" if alpha != "–" else "quiet"),)
