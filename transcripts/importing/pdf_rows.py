"""Pieces of a page into rows: what stands on one baseline, from left to right, words set apart by one space.

A row holds several segments where a wide gap divides it, as between columns or between a label and its words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from transcripts.importing.pdf_direction import unshaped
from transcripts.importing.pdf_gaps import Columns, Run, inked_end
from transcripts.importing.pdf_painting import Numbered
from transcripts.importing.pdf_pieces import GAP, Painted, Piece

_SPACED_OUT, _SINGLE = 6, 0.8
"""Gaps of a line that is spaced out, at least, and the share of its pieces that are single letters."""
_SAME_BASELINE = 0.45
_RAISED = 0.8
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u2060-\u2064\ufeff\x00-\x08\x0b-\x0c\x0e-\x1f\x7f\x80-\x9f]")
_JOINERS = re.compile("(?<![^\x00-\u024f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\u024f])")
_LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st",
}  # fmt: skip
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SHARE = 0.62
"""Of a page's width: wrapped lines of one column reach farther, and lines that end before it were ended."""
_SPACES = re.compile(r"\s+")


@dataclass(slots=True)
class Segment:
    """Words without a wide gap between them. `bold` are spans of `text`; `order` is when it was painted."""

    x0: float
    x1: float
    y: float
    size: float
    text: str
    bold: list[tuple[int, int]]
    order: int
    first_end: float
    furniture: bool = False
    page: int = 0
    margin: float = 0.0
    """How far to the right lines of such a page reach at least; 0 in columns and tables, where only the lines tell."""
    begins: bool = False
    """Whether a paragraph surely begins here: the first line of a table's row."""
    edge: bool = False
    """Whether it stands at the edge of a column, behind what else is on its row."""
    parted: bool = False
    torn: bool = False
    """Whether other lines were painted before it, or within it: see `Run`."""
    hang: float | None = None
    """Where the words begin that stand beside a label, and where wrapped lines go on below them."""


@dataclass(slots=True)
class Row:
    """Segments on one baseline, from left to right."""

    y: float
    segments: list[Segment]

    @property
    def text(self) -> str:
        """Its words, a space between what stands apart."""
        return " ".join(segment.text for segment in self.segments)


@dataclass(slots=True)
class Tidied:
    """What was changed while lines were put together, over all pages."""

    ligatures: int = 0
    shaped: int = 0
    invisible: int = 0
    unknown: int = 0
    letters: int = 0
    words: dict[str, int] = field(default_factory=dict)


def rows_of(pages: Sequence[Painted], tidied: Tidied) -> list[list[Row]]:
    """The rows of all pages, from the top of each down."""
    lines = [list(_baselines(page)) for page in pages]
    return [
        [row for runs in found if (row := _row(runs, tidied, page)) is not None]
        for page, found in zip(pages, Columns(lines).runs(), strict=True)
    ]


def _row(runs: list[Run], tidied: Tidied, page: Painted) -> Row | None:
    segments = [segment for run in runs if (segment := _segment(run, tidied, page)).text]
    return Row(max(segments, key=lambda s: s.size).y, segments) if segments else None


def _once(pieces: list[Piece]) -> Iterator[Piece]:
    """Without text painted again over itself, as programs do that have no bold or shadowed letters."""
    seen: set[tuple[str, int, int]] = set()
    for piece in pieces:
        text = piece.text
        step = max(piece.size * 0.12, 0.5)
        x, y = round(piece.x0 / step), round(piece.y / step)
        if text.strip() and any((text, x + i, y + j) in seen for i in (-1, 0, 1) for j in (-1, 0, 1)):
            continue
        seen.add((text, x, y))
        yield piece


def _baselines(page: Painted) -> Iterator[list[Numbered]]:
    """The pieces of each baseline from left to right; raised and lowered figures belong to the line they stand at."""
    group: list[Numbered] = []
    y = size = 0.0
    for numbered in sorted(enumerate(_once(page.pieces)), key=lambda numbered: numbered[1].y):
        piece = numbered[1]
        if group and piece.y - y > _SAME_BASELINE * max(size, piece.size):
            yield sorted(group, key=_from_the_left)
            group = []
        if not group or (piece.size > size and piece.text.strip()):
            y, size = piece.y, piece.size
        group.append(numbered)
    if group:
        yield sorted(group, key=_from_the_left)


