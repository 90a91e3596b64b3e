"""Which column of a table holds what: by the words of its header, or by its cells where it has none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from transcripts.importing import table_words as heads
from transcripts.importing.names import Shape, shape_of, stem_of
from transcripts.importing.sheets import Row, Sheet
from transcripts.importing.table_times import is_time
from transcripts.importing.table_words import key_of_head
from transcripts.importing.vocabulary import INTERVIEWER, PARTICIPANT

_HEADER_WITHIN = 12
"""Titles and particulars above a header are fewer than this."""
_LONGEST_HEAD = 60
LONG_CELL = 120
"""Mean characters of a column's cells from which they are prose and not particulars."""
LONG_ANSWER = 20
"""Mean characters of a column's cells from which they are things said and not names."""
_SHORTEST_WORDS = 6
_MOST_SPEAKERS = 30
_ANSWERS = frozenset({"response", "reply", "replies", "answers", "antworten", "réponses", "respuestas"})
_MOST_VOICES = 4
"""More columns called `Question 1`, `Question 2` … are a form, not a talk."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A table's columns by what they hold, as indexes; `first` is the index of the first row below the header.

    `heads` are the columns' names as written ("" each without a header). `document` parts the rows into documents.
    `voices` are columns of words that are called by who says them: question and answer beside each other.
    """

    heads: tuple[str, ...]
    first: int
    speaker: int | None = None
    text: int | None = None
    start: int | None = None
    end: int | None = None
    document: int | None = None
    voices: tuple[int, ...] = ()

    @property
    def is_headed(self) -> bool:
        """Whether the table says what its columns are."""
        return any(self.heads)

    @property
    def used(self) -> frozenset[int]:
        """The columns that text and turns are made from."""
        said = (self.speaker, self.text, self.start, self.end, self.document)
        return frozenset((*self.voices, *(column for column in said if column is not None)))


def layout_of(sheet: Sheet) -> Layout:
    """What the columns of a table hold."""
    header = header_of(sheet)
    return _by_cells(sheet) if header is None else _by_heads(sheet, header)


def header_of(sheet: Sheet) -> int | None:
    """The index of the row that names the columns, or None."""
    best: tuple[int, int] | None = None
    for number, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
        filled = [cell for cell in row.cells if cell]
        known = sum(map(heads.is_known, filled))
        enough = len(filled) >= min(2, sheet.width) or key_of_head(row.cells[0]) in heads.SPEAKER
        likely = known and enough and all(len(cell) <= _LONGEST_HEAD for cell in filled)
        if likely and known >= len(filled) / 4 and (best is None or known > best[0]):
            best = known, number
    if best is not None:
        return best[1]
    return 0 if _names_columns(sheet) else None


def _names_columns(sheet: Sheet) -> bool:
    """Whether the first row is a header of other words: short, all different, and unlike the cells below it."""
    if len(sheet.rows) < 2 or sheet.width < 3:
        return False
    row, below = sheet.rows[0].cells, sheet.rows[1:200]
    named = [cell for cell in row if cell]
    if len(named) < 0.8 * len(row) or len(set(named)) < len(named) or any(is_time(cell) for cell in named):
        return False
    return not any(row[column] in {each.cells[column] for each in below} for column in range(len(row)) if row[column])


def _by_heads(sheet: Sheet, header: int) -> Layout:
    names = sheet.rows[header].cells
    keys = [key_of_head(name) for name in names]
    voices = _voices(sheet, keys, header + 1)
    text = None if voices else _text_column(sheet, keys, header + 1)
    speaker = None if voices else _first(keys, heads.SPEAKER)
    if speaker is None and text is not None:
        rows = sheet.rows[header + 1 :]
        found = (_column for _column, key in enumerate(keys) if key in heads.SECOND_CHOICE_OF_SPEAKER)
        speaker = next((column for column in found if takes_turns(rows, column)), None)
    start, end = (_timed(sheet, keys, wanted, header + 1) for wanted in (heads.START, heads.END))
    document = _first([key if n != speaker else "" for n, key in enumerate(keys)], heads.DOCUMENT)
    if document is None and (voices or speaker is not None):
        document = _parting(sheet, keys, header + 1, {speaker, text, *voices})
    found_so_far = Layout(names, header + 1, speaker, text, start, end, document, voices)
    return _with_other_words(sheet, found_so_far)


