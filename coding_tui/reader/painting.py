"""One row of a document → one Strip, exactly as wide as the reader."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import groupby, pairwise

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from coding_tui.plain_words import shown
from coding_tui.reader.coding_index import CodingIndex
from coding_tui.reader.columns import Columns
from coding_tui.reader.ink import Ink
from coding_tui.reader.lanes import Bracket, Lanes
from coding_tui.reader.model import Passage, ReaderCoding
from coding_tui.reader.wrapping import STOPS, RowKind, WrappedText
from coding_tui.widgets.rows import fitted

NOTED = "¶"
"""The sign of a memo."""


class Layer(IntEnum):
    """What may lie over the words; later ones are on top."""

    MARK = 0
    SELECTION = 1
    CURSOR = 2


@dataclass(frozen=True, slots=True)
class Overlay:
    """A stretch that is marked, selected or under the cursor."""

    layer: Layer
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """All that painting a row needs to know of the document and the frame; memos begin on the rows `noted`."""

    wrapped: WrappedText
    index: CodingIndex
    lanes: Lanes
    columns: Columns
    ink: Ink
    noted: frozenset[int] = frozenset()


def painted(
    page: Page, row: int, overlays: Sequence[Overlay] = (), *, cursor_here: bool = False, top: bool = False
) -> Strip:
    """The whole row. `top`: it is the first in view, and so names codings that begin above it as well."""
    columns = page.columns
    middle = _MIDDLE[page.wrapped.kinds[row]](page, row, overlays)
    segments = [_gutter(page, row, cursor_here), *_filled(middle, columns.words + 1, page.ink)]
    segments += _filled(_margin(page, row, top), columns.total - columns.margin, page.ink)
    return Strip([segment for segment in segments if segment.text], columns.total)


def blank(page: Page) -> Strip:
    """A row below the last."""
    cells = page.columns.total
    return Strip([Segment(" " * cells, page.ink.words(False))], cells)


def _filled(segments: list[Segment], cells: int, ink: Ink) -> list[Segment]:
    """Segments made exactly so many cells wide."""
    room = cells - sum(segment.cell_length for segment in segments)
    if room > 0:
        segments.append(Segment(" " * room, ink.words(False)))
    elif room < 0:
        return list(Strip(segments).crop(0, cells))
    return segments


# -- left of the words and above them


def _gutter(page: Page, row: int, cursor_here: bool) -> Segment:
    stretch = page.wrapped.passages[page.wrapped.owners[row]]
    number = ""
    if stretch.turn is not None and _is_first(page.wrapped, row, stretch):
        number = str(stretch.turn.number)
    memo = NOTED if row in page.noted else ""
    left, right = (number, memo) if number else (memo, "")
    text = ("▎" if cursor_here else " ") + left.rjust(page.columns.gutter - 2) + (right or " ")
    return Segment(text, page.ink.furniture(accent=cursor_here or bool(memo), quiet=not cursor_here))


def _is_first(wrapped: WrappedText, row: int, stretch: Passage) -> bool:
    if stretch.headed:
        return wrapped.kinds[row] == RowKind.HEADING
    return wrapped.kinds[row] in STOPS and wrapped.starts[row] == stretch.start


def _heading(page: Page, row: int, _overlays: Sequence[Overlay] = ()) -> list[Segment]:
    turn = page.wrapped.passages[page.wrapped.owners[row]].turn
    if page.wrapped.kinds[row] != RowKind.HEADING or turn is None or turn.speaker is None:
        return []
    time = "" if turn.time is None else f"  {clock(turn.time)}"
    speaker = fitted(shown(turn.speaker).replace("\n", " "), page.columns.words - len(time))
    quiet = turn.role == "interviewer"
    ink = page.ink
    return [Segment(speaker, ink.furniture(bold=not quiet, quiet=quiet)), Segment(time, ink.furniture(quiet=True))]


def clock(seconds: float) -> str:
    """A time as a recording's counter shows it: 7:05, 1:02:03."""
    minutes, second = divmod(int(seconds), 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}:{second:02}" if hour else f"{minute}:{second:02}"


# -- the words


def _words(page: Page, row: int, overlays: Sequence[Overlay]) -> list[Segment]:
    wrapped = page.wrapped
    start, end = wrapped.starts[row], wrapped.ends[row]
    dim = wrapped.passages[wrapped.owners[row]].interviewer
    words_end = start + len(wrapped.text[start:end].rstrip(" "))
    codings = page.index.touching(start, words_end)
    if not codings and not overlays:
        return [Segment(wrapped.text[start:words_end], page.ink.words(dim))]
    cuts = _cuts(wrapped, row, words_end, codings, overlays)
    segments = []
    for left, right in pairwise(cuts):
        style = _style(page.ink, codings if left < words_end else (), overlays, left, right, dim)
        segments.append(Segment(wrapped.text[left:right], style))
    return _with_end(segments, page, row, overlays)


def _folded(page: Page, row: int, overlays: Sequence[Overlay]) -> list[Segment]:
    """One quiet line in place of a flagged passage, of which nothing is shown."""
    fold = page.wrapped.fold_on(row)
    if fold is None:
        return []
    over = {overlay.layer for overlay in overlays}
    finds = sum(overlay.layer == Layer.MARK for overlay in overlays)
    line = fold.line(page.wrapped.rows_folded(row), finds, page.columns.words, selected=Layer.SELECTION in over)
    ink = page.ink
    style = ink.selected(0) if Layer.SELECTION in over else ink.furniture(quiet=True)
    sign = ink.at_cursor(Layer.SELECTION in over) if Layer.CURSOR in over else style
    said = fitted(shown(line), page.columns.words)
    return [Segment(said[:1], sign), Segment(said[1:], style)]


