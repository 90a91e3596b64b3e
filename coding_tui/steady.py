"""A screen that paints once what belongs together, where Textual paints on the way, and a stylesheet that reads once
what Textual reads over and over. All that is overridden of Textual's own for speed is here and in `tiles.py`.
"""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Callable
from contextlib import ExitStack

from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet
from textual.events import ScreenResume
from textual.geometry import Size
from textual.screen import Screen

from coding_tui.tiles import TileCompositor

PIECES = 1_000
"""Pieces of CSS that are kept. Textual keeps 64, about as many as there are; with one more, asked for in turn, none of
them would be found again."""


class SteadyStylesheet(Stylesheet):
    """Every piece is read once for each theme: Textual reads all again for each new screen with a file of its own."""

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._parse_cache = LRUCache(PIECES)

    def reparse(self) -> None:
        """Read what is new. What another theme makes other was forgotten when its variables were set."""
        self.parse()


class SteadyScreen(Screen[None]):
    """Whatever holds a frame back holds all of it; a new size is laid out once, and painted once panes have heard; a
    new screen is styled once, for the size it will have.
    """

    def __init__(self) -> None:
        super().__init__()
        self._compositor = TileCompositor()
        self._new = True

    async def _compose(self) -> None:
        """Textual looks how wide a screen is once all in it has been styled, and styles all of it again."""
        self.update_classes(self._fitting(self.app.size), animate=False)
        await super()._compose()

    def _fitting(self, size: Size) -> dict[str, bool]:
        """The classes for widths and heights, and whether a size has them."""
        found: dict[str, bool] = {}
        for cells, steps in zip(size, (self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS), strict=True):
            fit = self._get_breakpoint_classes(cells, steps or [])
            found |= {name: name in fit for _, name in steps or []}
        return found

    def _on_screen_resume(self, event: ScreenResume) -> None:
        """What has just been styled need not be styled again; Textual's own handler comes after this one."""
        event.refresh_styles = event.refresh_styles and not self._new
        self._new = False

    def held(self) -> Callable[[], None]:
        """Paint nothing until what this returns is called."""
        frame = ExitStack()
        frame.enter_context(self.app.batch_update())
        return frame.close

    def _screen_resized(self, size: Size) -> None:
        """Textual tells a screen of its size again when that has been laid out; and it lays out first and looks then
        how wide the screen is, which may put panes away, and lays out again.
        """
        if size == self._compositor.size:
            return
        paint = self.held()
        self.update_classes(self._fitting(size), animate=False)

        async def let_go() -> None:
            try:
                await sleep(0)
                await sleep(0)
            finally:
                paint()

        super()._screen_resized(size)
        if self._compositor.size == size:  # as new as can be: what the classes changed is in it
            self._layout_required = False
        if not self.call_later(let_go):
            paint()

    def _compositor_refresh(self) -> None:
        if self.app._batch_count and self.app.screen is self:
            self._dirty_widgets.add(self)  # so that what became dirty is painted when the frame is let go
        else:
            super()._compositor_refresh()
