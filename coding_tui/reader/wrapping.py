"""Where every character of a document lands on screen: offset ↔ row and cell. Pure; knows nothing of Textual.

Offsets are code points into the canonical text, half-open. Cells count from the column where the words start.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import cache
from itertools import pairwise

from rich.cells import split_graphemes

from coding_tui.plain_words import shown
from coding_tui.reader.folding import Fold, within
from coding_tui.reader.model import Passage

NARROW = re.compile(
    "[ -~\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0400-\u0482"
    "\u2010-\u2027\u2030-\u205e\u20ac\u2400-\u2424\ufffd]*"
)
"""Text whose every code point is one grapheme and one cell wide: nearly all of a European transcript."""

_CHUNK = re.compile(r"[^ ]+ *| +")
_CLINGS = frozenset("、。，．！？：；」』）】〕…")
"""Closing punctuation that does not begin a row."""

Grapheme = tuple[int, int, int]
"""Start, end (offsets) and cells."""


class RowKind(IntEnum):
    """What stands on a row."""

    WORDS = 0
    HEADING = 1
    GAP = 2
    FOLDED = 3


STOPS = (RowKind.WORDS, RowKind.FOLDED)
"""Rows that the cursor may stand on."""


def displayable(text: str, stretches: Sequence[Passage]) -> str:
    """The text as it may be shown, of the same length, each passage made displayable by itself."""
    if NARROW.fullmatch(text):
        return text
    edges = [edge for stretch in stretches for edge in (stretch.start, stretch.end)]
    return "".join(_piece(text, start, end) for start, end in pairwise((0, *edges, len(text))))


def _piece(text: str, start: int, end: int) -> str:
    return text[start:end] if NARROW.fullmatch(text, start, end) else shown(text[start:end])


class WrappedText:
    """A document cut into rows: words no wider than `width` cells, headings, and a gap between passages.

    `starts` and `ends` hold each row's offsets and never decrease, so that looking one up is a bisection. White space
    at a wrapped row's end belongs to that row and may hang over its edge. Every passage has at least one row of words,
    or one that stands for words that are folded: such a row is one grapheme to the cursor and to a selection.
    """

    def __init__(self, text: str, stretches: Sequence[Passage], width: int, folds: Sequence[Fold] = ()) -> None:
        """`text` as `displayable` gives it; `folds` disjoint, in text order."""
        self.folds = folds
        self.passages = stretches
        self.text = text
        self.width = max(2, width)
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.kinds: list[RowKind] = []
        self.owners: list[int] = []
        self._passage_starts = [stretch.label_start for stretch in stretches]
        for number, stretch in enumerate(stretches):
            self._lay(number, stretch)

    def _lay(self, number: int, stretch: Passage) -> None:
        if number:
            self._add(stretch.label_start, stretch.label_start, RowKind.GAP, number)
        if stretch.headed:
            self._add(stretch.label_start, stretch.start, RowKind.HEADING, number)
        if not self.folds or stretch.start == stretch.end:
            self._lay_words(number, stretch.start, stretch.end)
            return
        reached = stretch.start
        for fold in within(self.folds, stretch.start, stretch.end):
            start, end = max(fold.start, stretch.start), self._folded_until(min(fold.end, stretch.end), stretch.end)
            if reached < start:
                self._lay_words(number, reached, start - (self.text[start - 1] == "\n"))
            self._add(start, end, RowKind.FOLDED, number)
            reached = min(end + (self.text[end : end + 1] == "\n"), stretch.end)
        if reached < stretch.end:
            self._lay_words(number, reached, stretch.end)
        elif self.owners[-1:] != [number] or self.kinds[-1] not in STOPS:
            self._lay_words(number, stretch.start, stretch.end)

    def _folded_until(self, end: int, limit: int) -> int:
        """Where a fold's row ends: behind the blanks after its words, which would begin the next row."""
        while end < limit and self.text[end] == " ":
            end += 1
        return end

    def _lay_words(self, number: int, start: int, end: int) -> None:
        before = len(self.starts)
        for line_start, line_end in _lines(self.text, start, end):
            ends = wrap(self.text, line_start, line_end, self.width)
            self.starts += (line_start, *ends[:-1])
            self.ends += ends
        rows = len(self.starts) - before
        self.kinds.extend([RowKind.WORDS] * rows)
        self.owners.extend([number] * rows)

    def _add(self, start: int, end: int, kind: RowKind, owner: int) -> None:
        self.starts.append(start)
        self.ends.append(end)
        self.kinds.append(kind)
        self.owners.append(owner)

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self.starts)

    def row_of(self, offset: int) -> int:
        """The row that shows an offset; for one between passages the row before it."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def fold_at(self, offset: int) -> Fold | None:
        """The fold whose row shows an offset."""
        return self.fold_on(self.row_of(offset)) if self.folds else None

    def fold_on(self, row: int) -> Fold | None:
        """The fold that a row stands for."""
        if self.kinds[row] != RowKind.FOLDED:
            return None
        return next(iter(within(self.folds, self.starts[row], self.ends[row])), None)

    def rows_folded(self, row: int) -> int:
        """How many rows there would be in place of a folded one."""
        lines = _lines(self.text, self.starts[row], self.ends[row])
        return sum(len(wrap(self.text, start, end, self.width)) for start, end in lines)

    def rows_of(self, start: int, end: int) -> range:
        """The rows that show [start, end), at least one."""
        return range(self.row_of(start), self.row_of(max(start, end - 1)) + 1)

    def passage_number(self, offset: int) -> int:
        """Which passage an offset is in, or the last one before it."""
        return max(0, bisect_right(self._passage_starts, offset) - 1)

    def passage_at(self, offset: int) -> Passage:
        """The passage an offset is in, or the last one before it. Needs a document that holds something."""
        return self.passages[self.passage_number(offset)]

    def graphemes(self, row: int) -> list[Grapheme]:
        """A row of words, divided into what a reader sees as characters."""
        start, end = self.starts[row], self.ends[row]
        line = self.text[start:end]
        if NARROW.fullmatch(line):
            return [(offset, offset + 1, 1) for offset in range(start, end)]
        return [(start + left, start + right, cells) for left, right, cells in split_graphemes(line)[0]]

    def is_narrow(self, row: int) -> bool:
        """Whether cells and offsets go one to one on a row."""
        return NARROW.fullmatch(self.text, self.starts[row], self.ends[row]) is not None

    def grapheme_at(self, offset: int) -> tuple[int, int]:
        """The whole grapheme that an offset is in; at a line's end the line feed, at a passage's end nothing."""
        row = self.row_of(offset)
        if self.kinds[row] == RowKind.FOLDED and self.starts[row] <= offset < self.ends[row]:
            return self.starts[row], self.ends[row]
        if not self.starts[row] <= offset < self.ends[row] or self.kinds[row] != RowKind.WORDS:
            inside = offset < self.passage_at(offset).end and self.text[offset : offset + 1] == "\n"
            return offset, offset + inside
        if self.is_narrow(row):
            return offset, offset + 1
        return next((left, right) for left, right, _ in self.graphemes(row) if left <= offset < right)

    def cell_of(self, offset: int) -> tuple[int, int]:
        """(cell, row) where an offset's grapheme begins; in white space that hangs over, the cell past the edge."""
        row = self.row_of(offset)
        if self.kinds[row] == RowKind.FOLDED:
            return 0, row
        if self.is_narrow(row):
            return min(offset - self.starts[row], self.width), row
        cells = sum(size for _, right, size in self.graphemes(row) if right <= offset)
        return min(cells, self.width), row

    def offset_at(self, cell: int, row: int) -> int:
        """The start of the grapheme under a cell; right of the words, the last place on the row.

        On a row that is not of words, the beginning of the passage it belongs to.
        """
        row = min(max(row, 0), self.height - 1)
        if self.kinds[row] == RowKind.FOLDED:
            return self.starts[row]
        if self.kinds[row] != RowKind.WORDS:
            return self.passages[self.owners[row]].start
        last = self.last_place(row)
        if self.is_narrow(row):
            return min(self.starts[row] + max(0, cell), last)
        reached = 0
        for left, _, size in self.graphemes(row):
            reached += size
            if reached > cell:
                return min(left, last)
        return last

    def last_place(self, row: int) -> int:
        """The last place on a row: after its words, or its last grapheme where the next row follows on directly."""
        start, end = self.starts[row], self.ends[row]
        if self.kinds[row] == RowKind.FOLDED:
            return start
        following = row + 1 < self.height and self.starts[row + 1] == end and self.owners[row + 1] == self.owners[row]
        if not following:
            return end
        words_end = start + len(self.text[start:end].rstrip(" "))
        return words_end if words_end < end else max(start, self.grapheme_at(end - 1)[0])

    def snapped(self, offset: int) -> int:
        """The nearest place at or before an offset where the cursor may stand: in a passage, between graphemes."""
        number = self.passage_number(offset)
        stretch = self.passages[number]
        offset = min(max(offset, stretch.start), stretch.end)
        if self.passage_number(offset) != number:
            return self.snapped(offset)
        return self.grapheme_at(offset)[0] if stretch.start < offset < stretch.end else offset

    def snapped_up(self, offset: int) -> int:
        """Like `snapped`, but never before an offset that is inside a grapheme; a passage's end stays where it is."""
        number = self.passage_number(offset)
        if number and offset == self.passages[number - 1].end:
            return offset
        place = self.snapped(offset)
        return place if place >= offset else self.grapheme_at(place)[1]


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while (line_end := text.find("\n", start, end)) != -1:
        yield start, line_end
        start = line_end + 1
    yield start, end