def _from_the_left(numbered: Numbered) -> tuple[float, int]:
    return numbered[1].x0, numbered[0]


def _segment(whole: Run, tidied: Tidied, page: Painted) -> Segment:
    """One segment: words with single spaces, ligatures as letters, accents on their letters."""
    run = whole.pieces
    main = max((piece for _, piece in run if piece.text.strip()), key=lambda piece: (piece.size, len(piece.text)))
    words: list[str] = []
    bold: list[tuple[int, int]] = []
    length, end = 0, None
    first_end = None
    near = GAP * main.size + _spread(run)
    for _, piece in run:
        text = _clean(_raised(piece, main), tidied)
        gap = end is not None and piece.x0 - end > near - GAP * max(0.0, main.size - piece.size)
        if gap and first_end is None:
            first_end = end
        first_end = piece.first_end if first_end is None else first_end
        before = bool(words) and words[-1].endswith(" ")
        if (gap and not text.startswith(" ") and not before) and length:
            words.append(" ")
            length += 1
        elif before or not length:
            text = text.lstrip(" ")
        if text:
            words.append(text)
            if piece.bold and text != " ":
                _embolden(bold, length, length + len(text))
            length += len(text)
        end = piece.x1 if end is None else max(end, piece.x1)
    text = "".join(words).rstrip(" ")
    visible = [piece for _, piece in run if piece.text.strip()]
    return Segment(
        visible[0].x0, max(inked_end(piece) for piece in visible), main.y, main.size, text,
        [(a, min(b, len(text))) for a, b in bold if a < len(text)], min(number for number, _ in run),
        first_end or main.x1, all(piece.furniture for piece in visible), page.number,
        _SHARE * page.width, edge=whole.edge, parted=whole.parted, torn=whole.torn,
    )  # fmt: skip


def _spread(run: list[tuple[int, Piece]]) -> float:
    """How far letters are set apart throughout a line that is spaced out, in points; 0 where they are not."""
    letters = [piece for _, piece in run if piece.text.strip()]
    gaps = [after.x0 - before.x1 for before, after in pairwise(letters)]
    single = sum(len(piece.text.strip()) == 1 for piece in letters)
    if len(gaps) < _SPACED_OUT or single < _SINGLE * len(letters):
        return 0.0
    return max(0.0, median(gaps))


def _raised(piece: Piece, main: Piece) -> str:
    """A note's number stays apart from its word as a raised figure does on paper."""
    text = piece.text
    raised = piece.size < _RAISED * main.size and main.y - piece.y > 0.15 * main.size
    return text.translate(_SUPERSCRIPT) if raised and text.strip().isdecimal() else text


def _clean(text: str, tidied: Tidied) -> str:
    """Any white space as one space, invisible characters dropped, letters as people type them."""
    if text.isascii() and text.isprintable():
        tidied.letters += len(text)
        return _SPACES.sub(" ", text) if "  " in text else text
    tidied.letters += len(text)
    tidied.unknown += text.count("\ufffd")
    text = _SPACES.sub(" ", text)
    tidied.invisible += len(_INVISIBLE.findall(text)) + len(_JOINERS.findall(text))
    text = _JOINERS.sub("", _INVISIBLE.sub("", text))
    tidied.ligatures += len(_LIGATURE.findall(text))
    text = _LIGATURE.sub(lambda found: _LIGATURES[found[0]], text)
    text, shaped = unshaped(text)
    tidied.shaped += shaped
    return unicodedata.normalize("NFC", text)


def _embolden(bold: list[tuple[int, int]], start: int, end: int) -> None:
    if bold and start - bold[-1][1] <= 1:
        start = bold.pop()[0]
    bold.append((start, end))
