"""Tables whose cells were painted one after the other, as word processors and browsers do: rows told by painting.

The words of one cell are painted line by line before those of the next, and a row begins where the pen goes back to
the left. So a name that wraps in its cell stays one name, and words in the middle of a tall row stay in that row,
which the lines of the page alone do not show.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from transcripts.importing import vocabulary
from transcripts.importing.pdf_rows import Row, Segment

_FEWEST = 3
_LONGEST_HEAD = 60
"""Letters that the cells before the words have at most, usually: names and times, not columns of text."""
_CLOSE = 1.25
"""How much farther apart than lines of words the lines of one name may stand."""
_MOST_LINES = 6
"""Lines of a name that may stand on the next page."""
_STEP = 2.0
"""Points by which the left edge of a column may differ from row to row."""


@dataclass(slots=True)
class _Cells:
    """Cells beside each other, from left to right, each with its lines from the top down."""

    cells: list[list[Segment]]

    @property
    def top(self) -> float:
        return min(cell[0].y for cell in self.cells)

    @property
    def bottom(self) -> float:
        return max(cell[-1].y for cell in self.cells)

    @property
    def head(self) -> int:
        """The number of the cell before the words, where names stand."""
        return max(0, len(self.cells) - 2)

    @property
    def name(self) -> str:
        """What that cell says."""
        return " ".join(segment.text for segment in self.cells[self.head])

    @property
    def wraps(self) -> bool:
        """Whether a cell goes on beside the next one, or begins below it: no lines of text are painted so."""
        return any(cell[-1].y - after[0].y > 0.5 * after[0].size for cell, after in pairwise(self.cells))


def table_lines(pages: Sequence[list[Row]]) -> list[list[Segment] | None]:
    """The lines of each page: a row's cells on one line with TABs between, its last cell going on below.

    None for a page that was not painted so, or has no row that only painting tells; None for all where the document
    has no table of names and words at all.
    """
    segments = [sorted((s for row in page for s in row.segments), key=lambda s: s.order) for page in pages]
    leading = _leading(segments)
    painted = [_painted(page, leading) for page in segments]
    if not any(_is_table(rows) for rows in painted):
        return [None] * len(pages)
    only_painting_tells = {number for number, rows in enumerate(painted) if any(row.wraps for row in rows or ())}
    _mend_broken_words([row for rows in painted for row in rows or ()])
    names = Counter(row.name for rows in painted for row in rows or () if len(row.cells) > 1)
    parted = [None if rows is None else [each for row in rows for each in _parted(row, names)] for rows in painted]
    only_painting_tells |= _join_divided([rows or [] for rows in parted], names)
    told = [rows if number in only_painting_tells else None for number, rows in enumerate(parted)]
    return [None if rows is None else [line for row in rows for line in _lines(row)] for rows in told]


def _mend_broken_words(rows: Sequence[_Cells]) -> None:
    """Put words of names together that a narrow column broke by force: `Intervie`, `wer`.

    Only where the whole is a word that names people, or stands elsewhere in the table, and the part does not.
    """
    said = {word.strip(".,:;?!").casefold() for row in rows for s in row.cells[-1] for word in s.text.split()}
    known = said | vocabulary.INTERVIEWER | vocabulary.PARTICIPANT | vocabulary.PEOPLE
    for cell in (cell for row in rows for cell in row.cells[:-1]):
        for at in range(len(cell) - 1, 0, -1):
            part, _, rest = cell[at].text.partition(" ")
            above = cell[at - 1]
            broken = above.text.rpartition(" ")[2].casefold()
            if broken + part.casefold().rstrip(":") in known and broken not in known:
                cell[at - 1] = replace(above, text=above.text + part)
                cell[at] = replace(cell[at], text=rest)
                if not rest:
                    del cell[at]


def _parted(row: _Cells, names: Counter[str]) -> Iterator[_Cells]:
    """A row without the lines above its name: a title, or the end of a name that began on the page before."""
    head = row.cells[0]
    for number in range(1, len(head)):
        rest = " ".join(segment.text for segment in head[number:])
        if row.head == 0 and len(row.cells) > 1 and names[rest] > max(1, names[row.name]):
            yield from (_Cells([[segment]]) for segment in head[:number])
            yield _Cells([head[number:], *row.cells[1:]])
            return
    yield row


def _join_divided(pages: Sequence[list[_Cells]], names: Counter[str]) -> set[int]:
    """Put rows together whose name begins on one page and ends on the next; the numbers of such pages."""
    found: set[int] = set()
    for number, (above, below) in enumerate(pairwise(pages)):
        if not above or not below or len(above[-1].cells) < 2:
            continue
        last = above[-1]
        count = _end_of_name(last.name, below, names)
        if count:
            last.cells[last.head] += [segment for row in below[:count] for segment in _name_lines(row, last.head)]
            words = below[count - 1].cells
            last.cells[-1] += words[-1] if len(words) > 1 else []
            del below[:count]
            found |= {number, number + 1}
    return found


def _end_of_name(name: str, below: Sequence[_Cells], names: Counter[str]) -> int:
    """How many rows of the next page hold the rest of a name that comes whole elsewhere."""
    whole = name
    for count, row in enumerate(below[:_MOST_LINES], 1):
        if max(names[whole + row.name], names[f"{whole} {row.name}"]) > max(1, names[name]):
            return count
        whole = f"{whole} {row.name}"
        if len(row.cells) > 1:
            return 0
    return 0


def _name_lines(row: _Cells, head: int) -> list[Segment]:
    cell = row.cells[min(head, len(row.cells) - 1)]
    return [replace(cell[0], text=row.name)] if len(row.cells) > 1 else cell


def _painted(segments: Sequence[Segment], leading: float) -> list[_Cells] | None:
    """Rows of cells from the top down; None where they overlap, so that painting did not go row by row."""
    found: list[_Cells] = []
    for segment in segments:
        last = found[-1].cells if found else []
        far = len(last) == 1 and segment.y - last[0][-1].y > _CLOSE * leading  # the name of the next row
        if last and not far and _goes_on(last[-1], segment):
            last[-1].append(segment)
        elif last and segment.x0 > last[-1][0].x0 + _STEP and _is_beside(found[-1], segment):
            last.append([segment])
        else:
            found.append(_Cells([[segment]]))
    rows = [row for each in found for row in _single_lines(each)]
    rows.sort(key=lambda row: row.top)
    apart = all(below.top - above.bottom > 0.3 * below.cells[0][0].size for above, below in pairwise(rows))
    return rows if apart else None


def _leading(pages: Sequence[Sequence[Segment]]) -> float:
    """How far below one another the lines of a cell stand, in points."""
    following = (pair for segments in pages for pair in pairwise(segments))
    steps = [b.y - a.y for a, b in following if abs(b.x0 - a.x0) <= _STEP and b.y > a.y]
    return median(steps) if steps else 0.0


def _goes_on(cell: list[Segment], segment: Segment) -> bool:
    """Whether the words are the next line of a cell, not of another one or of another row."""
    left, right = min(s.x0 for s in cell), max(s.x1 for s in cell)
    return segment.y > cell[-1].y + 0.3 * segment.size and segment.x0 >= left - _STEP and segment.x0 < right


def _is_beside(row: _Cells, segment: Segment) -> bool:
    """Whether the words stand right of all that the row has."""
    return segment.x0 > max(s.x1 for cell in row.cells for s in cell) - _STEP


def _single_lines(row: _Cells) -> Iterator[_Cells]:
    """Lines one below the other are no row of a table."""
    if len(row.cells) > 1:
        yield row
    else:
        yield from (_Cells([[segment]]) for segment in row.cells[0])


def _is_table(rows: list[_Cells] | None) -> bool:
    """At least a few rows whose columns begin at the same edges, names before words, and one that wraps."""
    several = [row for row in rows or () if len(row.cells) > 1]
    if len(several) < _FEWEST or not any(row.wraps for row in several):
        return False
    heads = [sum(len(s.text) for s in cell) for row in several for cell in row.cells[:-1]]
    first, last = ([row.cells[i][0].x0 for row in several] for i in (0, -1))
    return median(heads) <= _LONGEST_HEAD and all(_alike(edges) >= _FEWEST for edges in (first, last))


def _alike(edges: Sequence[float]) -> int:
    """How many begin where most begin."""
    usual = median(edges)
    return sum(abs(x - usual) <= _STEP for x in edges)


def _lines(row: _Cells) -> Iterator[Segment]:
    if len(row.cells) == 1:
        yield row.cells[0][0]
        return
    *heads, words = row.cells
    line = _beside([_below(cell) for cell in heads] + words[:1])
    yield replace(line, begins=True, margin=0.0)
    yield from (replace(segment, margin=0.0) for segment in words[1:])


def _below(cell: list[Segment]) -> Segment:
    return _put_together(cell, " ")


def _beside(cells: list[Segment]) -> Segment:
    return replace(_put_together(cells, "\t"), y=cells[-1].y, first_end=cells[0].first_end)


def _put_together(segments: list[Segment], between: str) -> Segment:
    """Segments as one; it hangs where the last one stands."""
    line = segments[0]
    for segment in segments[1:]:
        shift = len(line.text) + 1
        bold = [*line.bold, *((a + shift, b + shift) for a, b in segment.bold)]
        line = replace(
            line, x1=segment.x1, text=line.text + between + segment.text, bold=bold, hang=segment.x0,
            size=max(line.size, segment.size), order=min(line.order, segment.order),
        )  # fmt: skip
    return line
