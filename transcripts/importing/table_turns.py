"""A table with a row a turn, or a row a cue: `Speaker: words` lines, in the order of the rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from transcripts.importing.cue_turns import Line, cue_text
from transcripts.importing.label_lines import Said, written_out
from transcripts.importing.labels import seconds
from transcripts.importing.model import Extract, ImportedTurn
from transcripts.importing.names import key_of
from transcripts.importing.sheets import Row, Sheet
from transcripts.importing.table_layout import Layout
from transcripts.importing.table_times import times
from transcripts.importing.table_words import fact

_MOST_NAMED = 8
_NAME_AND_TIME = re.compile(r"(?P<name>.*?\S)\s{0,3}[\[(]?\s?(?P<time>\d{1,2}:\d{2}(?::\d{2})?)\s?[\])]?")


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A row: who (None: the cell is empty), what, when, and whether the row brings any words or name."""

    speaker: str | None
    words: str
    time: float | None


def extracts(sheet: Sheet, layout: Layout, encoding: str) -> Iterator[Extract]:
    """A document for each value of the column of documents, or one; columns of no use are counted."""
    rows = sheet.rows[layout.first :]
    for label, own in _groups(rows, layout.document).items():
        spoken, left_out = _spoken(own, layout)
        text, turns = _text(spoken, layout)
        details, warnings = _other_columns(layout, own)
        if not spoken:
            continue
        if left_out:
            warnings = (*warnings, f"{_rows(left_out)} without words left out")
        yield Extract(
            text, sheet.format, encoding, by_line=True, turns=turns, label=label, details=details, warnings=warnings
        )


def _groups(rows: Sequence[Row], column: int | None) -> dict[str, list[Row]]:
    """Rows by document, in order of first appearance; an empty cell means the document above."""
    if column is None:
        return {"": list(rows)}
    found: dict[str, list[Row]] = {}
    label = next((row.cells[column] for row in rows if row.cells[column]), "")
    for row in rows:
        label = row.cells[column] or label
        found.setdefault(label, []).append(row)
    return found


def _spoken(rows: Sequence[Row], layout: Layout) -> tuple[list[_Spoken], int]:
    """The rows that say something, and how many say nothing though something stands in them."""
    words = [_cell(row, layout.text) for row in rows]
    count = sum(len(each.split()) for each in words)
    clocks = times([_cell(row, layout.start) for row in rows], head=_head(layout, layout.start), words=count)
    found: list[_Spoken] = []
    silent = 0
    for row, said, clock in zip(rows, words, clocks, strict=True):
        name, own = _named(_cell(row, layout.speaker))
        voices = [_Spoken(layout.heads[c], row.cells[c], clock) for c in layout.voices if row.cells[c]]
        if said or name:
            voices.append(_Spoken(name or None, said, clock if clock is not None else own))
        found += voices
        silent += not voices
    return found, silent


def _cell(row: Row, column: int | None) -> str:
    return "" if column is None else row.cells[column]


def _head(layout: Layout, column: int | None) -> str:
    return "" if column is None else layout.heads[column]


def _named(cell: str) -> tuple[str, float | None]:
    """`Anna (0:12)` and `Anna:` → Anna, with the time where one stands beside the name."""
    match = _NAME_AND_TIME.fullmatch(cell)
    name, time = (cell, None) if match is None else (match["name"], seconds(match["time"]))
    return name.rstrip(" :：\t"), time


def _text(spoken: Sequence[_Spoken], layout: Layout) -> tuple[str, tuple[ImportedTurn, ...] | None]:
    if layout.voices:
        return written_out(Said(each.speaker, each.words, each.time) for each in spoken)
    if layout.speaker is not None and any(each.speaker for each in spoken):
        return written_out(_said(spoken, are_cues=layout.start is not None and layout.end is not None))
    if layout.start is not None:
        return cue_text([line for each in spoken for line in _lines(each)])
    return "\n".join(each.words for each in spoken), None


def _said(spoken: Sequence[_Spoken], *, are_cues: bool) -> Iterator[Said]:
    """Rows as turns: an empty name goes on with the speaker above; so does the same name where rows are cues."""
    last: str | None = None
    for each in spoken:
        key = None if each.speaker is None else key_of(each.speaker)
        goes_on = last is not None and (key is None or (are_cues and key == last))
        yield Said(each.speaker, each.words, each.time, goes_on)
        last = key or last


def _lines(each: _Spoken) -> Iterator[Line]:
    first = True
    for line in each.words.split("\n"):
        if line.strip():
            yield Line(line.strip(), each.time, first=first)
            first = False


def _other_columns(layout: Layout, rows: Sequence[Row]) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """Columns with one value for the whole document describe it; of the others it is said that they are not in."""
    details: dict[str, str] = {}
    left: list[str] = []
    for column, head in enumerate(layout.heads):
        values = {row.cells[column] for row in rows} - {""}
        if column in layout.used or not values:
            continue
        if len(values) == 1 and head and len(rows) > 1:
            name, value = fact(head, values.pop())
            details[name] = value
        else:
            left.append(f"‘{head}’" if head else f"no. {column + 1}")
    if not left:
        return details, ()
    columns = "column" if len(left) == 1 else f"{len(left)} columns"
    named = ", ".join(left[:_MOST_NAMED]) + (", …" if len(left) > _MOST_NAMED else "")
    return details, (f"{columns} left out, not words, names or times: {named}",)


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"
