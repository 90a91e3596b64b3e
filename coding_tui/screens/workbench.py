"""The workbench: documents, the transcript, the codebook with its rules, and the codings here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import getters, on
from textual.binding import Binding
from textual.containers import Vertical
from textual.widget import Widget

from codebook.notes.span_memos import SpanMemo
from codebook.scheme.codes import Code
from codebook.team.rounds import AGAIN
from coding_tui.reader.messages import CodingsUnderCursor, CursorMoved, SelectionChanged, StretchingChanged
from coding_tui.registry import commands
from coding_tui.screens.coding_looking import MOVES
from coding_tui.screens.correcting import CorrectingScreen
from coding_tui.screens.importing import ImportingScreen
from coding_tui.screens.listing import ListingScreen
from coding_tui.screens.splitting import IN_A_READER, Desk
from coding_tui.screens.workbench_panes import CodebookPane, DocumentsPane, HerePane
from coding_tui.views.workbench_view import DocumentCodings, OpenDocument, open_document
from coding_tui.widgets.code_rows import here_rows, memo_rows
from coding_tui.widgets.find_bar import FindBar
from coding_tui.widgets.outline import Outline
from coding_tui.widgets.panes import Pane, Upright
from coding_tui.widgets.rules_pane import Rules
from coding_tui.widgets.side_by_side import SideBySide
from coding_tui.widgets.stance_strip import StanceStrip

READING = "Reading …"
NO_RULES = "Highlight a code, or put the cursor on a coding: its rules stand here."
NOTHING_TO_POINT_AT = "The codings under the cursor stand here."
NO_CODINGS_HERE = "No coding here. «reader.next_coding» goes to the next one."
CODED_AGAIN = "You code {what} again, what you coded before is out of sight. «document.done» says that you are done."
NO_CODINGS = "No codings yet. Select with shift+arrows, then «code.palette»."


class WorkbenchScreen(ListingScreen, ImportingScreen, CorrectingScreen):
    """Documents | transcript | codebook, rules, codings here."""

    PLACE = "Code"
    CSS_PATH = "workbench.tcss"
    AUTO_FOCUS = "#reader"
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012
        (0, "-slim"), (80, "-narrow"), (100, "-close"), (120, "-middling"), (150, "-wide"),
    ]  # fmt: skip
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-flat"), (19, "-low"), (30, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[Any]] = [*commands.bindings("workbench"), Binding("escape", "shut_drawers", show=False)]
    rules_pane = getters.query_one("#rules-pane", Pane)

    def __init__(self) -> None:
        super().__init__()
        self._offset = 0
        self._memos_shown: tuple[SpanMemo, ...] = ()
        self._heeded: tuple[object, ...] = ()

    # -- layout

    def body(self) -> Iterable[Widget]:
        """The panes."""
        yield DocumentsPane(
            "Documents", Outline(empty=READING, choose_by_click=True, id="documents"), id="documents-pane"
        )
        yield Upright(id="left-rule")
        yield SideBySide(self.first.pane, id="readers")
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

    def preview_rules(self, code: Code | None) -> None:
        """Show the rules of a code, its name in the rule above them."""
        super().preview_rules(code)
        self.rules_pane.rule.say(title="Rules" if code is None else code.name)

    # -- the document in the reader

    def open(self, uid: str, at: int | None = None, until: int | None = None) -> None:
        """Read a document into the reader: where it was left, or at an offset, or with [at, until) selected."""
        self.keep_place()
        left = None if self.app.project is None else self.app.settings.place_in(self.app.project.path)
        if at is None and left is not None and left.document == uid:
            at = left.offset
        view, coder, desk = self.view, self.app.coder, self.desk
        self.read(
            lambda s: open_document(s, uid, view, coder), lambda found: self._show_on(desk, found, at, until),
            group="document", in_one_frame=True,
        )  # fmt: skip

    def _show_on(self, desk: Desk, found: OpenDocument, at: int | None, until: int | None) -> None:
        """Show a document in the reader it was opened in, if that is still there."""
        if desk in (self.first, self.second):
            if desk is not self.desk:
                self.set_focus(desk.reader)
            self.show_opened(found, at, until)

    def show_opened(self, found: OpenDocument, at: int | None, until: int | None = None) -> None:
        """Show a document that was read, where it was left, at an offset, or with [at, until) selected."""
        self.opened = found.text.uid
        self._known = found.codings
        self.codings = found.codings.by_uid
        self.reader.fold_by_default = self.app.care.fold
        part = found.codings.part
        if part is not None and not part[0] <= (at or 0) < part[1]:
            at, until = part[0], None
        self.reader.open_document(found.text, found.codings.index, flags=found.flags, at=at)
        if at is not None and until is not None:
            self.reader.select(at, until, center=True)
        self.here_list.say_empty(self.keyed(NO_CODINGS_HERE))
        self.forget_marks()
        self.show_memos(found.text.uid, found.memos)
        self.begin_reading(found.read, found.nothing_here)
        self.title_reader()
        self._show_place()
        if self.lines is not None:
            self.list_documents()
            self.say_progress(self.lines)
        if self.focused is None or self.focused is self.document_list:
            self.reader.focus()
        if found.codings.codes is not self.view.by_uid:
            self.read_codings()  # the codebook came while the document was being read: names and hues are known now
        why, self.why_opened = self.why_opened, ""
        if found.codings.round.startswith(AGAIN):
            again = self.keyed(CODED_AGAIN.format(what=self.only or "this document"))
            self.status.say(f"{why} {again}".strip(), lasting=MOVES)
        elif why:
            self.say(self.keyed(why))
        elif not self.codings and not self.status.said:  # not over what became of an import
            self.say(self.keyed(NO_CODINGS) if not self.app.read_only else "No codings yet.")
        self.refresh_bindings()

    def close_document(self) -> None:
        """Empty the reader: its document is gone."""
        self.opened = None
        self._looking = None
        self.codings = {}
        self.span_memos = ()
        self.reader.open_document(None)
        self.desk.pane.rule.say(title="Transcript", note="")
        self.status.show_place()
        self.here_list.say_empty(NOTHING_TO_POINT_AT)

    def title_reader(self) -> None:
        """Say over the reader what is in it: the name at once, the rest once the list is read."""
        if (line := self.line) is None:
            text = self.reader.transcript
            self.desk.pane.rule.say(title="Transcript" if text is None else text.label, note="")
        else:
            words = f"{line.words:,} {'word' if line.words == 1 else 'words'}"
            about = (line.group, f"Area {line.area}" if line.area else "", line.date, words)
            self.desk.pane.rule.say(title=line.label, note=" · ".join(part for part in about if part))

    def show_codings(self, found: DocumentCodings) -> None:
        """Show the codings of a document wherever it is open; then what lists there are to read."""
        super().show_codings(found)
        if found.document == self.opened:
            self._known = found
            self.codings = found.by_uid
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
    def _follow_cursor(self, message: CursorMoved) -> None:
        message.stop()
        if message.reader is self.reader:
            self._show_place()
            if self.memos_here != self._memos_shown:
                self._show_here()

    def _show_place(self) -> None:
        self._offset = self.reader.cursor
        if self.reader.stretching is None:
            self.status.moved()
        self.say_place()

    @on(SelectionChanged)
    def _selection_changed(self, message: SelectionChanged) -> None:
        message.stop()
        self._heed()

    def _heed(self) -> None:
        """Look which keys are alive only when what `why_not` asks about the cursor, and what it is on, is other than
        before: with every move of the cursor selection and codings are.
        """
        reader, selected = self.reader, self.selected
        start, end = reader.selection
        now = (
            start < end, selected is not None, None if self.part is None else (self.part, selected),
            bool(reader.flags_here), reader.stretching is None,
            self.here_list.highlighted is None, self.here is None, self.target is None, not self.targets,
            self.rules.code is None, None if self.deed is None else self.deed.to_selection,
            self.recent.last is None, not self.copied, not self.visited,
        )  # fmt: skip
        if now != self._heeded:
            self._heeded = now
            self.refresh_bindings()

    @on(CodingsUnderCursor)
    def _follow_codings(self, message: CodingsUnderCursor) -> None:
        message.stop()
        if message.reader is self.reader:
            self._show_here()

    def _show_here(self) -> None:
        mine = self.app.coder
        here = [self.codings[c.uid] for c in self.reader.codings_here if c.uid in self.codings]
        here.sort(key=lambda c: (c.coder != mine, c.end - c.start, c.start))
        self.marked &= {each.uid for each in here}
        self._memos_shown = self.memos_here
        rows = [*here_rows(here, self.view, self.marked), *memo_rows(self._memos_shown)]
        self.here_list.follow(rows, here[0].uid if here and self.focused is not self.here_list else None)
        self.show_rules()
        self._heed()

    def show_desk(self) -> None:
        """Show what is about the reader in hand, everywhere; what changed just now may not be on it yet."""
        self._show_here()
        self._show_place()
        self.refresh_bindings()
        if self.lines is not None:
            self.list_documents()
            self.say_progress(self.lines)
        self.read_codings()
        self.read_beside(IN_A_READER)

    def show_memos(self, uid: str, found: tuple[SpanMemo, ...]) -> None:
        """Show their signs, and in the list of what is here."""
        super().show_memos(uid, found)
        if self.memos_here != self._memos_shown:
            self._show_here()

    def show_here(self) -> None:
        """Show the codings under the cursor again, the highlighted one highlighted still."""
        self._show_here()

    @on(StretchingChanged)
    def _say_stretching(self, message: StretchingChanged) -> None:
        if message.coding is not None:
            keys = self.keyed("«reader.finish_stretch» puts it down, «reader.let_go» puts it back.")
            self.say(f"Moving an edge of ‘{message.coding.name}’. {keys}")
        self.refresh_bindings()

    @on(Outline.Highlighted, "#codes")
    @on(Outline.Highlighted, "#here")
    def _follow_highlight(self, message: Outline.Highlighted) -> None:
        if message.outline.has_focus and message.outline is self.code_list:
            self.preview_rules(self.view.by_uid.get(message.row.key))
        elif message.outline is self.here_list:
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
        if row is not None and coding is None:
            self.read_memo(row.key)
        elif coding is not None:
            self.reader.focus()
            self.reader.select(coding.start, coding.end)
