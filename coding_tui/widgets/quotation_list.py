"""Collected quotations, two rows each, under the headings of their sections."""

from __future__ import annotations

from collections.abc import Sequence

from coding_tui.views.quotation_view import Kept, Row, Section
from coding_tui.views.retrieval import counted
from coding_tui.views.veil import FOLDED, Veil
from coding_tui.widgets.record_list import Painted, RecordList


class QuotationList(RecordList[Row]):
    """Headings are passed over."""

    ROWS_EACH = 2

    def __init__(self, *, empty: str = "", id: str | None = None) -> None:
        super().__init__(empty=empty, marks=True, id=id)
        self.veil = Veil()

    def key_of(self, record: Row) -> str:
        """The quotation's uid; a section's name."""
        return f"# {record.name}" if isinstance(record, Section) else record.collected.uid

    def is_heading(self, record: Row) -> bool:
        """Sections are headings."""
        return isinstance(record, Section)

    def paint(self, record: Row, width: int) -> Sequence[Painted]:
        """A heading under an empty row; or attribution and code, then the words."""
        if isinstance(record, Section):
            return Painted(), Painted(((record.title, "accent"),), ((counted(record.many, "quotation"), "quiet"),))
        place = record.collected.excerpt
        if self.veil.hides(place.document_uid, place.start, place.end):
            said: tuple[tuple[str, str], ...] = ((f"   {FOLDED}", "quiet"),)
        else:
            said = (("   “", "quiet"), (" ".join(place.text.split()), "text"), ("”", "quiet"))
        note = ((" ✎", "accent"),) if record.collected.note else ()
        who = ((f"{record.collected.position + 1}  ", "quiet"), (record.attribution, "strong"), *note)
        return Painted(who, ((record.code, "quiet"),)), Painted(said)

    def kept(self) -> Kept | None:
        """The quotation under the cursor."""
        return self.highlighted if isinstance(self.highlighted, Kept) else None
