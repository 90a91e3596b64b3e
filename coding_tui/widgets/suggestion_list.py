"""Suggestions, two rows each: how likely, place and code; then the words, or why."""

from __future__ import annotations

from collections.abc import Sequence

from codebook.paths import parse_path
from codebook.suggesting import Suggestion
from coding_tui.views.veil import FOLDED, Veil
from coding_tui.widgets.record_list import Painted, RecordList
from coding_tui.widgets.rows import fixed

ROOM = 6


class SuggestionList(RecordList[Suggestion]):
    """In the order they are given; `labels` are the cells that documents' names take."""

    ROWS_EACH = 2

    def __init__(self, *, empty: str = "", id: str | None = None) -> None:
        super().__init__(empty=empty, id=id)
        self.labels = 0
        self.veil = Veil()

    def key_of(self, record: Suggestion) -> str:
        """Its id."""
        return record.id

    def paint(self, record: Suggestion, width: int) -> Sequence[Painted]:
        """`0.62  CPS 12  Delay  cue ‘queue’`, below it the words."""
        likely = "–" if record.estimate is None else f"{record.estimate.precision:.2f}"
        role = "" if record.role in ("participant", None) else f"{record.role}: "
        first = ((f"{likely:>{ROOM - 2}}  ", "strong"), (fixed(record.label, self.labels) + "  ", "text"),
                 (parse_path(record.path)[-1], "accent"))  # fmt: skip
        why = "; ".join(hit.words() for hit in record.cues)
        hidden = self.veil.hides(record.document, record.start, record.end)
        said = FOLDED if hidden else f"{role}“{' '.join(record.text.split())}”"
        return Painted(first, ((why, "quiet"),)), Painted(((" " * ROOM, "text"), (said, "quiet")))
