"""Tables of turns inside a document: one column names the speakers, told by its heading or by how its cells look.

A row is a turn; a row that names nobody goes on with the speaker above. Times and numbers in columns of their own
belong to the label, whatever the number of paragraphs in a cell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from transcripts.importing import vocabulary
from transcripts.importing.model import ImportedTurn
from transcripts.importing.names import Shape, key_of, shape_of, tidy
from transcripts.importing.stamps import seconds

Cell = tuple[int, int]
Rows = Sequence[Sequence[Cell]]

_FIGURE = re.compile(r"#?\d{1,5}[.)]?")
_CLOCK = re.compile(r"[\[(]?(\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?)(?:\s*[-–—]\s*\d[\d:.,]{3,11})?[\])]?")
_LONGEST_NAME = 60
_FEWEST_ROWS = 2
_SHARE = 0.6
"""Of a document's characters, so many must stand in tables of turns: a table of particulars is no interview."""


def turns_in_rows(text: str, tables: Iterable[Rows]) -> tuple[ImportedTurn, ...] | None:
    """The turns of a text that is mostly tables of turns, with passages for the rest; None for any other text."""
    turns: list[ImportedTurn] = []
    held = 0
    for rows in tables:
        column = _speaker_column(text, rows)
        if column >= 0 and (not turns or rows[0][0][0] >= turns[-1].end):
            turns += _turns(text, rows, column)
            held += rows[-1][-1][1] - rows[0][0][0]
    if held < _SHARE * len(text):
        return None
    return tuple(_with_passages(text, turns))


def _speaker_column(text: str, rows: Rows) -> int:
    """The column that names the speakers; -1 if none does."""
    if len(rows) < _FEWEST_ROWS or not all(rows):
        return -1
    headed = _is_heading(text, rows[0])
    for number, column in enumerate(list(zip_longest(*rows))[:-1]):
        named = [name for cell in column[headed:] if cell is not None and (name := _said(text, cell))]
        if _are_names(named, headed=headed and _folded(text, column[0]) in vocabulary.SPEAKER_CELLS):
            return number
    return -1


def _is_heading(text: str, row: Sequence[Cell]) -> bool:
    """`Time | Speaker | Text`."""
    cells = _cells(text, row)
    return any(c in vocabulary.SPEAKER_CELLS for c in cells[:-1]) and any(c in vocabulary.HEADER_CELLS for c in cells)


def _cells(text: str, row: Sequence[Cell]) -> list[str]:
    return [_folded(text, cell) for cell in row]


def _said(text: str, cell: Cell) -> str:
    return text[slice(*cell)].strip()


def _folded(text: str, cell: Cell | None) -> str:
    return "" if cell is None else _said(text, cell).casefold().rstrip(":")


def _are_names(said: Sequence[str], *, headed: bool) -> bool:
    """Short cells that could all be names, of which some come back; under a heading that says so, looser ones too."""
    if not said or any(len(name) > _LONGEST_NAME or "\n" in name for name in said):
        return False
    least = Shape.LOOSE if headed else Shape.NAME
    if sum(shape_of(name.rstrip(":")) >= least for name in said) < 0.9 * len(said):
        return False
    counts = Counter(key_of(name.rstrip(":")) for name in said)
    return headed or (len(counts) > 1 and max(counts.values()) > 1)


def _turns(text: str, rows: Rows, column: int) -> list[ImportedTurn]:
    turns: list[ImportedTurn] = []
    speaker: str | None = None
    head = _cells(text, rows[0]) if _is_heading(text, rows[0]) else None
    for row in rows:
        if head is not None and _cells(text, row) == head:
            continue  # of every page, or of tables put one after the other
        named = _said(text, row[column]).rstrip(":") if column < len(row) - 1 else ""
        if named:
            speaker = tidy(named)
        turn = _turn(text, row, column, speaker)
        last = turns[-1] if turns else None
        if turn is None:
            continue
        if last is not None and not named and not text[last.end : turn.start].strip():
            turns[-1] = ImportedTurn(last.label_start, last.start, turn.end, last.speaker, last.time)
        else:
            turns.append(turn)
    return turns


def _turn(text: str, row: Sequence[Cell], column: int, speaker: str | None) -> ImportedTurn | None:
    """A row's turn: what is neither its name nor a time or number beside that; None for a row without words."""
    time = None
    words: list[Cell] = []
    for number, cell in enumerate(row):
        said = _said(text, cell)
        clock = _CLOCK.fullmatch(said)
        if clock is not None:
            time = seconds(clock[1]) if time is None else time
        elif said and number > column and not (_FIGURE.fullmatch(said) and number < len(row) - 1):
            words.append(_trimmed(text, cell))
    if not words:
        return None
    first = next(cell[0] for cell in row if _said(text, cell))
    label_start, _ = _trimmed(text, (first, words[0][0])) if first < words[0][0] else words[0]
    return ImportedTurn(label_start, words[0][0], words[-1][1], speaker, time)


def _trimmed(text: str, cell: Cell) -> Cell:
    piece = text[slice(*cell)]
    start = cell[0] + len(piece) - len(piece.lstrip())
    return start, start + len(piece.strip())


def _with_passages(text: str, turns: Sequence[ImportedTurn]) -> Iterator[ImportedTurn]:
    """The turns, and between them every line that none of them holds, as passages nobody is named for."""
    at = 0
    for turn in (*turns, None):
        end = len(text) if turn is None else turn.label_start
        for line in text[at:end].splitlines(keepends=True) if text[at:end].strip() else ():
            start, stop = _trimmed(text, (at, at + len(line)))
            at += len(line)
            if start < stop:
                yield ImportedTurn(start, start, stop)
        if turn is not None:
            yield turn
            at = turn.end
