"""The list of documents as rows: kinds, groups, documents, with what is done and what waits. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from coding_tui.views import DocumentLine
from coding_tui.widgets.rows import Row

PLURALS = {
    "interview": "Interviews", "early advice": "Early advice", "panel": "Panels", "forum": "Forums",
    "training": "Training", "case file": "Case files", "": "Documents",
}  # fmt: skip
KIND, GROUP = "kind:", "group:"


def document_rows(lines: Sequence[DocumentLine], opened: str | None, percent: int | None = None) -> list[Row]:
    """Rows for all documents; `opened` (a uid) is the one in the reader, `percent` how far its cursor is."""
    rows: list[Row] = []
    for kind, of_kind in groupby(lines, key=lambda line: line.kind):
        inside = list(of_kind)
        rows.append(Row(KIND + kind, PLURALS.get(kind, kind.capitalize()), 0, tally(inside), branch=True))
        for group, of_group in groupby(inside, key=lambda line: line.group):
            members = list(of_group)
            if group:
                rows.append(Row(f"{GROUP}{kind}/{group}", group, 1, tally(members), branch=True))
            rows.extend(document_row(line, opened, percent) for line in members)
    return rows


def document_row(line: DocumentLine, opened: str | None, percent: int | None) -> Row:
    """The row of one document."""
    here = line.uid == opened
    note = f"{line.mark} done" if line.done else line.mark
    if here and not line.done and percent is not None:
        note = f"{line.mark} {percent} %".strip()
    find = f"{line.kind} {line.group} {line.area} {line.date}"
    return Row(line.uid, line.label, 2 if line.group else 1, note, "▸" if here else " ", find=find, strong=here)


def tally(lines: Sequence[DocumentLine]) -> str:
    """`9 of 14` done of those that are this coder's, or just how many there are."""
    given = [line for line in lines if line.state]
    if not given:
        return f"{len(lines):,}"
    return f"{sum(line.done for line in given):,} of {len(given):,}"


def progress_words(lines: Sequence[DocumentLine]) -> tuple[str, str]:
    """How many are done of those that are this coder's (or how many there are), and how many wait."""
    given = [line for line in lines if line.state]
    left = sum(not line.done for line in given)
    if not given:
        return f"{len(lines):,}" if lines else "", ""
    return f"{len(given) - left:,} of {len(given):,}", f"{left:,} of {len(given):,} still to code"


def folded_at_first(lines: Sequence[DocumentLine], opened: str | None) -> set[str]:
    """Branches to begin with shut: with many documents all groups but the opened one's."""
    if len(lines) <= 30:
        return set()
    here = next((line for line in lines if line.uid == opened), None)
    shut = {f"{GROUP}{line.kind}/{line.group}" for line in lines if line.group} | {KIND + line.kind for line in lines}
    if here is not None:
        shut -= {KIND + here.kind, f"{GROUP}{here.kind}/{here.group}"}
    return shut


def next_to_code(lines: Sequence[DocumentLine], opened: str | None, step: int = 1) -> DocumentLine | None:
    """The next document in the list that is not done (going back: the one before, done or not)."""
    at = next((number for number, line in enumerate(lines) if line.uid == opened), -1 if step > 0 else len(lines))
    if step < 0:
        return lines[at - 1] if at > 0 else None
    rest = [*lines[at + 1 :], *lines[: max(at, 0)]]
    mine = [line for line in rest if line.state and not line.done]
    return next(iter(mine), None) or next((line for line in rest if not line.done), None)


def where_to_begin(lines: Sequence[DocumentLine], left: str | None) -> DocumentLine:
    """Where the person left (a document's uid), else what waits for them, else the first document."""
    remembered = next((line for line in lines if line.uid == left), None)
    waiting = next((line for line in lines if line.state and not line.done), None)
    return remembered or waiting or lines[0]
