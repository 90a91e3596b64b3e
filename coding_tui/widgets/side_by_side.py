"""One reader, or two beside each other: of two documents, or of one document as two people read it."""

from __future__ import annotations

from collections.abc import Callable

from textual.containers import Container
from textual.geometry import Size

from coding_tui.reader import TranscriptReader
from coding_tui.widgets.panes import Pane, Upright

ABREAST = 50
"""Cells that each reader needs to stand beside others; with fewer they stand above each other."""


class SideBySide(Container):
    """Holds panes with a reader each. When `linked`, all show the same document: they scroll together, row for row, and
    `follow` gives the others the selection and the folds of one.

    Whoever holds it hears the readers' own messages and says when to follow.
    """

    DEFAULT_CSS = """
    SideBySide { layout: horizontal; width: 1fr; height: 1fr; }
    SideBySide.-stacked { layout: vertical; }
    SideBySide.-stacked > Upright { display: none; }
    SideBySide TranscriptReader { height: 1fr; }
    """

    def __init__(self, *panes: Pane, linked: bool = False, id: str | None = None) -> None:
        others = [each for pane in panes[1:] for each in (Upright(), pane)]
        super().__init__(*panes[:1], *others, id=id)
        self._linked = linked
        self._scrolling = False

    @property
    def panes(self) -> list[Pane]:
        """The panes, from the left or the top."""
        return [each for each in self.children if isinstance(each, Pane)]

    @property
    def readers(self) -> list[TranscriptReader]:
        """Their readers."""
        return [pane.query_one(TranscriptReader) for pane in self.panes]

    def on_mount(self) -> None:
        """Scroll together."""
        if self._linked:
            for reader in self.readers:
                self.watch(reader, "scroll_y", self._scroller(reader), init=False)

    def _scroller(self, leader: TranscriptReader) -> Callable[[float], None]:
        """Takes the other readers to the row that one has gone to, at once: later it might be gone from there again."""

        def scrolled(y: float) -> None:
            if self._scrolling:
                return
            self._scrolling = True
            for reader in self.readers:
                # While one of them is wider already than the other, its rows are not the other's rows.
                if reader is not leader and reader.wrapped.height == leader.wrapped.height:
                    reader.scroll_to(y=y, animate=False, immediate=True)
            self._scrolling = False

        return scrolled

    def on_resize(self) -> None:
        """Beside each other, or above; linked readers are equally wide, so that words break at the same places."""
        self.share_out()

    def share_out(self) -> None:
        """Share the room out among the panes that are shown."""
        self._share_out(self.size)

    def _share_out(self, room: Size) -> None:
        panes = self.panes
        stacked = len(panes) > 1 and room.width < ABREAST * max(2, sum(pane.display for pane in panes))
        self.set_class(stacked, "-stacked")
        if self._linked:
            for pane in self.panes:
                pane.styles.width = "1fr" if stacked else (room.width - 1) // 2

    def add(self, pane: Pane) -> None:
        """Another pane, at the right or below."""
        self.mount(Upright(), pane)
        self.share_out()

    def take_away(self, pane: Pane) -> None:
        """One reader less; the others keep their places."""
        pane.remove()
        for upright in self.query_children(Upright):
            upright.remove()

    def follow(self, leader: TranscriptReader) -> None:
        """The other readers show what one has selected, or its cursor, and fold what it folds."""
        start, end = leader.selection
        for reader in self.readers:
            if reader is not leader:
                reader.fold_but(leader.unfolded)
                if start == end:
                    reader.move_to(leader.cursor)
                else:
                    reader.select(start, end)
