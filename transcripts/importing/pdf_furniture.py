"""What pages carry beside the words: running heads, footers and page numbers, told by coming back.

A row at the top or bottom of a page is furniture where the same words, digits aside, stand at the same height on
other pages and nowhere else; a page number where it counts with the pages or says that it is one. A line that also
stands elsewhere (a label) stays, whatever it looks like.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from transcripts.importing import vocabulary
from transcripts.importing.pdf_rows import Row

_DEEP = 6
"""Rows from the edge that may be running heads."""
_CUT = 20
"""Letters from which it is no chance that a page's first line equals the last one of the page before: programs that
print web pages cut a line in two and paint it twice."""
_HEIGHT = 3.0
"""Points by which the same head may stand higher or lower."""
_DIGITS = re.compile(r"\d+")
_ROMAN = re.compile(r"[ivxl]{1,7}")
_NUMBER = re.compile(
    r"\W{0,3}(?:(?:page|pg?\.?|seite|página|pagina|strana|sida|side)\s*)?(?P<n>\d{1,4}|[ivxl]{1,7})"
    r"(?:\s*(?:of|/|von|de|sur|di|av|out of)\s*(?P<total>\d{1,4}))?\W{0,3}",
    re.IGNORECASE,
)
_SURELY = re.compile(r"page|pg|seite|p[áa]gina|strana|sida|side|/|of|von|sur", re.IGNORECASE)


@dataclass(slots=True)
class Removed:
    """What was taken off the pages: wordings in order of first sight, and how many rows in all."""

    wordings: Counter[str] = field(default_factory=Counter)
    numbers: int = 0
    twice: list[str] = field(default_factory=list)

    def warnings(self) -> Iterator[str]:
        """One line each for page numbers and for running heads, which are quoted."""
        if self.numbers:
            yield f"page numbers left out ({self.numbers})"
        if self.twice:
            first = self.twice[0][:60]
            yield f"the same line ends one page and begins the next, both kept: {len(self.twice)} (“{first}”)"
        if self.wordings:
            quoted = "; ".join(f"“{words[:60]}” ({count})" for words, count in list(self.wordings.items())[:6])
            more = len(self.wordings) - 6
            yield f"running heads and footers left out: {quoted}{f'; and {more} more' if more > 0 else ''}"


def without_furniture(pages: list[list[Row]]) -> tuple[list[list[Row]], Removed]:
    """The pages' rows without what only belongs to the paper."""
    removed = Removed()
    gone = {id(row) for row in _marked(pages)}
    gone |= _edges(pages, gone)
    gone |= _table_heads(pages, gone)
    for page in pages:
        for row in page:
            if id(row) in gone:
                _count(row, removed)
    kept = [[row for row in page if id(row) not in gone] for page in pages]
    for above, below in pairwise(kept):
        if above and below and above[-1].text == below[0].text and len(above[-1].text) >= _CUT:
            removed.twice.append(above[-1].text)
    return kept, removed


def _table_heads(pages: list[list[Row]], gone: set[int]) -> set[int]:
    """Headings of a table (`Speaker`, `Text`) that stand again atop the next pages; the first one stays."""
    seen: set[str] = set()
    found: set[int] = set()
    for page in pages:
        rows = [row for row in page if id(row) not in gone]
        for number, row in enumerate(rows):
            cells = {segment.text.casefold().strip(" :") for segment in row.segments}
            if not (cells & vocabulary.SPEAKER_CELLS and cells & vocabulary.HEADER_CELLS):
                continue
            if number == 0 and row.text in seen and cells <= vocabulary.SPEAKER_CELLS | vocabulary.HEADER_CELLS:
                found.add(id(row))
            seen.add(row.text)
    return found


def _count(row: Row, removed: Removed) -> None:
    if _NUMBER.fullmatch(row.text):
        removed.numbers += 1
    else:
        removed.wordings[_DIGITS.sub("…", row.text) if _DIGITS.search(row.text) else row.text] += 1


def _marked(pages: list[list[Row]]) -> Iterator[Row]:
    """Rows that the file itself calls running heads, unless most of its words are called so by mistake."""
    found = [row for page in pages for row in page if all(segment.furniture for segment in row.segments)]
    if sum(len(row.text) for row in found) < 0.4 * sum(len(row.text) for page in pages for row in page):
        yield from found