_MIDDLE: dict[RowKind, Callable[[Page, int, Sequence[Overlay]], list[Segment]]] = {
    RowKind.WORDS: _words,
    RowKind.HEADING: _heading,
    RowKind.GAP: _heading,
    RowKind.FOLDED: _folded,
}


def _cuts(
    wrapped: WrappedText, row: int, words_end: int, codings: Iterable[ReaderCoding], overlays: Iterable[Overlay]
) -> list[int]:
    """Where the style may change, in order: never inside a grapheme, which a terminal could not draw in two halves."""
    start, end = wrapped.starts[row], wrapped.ends[row]
    edges = {start, words_end, end}
    spans = [(each.start, each.end) for each in codings] + [(each.start, each.end) for each in overlays]
    edges.update(min(max(edge, start), end) for span in spans for edge in span)
    if wrapped.is_narrow(row):
        return sorted(edges)
    graphemes = wrapped.graphemes(row)
    inside = {offset: (left, right) for left, right, _ in graphemes for offset in range(left + 1, right)}
    return sorted({place for edge in edges for place in inside.get(edge, (edge,))})


def _style(
    ink: Ink, codings: Iterable[ReaderCoding], overlays: Iterable[Overlay], left: int, right: int, dim: bool
) -> Style:
    here = [coding for coding in codings if coding.start < right and coding.end > left]
    over = max((overlay.layer for overlay in overlays if overlay.start < right and overlay.end > left), default=None)
    if over == Layer.CURSOR:
        selecting = any(overlay.layer == Layer.SELECTION for overlay in overlays)
        return ink.at_cursor(selecting)
    if over == Layer.SELECTION:
        return ink.selected(len(here))
    if over == Layer.MARK:
        return ink.marked(len(here))
    if not here:
        return ink.words(dim)
    narrowest = min(here, key=lambda coding: coding.end - coding.start)
    return ink.coded(narrowest.hue, len(here), dim)


def _with_end(segments: list[Segment], page: Page, row: int, overlays: Iterable[Overlay]) -> list[Segment]:
    """The words, and the cursor where it stands behind them or in white space that hangs over the edge."""
    cursor = next((overlay for overlay in overlays if overlay.layer == Layer.CURSOR), None)
    if cursor is None:
        return segments
    cell = page.wrapped.cell_of(cursor.start)[0]
    end = page.wrapped.ends[row]
    if cursor.start < end and cell < page.columns.words:
        return segments
    selecting = any(overlay.layer == Layer.SELECTION for overlay in overlays)
    return [*_filled(segments, cell, page.ink), Segment(" ", page.ink.at_cursor(selecting))]


# -- right of the words


def _margin(page: Page, row: int, top: bool) -> list[Segment]:
    brackets = page.lanes.on_row(row)
    if not brackets or not page.columns.lanes:
        return []
    named = [bracket for bracket in brackets if bracket.first == row or top]
    return [*_lanes(page, row, brackets, named), *_label(page, named)]


def _lanes(page: Page, row: int, brackets: Iterable[Bracket], named: Sequence[Bracket]) -> list[Segment]:
    """Each lane's piece of bracket, the free lanes between the first label's bracket and the label bridged."""
    count, ink = page.columns.lanes, page.ink
    cells: list[tuple[str, Style] | None] = [None] * (count + 1)
    for bracket in brackets:
        if bracket.lane < count:
            cells[bracket.lane] = (_piece(bracket, row), ink.bracket(bracket.coding.hue, bracket.coding.mine))
        else:
            cells[count] = ("┆", ink.furniture(quiet=True))
    if named and named[0].lane < count:
        bridge = named[0].lane + 1
        if all(cell is None for cell in cells[bridge:]):
            style = ink.bracket(named[0].coding.hue, named[0].coding.mine)
            cells[bridge:] = [("─", style)] * (count + 1 - bridge)
    empty = (" ", ink.words(False))
    runs = [list(run) for _, run in groupby((cell or empty for cell in cells), lambda cell: id(cell[1]))]
    return [Segment("".join(sign for sign, _ in run), run[0][1]) for run in runs]


def _piece(bracket: Bracket, row: int) -> str:
    if bracket.first == bracket.last:
        return "╶"
    if row == bracket.first:
        return "╭"
    return "╰" if row == bracket.last else "│"


def _label(page: Page, named: Sequence[Bracket]) -> list[Segment]:
    room = page.columns.label
    if not named or room < 3:
        return []
    coding = named[0].coding
    more = f" +{len(named) - 1}" if len(named) > 1 else ""
    name = fitted(label_of(coding), room - len(more))
    ink = page.ink
    return [
        Segment(" ", ink.words(False)),
        Segment(name, ink.bracket(coding.hue, coding.mine)),
        Segment(more, ink.furniture(quiet=True)),
    ]


def label_of(coding: ReaderCoding) -> str:
    """A coding's name in the margin with its signs: stance, ★ key passage, ¶ memo, and whose it is if another's."""
    signs = " ".join(sign for sign in (coding.stance, "★" * coding.key, "¶" * coding.memo) if sign)
    name = shown(coding.name).replace("\n", " ")
    whose = "" if coding.mine or not coding.coder else f" · {shown(coding.coder)}"
    return f"{name}{' ' * bool(signs)}{shown(signs)}{whose}"
