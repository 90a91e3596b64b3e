"""What becomes of memos and of links in them when a document's text is replaced by a corrected one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session, col, select

from codebook.notes.memo_links import span_links
from codebook.outcome_tables import Summary as SummaryRow
from codebook.tables import Coding as CodingRow
from codebook.tables import Memo as MemoRow
from transcripts.reanchoring.placing import reanchor
from transcripts.store.tables import Document

_GONE = re.compile(r"\n\n\(About “[^\n]*”, which the corrected text does not hold any more\.\)")


def carry_over(session: Session, document: str, old: str, new: str, *, unplaced: Iterable[str]) -> None:
    """Let links in any memo or summary to passages follow a document's corrected text, and memos (by uid) whose words
    have no place in it become ones about the document, with the words they were about.

    A link whose words have none leads to the document, and says which words they were.
    """
    for row in session.exec(select(MemoRow).where(col(MemoRow.uid).in_(list(unplaced)))):
        row.text += _gone(old[row.start : row.end])
        row.about, row.start, row.end = "document", None, None
    _carry_links(session, session.get_one(Document, document).label, old, new)
    session.flush()


def put_back(session: Session, image: Mapping[str, Any]) -> None:
    """Let a memo that became one about the document be about a passage again; `image` is its row as it is to be, but
    for its text where somebody has written on it since.
    """
    row = session.get(MemoRow, image["uid"])
    if row is None:
        session.add(MemoRow(**image))
    else:
        row.about, row.about_uid, row.start, row.end = "span", image["about_uid"], image["start"], image["end"]
        if row.text.startswith(image["text"]) and _GONE.fullmatch(row.text, len(image["text"])):
            row.text = image["text"]
    session.flush()


def _gone(words: str) -> str:
    return f"\n\n(About “{' '.join(words.split())}”, which the corrected text does not hold any more.)"


def _carry_links(session: Session, label: str, old: str, new: str) -> None:
    for row in session.exec(select(MemoRow).where(col(MemoRow.text).contains("[["))):
        if (text := _with_links_moved(row.text, label, old, new)) != row.text:
            row.text = text
    for summary in session.exec(select(SummaryRow).where(col(SummaryRow.text).contains("[["))):
        if (text := _with_links_moved(summary.text, label, old, new)) != summary.text:
            summary.text = text
    for coding in session.exec(select(CodingRow).where(col(CodingRow.memo).contains("[["))):
        if (text := _with_links_moved(coding.memo, label, old, new)) != coding.memo:
            coding.memo = text


def _with_links_moved(text: str, label: str, old: str, new: str) -> str:
    found = [each for each in span_links(text, label) if each[1][0] < each[1][1] <= len(old)]
    places = reanchor(old, new, [span for _, span in found])
    for (written, span), at in reversed(list(zip(found, places, strict=True))):
        if at.place is not None:
            text = f"{text[: written[0]]}{at.place[0]}-{at.place[1]}{text[written[1] :]}"
        else:
            words = " ".join(old[slice(*span)].split())
            label, rest = text[: written[0] - 1].rstrip(), text[written[1] :].lstrip()
            text = f"{label}]] (“{words}”, which the corrected text does not hold any more){rest.removeprefix(']]')}"
    return text