def _parting(sheet: Sheet, keys: Sequence[str], first: int, used: set[int | None]) -> int | None:
    """A column called by people or cases that parts a table of turns into interviews: each value in one stretch."""
    called = [c for c, key in enumerate(keys) if key in heads.LABEL - heads.NUMBER and c not in used]
    for column in called:
        values = [cell for cell in sheet.column(column, first) if cell]
        stretches = sum(value != following for value, following in pairwise([*values, ""]))
        if 1 < stretches == len(set(values)) and 2 * stretches <= len(sheet.rows) - first:
            return column
    return None


def _with_other_words(sheet: Sheet, layout: Layout) -> Layout:
    """Where somebody speaks and no column is called words, the longest cells are."""
    if layout.text is not None or layout.speaker is None:
        return layout
    free = [column for column in range(sheet.width) if column not in layout.used]
    mean = {column: _mean(sheet.column(column, layout.first)) for column in free}
    longest = max(free, key=lambda column: mean[column], default=None)
    return layout if longest is None or mean[longest] < _SHORTEST_WORDS else replace(layout, text=longest)


def _voices(sheet: Sheet, keys: Sequence[str], first: int) -> tuple[int, ...]:
    """Columns called `Interviewer`, `Participant`, `Question`, `Answer` that hold what was said, not names."""
    called = [c for c, key in enumerate(keys) if stem_of(key) in INTERVIEWER | PARTICIPANT | _ANSWERS]
    spoken = [c for c in called if _mean(sheet.column(c, first)) >= LONG_ANSWER]
    asked = any(stem_of(keys[column]) in INTERVIEWER for column in spoken)
    answered = any(stem_of(keys[column]) in PARTICIPANT | _ANSWERS for column in spoken)
    return tuple(spoken) if asked and answered and len(spoken) <= _MOST_VOICES else ()


def _text_column(sheet: Sheet, keys: Sequence[str], first: int) -> int | None:
    """The column of words; the fullest of several."""
    found = [column for column, key in enumerate(keys) if key in heads.TEXT]
    return max(found, key=lambda column: sum(map(len, sheet.column(column, first))), default=None)


def _first(keys: Sequence[str], wanted: frozenset[str]) -> int | None:
    return next((number for number, key in enumerate(keys) if key in wanted), None)


def _timed(sheet: Sheet, keys: Sequence[str], wanted: frozenset[str], first: int) -> int | None:
    """The column of that name in which most of what stands are times."""
    for column in (column for column, key in enumerate(keys) if key in wanted):
        cells = [cell for cell in sheet.column(column, first) if cell]
        if cells and sum(map(is_time, cells)) >= 0.5 * len(cells):
            return column
    return None


def takes_turns(rows: Sequence[Row], column: int) -> bool:
    """Whether a few names stand in a column and come again after others: people who speak, not titles of documents."""
    names = [row.cells[column] for row in rows if row.cells[column]]
    runs = [name for name, following in pairwise([*names, ""]) if name != following]
    return len(set(names)) <= _MOST_SPEAKERS and len(runs) > len(set(runs)) >= 2


def _by_cells(sheet: Sheet) -> Layout:
    """A table without a header: times, names that take turns, and the longest cells are told by themselves."""
    columns = range(sheet.width)
    mean = {column: _mean(sheet.column(column)) for column in columns}
    text = max(columns, key=lambda column: mean[column], default=None)
    timed = [c for c in columns if c != text and _mostly(sheet.column(c), is_time) and not _counts(sheet.column(c))]
    speaker = next((c for c in columns if c != text and c not in timed and _names(sheet, c)), None)
    start, end = (*timed, None, None)[:2]
    return Layout(("",) * sheet.width, 0, speaker, text, start, end)


def _mean(cells: Sequence[str]) -> float:
    said = [len(cell) for cell in cells if cell]
    return sum(said) / len(said) if said else 0


def _mostly(cells: Sequence[str], test: Callable[[str], bool]) -> bool:
    said = [cell for cell in cells if cell]
    return bool(said) and sum(map(test, said)) >= 0.9 * len(said)


def _counts(cells: Sequence[str]) -> bool:
    """Whether a column only numbers the rows."""
    return [cell for cell in cells if cell] == [str(number) for number in range(1, len(cells) + 1)]


def _names(sheet: Sheet, column: int) -> bool:
    counts = Counter(cell for cell in sheet.column(column) if cell)
    people = sum(count for name, count in counts.items() if shape_of(name.rstrip(":")) >= Shape.NAME)
    whole = counts.total()
    return bool(whole) and people >= 0.8 * whole and (len(counts) <= whole / 2 or whole <= 4)


def is_prose(sheet: Sheet, column: int, first: int) -> bool:
    """Whether a column's cells are sentences rather than particulars."""
    return _mean(sheet.column(column, first)) >= LONG_CELL
