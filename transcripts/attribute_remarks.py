"""What the maker of a table of attributes should know: near misses, odd cells, doubtful days, two rows for one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from transcripts import cell_types
from transcripts.attribute_values import Kept
from transcripts.label_matching import Names, NearMiss
from transcripts.spreadsheets import Table, TableRow

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


def retyped(rows: Rows, kept: Mapping[str, Kept]) -> Iterator[str]:
    """Columns that are of another type than before, or could be; cells of text that are written as others are."""
    for name, each in kept.items():
        if each.was not in ("", each.type):
            cells = ((row.line, row.values.get(name, "")) for _, row in rows)
            odd = next((cell for cell in cells if cell[1] and cell_types.CANONICAL[each.was](cell[1]) is None), None)
            why = f", because of line {odd[0]}, ‘{odd[1][:40]}’" if odd is not None else ""
            yield f"‘{name}’ was {each.was} before and is {each.type} now{why}; earlier values stay as they are"
        if each.otherwise:
            many = "1 earlier value is" if len(each.otherwise) == 1 else f"{len(each.otherwise):,} earlier values are"
            yield f"‘{name}’ stays text: {many} written otherwise, as ‘{each.otherwise[0][:40]}’; give them anew"
        if each.respelt:
            shown = ", ".join(f"‘{given}’ as ‘{value}’" for given, value in sorted(each.respelt.items())[:4])
            yield f"‘{name}’ is text; written as the same are already: {shown}"


def without_heads_again(table: Table) -> Table:
    """The table without rows that repeat its header, which a remark counts."""
    heads = [name.casefold() for name in table.columns]
    again = [row.line for row in table.rows if [row.values[name].casefold() for name in table.columns] == heads]
    if not again or len(heads) < 2:
        return table
    rows = "1 row repeats" if len(again) == 1 else f"{len(again):,} rows repeat"
    said = f"{rows} the header and is left out (line {again[0]}): several tables put one after the other?"
    return replace(table, rows=tuple(row for row in table.rows if row.line not in again), remarks=(said,))


def _asked_otherwise(types: Iterable[str]) -> Iterator[str]:
    for name in types:
        if name.casefold() in ASKED_FOR_SOMETHING_ELSE:
            key = name.casefold()
            yield f"‘{name}’ means something else in a query: ask for this column as attribute-{key}:VALUE"
