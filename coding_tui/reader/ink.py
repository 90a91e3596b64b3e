"""The reader's styles: made from the theme, legible in every one, and without colour where there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from coding_tui.palette import USUAL, Palette, hue, readable, softened, wash


@dataclass(frozen=True)
class Ink:
    """The colours of one frame. Equal inks paint equal rows, so that rows painted with one can be kept.

    `plain` is for terminals without colour and for themes that leave colours to the terminal: there codes are
    underlined, and bold too where they overlap; selection, marks and cursor are reversed. `filters` are the app's that
    change colours: a style goes through them when it is mixed, and not again with every row.
    """

    ground: Color
    text: Color
    accent: Color
    selection: Color
    mark: Color
    cursor: Color
    plain: bool = False
    filters: tuple[LineFilter, ...] = ()
    palette: Palette = USUAL
    _mixed: dict[tuple[object, ...], Style] = field(default_factory=dict, init=False, repr=False, compare=False)

    def words(self, dim: bool) -> Style:
        """Words that no code holds."""
        return self._style(_words, dim)

    def coded(self, hue_number: int, depth: int, dim: bool) -> Style:
        """Words that `depth` codes hold, the narrowest of the given hue."""
        return self._style(_coded, hue_number, min(depth, 3), dim)

    def selected(self, depth: int) -> Style:
        """Selected words."""
        return self._style(_over, "selection", depth)

    def marked(self, depth: int) -> Style:
        """Words that a search found."""
        return self._style(_over, "mark", depth)

    def at_cursor(self, selecting: bool) -> Style:
        """The character under the cursor; beside a selection it must not look like more of it."""
        return self._style(_cursor, selecting)

    def bracket(self, hue_number: int, mine: bool = True) -> Style:
        """A bracket and its label."""
        return self._style(_bracket, hue_number, mine)

    def furniture(self, bold: bool = False, accent: bool = False, quiet: bool = False) -> Style:
        """Headings, numbers and signs."""
        return self._style(_furniture, bold, accent, quiet)

    def _style(self, mix: Callable[..., Style], *of: object) -> Style:
        """One style object for the same place on every row: mixed once, and compared by identity when rows are cut."""
        kept = self._mixed.get((mix, *of))
        if kept is None:
            kept = self._mixed[(mix, *of)] = self._filtered(mix(self, *of))
        return kept

    def _filtered(self, style: Style) -> Style:
        segments = [Segment(" ", style)]
        for each in self.filters:
            segments = each.apply(segments, self.ground)
        return segments[0].style or style


def _words(ink: Ink, dim: bool) -> Style:
    if ink.ground.ansi is not None or ink.text.ansi is not None:
        return _style(ink.text, ink.ground) + Style(dim=dim)
    color = softened(ink.text, ink.ground) if dim else readable(ink.text, ink.ground)
    return _style(color, ink.ground)


def _coded(ink: Ink, hue_number: int, depth: int, dim: bool) -> Style:
    if ink.plain:
        return _words(ink, dim) + Style(underline=True, bold=depth > 1)
    behind = wash(hue_number, depth, ink.ground)
    color = softened(ink.text, behind) if dim else readable(ink.text, behind)
    return _style(color, behind) + Style(underline=depth > 1)


def _over(ink: Ink, what: str, depth: int) -> Style:
    if ink.plain:
        coded = Style(underline=depth > 0, bold=depth > 1 or what == "mark")
        return _words(ink, False) + Style(reverse=True) + coded
    behind = ink.selection if what == "selection" else ink.mark
    return _style(readable(ink.text, behind), behind) + Style(underline=depth > 0, bold=what == "mark")


def _cursor(ink: Ink, selecting: bool) -> Style:
    if ink.plain:
        return _words(ink, False) + (Style(bold=True, underline=True) if selecting else Style(reverse=True))
    return _style(readable(ink.ground, ink.cursor), ink.cursor)


def _bracket(ink: Ink, hue_number: int, mine: bool) -> Style:
    if ink.plain:
        return _words(ink, not mine)
    return _style(readable(hue(hue_number), ink.ground), ink.ground) + Style(italic=not mine)


def _furniture(ink: Ink, bold: bool, accent: bool, quiet: bool) -> Style:
    if ink.plain or not accent:
        return _words(ink, quiet) + Style(bold=bold)
    return _style(readable(ink.accent, ink.ground), ink.ground) + Style(bold=bold)


def _style(color: Color, behind: Color) -> Style:
    return Style(color=color.rich_color, bgcolor=behind.rich_color)
