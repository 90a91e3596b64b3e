"""From the workbench to a corrected transcript and back: choosing the file, the report, putting back by hand."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlmodel import Session

from coding_tui.app import load
from coding_tui.later import Later
from coding_tui.screens.memoing import MemoingScreen
from coding_tui.views.veil import FOLDED
from coding_tui.views.workbench_view import CodebookView, OpenDocument, open_document
from transcripts.errors import NotFound

if TYPE_CHECKING:
    from codebook.coding.replacements import Reanchored
    from coding_tui.dialogs import ask, choose
    from coding_tui.views.replacing_view import Correction, Report
else:
    ask, choose = Later("coding_tui.dialogs.ask"), Later("coding_tui.dialogs.choose")

WORDS = 60


def _view() -> Any:
    """The module that re-anchors, which brings numpy and rapidfuzz: loaded when a text is first replaced."""
    return import_module("coding_tui.views.replacing_view")


class CorrectingScreen(MemoingScreen):
    """The reader's screen, as far as its text is replaced by a corrected one."""

    def why_not(self, function: str) -> str:
        """No document; nothing selected to put something back at."""
        if function in ("replace_document", "read_report", "put_back") and self.opened is None:
            return "No document is open."
        if function == "put_back" and self.reader.selection[0] == self.reader.selection[1]:
            return "Select the words it belongs to first."
        return super().why_not(function)

    # -- what the workbench gives

    def show_opened(self, found: OpenDocument, at: int | None, until: int | None = None) -> None:
        """Show a document that was read, where it was left, at an offset, or with [at, until) selected."""

    def read_codings(self) -> None:
        """Read the codings of the document in the reader."""

    def read_lists(self) -> None:
        """Read what changed of the lists at the sides."""

    # -- the text in the reader

    def read_again(self, uid: str) -> None:
        """Follow a text that may have been replaced, or taken out."""
        view, coder = self.view, self.app.coder
        self.read(lambda session: _opened_if_there(session, uid, view, coder), self._show_again, group="document")

    def _show_again(self, found: OpenDocument | None) -> None:
        if found is not None and found.text.uid == self.opened and found.text != self.reader.transcript:
            self.show_opened(found, min(self.reader.cursor, len(found.text.text)))
        elif found is not None:
            self.read_codings()
        self.read_lists()

    # -- correcting it

    def action_replace_document(self) -> None:
        """Ask for the corrected transcript of the document in the reader."""
        document = self.reader.transcript
        if not self.refuse("replace_document") and document is not None:
            what = f"Path of the corrected transcript of ‘{document.label}’"
            self.app.push_screen(ask.Ask("Replace with a corrected transcript", what, "Look at it"), self._correct)

    def _correct(self, answer: str | None) -> None:
        uid, path = self.opened, Path(answer or "").expanduser()
        if answer and uid is not None:
            self.say(f"Reading {path.name} …")
            self.read(
                lambda session: _view().correction(session, uid, path),
                lambda found: self._review(found, path), group="correction",
            )  # fmt: skip

    def _review(self, found: Correction | str, path: Path) -> None:
        if isinstance(found, str):
            self.app.complain(f"Nothing was replaced by {path.name}", found)
        else:
            self.app.switch_screen(load("coding_tui.screens.replacing:ReplacingScreen", found))

    def action_read_report(self) -> None:
        """Read what the last correction of this document did."""
        uid = self.opened
        if not self.refuse("read_report") and uid is not None:
            self.read(lambda session: _view().latest_report(session, uid), self._show_report, group="correction")

    def _show_report(self, found: Report | None) -> None:
        if found is None:
            self.say("The text of this document was never replaced.")
        else:
            self.app.switch_screen(load("coding_tui.screens.replacing:ReplacedScreen", found))

    def action_put_back(self) -> None:
        """Choose among what was set aside, to stand at the selection."""
        uid = self.opened
        if not self.refuse("put_back") and uid is not None:
            self.read(lambda session: _view().unplaced(session, uid), self._choose_unplaced, group="correction")

    def _choose_unplaced(self, found: Sequence[Reanchored]) -> None:
        if not found:
            self.say("Nothing of this document is set aside.")
            return
        start, end = self.reader.trimmed_selection
        title = _view().title
        veiled = self.app.care.fold and bool(self.reader.flags)  # what stood where in an old text is not known
        words = [FOLDED if veiled else _short(each.old_words) for each in found]
        lines = [f"{title(each)} · {each.thing.coder_name} · {said}" for each, said in zip(found, words, strict=True)]
        self.app.push_screen(
            choose.Choose("Put back at the selection", lines, "Put back"),
            lambda at: None if at is None else self._put_back(found[at], start, end),
        )

    def _put_back(self, item: Reanchored, start: int, end: int) -> None:
        if self.app.background is not None:
            label = f"Put ‘{_view().title(item)}’ back"
            self.app.background.change(label, lambda session: _view().put_back(session, item.uid, start, end))


def _opened_if_there(session: Session, uid: str, view: CodebookView, coder: str) -> OpenDocument | None:
    try:
        return open_document(session, uid, view, coder)
    except NotFound:
        return None


def _short(words: str) -> str:
    said = " ".join(words.split())
    return f"“{said if len(said) <= WORDS else f'{said[:WORDS]}…'}”"
