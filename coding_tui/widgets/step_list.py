"""Steps of the history, a row each: when, who, what, how many rows; undone ones say so."""

from __future__ import annotations

from collections.abc import Sequence

from coding_tui.views.history_view import moment, title
from coding_tui.views.retrieval import counted
from coding_tui.widgets.lines import Piece
from coding_tui.widgets.record_list import Painted, RecordList
from coding_tui.widgets.rows import fixed
from transcripts.store.journal import Step

WHO = 10


class StepList(RecordList[Step]):
    """Latest first."""

    def key_of(self, record: Step) -> str:
        """The step's number."""
        return str(record.id)

    def paint(self, record: Step, width: int) -> Sequence[Painted]:
        """One row."""
        undone = record.kind == "do" and record.undone
        sign = {"undo": "↶", "redo": "↷", "start": "•"}.get(record.kind, "✗" if undone else " ")
        when: Piece = (f"{moment(record):%d %b %H:%M}  ", "quiet")
        who = (when, (f"{fixed(record.coder, WHO)} ", "text")) if width > 50 else ()
        role = "quiet" if undone or record.kind in ("undo", "redo") else "text"
        right = (("undone · ", "wrong"),) if undone else ()
        rows = ((counted(record.changes, "row"), "quiet"),)
        return (Painted(((f"{sign} ", "quiet"), *who, (title(record), role)), ((" ", "text"), *right, *rows)),)
