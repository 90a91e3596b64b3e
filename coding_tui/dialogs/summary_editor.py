"""A summary of a cell of the framework matrix, written with the cell's passages beside it; a key links one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import TextArea

from codebook.notes.memo_links import link_to
from coding_tui.dialogs.memo_editor import MemoEditor
from coding_tui.plain_words import words
from coding_tui.registry.dialog_commands import own
from coding_tui.views.retrieval import Passage
from coding_tui.views.veil import Veil
from coding_tui.widgets.excerpt_list import LongExcerptList
from coding_tui.widgets.record_list import RecordList


class SummaryEditor(MemoEditor):
    """Gives back the text, or None when it was left as it was. `add` is put at its end, unkept."""

    BINDINGS: ClassVar[list[Any]] = [*own("summary.link", "link"), *own("summary.next", "next")]
    HINT = (
        "«dialog.do» keep · «summary.link» link passage ▸ · «summary.next» next passage · tab to the passages, enter "
        "links one · «dialog.leave» leave"
    )
    CSS = """
    .dialog { width: 116; max-width: 98%; height: 90%; }
    .dialog Horizontal { height: 1fr; }
    TextArea { width: 1fr; height: 1fr; }
    LongExcerptList { width: 1fr; height: 1fr; }
    """
    text = getters.query_one(TextArea)
    passages = getters.query_one(LongExcerptList)

    def __init__(
        self, title: str, text: str, passages: Sequence[Passage], veil: Veil, *, add: str = "", draft: str = ""
    ) -> None:
        super().__init__(title, text, draft=draft)
        self._add = "" if draft else add
        self._passages = passages
        self._veil = veil

    def compose(self) -> ComposeResult:
        """The field, the passages, what keys do."""
        with Vertical(classes="dialog") as box:
            box.border_title = words(self._about)
            with Horizontal():
                yield TextArea(self._draft, soft_wrap=True, id="memo-text")
                yield LongExcerptList(empty="Nothing is coded here.", id="behind")
            yield self.hint(self.HINT, id="memo-hint")

    def on_mount(self) -> None:
        """List the passages."""
        self.passages.veil = self._veil
        self.passages.set_records(self._passages)
        if self._add:
            self.text.move_cursor(self.text.document.end)
            self.text.insert(spaced(self.text, self._add))
        self.text.focus()

    @on(RecordList.Chosen)
    def action_link(self) -> None:
        """Put a link to the highlighted passage where the text's cursor is."""
        passage = self.passages.highlighted
        if passage is not None:
            excerpt = passage.excerpt
            self.text.insert(spaced(self.text, link_to(excerpt.document, excerpt.start, excerpt.end)))
            self.text.focus()


    def action_next(self) -> None:
        """The next passage, round to the first; the words one writes keep the focus."""
        many = len(self.passages.records)
        self.passages.go((self.passages.position + 1) % many if many else 0)


def spaced(area: TextArea, link: str) -> str:
    """A link with a blank before it where a word stands there."""
    row, column = area.cursor_location
    before = area.document.get_line(row)[:column]
    return f" {link}" if before and not before[-1].isspace() else link
