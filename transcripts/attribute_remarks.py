"""What the maker of a table of attributes should know: near misses, odd cells, doubtful days, two rows for one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from transcripts import cell_types
from transcripts.label_matching import Names, NearMiss
from transcripts.spreadsheets import TableRow

Rows = Sequence[tuple[str, TableRow]]
"""Rows with the uid of what each is about."""
ASKED_FOR_SOMETHING_ELSE = frozenset({
    "document", "coder", "round", "stance", "key", "prompted", "certainty", "origin", "state", "text", "speaker",
    "role",
})  # fmt: skip
"""Fields of queries; an attribute of such a name is asked for as `attribute-role`."""


@dataclass(frozen=True, slots=True)
class OddCell:
    """A cell that keeps a column from being what nearly all of its cells are."""

    column: str
    type: str
    line: int
    value: str


def near_misses(names: Names, unmatched: Iterable[tuple[int, str]], taken: set[str]) -> tuple[NearMiss, ...]:
    """For rows that name nothing: the label most like theirs, unless another row names that one."""
    found = ((line, written, names.nearest(written, taken)) for line, written in unmatched)
    return tuple(NearMiss(line, written, *near) for line, written, near in found if near is not None)


def odd_cells(rows: Rows, types: Mapping[str, str]) -> tuple[OddCell, ...]:
    """The few cells that are no numbers, or no days, in columns where nearly all others are."""
    found: list[OddCell] = []
    for name, kind in types.items():
        if kind == "text":
            likely, odd = cell_types.nearly([(row.line, row.values[name]) for _, row in rows])
            found += [OddCell(name, likely, line, cell) for line, cell in odd]
    return tuple(found)


def remarks(rows: Rows, by_uid: Mapping[str, str], types: Mapping[str, str]) -> tuple[str, ...]:
    """Rows about the same thing, days that could be read two ways, columns that a query must call otherwise."""
    return (*_twice(rows, by_uid), *_doubtful_days(rows, types), *_asked_otherwise(types))


def _twice(rows: Rows, by_uid: Mapping[str, str]) -> Iterator[str]:
    lines: dict[str, list[int]] = {}
    for uid, row in rows:
        lines.setdefault(uid, []).append(row.line)
    for uid, where in lines.items():
        if len(where) > 1:
            named = ", ".join(map(str, where))
            yield f"lines {named} are all about ‘{by_uid[uid]}’: where they differ, line {where[-1]} counts"


def _doubtful_days(rows: Rows, types: Mapping[str, str]) -> Iterator[str]:
    columns = [name for name, kind in types.items() if kind == "date"]
    for name in (*columns, *(["date"] if rows and "date" in rows[0][1].values else [])):
        cells = [row.values[name] for _, row in rows]
        if cell_types.could_be_two_days(cells):
            example = next(cell for cell in cells if cell_types.could_be_two_days([cell]))
            day = cell_types.day(example)
            yield f"‘{name}’: {example} is read as {day}, the day first; write 2023-03-14 to be sure"


def _asked_otherwise(types: Iterable[str]) -> Iterator[str]:
    for name in types:
        if name.casefold() in ASKED_FOR_SOMETHING_ELSE:
            key = name.casefold()
            yield f"‘{name}’ means something else in a query: ask for this column as attribute-{key}:VALUE"
