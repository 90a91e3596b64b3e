"""A second document beside the first: two readers, each with its own place; keys are about the one with the focus."""

from __future__ import annotations

from collections.abc import Mapping, Set
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlmodel import Session
from textual import getters
from textual.widget import Widget

from codebook.coding.codings import Coding
from codebook.notes.span_memos import SpanMemo
from codebook.spans import Span
from coding_tui.app import load
from coding_tui.frame import EVERYTHING
from coding_tui.later import Later
from coding_tui.reader import TranscriptReader
from coding_tui.reader.folding import ReaderFlag
from coding_tui.screens.caring import CaringScreen
from coding_tui.screens.coding_looking import MOVES
from coding_tui.screens.drawers import DrawersScreen
from coding_tui.screens.going import GoingScreen
from coding_tui.screens.memoing import MemoingScreen
from coding_tui.screens.orienting import NO_DOCUMENTS
from coding_tui.screens.workbench_panes import ReaderPane
from coding_tui.views.looking import Looking
from coding_tui.views.veil import reader_flags
from coding_tui.views.workbench_view import DocumentCodings, OpenDocument, document_codings, open_document
from coding_tui.widgets.side_by_side import SideBySide
from transcripts.errors import NotFound

if TYPE_CHECKING:
    from coding_tui.dialogs import choose
    from coding_tui.views import two_readings
    from coding_tui.views.two_readings import BothReadings
else:
    two_readings = Later("coding_tui.views.two_readings")
    choose = Later("coding_tui.dialogs.choose")

NO_SECOND = "One document is open. «split.open» reads another beside it."
IN_A_READER = frozenset({"coding", "coder", "code", "code_definition", "distressing", "assignment"})


@dataclass(eq=False, slots=True)
class Desk:
    """A reader and what lies on it while the keys are about the other one."""

    pane: ReaderPane
    reader: TranscriptReader
    document: str | None = None
    codings: Mapping[str, Coding] = field(default_factory=dict)
    known: DocumentCodings | None = None
    looking: Looking | None = None
    nothing_here: tuple[Span, ...] = ()
    memos: tuple[SpanMemo, ...] = ()


def new_desk(name: str) -> Desk:
    """An empty reader in its pane."""
    reader = TranscriptReader(id=name)
    return Desk(ReaderPane("Transcript", reader, id=f"{name}-pane"), reader)


