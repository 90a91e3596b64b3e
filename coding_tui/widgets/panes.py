"""Panes side by side: a one-cell rule with the title set into it, and rules between them that meet it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.containers import Vertical
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from coding_tui.widgets.lines import Line, Piece
from coding_tui.widgets.plain_rows import PlainRows

_CROSSINGS = {
    (False, False): "│", (True, False): "┤", (False, True): "├", (True, True): "┼",
}  # fmt: skip


class PaneRule(Line):
    """`─ Title ── note ───── / hint ─`; in the accent colour while its pane has the focus."""

    DEFAULT_CSS = """
    PaneRule {
        color: $rule;
        & > .line--quiet { color: $dim; }
        & > .line--strong { color: $foreground; text-style: none; }
    }
    """

    def __init__(self, title: str, note: str = "", hint: str = "") -> None:
        super().__init__()
        self.title_text = title
        self.note = note
        self.hint = hint
        self._brief = ""

    def say(
        self, *, title: str | None = None, note: str | None = None, hint: str | None = None, brief: str = ""
    ) -> None:
        """Change parts of it; with a note, `brief` says as much of it as must be said where there is no room."""
        now = (self.title_text if title is None else title, self.note if note is None else note,
               self.hint if hint is None else hint, self._brief if note is None else brief)  # fmt: skip
        if now != (self.title_text, self.note, self.hint, self._brief):
            self.title_text, self.note, self.hint, self._brief = now
            self.refresh()

    @property
    def fill(self) -> str:
        """Heavier where the keys go: colour is never the only cue."""
        return "━" if self.has_class("-focused") else "─"

    def heed(self, focused: bool) -> None:
        """Show whether keys go to the pane. The class is the rule's, so that no more than the rule is styled anew."""
        self.set_class(focused, "-focused")
        self.refresh()

    def left(self, room: int) -> Iterable[Piece]:
        """Title and note."""
        yield f"{self.fill} ", "text"
        yield self.title_text, "strong"
        yield " ", "text"
        if self.note:
            brief = self._brief and cell_len(self.title_text) + cell_len(self.note) + 7 > room
            yield f"{self.fill * 2} ", "text"
            yield f"{self._brief if brief else self.note} ", "quiet"

    def right(self) -> Iterable[Piece]:
        """What a key does here."""
        if self.hint and self.size.width > len(self.title_text) + len(self.note) + len(self.hint) + 12:
            yield f" {self.hint} ", "quiet"
            yield self.fill, "text"


class Pane(Vertical):
    """A titled part of a screen; its rule says whether the focus is in it."""

    DEFAULT_CSS = "Pane { height: 1fr; width: 1fr; }"

    def __init__(self, title: str, *children: Widget, id: str | None = None, hint: str = "") -> None:
        self.rule = PaneRule(title, hint=hint)
        super().__init__(self.rule, *children, id=id)

    def on_descendant_focus(self) -> None:
        """Show that keys go here."""
        self.rule.heed(True)

    def on_descendant_blur(self) -> None:
        """Show that they do not."""
        self.rule.heed(False)


class Upright(PlainRows):
    """The rule between two columns; it joins the rules that end at it. Looked up once for every layout."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "Upright { width: 1; height: 1fr; color: $rule; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._cells: list[str] = []
        self._style = Style()

    def on_mount(self) -> None:
        """Look again where rules end, whenever everything has got its place."""
        self.screen.screen_layout_refresh_signal.subscribe(self, self._look)

    def _look(self, _screen: Screen[Any]) -> None:
        rules = [rule.region for rule in self.screen.query(PaneRule) if rule.is_on_screen]
        left = {region.y - self.region.y for region in rules if region.right == self.region.x}
        right = {region.y - self.region.y for region in rules if region.x == self.region.right}
        cells = [_CROSSINGS[y in left, y in right] if y else "┬" for y in range(self.size.height)]
        if cells != self._cells:
            self._cells = cells
            self.refresh()

    def prepare(self) -> None:
        """Mix the colour."""
        self._style = self.rich_style

    def render_line(self, y: int) -> Strip:
        """One cell of it."""
        return Strip([Segment(self._cells[y] if y < len(self._cells) else "│", self._style)], 1)


class Level(PlainRows):
    """The rule below all panes, joined to the uprights that end at it."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "Level { height: 1; width: 1fr; color: $rule; }"

    def __init__(self) -> None:
        super().__init__()
        self._feet: set[int] = set()
        self._style = Style()

    def on_mount(self) -> None:
        """Look again where uprights end, whenever everything has got its place."""
        self.screen.screen_layout_refresh_signal.subscribe(self, self._look)

    def _look(self, _screen: Screen[Any]) -> None:
        standing = [rule.region for rule in self.screen.query(Upright) if rule.display]
        feet = {region.x for region in standing if region.bottom == self.region.y}
        if feet != self._feet:
            self._feet = feet
            self.refresh()

    def prepare(self) -> None:
        """Mix the colour."""
        self._style = self.rich_style

    def render_line(self, y: int) -> Strip:
        """The rule."""
        cells = "".join("┴" if x in self._feet else "─" for x in range(self.size.width))
        return Strip([Segment(cells, self._style)], self.size.width)