def wrap(text: str, start: int, end: int, width: int) -> list[int]:
    """Where the rows of one line of displayable text end, broken after spaces where that is possible; at least one row,
    maybe empty.
    """
    if NARROW.fullmatch(text, start, end):
        if end - start <= width:
            return [end]
        return [row.end() for row in _narrow_row(width).finditer(text, start, end)]
    return list(_mixed_rows(text, start, end, width))


@cache
def _narrow_row(width: int) -> re.Pattern[str]:
    """A row of narrow text: the rest of the line where it fits; words and the spaces after them, which may hang over
    the edge; or as much of a word as there is room for.
    """
    return re.compile(rf".{{1,{width}}}\Z|.{{0,{width - 1}}}[^ ] +|.{{{width}}} *")


def _mixed_rows(text: str, start: int, end: int, width: int) -> Iterator[int]:
    """Row by row: where nothing wide or combining is near, at the pace of narrow text."""
    narrow = _narrow_row(width)
    while start < end:
        row = None
        if text[start] != " " and NARROW.fullmatch(text, start, min(start + width + 1, end)):
            row = narrow.match(text, start, end)
        start = row.end() if row else _row_end(text, start, end, width)
        yield start


def _row_end(text: str, start: int, end: int, width: int) -> int:
    cells = 0
    for unit_start, size, hanging in _units(text, start, end, width):
        if cells and cells + size > width:
            return unit_start
        cells += size + hanging
    return end


def _units(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int, int]]:
    """What may not be broken: start, cells, and cells of white space after it that may hang over the edge."""
    for chunk in _CHUNK.finditer(text, start, end):
        word = chunk.group().rstrip(" ")
        spaces = len(chunk.group()) - len(word)
        if len(word) <= width and NARROW.fullmatch(word):
            yield chunk.start(), len(word), spaces
            continue
        pieces = list(_pieces(word, width))
        for left, size in pieces:
            yield chunk.start() + left, size, 0 if (left, size) != pieces[-1] else spaces


def _pieces(word: str, width: int) -> Iterator[tuple[int, int]]:
    """A word divided where it may be broken: around characters two cells wide, and wherever it is wider than a row."""
    piece_start, cells, breakable = 0, 0, False
    for left, _, size in split_graphemes(word)[0]:
        clings = word[left] in _CLINGS
        if cells and (cells + size > width or ((breakable or size > 1) and not clings)):
            yield piece_start, cells
            piece_start, cells = left, 0
        cells += size
        breakable = size > 1 or clings
    yield piece_start, cells