class SplittingScreen(DrawersScreen, CaringScreen, MemoingScreen, GoingScreen):
    """The reader's screen, as far as there may be two readers.

    What the other screens' keys are about (`reader`, `opened`, `codings` …) is what lies on the desk in hand; taking up
    the other desk puts it down there.
    """

    both = getters.query_one("#readers", SideBySide)

    def __init__(self) -> None:
        super().__init__()
        self.desk = self.first = new_desk("reader")
        self.second: Desk | None = None
        self._known: DocumentCodings | None = None

    @property
    def reader(self) -> TranscriptReader:
        """The reader that keys are about."""
        return self.desk.reader

    @property
    def part(self) -> Span | None:
        """The stretch of the document that alone is to be coded in the round in hand; None where all of it is."""
        return None if self._known is None else self._known.part

    @property
    def other(self) -> Desk | None:
        """The desk that is not in hand."""
        return self.second if self.desk is self.first else self.first

    def why_not(self, function: str) -> str:
        """Nothing to open, nothing to close."""
        if function == "split" and not self.lines:
            return self.no_list
        if function == "open_beside" and None in (self.document_list.highlighted, self.first.reader.transcript):
            return NO_DOCUMENTS
        if function in ("close_split", "other_reader") and self.second is None:
            return NO_SECOND
        if function == "read_both" and self.opened is None:
            return "No document is open."
        return super().why_not(function)

    # -- which reader keys are about

    def watch_focused(self, focused: Widget | None) -> None:
        """Keys are about the reader that had the focus last; Textual gives it to any when a palette goes away."""
        other = self.other
        if other is not None and focused is other.reader and not self.palette_open:
            self.take_up(other)

    def take_up(self, desk: Desk) -> None:
        """Put down what is in hand and take up what lies on another desk."""
        held = self.desk
        held.document, held.codings, held.known = self.opened, self.codings, self._known
        held.looking, held.nothing_here, held.memos = self._looking, self.nothing_here, self.span_memos
        self.desk = desk
        self.opened, self.codings, self._known = desk.document, desk.codings, desk.known
        self._looking, self.nothing_here, self.span_memos = desk.looking, desk.nothing_here, desk.memos
        self._percent = None if self._looking is None else self._looking.read.percent
        self.marked.clear()
        self.show_desk()

    def show_desk(self) -> None:
        """Show what is about the reader in hand, everywhere."""

    def pane_names(self) -> list[str]:
        """The panes that tab goes through."""
        names = super().pane_names()
        at = names.index("reader") + 1
        return names if self.second is None else [*names[:at], "beside", *names[at:]]

    def being_read(self) -> list[tuple[Looking, TranscriptReader]]:
        """What stands in both readers; a document that stands in both is read in the one in hand."""
        found, other = super().being_read(), self.other
        if other is not None and other.looking is not None and other.document != self.opened:
            found.append((other.looking, other.reader))
        return found

    # -- opening and closing

    def action_split(self) -> None:
        """Choose a document for the second reader."""
        lines = self.lines
        if self.refuse("split") or not lines:
            return
        now = next((at for at, line in enumerate(lines) if line.uid == self.opened), 0)
        self.app.push_screen(
            choose.Choose("Read beside it", [line.label for line in lines], "Read", now=now),
            lambda at: None if at is None else self.open_beside(lines[at].uid),
        )

    def action_open_beside(self) -> None:
        """Read the document highlighted in the list in the second reader."""
        row = self.document_list.highlighted
        if not self.refuse("open_beside") and row is not None and not row.branch:
            self.open_beside(row.key)

    def open_beside(self, uid: str) -> None:
        """Read a document (uid) in the second reader, made when there is none, and go there."""
        self.shut_drawers()
        if self.second is None:
            self.second = new_desk("beside")
            self.second.reader.read_only = self.app.read_only
            self.both.add(self.second.pane)
            self.add_class("-split")
        self.call_after_refresh(self._begin_beside, self.second, uid)

    def _begin_beside(self, desk: Desk, uid: str) -> None:
        if desk is self.second:
            self.set_focus(desk.reader)
            self.open(uid)
            said = self.keyed("«split.other» goes to the other reader · «split.close» leaves one")
            self.status.say(said, lasting=MOVES)

    def action_other_reader(self) -> None:
        """Go to the other reader."""
        if not self.refuse("other_reader") and self.other is not None:
            self.set_focus(self.other.reader)

    def action_close_split(self) -> None:
        """One reader again, as it was."""
        if not self.refuse("close_split"):
            self.close_split()
            self.say("One reader again.")

    def close_split(self) -> None:
        """Take the second reader away; the first keeps its place."""
        second = self.second
        if second is None:
            return
        self.keep_reading()
        self.set_focus(self.first.reader)
        self.second = None
        self.remove_class("-split")
        self.both.take_away(second.pane)
        self.refresh_bindings()

    # -- as two coders coded it

    def action_read_both(self) -> None:
        """Set two coders' readings of this document beside each other, unless work in it is sealed."""
        uid, coder = self.opened, self.app.coder
        if not self.refuse("read_both") and uid is not None:
            self.read(
                lambda s: two_readings.both_readings(s, uid, coder), lambda found: self._show_both(uid, found),
                group="both",
            )  # fmt: skip

    def _show_both(self, uid: str, found: BothReadings | str) -> None:
        if isinstance(found, str):
            self.say(found)
        else:
            self.app.switch_screen(load("coding_tui.screens.readings:ReadingsScreen", uid, found, self.reader.cursor))

    # -- the desk that is not in hand

    def read_beside(self, tables: frozenset[str]) -> None:
        """Read again what the other reader shows."""
        other = self.other
        if other is None or other.document is None:
            return
        if tables & {"turn"}:
            self._read_text_beside(other, other.document)
            return
        if not (tables is EVERYTHING or tables & IN_A_READER):
            return
        uid, view, coder, known = other.document, self.view, self.app.coder, other.known

        def found(session: Session) -> tuple[DocumentCodings, tuple[ReaderFlag, ...]]:
            return document_codings(session, uid, view, coder, known), reader_flags(session, uid)

        self.read(found, lambda answer: self._show_read_beside(*answer), group="beside")

    def _read_text_beside(self, desk: Desk, uid: str) -> None:
        """Follow a text that may have been replaced; one that is gone is noticed when the list is read."""
        view, coder = self.view, self.app.coder

        def found(session: Session) -> OpenDocument | None:
            with suppress(NotFound):
                return open_document(session, uid, view, coder)
            return None

        self.read(found, lambda answer: self._show_text_beside(desk, answer), group="beside")

    def _show_text_beside(self, desk: Desk, found: OpenDocument | None) -> None:
        if found is None or desk is self.desk or desk.document != found.text.uid:
            return
        desk.known, desk.codings, desk.memos = found.codings, dict(found.codings.by_uid), found.memos
        desk.looking, desk.nothing_here = Looking(found.read), found.nothing_here
        at = min(desk.reader.cursor, len(found.text.text))
        desk.reader.open_document(found.text, found.codings.index.codings, flags=found.flags, at=at)
        desk.reader.notes = tuple((memo.start, memo.end) for memo in found.memos)

    def _show_read_beside(self, found: DocumentCodings, flags: tuple[ReaderFlag, ...]) -> None:
        for desk in (self.first, self.second):
            if desk is not None and self.document_on(desk) == found.document:
                desk.reader.fold_by_default = self.app.care.fold
                desk.reader.flags = flags
        self.show_codings(found)

    def document_on(self, desk: Desk) -> str | None:
        """The document (uid) in a desk's reader."""
        return self.opened if desk is self.desk else desk.document

    def show_codings(self, found: DocumentCodings) -> None:
        """Show the codings of a document wherever it is open."""
        other = self.other
        if other is not None and other.document == found.document:
            other.known, other.codings, other.reader.codings = found, dict(found.by_uid), found.index

    def shut_what_is_gone(self, there: Set[str]) -> None:
        """Close the second reader when either document is not in the project any more."""
        if self.other is not None and {self.opened, self.other.document} - {None} - there:
            self.close_split()
