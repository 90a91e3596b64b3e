"""Passages that coders read differently, two rows each: share, place, kind and who has what; then the words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from codebook.reviewing.disagreements import Disagreement
from coding_tui.views import ruling_view as view
from coding_tui.views.veil import FOLDED
from coding_tui.widgets.record_list import Painted, RecordList
from coding_tui.widgets.rows import fixed


class DisagreementList(RecordList[Disagreement]):
    """In the order they are given; `code` is whose share stands first, `labels` the cells that documents' names take,
    `folded` the ids whose words are not shown.
    """

    ROWS_EACH = 2

    def __init__(self, *, empty: str = "", id: str | None = None) -> None:
        super().__init__(empty=empty, id=id)
        self.code = ""
        self.labels = 0
        self.paths: Mapping[str, str] = {}
        self.folded: frozenset[str] = frozenset()

    def key_of(self, record: Disagreement) -> str:
        """Its id."""
        return record.id

    def paint(self, record: Disagreement, width: int) -> Sequence[Painted]:
        """`12 %  CPS 12  omission  Ann: Blame across  Ben: –`, below it the words."""
        label = fixed(record.label, self.labels) + "  "
        first = ((f"{view.weight(record, self.code):>6}  ", "strong"), (label, "text"),
                 (view.NAMED[record.kind].ljust(view.WIDEST + 2), "accent"))  # fmt: skip
        said = "   ".join(f"{coder}: {names}" for coder, names in view.who_has_what(record, self.paths))
        below = (FOLDED, "quiet") if record.id in self.folded else (f"“{' '.join(record.text.split())}”", "quiet")
        right = ((view.state(record), "quiet"),)
        return Painted((*first, (said, "text")), right), Painted((("        ", "text"), below))
