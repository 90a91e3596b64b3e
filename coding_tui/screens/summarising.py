"""Summaries of the framework matrix, written in its cells: begun, linked, taken away, the next one found."""

from __future__ import annotations

from textual import getters

from codebook.counting.framework import summarise
from codebook.notes.memo_links import link_to
from coding_tui.dialogs.summary_editor import SummaryEditor
from coding_tui.screens.answering import AnsweringScreen
from coding_tui.screens.veiled import VeiledScreen
from coding_tui.views.frameworks import Seen, Wanted
from coding_tui.widgets.excerpt_list import LongExcerptList
from coding_tui.writing_down import write_down
from transcripts import coders

NONE_DUE = "Every cell with passages has a summary of yours."


class SummarisingScreen(AnsweringScreen[Wanted, Seen], VeiledScreen):
    """Base of the framework matrix, as far as something is written in it."""

    passages = getters.query_one("#behind", LongExcerptList)

    def __init__(self) -> None:
        super().__init__(Wanted())

    def action_write_summary(self) -> None:
        """Write or change one's own summary, with the passages beside it."""
        if not self.refuse("write_summary"):
            self._write_with("")

    def action_link_passages(self) -> None:
        """The same with links to the marked passages, or the highlighted one, at its end."""
        if not self.refuse("link_passages"):
            chosen = [passage.excerpt for passage in self.passages.chosen_ones()]
            self._write_with(" ".join(link_to(each.document, each.start, each.end) for each in chosen))
            self.passages.marked.clear()

    def _write_with(self, links: str) -> None:
        at, coder = self.at, self.app.coder
        if self.found is None or at is None:
            return
        now, row, column = self.found.cell(at).by(coder), self.found.made.rows[at[0]], self.found.made.columns[at[1]]
        passages, veil, subject = self.passages.records, self.veil, self.wanted.subject
        write_down(
            self.app, f"Summary of ‘{row}’ on ‘{column}’",
            lambda draft: SummaryEditor(f"{row} × {column} · {coder}", now, passages, veil, add=links, draft=draft),
            lambda session, text: summarise(session, subject, row, column, text, coder=coders.ensure(session, coder)),
            before=now, said=lambda text: _said(row, column, text),
        )  # fmt: skip

    def action_take_away(self) -> None:
        """One's own summary goes."""
        at = self.at
        if not self.refuse("take_away") and self.found is not None and at is not None:
            row, column = self.found.made.rows[at[0]], self.found.made.columns[at[1]]
            coder, subject = self.app.coder, self.wanted.subject
            self.change(
                f"Summary of ‘{row}’ on ‘{column}’",
                lambda session: summarise(session, subject, row, column, "", coder=coders.ensure(session, coder)),
                said=_said(row, column, ""),
            )

    def action_next_due(self) -> None:
        """To the next cell with passages that one has not written about."""
        at = self.at
        if self.refuse("next_due") or self.found is None or at is None:
            return
        there = self.found.next_due(at, self.app.coder)
        if there is None:
            self.say(NONE_DUE)
        else:
            self.grid.go(*there)


def _said(row: str, column: str, text: str) -> str:
    return f"Summary of ‘{row}’ on ‘{column}’ {'written' if text else 'taken away'} · ctrl+z undoes"
