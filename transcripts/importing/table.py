"""Tables (.csv, .tsv, .xlsx) as documents: a row a turn, a row a document, a row a case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from transcripts.errors import ImportRefused
from transcripts.importing import case_reviews, kinds, table_documents, table_turns, workbook
from transcripts.importing.archive import Archive
from transcripts.importing.decisions import Decisions
from transcripts.importing.decoding import Decoded, decode
from transcripts.importing.model import Doubt, Extract
from transcripts.importing.month_tables import is_tracker
from transcripts.importing.repeated_heads import without_repeated_heads
from transcripts.importing.sheets import Sheet, sheet_of_text
from transcripts.importing.table_layout import Layout, layout_of
from transcripts.importing.table_sorts import is_doubtful, sort_of

_MOST_NAMED = 12
_READERS = {"turns": table_turns.extracts, "documents": table_documents.extracts, "cases": case_reviews.extracts}
_DOUBTFUL = {
    "turns": "rows taken for lines of one talk: if each row is a document of its own, say --table documents",
    "documents": "each row taken for a document of its own: if the rows are lines of one talk, say --table turns",
}


def sheets_in(data: bytes, name: str, encoding: str = "") -> tuple[Sheet, ...]:
    """The tables in a file, whatever they hold; none where it is no table. Raises ImportRefused for a broken one."""
    if kinds.binary_kind(data) == "zip":
        archive = Archive(data)
        found = workbook.sheets(archive, data) if kinds.archive_kind(archive) == "xlsx" else ()
    else:
        text = decode(data, encoding).text
        found = (sheet_of_text(text),) if kinds.text_format(text, name) == "table" else ()
    return tuple(map(without_repeated_heads, found))


def sort_of_file(data: bytes, name: str, encoding: str = "") -> str:
    """What the first table of a file that is anything is (see `sort_of`); "" for other files. Raises ImportRefused."""
    return next((sort for sheet in sheets_in(data, name, encoding) if (sort := sort_of(sheet))), "")


def read_text(decoded: Decoded, decisions: Decisions) -> tuple[Extract, ...]:
    """The documents in a table of text. Raises ImportRefused, naming the columns and what would be understood."""
    found = _extracts((sheet_of_text(decoded.text),), decisions, decoded.encoding)
    first = found[0]
    warnings, doubts = (*decoded.warnings, *first.warnings), (*decoded.doubts, *first.doubts)
    return (replace(first, warnings=warnings, doubts=doubts), *found[1:])


def read_workbook(archive: Archive, data: bytes, decisions: Decisions) -> tuple[Extract, ...]:
    """The documents in the visible sheets of a workbook. Raises ImportRefused."""
    return _extracts(workbook.sheets(archive, data), decisions, "utf-8")


def _extracts(sheets: Sequence[Sheet], decisions: Decisions, encoding: str) -> tuple[Extract, ...]:
    """What all sheets give; sheets that are no speech are said where others are."""
    found: list[tuple[str, list[Extract]]] = []
    refused: list[tuple[str, str]] = []
    for sheet in map(without_repeated_heads, sheets):
        sort = decisions.table or sort_of(sheet)
        own = _of_sheet(sheet, sort, encoding, decided=bool(decisions.table))
        if own:
            found.append((sheet.name, own))
        else:
            refused.append((sheet.name, _refusal(sheet, sort)))
    if not found:
        raise ImportRefused(refused[0][1] if refused else "a workbook with nothing in its visible sheets")
    several = len(found) > 1
    documents = [replace(each, label=each.label or name) if several else each for name, own in found for each in own]
    others = [f"the sheet ‘{name}’ is left out: {reason}" for name, reason in refused]
    return (replace(documents[0], warnings=(*documents[0].warnings, *others)), *documents[1:])


def _of_sheet(sheet: Sheet, sort: str, encoding: str, *, decided: bool) -> list[Extract]:
    read = _READERS.get(sort)
    if read is None:
        return []
    layout = layout_of(sheet)
    found = list(read(sheet, layout, encoding))
    if not found:
        return []
    warnings = (*sheet.warnings, *_above(sheet, layout, sort), *found[0].warnings)
    doubts = (Doubt("table", sort, _DOUBTFUL[sort]),) if not decided and is_doubtful(sheet, sort) else ()
    return [replace(found[0], warnings=warnings, doubts=doubts), *found[1:]]


def _above(sheet: Sheet, layout: Layout, sort: str) -> Iterator[str]:
    """Titles above the header, which are in none of the documents."""
    rows = [] if sort == "cases" else sheet.rows[: max(0, layout.first - 1)]
    said = [" ".join(cell for cell in row.cells if cell) for row in rows]
    if said:
        lines = "line" if len(said) == 1 else "lines"
        yield f"{len(said)} {lines} above the header left out: ‘{'; '.join(said)[:80]}’"


def _refusal(sheet: Sheet, sort: str) -> str:
    if sort == "attributes":
        return "a table of what is known about documents, not a transcript: give it with --attributes"
    if sort == "tracker" and not is_tracker(sheet):
        return "no table of figures by month: there is no month in a column beside figures, nor across a row above them"
    if sort == "tracker":
        return "a table of figures by month, not a transcript: coding-tui trackers PROJECT --import keeps it"
    if sort in _READERS:
        return "a table without a row of words"
    layout = layout_of(sheet)
    names = layout.heads if layout.is_headed else sheet.rows[0].cells
    heads = [name or f"no. {number}" for number, name in enumerate(names, start=1)]
    named = ", ".join(f"‘{head[:40]}’" for head in heads[:_MOST_NAMED]) + (", …" if len(heads) > _MOST_NAMED else "")
    return (
        f"a table with the columns {named}, none of them words: transcripts need a column ‘text’ "
        "with ‘speaker’ (a row a turn) or ‘document’ (a row a document)"
    )
