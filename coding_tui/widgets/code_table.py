"""The codebook as a table: a row a code, indented as it stands, with its codings alone and with those below."""

from __future__ import annotations

from collections.abc import Sequence

from coding_tui.codes_view import CodeLine
from coding_tui.palette import HUES
from coding_tui.retrieval import counted
from coding_tui.widgets.record_list import Painted, RecordList


class CodeTable(RecordList[CodeLine]):
    """In the codebook's order."""

    def key_of(self, record: CodeLine) -> str:
        """The code."""
        return record.code.uid

    def paint(self, record: CodeLine, width: int) -> Sequence[Painted]:
        """One row."""
        code = record.code
        hue = f"hue:{((code.colour or 1) - 1) % len(HUES)}" if code.colour else "quiet"
        role = "quiet" if code.entry.status == "retired" else "text"
        mark = "✓" if code.uid in self.marked else " "
        said = ("◇ " * (code.asks_stance and code.depth == 0)) + ("retired · " if role == "quiet" else "")
        below = f" · {record.whole.codings:,} with below" if record.whole != record.own else ""
        waits = ((f"{record.stale:,} to read again · ", "accent"),) if record.stale else ()
        left = ((f"{mark}{'  ' * code.depth}", "text"), ("▎", hue), (code.name, role))
        own = counted(record.own.codings, "coding")
        return (Painted(left, ((f" {said}", "quiet"), *waits, (f"{own}{below}", "quiet"))),)
