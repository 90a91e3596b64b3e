"""What a table is: turns of a talk, documents, case reviews, facts about documents, or figures by month."""

from __future__ import annotations

from transcripts.importing import table_words as heads
from transcripts.importing.case_reviews import is_reviews
from transcripts.importing.month_tables import are_figures, is_tracker
from transcripts.importing.sheets import Sheet
from transcripts.importing.speakers import find_labels
from transcripts.importing.table_documents import label_column
from transcripts.importing.table_layout import LONG_CELL, Layout, is_prose, layout_of
from transcripts.importing.table_words import key_of_head

SUBJECTS = ("document", "participant", "case")
"""The first column of a table of attributes says whose they are."""


def sort_of(sheet: Sheet) -> str:
    """`turns`, `documents`, `cases`, `attributes`, `tracker`, or "" for a table that is none of them."""
    if not sheet.rows:
        return ""
    layout = layout_of(sheet)
    if is_tracker(sheet) and not _has_words(sheet, layout):
        return "tracker"
    if layout.voices or (layout.text is not None and (layout.speaker is not None or layout.start is not None)):
        return "turns"
    prose = [column for column in range(sheet.width) if is_prose(sheet, column, layout.first)]
    if is_reviews(sheet):
        return "cases"
    if (
        layout.is_headed
        and key_of_head(layout.heads[0]) in SUBJECTS
        and not prose
        and layout.text is None
        and sheet.width > 1
    ):
        return "attributes"
    return _of_words(sheet, layout, bool(prose))


def _has_words(sheet: Sheet, layout: Layout) -> bool:
    """Whether a column is called words and holds some: what was said on days of many months is no table of figures."""
    if layout.voices:
        return True
    return layout.is_headed and layout.text is not None and not are_figures(sheet, [layout.text], layout.first)


def _of_words(sheet: Sheet, layout: Layout, has_prose: bool) -> str:
    """A table that names neither speakers nor times: a row is a document if it stands for itself."""
    if layout.text is None:
        return "documents" if has_prose else ""
    if not layout.is_headed and sheet.width > 1:
        return "documents" if has_prose else ""
    cells = sheet.column(layout.text, layout.first)
    if not cells or any("\n" in cell and len({c.key for c in find_labels(cell)}) > 1 for cell in cells[:50]):
        return "documents"
    label = label_column(layout, sheet.rows[layout.first :])
    own = label is not None and (not _is_number(layout, label) or sum(map(len, cells)) >= LONG_CELL * len(cells))
    return "documents" if own and not _labelled(cells) else "turns"


def _is_number(layout: Layout, label: int) -> bool:
    return key_of_head(layout.heads[label]) in heads.NUMBER


def is_doubtful(sheet: Sheet, sort: str) -> bool:
    """Whether the rows of a table of words could as well be documents as lines of one: only numbers tell them apart."""
    layout = layout_of(sheet)
    if sort not in ("turns", "documents") or layout.speaker is not None or layout.start is not None or layout.voices:
        return False
    label = label_column(layout, sheet.rows[layout.first :])
    return layout.is_headed and label is not None and _is_number(layout, label)


def _labelled(cells: list[str]) -> bool:
    """Whether the cells begin with the names of people who talk to each other."""
    return len({label.key for label in find_labels("\n".join(cells[:500]))}) > 1
