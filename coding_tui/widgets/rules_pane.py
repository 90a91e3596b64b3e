"""The rules of one code, docked: what it means, what belongs and what does not, and what only looks like it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from codebook.codes import Code
from coding_tui.plain_words import shown

SIGNS = (("include", "+"), ("exclude", "−"))


class Rules(VerticalScroll, can_focus=False):
    """Shows `code`; scrolls with the mouse when there is much."""

    DEFAULT_CSS = """
    Rules { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    Rules > Static { height: auto; }
    """

    def __init__(self, *, empty: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self._empty = empty
        self._words = _Words()
        self._shown: tuple[Code | None] | None = None

    def compose(self) -> ComposeResult:
        """One text."""
        yield self._words

    def show(self, code: Code | None) -> None:
        """Show the rules of a code."""
        if self._shown == (code,):
            return
        self._shown = (code,)
        self._words.update(rules(code) if code is not None else Content(self._empty).stylize("$dim"))
        self.scroll_home(animate=False)


class _Words(Static):
    ALLOW_SELECT = False


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
