"""What a reader says has happened. Whoever holds it decides what that means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from coding_tui.reader.folding import Fold
from coding_tui.reader.model import ReaderCoding

if TYPE_CHECKING:
    from coding_tui.reader.selecting_view import SelectingView


class ReaderMessage(Message):
    """Base of the reader's messages; `@on(…, "#id")` finds the reader that sent it."""

    def __init__(self, reader: SelectingView) -> None:
        super().__init__()
        self.reader = reader

    @property
    def control(self) -> SelectingView:
        """The reader that sent this."""
        return self.reader


class SelectionChanged(ReaderMessage, namespace="transcript_reader"):
    """Other text is selected: [start, end), equal where nothing is."""

    def __init__(self, reader: SelectingView, start: int, end: int) -> None:
        super().__init__(reader)
        self.start = start
        self.end = end

    def can_replace(self, message: Message) -> bool:
        """Only the newest of a burst counts."""
        return isinstance(message, SelectionChanged) and message.reader is self.reader


class CursorMoved(ReaderMessage, namespace="transcript_reader"):
    """The cursor stands elsewhere."""

    def __init__(self, reader: SelectingView, offset: int) -> None:
        super().__init__(reader)
        self.offset = offset

    def can_replace(self, message: Message) -> bool:
        """Only the newest of a burst counts."""
        return isinstance(message, CursorMoved) and message.reader is self.reader


class CodingsUnderCursor(ReaderMessage, namespace="transcript_reader"):
    """The codings at the cursor, or that share something with the selection, are others than before."""

    def __init__(self, reader: SelectingView, codings: tuple[ReaderCoding, ...]) -> None:
        super().__init__(reader)
        self.codings = codings

    def can_replace(self, message: Message) -> bool:
        """Only the newest of a burst counts."""
        return isinstance(message, CodingsUnderCursor) and message.reader is self.reader


class NothingFurther(ReaderMessage, namespace="transcript_reader"):
    """A move to a coding or an uncoded stretch found none, or the key for an edge no coding; `step` as in `keys`."""

    def __init__(self, reader: SelectingView, step: str) -> None:
        super().__init__(reader)
        self.step = step


class Resized(ReaderMessage, namespace="transcript_reader"):
    """The reader has another size, and its words are wrapped to it: its cursor may be out of sight."""


class FoldsOpened(ReaderMessage, namespace="transcript_reader"):
    """Flagged passages that were folded have been opened in the reader."""

    def __init__(self, reader: SelectingView, folds: tuple[Fold, ...]) -> None:
        super().__init__(reader)
        self.folds = folds


class CodingStretched(ReaderMessage, namespace="transcript_reader"):
    """The person wants a coding to hold [start, end) from now on."""

    def __init__(self, reader: SelectingView, uid: str, start: int, end: int) -> None:
        super().__init__(reader)
        self.uid = uid
        self.start = start
        self.end = end


class StretchingChanged(ReaderMessage, namespace="transcript_reader"):
    """An edge of a coding has been picked up (`coding`) or put down (None)."""

    def __init__(self, reader: SelectingView, coding: ReaderCoding | None) -> None:
        super().__init__(reader)
        self.coding = coding
