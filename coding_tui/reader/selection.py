"""What is selected: a cursor, an anchor, and how the selection came to be. Pure; offsets only."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coding_tui.reader.movement import Span, widened


class Selection:
    """[start, end) between an anchor and the cursor. `anchored` (the `v` key): plain moves select too."""

    def __init__(self) -> None:
        self.cursor = 0
        self.anchor = 0
        self.anchored = False
        self._grown: list[tuple[Span, Span]] = []
        self._unit: tuple[str, Span] | None = None

    @property
    def span(self) -> Span:
        """Start and end, in text order; equal where nothing is selected."""
        return (self.anchor, self.cursor) if self.anchor <= self.cursor else (self.cursor, self.anchor)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is selected."""
        return self.anchor == self.cursor

    def move(self, offset: int, select: bool) -> None:
        """Put the cursor at an offset; without `select` (and not anchored) the anchor comes along."""
        self.cursor = offset
        if not (select or self.anchored):
            self.anchor = offset

    def hold(self, start: int, end: int) -> None:
        """Select [start, end), the cursor at its end."""
        self.anchor, self.cursor = start, end

    def let_go(self) -> bool:
        """Select nothing, the cursor where it is; false if there was nothing to let go."""
        held = self.anchored or not self.is_empty
        self.anchored = False
        self.anchor = self.cursor
        return held

    def take(self, name: str, around: Callable[[int], Span], following: Callable[[int], int]) -> Span:
        """The unit around the cursor; asked for the same unit again, one more of them.

        `following` gives the beginning of the unit after an offset.
        """
        if self._unit == (name, self.span) and not self.is_empty:
            start, end = self.span
            wanted = start, max(end, around(following(end))[1])
        else:
            wanted = around(self.span[0])
        self._unit = (name, wanted)
        return wanted

    def grown(self, units: Sequence[Callable[[int], Span]]) -> Span:
        """The span widened to the first of `units`, smallest first, that makes it larger. Remembered for `shrunk`."""
        span = self.span
        for around in units:
            wider = widened(span, around)
            if wider != span and wider[0] < wider[1]:
                if self._grown and self._grown[-1][0] != span:
                    self._grown.clear()
                self._grown.append((wider, span))
                return wider
        return span

    def shrunk(self, units: Sequence[Callable[[int], Span]]) -> Span:
        """What the span was before it was grown, or else the largest unit at its start that is smaller than it."""
        span = self.span
        if self._grown and self._grown[-1][0] == span:
            return self._grown.pop()[1]
        for around in reversed(units):
            start, end = around(span[0])
            if span[0] <= start < end <= span[1] and (start, end) != span:
                return start, end
        return span[0], span[0]
