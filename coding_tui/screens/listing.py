"""What stands in the lists at the sides: read when the project changes, no more of it than changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import Session
from textual import getters

from codebook.team.rounds import MAIN
from coding_tui.frame import EVERYTHING
from coding_tui.later import Later
from coding_tui.screens.orienting import NO_DOCUMENTS
from coding_tui.screens.splitting import SplittingScreen
from coding_tui.screens.workbench_panes import CodebookPane
from coding_tui.screens.writing import of_list
from coding_tui.settings import Place
from coding_tui.views.document_lines import DocumentLine, document_lines
from coding_tui.views.recent_codes import RecentCodes
from coding_tui.views.workbench_view import (
    Beginning,
    CodebookView,
    Coded,
    Counts,
    OpenDocument,
    beginning,
    codebook_view,
    coded,
    counts,
    document_codings,
    lines_recounted,
    recounted,
)
from coding_tui.widgets import document_rows as listed
from coding_tui.widgets.code_rows import code_rows

if TYPE_CHECKING:
    from coding_tui.dialogs import choose
else:
    choose = Later("coding_tui.dialogs.choose")

NO_CODES = (
    "No codes yet. Select words in the transcript, then «code.in_vivo» makes them a code, or «code.palette» "
    "and «palette.new» a code of any name."
)


WRITTEN = (
    ("All codings", "codings"), ("Assignments: who codes what", "assignments"),
    ("Coverage: how far everybody is", "coverage"), ("Documents", "documents"), ("Who speaks, and as what", "speakers"),
    ("How often each code is used", "use of codes"), ("Saved queries", "saved queries"),
)  # fmt: skip
"""What can be written to a file from here, and its kind."""


class ListingScreen(SplittingScreen):
    """The reader's screen, as far as its lists follow the project."""

    codebook_pane = getters.query_one("#codebook-pane", CodebookPane)

    def __init__(self) -> None:
        super().__init__()
        self.opened: str | None = None
        self._lists_due: frozenset[str] = frozenset()
        self._counted: Counts | None = None

    def action_write_list(self) -> None:
        """Ask which of the project's lists, then write it to a file."""
        def chosen(at: int | None) -> None:
            if at is not None:
                self.write_out(of_list(*WRITTEN[at]))

        self.app.push_screen(choose.Choose("Which list", [what for what, _ in WRITTEN], "Write"), chosen)

    def close_document(self) -> None:
        """Empty the reader: its document is gone."""

    def show_opened(self, found: OpenDocument, at: int | None, until: int | None = None) -> None:
        """Show a document that was read, where it was left, at an offset, or with [at, until) selected."""

    def title_reader(self) -> None:
        """Say over the reader what is in it."""

    def refresh_from_project(self, tables: frozenset[str]) -> None:
        """Codings first, since somebody waits for them; lists and counts when those are shown. Counts with the codings
        when that is all.
        """
        if tables >= EVERYTHING and self.lines is None:
            self._begin()
            return
        self._lists_due |= tables
        self.read_beside(tables)
        if "distressing" in tables:
            self.read_flags()
        if "memo" in tables:
            self.read_memos()
        if "nothing_here" in tables:
            self.read_declared()
        if self.opened is not None and "turn" in tables:
            self.read_again(self.opened)
        elif self.opened is not None and "coding" in tables and self._only_counts_due():
            self._read_coded(self.opened)
        elif self.opened is not None and tables & {"coding", "coder", "code", "assignment"}:
            if "assignment" in tables:
                self.read_declared()  # the round may be another
            self.read_codings()
        else:
            self.read_lists()

    # -- the first frame

    def _begin(self) -> None:
        """Show the codebook and the document to begin with, before the list of documents is read."""
        coder, left = self.app.coder, self._left()
        document = None if left is None else left.document
        self.read(lambda s: beginning(s, coder, document), self._show_beginning, group="begin", in_one_frame=True)

    def _left(self) -> Place | None:
        """Where the person was the last time."""
        return None if self.app.project is None else self.app.settings.place_in(self.app.project.path)

    def _show_beginning(self, found: Beginning) -> None:
        self._show_codebook(found.codebook)
        if found.document is not None and not self._opening():
            left = self._left()
            at = left.offset if left is not None and left.document == found.document.text.uid else None
            self.show_opened(found.document, at)
        elif found.document is None and self.focused is self.reader:
            self.document_list.focus()
        self.call_after_refresh(self._read_documents)

    def _opening(self) -> bool:
        """Whether a document is open or about to be."""
        reading = any(each.group == "document" and not each.is_finished for each in self.workers)
        return self.opened is not None or reading

    def _read_documents(self) -> None:
        coder, by = self.app.coder, self.grouping

        def lines(session: Session) -> tuple[DocumentLine, ...]:
            found = document_lines(session, coder)
            listed.document_rows(found, None, by=by)  # made here, off the screen's thread, rows are kept
            return found

        self.read(lines, self._show_documents, group="documents")

    # -- what changed

    def _only_counts_due(self, more: frozenset[str] = frozenset()) -> bool:
        """Whether lists need other counts and nothing else."""
        whole = any(each.group in ("codebook", "documents") and not each.is_finished for each in self.workers)
        due = self._lists_due | more
        counted = due <= {"coding", "assignment"} and due != {"assignment"}  # that alone may lift a seal
        return bool(counted and self.lines and self.recent.latest_first() and not whole)

    def read_lists(self) -> None:
        """Read what changed of the lists at the sides."""
        tables, self._lists_due = self._lists_due, frozenset()
        coder, counted = self.app.coder, self._counted
        if self._only_counts_due(tables):
            self.read(lambda s: counts(s, coder, counted), self._show_counts, group="counts")
            return
        everything = tables >= EVERYTHING
        if everything or tables & {"coding", "code", "code_definition", "setting", "coder", "assignment"}:
            self.read(lambda s: codebook_view(s, coder), self._show_codebook, group="codebook")
        if everything or tables & {"coding", "document", "assignment", "participant", "speaker"}:
            self._read_documents()

    def read_codings(self) -> None:
        """Read the codings of the document in the reader."""
        uid, view, coder, known = self.opened, self.view, self.app.coder, self._known
        if uid is not None:
            self.read(lambda s: document_codings(s, uid, view, coder, known), self.show_codings, group="codings")

    def _read_coded(self, uid: str) -> None:
        """Read what a coding changed; reader, lists and counts are painted together."""
        view, coder, known, counted = self.view, self.app.coder, self._known, self._counted
        self.read(
            lambda s: coded(s, uid, view, coder, known, counted), self._show_coded, group="codings", in_one_frame=True
        )

    def _show_coded(self, found: Coded) -> None:
        if self._only_counts_due():
            self._lists_due = frozenset()
        self._show_counts(found.counts)
        self.show_codings(found.codings)

    def _show_counts(self, found: Counts) -> None:
        if self._counted is not None and found.step < self._counted.step:
            return
        self._counted = found
        self.view = recounted(self.view, found)
        before, self.lines = self.lines or (), lines_recounted(self.lines or (), found)
        self.show_codes()
        pairs = zip(before, self.lines, strict=True)
        if any(one is not other and one.standing != other.standing for one, other in pairs):
            self.list_documents()
            self.say_progress(self.lines)

    def _show_codebook(self, view: CodebookView) -> None:
        first = self.view.tree.codes == () and bool(view.tree.codes)
        self.code_list.say_empty(NO_CODES)
        renamed = view.looks() != self.view.looks()
        self.view = view
        if not self.recent.latest_first():
            self.recent = RecentCodes(view.recent)
        self.recent.keep_only(view.by_uid)
        self.show_codes()
        if first:
            deep = {code.parent for code in view.tree if code.parent and len(view.tree) > 24}
            self.code_list.set_rows(code_rows(view, self.recent), folded={uid for uid in deep if uid})
        if renamed:
            self.read_codings()
        self.show_rules()

    def show_codes(self) -> None:
        """The codebook's rows, with the digits of recent codes."""
        self.code_list.set_rows(code_rows(self.view, self.recent))

    def _show_documents(self, lines: tuple[DocumentLine, ...]) -> None:
        first = not self.lines
        self.document_list.say_empty(NO_DOCUMENTS)
        self.lines = lines
        self.list_documents(first=first)
        if first and lines:
            self.document_list.highlight(self.opened or lines[0].uid, center=True)
            self.title_reader()
            if not self._opening():
                self.open(lines[0].uid)
        self.shut_what_is_gone({line.uid for line in lines})
        if self.opened is not None and all(line.uid != self.opened for line in lines):
            self.close_document()
        self.say_progress(lines)

    def say_progress(self, lines: tuple[DocumentLine, ...]) -> None:
        """How far the coder is, over the list and in the top line."""
        name = MAIN if self.line is None else self.line.round
        note, brief, left = listed.progress_words(lines, name)
        self.documents_pane.rule.say(note=note, brief=brief)
        self.show_where(*self.deeper(), who=(f"{name} round", left))
        self.say_place()

    def deeper(self) -> tuple[str, ...]:
        """What is open, for the top line."""
        return () if self.reader.transcript is None else (self.reader.transcript.label,)
