"""Codings, quotations and memos of a replaced text, two rows each: what became of it, and its words in the old text."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from codebook.coding.replacements import Reanchored
from coding_tui.views.replacing_view import SAID, SIGNS, needs_looking, title
from coding_tui.views.veil import FOLDED
from coding_tui.widgets.record_list import Painted, RecordList


class ReanchoredList(RecordList[Reanchored]):
    """`decided` says, by uid, what a person decided about some of them; the words of `folded` ones are not shown."""

    ROWS_EACH = 2

    def __init__(self, *, empty: str = "", id: str | None = None) -> None:
        super().__init__(empty=empty, id=id)
        self.decided: Mapping[str, str] = {}
        self.folded: Collection[str] = ()

    def key_of(self, record: Reanchored) -> str:
        """The uid of the coding or quotation."""
        return record.thing.uid

    def paint(self, record: Reanchored, width: int) -> Sequence[Painted]:
        """Verdict and name, with what was decided at the right; then its words."""
        role = "wrong" if record.verdict == "lost" else "accent" if needs_looking(record) else "quiet"
        decided = self.decided.get(record.thing.uid, "")
        words = f"“{' '.join(record.old_words[:width].split())}”"
        folded = record.thing.uid in self.folded
        doubt = ", in doubt" if record.doubtful else ""
        verdict = (f"{SIGNS[record.verdict]} {SAID[record.verdict]}{doubt}  ", role)
        return (
            Painted((verdict, (title(record), "strong")), ((decided or record.thing.coder_name, "quiet"),)),
            Painted(((f"  {FOLDED}", "quiet") if folded else (f"  {words}", "text"),)),
        )
