"""The two lists of an import: files, and those who speak in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from coding_tui.registry import commands
from coding_tui.views import import_view
from coding_tui.views.import_view import FileRow, SpeakerRow
from coding_tui.widgets.record_list import Painted, RecordList


class FileList(RecordList[FileRow]):
    """A file in two rows: its name and size; who speaks, or what is wrong or in doubt."""

    ROWS_EACH = 2
    BINDINGS: ClassVar[list[Any]] = commands.bindings("import-files")

    def key_of(self, record: FileRow) -> str:
        """Its path."""
        return record.key

    def paint(self, record: FileRow, width: int) -> Sequence[Painted]:
        """Both rows."""
        left, right = import_view.title(record)
        return Painted(left, right), Painted(import_view.remark(record))


class SpeakerList(RecordList[SpeakerRow]):
    """A speaker over all files, or a question: whether two labels are one, whom a row of a table means."""

    BINDINGS: ClassVar[list[Any]] = commands.bindings("import-speakers")

    def key_of(self, record: SpeakerRow) -> str:
        """The name and role, or the two labels."""
        return record.key

    def paint(self, record: SpeakerRow, width: int) -> Sequence[Painted]:
        """One row."""
        if record.proposal is not None:
            asked = record.proposal
            left = (("? ", "accent"), (f"{asked.odd} → {asked.into}", "strong"), (f"  {asked.why}", "quiet"))
            return (Painted(left, ((f"{asked.odd_turns:,} and {asked.into_turns:,} turns", "quiet"),)),)
        if record.row is not None and not record.row.proposed:
            nothing = f"{record.row.written}  names nothing here · {record.table}"
            return (Painted(((nothing, "quiet"),), ((f"line {record.row.line}", "quiet"),)),)
        if record.row is not None:
            row = record.row
            left = (("? ", "accent"), (f"{row.written} → {row.proposed}", "strong"), (f"  {record.table}", "quiet"))
            return (Painted(left, ((f"line {row.line} · {row.likeness:.0f} % alike", "quiet"),)),)
        use = record.use
        if use is None:
            return ()
        role = "accent" if use.role == "interviewer" else "quiet"
        counts = f"{use.turns:,} turns · {use.documents:,} {'document' if use.documents == 1 else 'documents'}"
        seems = ((f"  seems to be the {use.seems}: r", "accent"),) if use.seems else ()
        return (Painted(((use.name, "text"), (f"  {use.role}", role), *seems), ((counts, "quiet"),)),)
