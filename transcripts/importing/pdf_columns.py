"""Rows of a page into lines in reading order: columns one after the other, tables row by row.

A gutter is an upright strip that no words cross and that divides many rows. On both sides of it stand columns of
running text, or the cells of a table. What was painted in turns left and right is a table; what was painted first on
one side and then on the other is columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from transcripts.importing.pdf_rows import Row, Segment

_ROWS = 4
_LONGEST_HEAD = 60
"""Letters that names and times beside the words of a row have at most."""
_DISTINCT = 0.7
"""The share of lines of a column that are said once; names recur."""
_DEEP = 3
_SENTENCE_END = (".", "?", "!", "…", "”", "’", '"', ":", "]", ")")


def lines_of(rows: list[Row], depth: int = 0) -> list[Segment]:
    """The lines of a page; each is one segment, and several of a row are joined by a TAB or a space."""
    gutter = _gutter(rows) if depth < _DEEP else None
    if gutter is None:
        return [_joined(row) for row in rows]
    lines: list[Segment] = []
    for band, crossed in _bands(rows, gutter):
        if crossed:
            lines += [_joined(row) for row in band]
        else:
            lines += _divided(band, gutter, depth)
    return lines


def undecided(rows: list[Row], *, table: bool) -> list[Row]:
    """Rows of a page read straight across that may be columns; `table`: the page was read as a table, cell by cell.

    They are those that painting tears, and those too few to show a gutter of which one side was painted before the
    other, as the rows of a table are not.
    """
    torn = [row for row in rows if any(segment.torn for segment in row.segments)]
    apart = [row for row in rows if any(segment.parted for segment in row.segments)]
    doubtful = [row for row in rows if any(segment.torn or segment.parted for segment in row.segments)]
    if table or not apart or len(doubtful) < 2 or _gutter(rows) is not None:
        return torn
    left = max(row.segments[0].order for row in apart)
    right = min(segment.order for row in apart for segment in row.segments if segment.parted)
    return doubtful if left < right else torn


def _divided(band: list[Row], gutter: float, depth: int) -> list[Segment]:
    left = [r for r in (Row(r.y, [s for s in r.segments if s.x0 < gutter]) for r in band) if r.segments]
    right = [r for r in (Row(r.y, [s for s in r.segments if s.x0 >= gutter]) for r in band) if r.segments]
    if not left or not right:
        return lines_of(left or right, _DEEP)
    painted = sorted((s.order, s.x0 < gutter) for r in band for s in r.segments)
    turns = 1 + sum(a != b for (_, a), (_, b) in pairwise(painted))
    both = sum(len({s.x0 < gutter for s in row.segments}) == 2 for row in band)
    if _are_columns(left, right, turns, both):
        columns = lines_of(left, depth + 1) + lines_of(right, depth + 1)
        return [replace(line, margin=0.0) for line in columns]
    if turns < 1.5 * both:
        return [replace(line, margin=0.0) for line in _cells(band, gutter)]
    return [_joined(row) for row in band]


def _gutter(rows: list[Row]) -> float | None:
    """The middle of the strip that divides most rows, if it divides enough of them."""
    gaps = [(a.x1, b.x0) for row in rows for a, b in pairwise(row.segments)]
    if not gaps:
        return None
    ends = sorted([(start, 1) for start, _ in gaps] + [(end, -1) for _, end in gaps], key=lambda e: (e[0], e[1]))
    depth = best = 0
    place: tuple[float, float] | None = None
    for (x, step), (following, _) in pairwise([*ends, (ends[-1][0], -1)]):
        depth += step
        if depth > best:
            best, place = depth, (x, following)
    if place is None:
        return None
    x = (place[0] + place[1]) / 2
    if best < _ROWS and not _is_painted_last(rows, x):
        return None
    crossing = sum(any(s.x0 < x < s.x1 for s in row.segments) for row in rows)
    return x if best >= crossing else None


def _is_painted_last(rows: list[Row], gutter: float) -> bool:
    """Whether the few lines right of it are the end of a last column: painted when all the left ones were."""
    left = [s.order for row in rows for s in row.segments if s.x0 < gutter]
    right = [s.order for row in rows for s in row.segments if s.x0 >= gutter]
    return len(left) >= _ROWS and max(left) < min(right)


def _bands(rows: list[Row], gutter: float) -> Iterator[tuple[list[Row], bool]]:
    """Runs of rows that the gutter divides, and runs of rows that stand across it."""
    band: list[Row] = []
    crossed = False
    for row in rows:
        over = any(s.x0 < gutter < s.x1 for s in row.segments)
        if band and over != crossed:
            yield band, crossed
            band = []
        crossed = over
        band.append(row)
    if band:
        yield band, crossed


def _are_columns(left: Sequence[Row], right: Sequence[Row], turns: int, both: int) -> bool:
    """Whether the sides are read one after the other: painted so, with words on the left that no names are, or prose.

    Painted one after the other, a last column may hold a line or two, and very narrow ones a word or two a line.
    """
    if turns <= 2:
        said = [row.text for row in left]
        return sum(map(len, said)) > _LONGEST_HEAD and len(set(said)) > _DISTINCT * len(said)
    return _is_prose(left, right) and (turns <= 0.3 * both or _runs_on(left))


def _is_prose(left: Sequence[Row], right: Sequence[Row]) -> bool:
    """Whether both sides hold lines of running text; how many tells nothing, as a last column may be short."""
    words = [[s for row in side for s in row.segments] for side in (left, right)]
    widths = [median(s.x1 - s.x0 for s in side) for side in words]
    return min(widths) > 0.5 * max(widths) and all(median(s.text.count(" ") for s in side) >= 2 for side in words)


def _runs_on(rows: Sequence[Row]) -> bool:
    """Whether most lines are full and end inside sentences, as cells beside one another rarely do."""
    lines = [row.segments[-1] for row in rows]
    margin = max(line.x1 for line in lines)
    width = margin - min(row.segments[0].x0 for row in rows)
    full = [line for line in lines if margin - line.x1 < 0.2 * width and not line.text.endswith(_SENTENCE_END)]
    return len(full) >= 0.6 * len(lines)


def _cells(band: list[Row], gutter: float) -> list[Segment]:
    """A table whose cells were painted one after the other: each row begins where the left side is painted again."""
    segments = sorted((s for row in band for s in row.segments), key=lambda s: s.order)
    lines: list[Segment] = []
    left: list[Segment] = []
    for segment in segments:
        if segment.x0 < gutter:
            left.append(segment)
        elif left:
            cell = _joined(Row(left[0].y, left))
            lines.append(replace(_joined(Row(left[0].y, [cell, segment]), tab=True), begins=True))
            left = []
        elif lines and abs(lines[-1].y - segment.y) < 0.1:
            lines[-1] = replace(_joined(Row(segment.y, [lines[-1], segment])), begins=lines[-1].begins)
        else:
            lines.append(segment)
    return lines + [replace(segment, begins=True) for segment in left]


def _joined(row: Row, *, tab: bool = False) -> Segment:
    """A row as one line; a TAB where words begin at an edge that other rows share."""
    line = row.segments[0]
    for segment in row.segments[1:]:
        between = "\t" if tab or segment.edge else " "
        shift = len(line.text) + 1
        bold = [*line.bold, *((a + shift, b + shift) for a, b in segment.bold)]
        line = replace(
            line, x1=segment.x1, text=line.text + between + segment.text, bold=bold,
            size=max(line.size, segment.size), order=min(line.order, segment.order), hang=segment.x0,
        )  # fmt: skip
    return line
