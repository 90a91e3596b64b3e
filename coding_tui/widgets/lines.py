"""One-line furniture: pieces at the left and the right, cut to fit, in the theme's roles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from coding_tui.plain_words import shown
from coding_tui.registry.keymap import keys_in
from coding_tui.widgets.plain_rows import PlainRows
from coding_tui.widgets.rows import fitted

Piece = tuple[str, str]
"""Words and their role: `text`, `quiet`, `accent`, `strong`, `wrong`."""
LONGEST_STEP = 56
"""Cells of a step's label in the status line."""
ROLES = ("text", "quiet", "accent", "strong", "wrong")


class Line(PlainRows):
    """One row. `left()` and `right()` say what stands there; the right gives way last."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"line--{role}" for role in ROLES}
    DEFAULT_CSS = """
    Line {
        height: 1; width: 1fr;
        & > .line--quiet { color: $dim; text-style: $dim-style; }
        & > .line--accent { color: $accent; text-style: $accent-style; }
        & > .line--strong { text-style: bold; }
        & > .line--wrong { color: $error; text-style: bold; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._styles: dict[str, Style] = {}

    @property
    def fill(self) -> str:
        """What stands between left and right."""
        return " "

    def left(self, room: int) -> Iterable[Piece]:
        """What stands at the left, in at most so many cells."""
        return ()

    def right(self) -> Iterable[Piece]:
        """What stands at the right."""
        return ()

    def notify_style_update(self) -> None:
        """Mix the colours again."""
        self._styles = {}
        super().notify_style_update()

    def _mix(self) -> None:
        base = self.rich_style
        self._styles = {role: base + self.get_component_rich_style(f"line--{role}", partial=True) for role in ROLES}

    def render_line(self, y: int) -> Strip:
        """The row, in exactly the width there is."""
        if not self._styles:
            self._mix()
        width = self.size.width
        if y:
            return Strip.blank(width, self._styles["text"])
        right = cut(self.right(), width)
        room = width - length(right) - (1 if right else 0)
        left = cut(self.left(room), room)
        between = (self.fill * (width - length(left) - length(right)), "text")
        segments = [Segment(text, self._styles[role]) for text, role in (*left, between, *right) if text]
        return Strip(segments, width)


def cut(pieces: Iterable[Piece], room: int) -> list[Piece]:
    """The pieces made safe to show, cut to a number of cells."""
    found: list[Piece] = []
    for text, role in pieces:
        text = fitted(shown(text).replace("\n", " "), room)
        if not text:
            break
        found.append((text, role))
        room -= cell_len(text)
    return found


def length(pieces: Iterable[Piece]) -> int:
    """How many cells pieces take."""
    return sum(cell_len(text) for text, _ in pieces)


class TopLine(Line):
    """Project ▸ place, and at the right who is here and what waits."""

    def __init__(self) -> None:
        super().__init__(id="top-line")
        self._where: tuple[str, ...] = ()
        self._who: tuple[str, ...] = ()

    def say(self, where: Iterable[str], who: Iterable[str]) -> None:
        """Change what it says; `where` from the outside in."""
        now = (tuple(where), tuple(who))
        if now != (self._where, self._who):
            self._where, self._who = now
            self.refresh()

    def left(self, room: int) -> Iterable[Piece]:
        """Where we are."""
        yield " ", "text"
        for number, name in enumerate(self._where):
            if number:
                yield " ▸ ", "quiet"
            yield name, "strong" if number == len(self._where) - 1 else "text"

    def right(self) -> Iterable[Piece]:
        """Who we are; on a narrow screen only as much of it as leaves room for where."""
        keys = self.keyed("  «app.help» help ")
        room = self.size.width - length(self.left(0)) - cell_len(keys) - 1
        kept = list(self._who)
        while len(kept) > 1 and cell_len(" · ".join(kept)) > room:
            kept.pop(1)
        yield " · ".join(kept), "quiet"
        yield keys, "quiet"


class StatusLine(Line):
    """What just happened, and where the cursor is."""

    def __init__(self) -> None:
        super().__init__(id="status-line")
        self._said = ""
        self._role = "text"
        self._place: tuple[str, ...] = ()
        self._moves = 0
        self._standing: str | None = None

    @property
    def said(self) -> str:
        """What it says at present."""
        return self._said

    def say(self, text: str, role: str = "text", *, lasting: int = 1) -> None:
        """Say what just happened; `lasting` moves do not take it away."""
        self._said, self._role, self._moves = text, role, 1 - lasting
        self.refresh()

    def moved(self) -> None:
        """The person went on: a refusal or a finding passes with the second move (the first may be its own).

        What changed the project stays until something else is said, for as long as it names its way back.
        """
        self._moves += 1
        if self._moves > 1 and self._said and "ctrl+z" not in self._said and " undoes" not in self._said:
            self.say("")

    def show_undo(self, step: str | None) -> None:
        """Say which step undo would undo, whenever nothing else is to be said."""
        if step != self._standing:
            self._standing = step
            self.refresh()

    def show_place(self, *parts: str) -> None:
        """Say where the cursor is; where there is no room for all of it, the first parts are left out."""
        if parts != self._place:
            self._place = parts
            self.refresh()

    def left(self, room: int) -> Iterable[Piece]:
        """What happened; when there is nothing to say, what undo would undo."""
        if self._said:
            yield " " + self._said, self._role
        elif self._standing:
            keys = keys_in(self.app)
            yield f" {keys.named('«app.undo»')} undoes “{fitted(self._standing, LONGEST_STEP)}”", "quiet"

    def right(self) -> Iterable[Piece]:
        """Where we are."""
        kept = [part for part in self._place if part]
        room = self.size.width - cell_len(self._said) - 4
        while len(kept) > 1 and cell_len(" · ".join(kept)) > room:
            kept.pop(0)
        if kept:
            yield f"{' · '.join(kept)} ", "quiet"
