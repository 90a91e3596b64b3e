"""Which column of a table names the speakers, told from its first row or from how its cells look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

from transcripts.importing import vocabulary
from transcripts.importing.names import Shape, key_of, shape_of

Cell = tuple[int, int]
_HEADINGS = frozenset({"speaker", "speakers", "who", "name", "participant", "person", "role", "sprecher", "locuteur"})
_LONGEST_NAME = 60
_FEWEST_ROWS = 2


def speaker_cells(text: str, rows: Sequence[Sequence[Cell]]) -> list[Cell]:
    """The cells that hold speakers' names, as half-open spans of the text; none if no column does."""
    if len(rows) < _FEWEST_ROWS:
        return []
    columns = list(zip_longest(*rows))[:-1]
    headed = _is_heading(text, rows[0])
    for column in columns:
        named = [cell for cell in column[headed:] if cell is not None and text[slice(*cell)].strip()]
        if _names(text, named, _words(text, column[0]) in _HEADINGS if headed else False):
            return named
    return []


def _is_heading(text: str, row: Sequence[Cell]) -> bool:
    """`Time | Speaker | Text`."""
    cells = [_words(text, cell) for cell in row]
    return len(cells) > 1 and any(c in _HEADINGS for c in cells[:-1]) and cells[-1] in vocabulary.HEADER_CELLS


def _words(text: str, cell: Cell | None) -> str:
    return "" if cell is None else text[slice(*cell)].strip().casefold().rstrip(":")


def _names(text: str, cells: Sequence[Cell], headed: bool) -> bool:
    """Short cells that could all be names, of which some come back; under a heading that says so, looser ones too."""
    said = [text[slice(*cell)].strip() for cell in cells]
    if not said or any(len(name) > _LONGEST_NAME or "\n" in name for name in said):
        return False
    shapes = [shape_of(name) for name in said]
    least = Shape.LOOSE if headed else Shape.NAME
    if sum(shape >= least for shape in shapes) < 0.9 * len(shapes):
        return False
    counts = Counter(map(key_of, said))
    return headed or (len(counts) > 1 and max(counts.values()) > 1)
