"""Writing memos from the workbench: on selected words, the document, a code, the project."""

from __future__ import annotations

from coding_tui.dialogs.memo_editor import MemoEditor
from coding_tui.memo_edits import JOURNAL, About
from coding_tui.screens.finding import FindingScreen


class MemoingScreen(FindingScreen):
    """The reader's screen, as far as memos are written that are not a coding's."""

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
            self.write_memo(About(called, "span", where.document, (where.start, where.end)))

    def action_memo_on_document(self) -> None:
        """Write about the document."""
        text = self.reader.transcript
        if not self.refuse("memo_on_document") and text is not None:
            self.write_memo(About(text.label, "document", text.uid))

    def action_memo_on_code(self) -> None:
        """Write about the code highlighted in the codebook."""
        row = self.code_list.highlighted
        if not self.refuse("memo_on_code") and row is not None:
            self.write_memo(About(self.code_name(row.key), "code", row.key))

    def action_write_journal(self) -> None:
        """Write about the project."""
        self.write_memo(JOURNAL)

    def write_memo(self, about: About) -> None:
        """Let a memo be written, as one step."""
        coder = self.app.coder

        def keep(text: str | None) -> None:
            if text and self.app.background is not None:
                self.app.background.change(
                    f"Memo on {about.called}", lambda session: about.write(session, coder, text),
                    said=f"Memo on {about.called} kept · ctrl+z undoes",
                )  # fmt: skip

        self.app.push_screen(MemoEditor(f"Memo · {about.called} · {coder}", ""), keep)
