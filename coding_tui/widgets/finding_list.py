"""What an audit found, two rows each: verdict and whose, then the draft's words."""

from __future__ import annotations

from collections.abc import Sequence

from coding_tui.views import audit_view
from coding_tui.views.audit_view import Row
from coding_tui.views.veil import FOLDED
from coding_tui.widgets.record_list import Painted, RecordList


class FindingList(RecordList[Row]):
    """Findings and claims in the draft's order; `folded` are the keys of those whose words are not shown."""

    ROWS_EACH = 2

    def __init__(self, *, empty: str = "", id: str | None = None) -> None:
        super().__init__(empty=empty, id=id)
        self.folded: frozenset[str] = frozenset()

    def key_of(self, record: Row) -> str:
        """Place and words."""
        return audit_view.key(record)

    def paint(self, record: Row, width: int) -> Sequence[Painted]:
        """`✕ altered  CPS 43 … line 12`, below it the words."""
        look = record.needs_a_look
        sign = "✕ " if look else "✓ " if record.kept else "  "
        first = ((sign + audit_view.title(record), "wrong" if look else "quiet"), ("  ", "text"))
        hidden = self.key_of(record) in self.folded
        words = ((f"   {FOLDED}", "quiet"),) if hidden else (("   “", "quiet"), (audit_view.words(record), "text"),
                                                             ("”", "quiet"))  # fmt: skip
        whose = (audit_view.whose(record), "strong")
        return Painted((*first, whose), ((audit_view.where(record), "quiet"),)), Painted(words)
