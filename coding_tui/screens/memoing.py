"""Writing memos from the workbench: on selected words, the document, a code, the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codebook.notes.span_memos import SpanMemo, span_memos
from coding_tui.later import Later
from coding_tui.screens.finding import FindingScreen
from coding_tui.writing_down import write_down

if TYPE_CHECKING:
    from coding_tui import memo_edits
    from coding_tui.dialogs import memo_editor, read_text
    from coding_tui.memo_edits import About
else:
    memo_editor, memo_edits = Later("coding_tui.dialogs.memo_editor"), Later("coding_tui.memo_edits")
    read_text = Later("coding_tui.dialogs.read_text")


class MemoingScreen(FindingScreen):
    """The reader's screen, as far as memos are read and written that are not a coding's."""

    def __init__(self) -> None:
        super().__init__()
        self.span_memos: tuple[SpanMemo, ...] = ()

    def why_not(self, function: str) -> str:
        """Nothing to write about."""
        if function in ("memo_on_document", "memo_on_words") and self.reader.transcript is None:
            return "No document is open."
        if function == "memo_on_words" and self.selected is None:
            return "Select the words the memo is about first."
        if function == "memo_on_code" and self.code_list.highlighted is None:
            return "Highlight a code in the codebook first."
        if function == "memo" and self.target is None and self.selected is not None:
            return ""
        return super().why_not(function)

    # -- memos on passages

    def show_memos(self, uid: str, found: tuple[SpanMemo, ...]) -> None:
        """Know the memos on the passages of a document, and show their signs where it is open."""
        if self.reader.transcript is not None and uid == self.reader.transcript.uid:
            self.span_memos = found
            self.reader.notes = tuple((memo.start, memo.end) for memo in found)

    def read_memos(self) -> None:
        """Read the memos on passages of the document in the reader."""
        uid, coder = self.opened, self.app.coder
        if uid is not None:
            self.read(
                lambda s: tuple(span_memos(s, uid, reader=coder)), lambda found: self.show_memos(uid, found),
                group="memos",
            )  # fmt: skip

    @property
    def memos_here(self) -> tuple[SpanMemo, ...]:
        """The memos on what is at the cursor, or shares something with the selection."""
        start, end = self.reader.selection
        return tuple(each for each in self.span_memos if each.start < max(end, start + 1) and each.end > start)

    def read_memo(self, uid: str) -> None:
        """Select what a memo is about, and show the whole of it."""
        memo = next((each for each in self.span_memos if each.uid == uid), None)
        if memo is not None:
            self.reader.focus()
            self.reader.select(memo.start, memo.end)
            self.app.push_screen(read_text.ReadText(f"Memo · {memo.coder}", [(memo.text, "text")]))

    # -- writing

    def action_memo(self) -> None:
        """Write about the coding under the cursor, or about the selected words where there is none."""
        if self.target is None and self.selected is not None:
            self.action_memo_on_words()
        else:
            super().action_memo()

    def action_memo_on_words(self) -> None:
        """Write about the selected words."""
        text, where = self.reader.transcript, self.selected
        if not self.refuse("memo_on_words") and text is not None and where is not None:
            called = f"{text.label}, {where.end - where.start:,} characters"
            self.write_memo(memo_edits.About(called, "span", where.document, (where.start, where.end)))

    def action_memo_on_document(self) -> None:
        """Write about the document."""
        text = self.reader.transcript
        if not self.refuse("memo_on_document") and text is not None:
            self.write_memo(memo_edits.About(text.label, "document", text.uid))

    def action_memo_on_code(self) -> None:
        """Write about the code highlighted in the codebook."""
        row = self.code_list.highlighted
        if not self.refuse("memo_on_code") and row is not None:
            self.write_memo(memo_edits.About(self.code_name(row.key), "code", row.key))

    def action_write_journal(self) -> None:
        """Write about the project."""
        self.write_memo(memo_edits.JOURNAL)

    def write_memo(self, about: About) -> None:
        """Let a memo be written, as one step."""
        coder, called = self.app.coder, about.called
        write_down(
            self.app, f"Memo on {called}",
            lambda draft: memo_editor.MemoEditor(f"Memo · {called} · {coder}", "", draft=draft),
            lambda session, text: about.write(session, coder, text),
            said=lambda _: f"Memo on {called} kept · ctrl+z undoes",
        )  # fmt: skip
