"""Knowing where one is: what was read, what waits, where there is nothing to code."""

from __future__ import annotations

from bisect import bisect_left
from functools import partial

from textual import getters

from codebook.spans import Span, contains, difference
from codebook.team import reading_log
from codebook.team.reading_log import Reading
from codebook.team.rounds import MAIN
from coding_tui import edits
from coding_tui.reader import TranscriptReader
from coding_tui.reader.model import ReaderCoding
from coding_tui.screens.finding import FindingScreen
from coding_tui.screens.workbench_panes import DocumentsPane
from coding_tui.views.document_lines import DocumentLine
from coding_tui.views.looking import LOOK, Looking, page
from coding_tui.views.workbench_view import nothing_here
from coding_tui.widgets import document_rows as listed
from coding_tui.widgets.outline import Outline
from coding_tui.widgets.rows import Row

NO_DOCUMENTS = "No documents yet. «document.import» imports files or a folder."
LOOKS_KEPT_TOGETHER = 20
"""How many looks at the screen go into the project with one write."""


class OrientingScreen(FindingScreen):
    """The reader's screen, as far as it knows how far one is."""

    document_list = getters.query_one("#documents", Outline)
    documents_pane = getters.query_one("#documents-pane", DocumentsPane)

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[DocumentLine, ...] | None = None
        self.nothing_here: tuple[Span, ...] = ()
        self._looking: Looking | None = None
        self.why_opened = ""
        self._looks = 0
        self._percent: int | None = None

    def why_not(self, function: str) -> str:
        """Nothing to open, nowhere to go."""
        if function == "open_highlighted" and self.document_list.highlighted is None:
            return NO_DOCUMENTS
        if function in ("next_document", "previous_document", "group_documents") and not self.lines:
            return self.no_list
        return super().why_not(function)

    def open(self, uid: str, at: int | None = None, until: int | None = None) -> None:
        """Read a document into the reader: where it was left, or at an offset, or with [at, until) selected."""

    def read_again(self, uid: str) -> None:
        """Read a document whose text may be another now."""

    # -- what was read

    def on_mount(self) -> None:
        """Look at the screen from time to time, unless there is none to look at (tests, pictures)."""
        if not self.app.is_headless:
            self.set_interval(LOOK, self.look)

    def on_screen_suspend(self) -> None:
        """Another screen comes to the front."""
        self.look_away()

    def look_away(self) -> None:
        """Nothing is being read from here on; what was is kept."""
        for looking, _ in self.being_read():
            looking.look(())
        self.keep_reading()

    def being_read(self) -> list[tuple[Looking, TranscriptReader]]:
        """What stands in a reader on the screen."""
        return [] if self._looking is None else [(self._looking, self.reader)]

    def begin_reading(self, read: Reading, nothing_here: tuple[Span, ...]) -> None:
        """A document has been opened: that is known at once."""
        self.keep_reading()
        self._looking = Looking(read)
        self._percent = read.percent
        self.nothing_here = nothing_here
        self.keep_reading()

    def look(self) -> None:
        """See what stands on the screen, unless the person is elsewhere."""
        there = self.app.screen is self and self.app.app_focus
        for looking, reader in self.being_read():
            height = reader.scrollable_content_region.height
            seen = page(reader.wrapped, reader.scroll_offset.y, height) if there and reader.has_words else ()
            if looking.look(seen) and looking is self._looking:
                self._show_read(looking.read.percent)
        self._looks += 1
        if self._looks % LOOKS_KEPT_TOGETHER == 0:
            self.keep_reading()

    def _show_read(self, percent: int) -> None:
        if percent != self._percent and self.line is not None:
            self._percent = percent
            self.document_list.change_row(self.document_row(self.line))

    def keep_reading(self) -> None:
        """Write down what was read since the last time, in a project that can be written."""
        background = self.app.background
        if background is None or self.app.read_only:
            return
        due = [looking.take() for looking, _ in self.being_read() if looking.due]
        for read in due:
            background.upkeep(partial(reading_log.note, read=read))
        seen = {read.document: read.percent for read in due}
        if seen and self.lines is not None:
            self.lines = tuple(
                line._replace(seen=seen[line.uid]) if line.uid in seen else line for line in self.lines
            )

    # -- the list

    @property
    def line(self) -> DocumentLine | None:
        """The document in the reader, as the list has it."""
        return next((each for each in self.lines or () if each.uid == self.opened), None)

    @property
    def no_list(self) -> str:
        """Why there are no documents to choose from."""
        return NO_DOCUMENTS if self.lines is not None else "The list of documents is still being read."

    @property
    def grouping(self) -> str:
        """What the list is grouped by."""
        kept = self.app.settings.grouping
        return kept if kept in listed.GROUPINGS else "kind"

    def document_row(self, line: DocumentLine) -> Row:
        """The row of a document as it is grouped now."""
        return listed.document_row(line, self.opened, self._percent, None if self.grouping == "kind" else 1)

    def list_documents(self, *, first: bool = False) -> None:
        """Show the list's rows, most of its branches shut where it is long and new."""
        rows = listed.document_rows(self.lines or (), self.opened, self._percent, self.grouping)
        self.document_list.set_rows(rows, folded=listed.folded_at_first(rows, self.opened) if first else None)

    def action_group_documents(self) -> None:
        """Group the list by the next thing."""
        if self.refuse("group_documents"):
            return
        order = tuple(listed.GROUPINGS)
        by = order[(order.index(self.grouping) + 1) % len(order)]
        self.app.settings.group_by(by)
        self.list_documents(first=True)
        if self.opened is not None:
            self.document_list.highlight(self.opened, center=True)
        self.say(f"Documents by {listed.GROUPINGS[by]}")

    def action_next_document(self) -> None:
        """The next one that is assigned and not done."""
        lines = listed.in_order(self.document_list.rows, self.lines or ())
        if self.refuse("next_document"):
            return
        line = listed.next_to_code(lines, self.opened)
        self.why_opened = listed.why_next(lines, self.opened, line)
        if line is not None:
            self._read_next(line)
        else:
            self.say(self.keyed(self.why_opened))

    def action_previous_document(self) -> None:
        """The one above."""
        lines = listed.in_order(self.document_list.rows, self.lines or ())
        line = None if self.refuse("previous_document") else listed.one_before(lines, self.opened)
        if line is not None:
            self._read_next(line)
        elif lines:
            self.say("This is the first document.")

    def _read_next(self, line: DocumentLine) -> None:
        self.document_list.highlight(line.uid)
        self.open(line.uid)

    # -- where the cursor is

    def say_place(self) -> None:
        """Say in the status line where in the document, and in its codings, the cursor is."""
        place = self.reader.place
        if place is None:
            self.status.show_place()
            return
        nothing = "nothing to code here" if contains(self.nothing_here, self.reader.cursor) else ""
        turn = f"turn {place.turn:,} of {place.turns:,}" if place.turns else f"line {place.line:,} of {place.lines:,}"
        time = "" if place.time is None else f"{int(place.time) // 60}:{int(place.time) % 60:02d}"
        self.status.show_place(self._coding_of_all(), nothing, turn, time, f"{place.percent} %", self._other_round())

    def _other_round(self) -> str:
        """The round that is coded in, where it is not the main one."""
        return "" if self.line is None or self.line.round == MAIN else f"{self.line.round} round"

    def _coding_of_all(self) -> str:
        """`coding 3 of 41`, in text order, of the narrowest one here; with none here, how many there are."""
        everything, here = self.reader.codings.codings, self.reader.codings_here
        many = len(everything)
        if not here:
            return f"{many:,} {'coding' if many == 1 else 'codings'}" if many else ""
        narrowest = min(here, key=lambda coding: coding.end - coding.start)
        return f"coding {bisect_left(everything, _in_text(narrowest), key=_in_text) + 1:,} of {many:,}"

    # -- nothing to code

    def action_nothing_more(self) -> None:
        """Say that there is nothing to code in the selection; without one, that the document is done."""
        if self.selected is None:
            self.action_toggle_done()
        else:
            self.action_say_nothing_here()

    def action_say_nothing_here(self) -> None:
        """Say that the selection holds nothing to code, or take that back where it was said."""
        where, background = self.selected, self.app.background
        if self.refuse("say_nothing_here") or where is None or background is None:
            return
        back = not difference([(where.start, where.end)], self.nothing_here)
        many = f"{where.end - where.start:,} characters"
        said = f"Open again: {many}" if back else f"Nothing to code in {many}"
        background.change(
            said, lambda session: edits.say_nothing_here(session, where, not back), said=f"{said} · ctrl+z undoes",
        )  # fmt: skip

    def read_declared(self) -> None:
        """Read anew where there is nothing to code."""
        uid, coder = self.opened, self.app.coder
        if uid is not None:
            self.read(
                lambda session: tuple(nothing_here(session, uid, coder)),
                lambda found: self._show_declared(uid, found), group="declared",
            )  # fmt: skip

    def _show_declared(self, uid: str, found: tuple[Span, ...]) -> None:
        if uid == self.opened:
            self.nothing_here = found
            self.say_place()


def _in_text(coding: ReaderCoding) -> tuple[int, int, str]:
    return coding.start, -coding.end, coding.uid