def _edges(pages: list[list[Row]], gone: set[int]) -> set[int]:
    """Rows at the pages' edges that come back or count, from the outermost inwards."""
    found: set[int] = set()
    everywhere = Counter(_key(row) for page in pages for row in page if id(row) not in gone)
    leading = _leading(pages)
    for from_top in (False, True):
        edges = [_edge(page, gone | found, from_top) for page in pages]
        repeated, offsets = _repeated(edges, everywhere), _offsets(edges)
        for number, edge in enumerate(edges):
            numbers = [_is_number(row, offsets, number, pages[number]) for row in edge]
            inside = [numbers[i] or id(row) in repeated for i, row in enumerate(edge)]
            depth = inside.index(False) if False in inside else len(inside)
            if depth == len(edge):
                depth = numbers.index(False) if False in numbers else depth
            while depth and not numbers[depth - 1] and not _is_apart(edge, depth, leading):
                depth -= 1
            found |= {id(row) for row in edge[:depth]}
    return found


def _is_apart(edge: list[Row], depth: int, leading: float) -> bool:
    """Whether the rows before `depth` stand farther from the words than lines do from one another."""
    return depth < len(edge) and abs(edge[depth].y - edge[depth - 1].y) > 1.4 * leading


def _leading(pages: list[list[Row]]) -> float:
    """The usual distance of lines, in points."""
    steps = sorted(below.y - above.y for page in pages for above, below in pairwise(page))
    return steps[len(steps) // 4] if steps else 0.0


def _edge(page: list[Row], gone: set[int], from_top: bool) -> list[Row]:
    rows = [row for row in page if id(row) not in gone]
    return rows[:_DEEP] if from_top else rows[: -_DEEP - 1 : -1]


def _key(row: Row) -> str:
    return _DIGITS.sub("#", row.text).casefold()


def _repeated(edges: list[list[Row]], everywhere: Counter[str]) -> set[int]:
    """Rows whose words stand at the same height on several pages, and hardly anywhere else."""
    places: dict[tuple[str, int], list[tuple[int, Row]]] = {}
    for number, edge in enumerate(edges):
        for row in edge:
            places.setdefault((_key(row), round(row.y / _HEIGHT)), []).append((number, row))
    found: set[int] = set()
    for (key, height), rows in places.items():
        around = [r for step in (-1, 0, 1) for r in places.get((key, height + step), [])]
        seen = len({number for number, _ in around})
        enough = seen >= 2 and seen >= 0.25 * len(edges)
        if enough and everywhere[key] - len(around) <= max(1, 0.1 * seen) and not key.endswith(":"):
            found |= {id(row) for _, row in rows}
    return found - _among_words(places, found)


def _among_words(places: Mapping[tuple[str, int], list[tuple[int, Row]]], repeated: set[int]) -> set[int]:
    """Those repeated rows that stand where as many other pages have words of their own: `Yes.` atop two pages."""
    at: dict[int, list[tuple[int, Row]]] = {}
    for (_, height), rows in places.items():
        at.setdefault(height, []).extend(rows)
    found: set[int] = set()
    for rows in at.values():
        inside = {number for number, row in rows if id(row) in repeated}
        words = {number for number, row in rows if id(row) not in repeated} - inside
        if len(words) >= len(inside):
            found |= {id(row) for _, row in rows}
    return found


def _offsets(edges: list[list[Row]]) -> Counter[int]:
    """By how much the figures at the edges differ from the pages' numbers, each page counted once."""
    found: Counter[int] = Counter()
    for number, edge in enumerate(edges):
        matches = [_NUMBER.fullmatch(row.text) for row in edge]
        found.update({int(match["n"]) - number for match in matches if match and match["n"].isdecimal()})
    return found


def _is_number(row: Row, offsets: Counter[int], number: int, page: list[Row]) -> bool:
    """`3`, `Page 3 of 9`, `- 3 -`: counting with the pages, or saying so itself."""
    match = _NUMBER.fullmatch(row.text)
    if match is None:
        return False
    if _SURELY.search(row.text) and (match["total"] or not row.text.strip()[:1].isdigit()):
        return True
    if not match["n"].isdecimal():
        return bool(_ROMAN.fullmatch(match["n"])) and _stands_alone(row, page)
    offset = int(match["n"]) - number
    return offsets[offset] >= 2 or (offset == 1 and _stands_alone(row, page))


def _stands_alone(row: Row, page: list[Row]) -> bool:
    """Whether more than two lines' room is between it and the other rows."""
    size = max(segment.size for segment in row.segments)
    nearest: Iterable[float] = [abs(other.y - row.y) for other in page if other is not row]
    return min(nearest, default=1e9) > 2.2 * size
