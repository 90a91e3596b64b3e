"""The workbench: documents, the transcript, the codebook with its rules, and the codings here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import getters, on
from textual.binding import Binding
from textual.containers import Vertical
from textual.widget import Widget

from codebook.codes import Code
from coding_tui import commands
from coding_tui.frame import EVERYTHING
from coding_tui.reader import TranscriptReader
from coding_tui.reader.messages import CodingsUnderCursor, CursorMoved, SelectionChanged, StretchingChanged
from coding_tui.recent_codes import RecentCodes
from coding_tui.screens.caring import CaringScreen
from coding_tui.screens.correcting import CorrectingScreen
from coding_tui.screens.drawers import DrawersScreen
from coding_tui.screens.importing import ImportingScreen
from coding_tui.screens.orienting import NO_DOCUMENTS, OrientingScreen
from coding_tui.screens.workbench_panes import CodebookPane, DocumentsPane, HerePane, ReaderPane
from coding_tui.views import (
    CodebookView,
    Coded,
    Counts,
    DocumentCodings,
    DocumentLine,
    OpenDocument,
    codebook_view,
    coded,
    counts,
    document_codings,
    document_lines,
    lines_recounted,
    open_document,
    recounted,
)
from coding_tui.widgets import document_rows as listed
from coding_tui.widgets.code_rows import code_rows, here_rows
from coding_tui.widgets.find_bar import FindBar
from coding_tui.widgets.outline import Outline
from coding_tui.widgets.panes import Pane, Upright
from coding_tui.widgets.rows import Row
from coding_tui.widgets.rules_pane import Rules
from coding_tui.widgets.stance_strip import StanceStrip

READING = "Reading …"
NO_CODES = "No codes yet. Select words in the transcript, then i makes them a code, or c and ctrl+n a code of any name."
NO_RULES = "Highlight a code, or put the cursor on a coding: its rules stand here."
NOTHING_TO_POINT_AT = "The codings under the cursor stand here."
NO_CODINGS_HERE = "No coding here. } goes to the next one."
NO_CODINGS = "No codings yet. Select with shift+arrows, then c."


class WorkbenchScreen(DrawersScreen, ImportingScreen, CorrectingScreen, OrientingScreen, CaringScreen):
    """Documents | transcript | codebook, rules, codings here."""

    PLACE = "Code"
    CSS_PATH = "workbench.tcss"
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-flat"), (19, "-low"), (30, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[Any]] = [*commands.bindings("workbench"), Binding("escape", "shut_drawers", show=False)]
    reader_pane = getters.query_one("#reader-pane", ReaderPane)
    codebook_pane = getters.query_one("#codebook-pane", CodebookPane)
    rules_pane = getters.query_one("#rules-pane", Pane)

    def __init__(self) -> None:
        super().__init__()
        self.opened: str | None = None
        self._known: DocumentCodings | None = None
        self._offset = 0
        self._here: Row | None = None
        self._lists_due: frozenset[str] = frozenset()

    # -- layout

    def body(self) -> Iterable[Widget]:
        """The panes."""
        yield DocumentsPane(
            "Documents", Outline(empty=READING, choose_by_click=True, id="documents"), id="documents-pane"
        )
        yield Upright(id="left-rule")
        yield ReaderPane("Transcript", TranscriptReader(id="reader"), id="reader-pane")
        yield Upright(id="right-rule")
        yield Vertical(
            CodebookPane("Codebook", Outline(empty=READING, id="codes"), id="codebook-pane", hint="type to filter"),
            Pane("Rules", Rules(empty=NO_RULES, id="rules"), id="rules-pane"),
            HerePane("Here", Outline(filters=False, empty=NOTHING_TO_POINT_AT, id="here"), id="here-pane"),
            id="side",
        )

    def strips(self) -> Iterable[Widget]:
        """Who holds it; find."""
        yield StanceStrip()
        yield FindBar()

    # -- reading the project

    def refresh_from_project(self, tables: frozenset[str]) -> None:
        """Codings first, since somebody waits for them; lists and counts when those are shown. Counts with the codings
        when that is all.
        """
        self._lists_due |= tables
        if "distressing" in tables:
            self.read_flags()
        if "nothing_here" in tables:
            self.read_declared()
        if self.opened is not None and "turn" in tables:
            self.read_again(self.opened)
        elif self.opened is not None and "coding" in tables and self._only_counts_due():
            self._read_coded(self.opened)
        elif self.opened is not None and tables & {"coding", "coder", "code"}:
            self.read_codings()
        else:
            self.read_lists()

    def _only_counts_due(self, more: frozenset[str] = frozenset()) -> bool:
        """Whether lists need other counts and nothing else."""
        whole = any(each.group in ("codebook", "documents") and not each.is_finished for each in self.workers)
        counted = self._lists_due | more <= {"coding", "assignment"}
        return bool(counted and self.lines and self.recent.latest_first() and not whole)

    def read_lists(self) -> None:
        """Read what changed of the lists at the sides."""
        tables, self._lists_due = self._lists_due, frozenset()
        coder = self.app.coder
        if self._only_counts_due(tables):
            self.read(lambda s: counts(s, coder), self._show_counts, group="counts")
            return
        everything = tables >= EVERYTHING
        if everything or tables & {"coding", "code", "code_definition", "setting", "coder"}:
            self.read(lambda s: codebook_view(s, coder), self._show_codebook, group="codebook")
        if everything or tables & {"coding", "document", "assignment", "participant", "speaker"}:
            self.read(lambda s: document_lines(s, coder), self._show_documents, group="documents")

    def read_codings(self) -> None:
        """Read the codings of the document in the reader."""
        uid, view, coder, known = self.opened, self.view, self.app.coder, self._known
        if uid is not None:
            self.read(lambda s: document_codings(s, uid, view, coder, known), self._show_codings, group="codings")

    def _read_coded(self, uid: str) -> None:
        """Read what a coding changed; reader, lists and counts are painted together."""
        view, coder, known = self.view, self.app.coder, self._known
        self.read(lambda s: coded(s, uid, view, coder, known), self._show_coded, group="codings", in_one_frame=True)

    def _show_coded(self, found: Coded) -> None:
        if self._only_counts_due():
            self._lists_due = frozenset()
        self._show_counts(found.counts)
        self._show_codings(found.codings)

    def _show_counts(self, found: Counts) -> None:
        self.view = recounted(self.view, found)
        self.lines = lines_recounted(self.lines or (), found)
        self.show_codes()
        self.list_documents()
        self._say_progress(self.lines)

    def _show_codebook(self, view: CodebookView) -> None:
        first = self.view.tree.codes == () and bool(view.tree.codes)
        self.code_list.empty = NO_CODES
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

    def preview_rules(self, code: Code | None) -> None:
        """Show the rules of a code, its name in the rule above them."""
        super().preview_rules(code)
        self.rules_pane.rule.say(title="Rules" if code is None else code.name)

    def show_codes(self) -> None:
        """The codebook's rows, with the digits of recent codes."""
        self.code_list.set_rows(code_rows(self.view, self.recent))

    def _show_documents(self, lines: tuple[DocumentLine, ...]) -> None:
        first = not self.lines
        self.document_list.empty = NO_DOCUMENTS
        self.document_list.refresh()
        self.lines = lines
        if first and lines:
            left = None if self.app.project is None else self.app.settings.place_in(self.app.project.path)
            begin = listed.where_to_begin(lines, None if left is None else left.document)
            self.list_documents(first=True)
            self.document_list.highlight(begin.uid, center=True)
            self.open(begin.uid)
        else:
            self.list_documents()
        if self.opened is not None and all(line.uid != self.opened for line in lines):
            self._close_document()
        self._say_progress(lines)

    def _say_progress(self, lines: tuple[DocumentLine, ...]) -> None:
        note, brief, left = listed.progress_words(lines)
        self.documents_pane.rule.say(note=note, brief=brief)
        self.show_where(*self._deeper(), who=("main round", left))

    def _deeper(self) -> tuple[str, ...]:
        return () if self.reader.transcript is None else (self.reader.transcript.label,)

    # -- the document in the reader

    def open(self, uid: str, at: int | None = None, until: int | None = None) -> None:
        """Read a document into the reader: where it was left, or at an offset, or with [at, until) selected."""
        self.keep_place()
        left = None if self.app.project is None else self.app.settings.place_in(self.app.project.path)
        if at is None and left is not None and left.document == uid:
            at = left.offset
        view, coder = self.view, self.app.coder
        self.read(
            lambda s: open_document(s, uid, view, coder), lambda found: self.show_opened(found, at, until),
            group="document",
        )  # fmt: skip

    def show_opened(self, found: OpenDocument, at: int | None, until: int | None = None) -> None:
        """Show a document that was read, where it was left, at an offset, or with [at, until) selected."""
        self.opened = found.text.uid
        self._known = found.codings
        self.codings = dict(found.codings.by_uid)
        self.reader.fold_by_default = self.app.care.fold
        self.reader.open_document(found.text, found.codings.index.codings, flags=found.flags, at=at)
        if at is not None and until is not None:
            self.reader.select(at, until, center=True)
        self.here_list.empty = NO_CODINGS_HERE
        self.forget_marks()
        self.begin_reading(found.read, found.nothing_here)
        self._title_reader()
        self._show_place()
        self.list_documents()
        self._say_progress(self.lines or ())
        if self.focused is None or self.focused is self.document_list:
            self.reader.focus()
        if found.codings.codes is not self.view.by_uid:
            self.read_codings()  # the codebook came while the document was being read: names and hues are known now
        why, self.why_opened = self.why_opened, ""
        if why:
            self.say(why)
        elif not self.codings:
            self.say(NO_CODINGS if not self.app.read_only else "No codings yet.")
        self.refresh_bindings()

    def _close_document(self) -> None:
        self.opened = None
        self._looking = None
        self.codings = {}
        self.reader.open_document(None)
        self.reader_pane.rule.say(title="Transcript", note="")
        self.status.show_place()
        self.here_list.empty = NOTHING_TO_POINT_AT

    def _title_reader(self) -> None:
        if (line := self.line) is not None:
            about = (line.group, f"Area {line.area}" if line.area else "", line.date, f"{line.words:,} words")
            self.reader_pane.rule.say(title=line.label, note=" · ".join(part for part in about if part))

    def _show_codings(self, found: DocumentCodings) -> None:
        if found.document == self.opened:
            self._known = found
            self.codings = dict(found.by_uid)
            here, self.reader.codings = self.reader.codings_here, found.index
            if self.reader.codings_here == here:  # otherwise the reader says what is here
                self._show_here()
            self.say_place()
        if self._lists_due:
            self.call_after_refresh(self.read_lists)

    def is_done(self) -> bool:
        """Whether this coder is done with the document in the reader."""
        return self.line is not None and self.line.done

    def keep_place(self) -> None:
        """Remember where the person is."""
        if self.app.project is not None and self.opened is not None:
            self.app.settings.remember_place(self.app.project.path, self.opened, self._offset)

    def on_unmount(self) -> None:
        """Remember where the person was, and what they read."""
        self.keep_place()
        self.keep_reading()

    # -- following the cursor

    @on(CursorMoved)
    def _show_place(self) -> None:
        self._offset = self.reader.cursor
        if self.reader.stretching is None:
            self.status.moved()
        self.say_place()

    @on(SelectionChanged)
    def _selection_changed(self) -> None:
        self.refresh_bindings()

    @on(CodingsUnderCursor)
    def _show_here(self) -> None:
        mine = self.app.coder
        here = [self.codings[c.uid] for c in self.reader.codings_here if c.uid in self.codings]
        here.sort(key=lambda c: (c.coder != mine, c.end - c.start, c.start))
        self.marked &= {each.uid for each in here}
        self.here_list.set_rows(here_rows(here, self.view, self.marked))
        if here and self.focused is not self.here_list:
            self.here_list.highlight(here[0].uid)
        self._here = self.here_list.highlighted
        self.show_rules()
        self.refresh_bindings()

    def show_here(self) -> None:
        """Show the codings under the cursor again, the highlighted one highlighted still."""
        self._show_here()

    @on(StretchingChanged)
    def _say_stretching(self, message: StretchingChanged) -> None:
        if message.coding is not None:
            self.say(f"Moving an edge of ‘{message.coding.name}’. enter puts it down, esc puts it back.")
        self.refresh_bindings()

    @on(Outline.Highlighted, "#codes")
    @on(Outline.Highlighted, "#here")
    def _follow_highlight(self, message: Outline.Highlighted) -> None:
        if message.outline.has_focus and message.outline is self.code_list:
            self.preview_rules(self.view.by_uid.get(message.row.key))
        elif message.outline is self.here_list:
            if message.row == self._here:
                return  # it followed the cursor of the reader, and so did everything else
            self._here = message.row
            self.show_rules()
        self.refresh_bindings()

    # -- what lists are for

    @on(Outline.Chosen, "#documents")
    def _document_chosen(self, message: Outline.Chosen) -> None:
        if message.row.branch:
            self.document_list.action_fold(not self.document_list.is_folded(message.row.key))
        else:
            self.shut_drawers()
            self.reader.focus()
            self.open(message.row.key)

    @on(Outline.Chosen, "#codes")
    def _code_chosen(self) -> None:
        self.action_apply_highlighted()

    @on(Outline.Chosen, "#here")
    def _coding_chosen(self) -> None:
        self.action_select_coding()

    @on(Outline.Filtered, "#documents")
    @on(Outline.Filtered, "#codes")
    def _show_filter(self, message: Outline.Filtered) -> None:
        pane = self.documents_pane if message.outline is self.document_list else self.codebook_pane
        pane.rule.say(hint=f"‹{message.outline.sought}›" if message.outline.sought else "type to filter")

    def action_open_highlighted(self) -> None:
        """Open the document under the list's cursor."""
        self.document_list.choose()

    def action_select_coding(self) -> None:
        """Select what the highlighted coding holds."""
        row = self.here_list.highlighted
        coding = None if row is None else self.codings.get(row.key)
        if coding is not None:
            self.reader.focus()
            self.reader.select(coding.start, coding.end)
