"""Memos, two rows each: the first line, when and who; below it what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from codebook.notes.memos import Memo
from coding_tui.widgets.record_list import Painted, RecordList

SIGNS = {"project": "journal", "document": "document", "span": "passage", "coding": "coding", "code": "code"}


class MemoList(RecordList[Memo]):
    """Latest first."""

    ROWS_EACH = 2

    def key_of(self, record: Memo) -> str:
        """Its uid."""
        return record.uid

    def paint(self, record: Memo, width: int) -> Sequence[Painted]:
        """Two rows."""
        when = datetime.fromisoformat(record.latest).astimezone()
        about = "" if record.about == "project" else f" · {record.what}"
        topic = f" · {record.topic}" if record.topic else ""
        words = f"  “{record.excerpt}”" if record.excerpt else ""
        return (
            Painted(((record.title, "text"),), ((f"  {record.coder} · {when:%d %b %H:%M}", "quiet"),)),
            Painted(((f"{SIGNS[record.about]}{about}{topic}", "accent"), (words, "quiet"))),
        )
