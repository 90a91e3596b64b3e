"""Flagging distressing passages, and opening what is folded."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session
from textual import on

from codebook.coding import distressing
from coding_tui.edits import Passage
from coding_tui.reader.folding import Fold, ReaderFlag
from coding_tui.reader.messages import FoldsOpened
from coding_tui.screens.finding import FindingScreen
from coding_tui.views.veil import reader_flags
from transcripts import coders

NOT_FLAGGED = "Nothing here is flagged as distressing. «care.flag» flags the selection, or the turn."
NONE_FLAGGED = "Nothing in this document is flagged as distressing."


class CaringScreen(FindingScreen):
    """The reader's screen, as far as it is careful with its reader."""

    def why_not(self, function: str) -> str:
        """Nothing flagged, nothing to flag."""
        if function == "toggle_flag" and self.reader.transcript is None:
            return "No document is open."
        if function == "toggle_fold" and not self.reader.flags_here:
            return NOT_FLAGGED
        if function == "toggle_folds" and not self.reader.flags:
            return NONE_FLAGGED
        return super().why_not(function)

    def read_flags(self) -> None:
        """Read what is flagged in the document in the reader."""
        uid = self.opened
        if uid is not None:
            self.read(lambda s: reader_flags(s, uid), lambda found: self._show_flags(uid, found), group="flags")

    def _show_flags(self, uid: str, found: tuple[ReaderFlag, ...]) -> None:
        if uid == self.opened:
            self.reader.fold_by_default = self.app.care.fold
            self.reader.flags = found
            self.refresh_bindings()

    # -- folding

    def action_toggle_fold(self) -> None:
        """Show what is folded here, or fold it again."""
        if self.refuse("toggle_fold"):
            return
        if here := self.reader.folds_here:
            self.reader.unfold(uid for fold in here for uid in fold.uids)
            self._opened(here)
        else:
            self.reader.fold_again(flag.uid for flag in self.reader.flags_here)
            self.say(self.keyed("Folded again · «care.fold» shows it"))

    def action_toggle_folds(self) -> None:
        """Show everything that is folded in this document, or fold it again."""
        if self.refuse("toggle_folds"):
            return
        if folds := self.reader.folds:
            self.reader.unfold(uid for fold in folds for uid in fold.uids)
            self._opened(folds)
        else:
            self.reader.fold_again(flag.uid for flag in self.reader.flags)
            many = _passages(len(self.reader.folds))
            self.say(self.keyed(f"{many} folded again · «care.fold» shows one, «care.fold_all» all of them"))

    @on(FoldsOpened)
    def _opened_by_enter(self, message: FoldsOpened) -> None:
        self._opened(message.folds)

    def _opened(self, folds: Sequence[Fold]) -> None:
        self.app.care.opened(self.app.coder, self.app.today(), len(folds))
        self.say(self.keyed(f"{_passages(len(folds))} shown · «care.fold» on it folds it again"))

    # -- flagging

    def action_toggle_flag(self) -> None:
        """Flag the selection, or else the turn; where it is flagged already, take the flags away."""
        reader = self.reader
        if self.refuse("toggle_flag") or reader.transcript is None or self.app.background is None:
            return
        label = reader.transcript.label
        if there := reader.flags_here:
            uids = [flag.uid for flag in there]
            self.app.background.change(
                f"{label}: not distressing", lambda session: distressing.take_away(session, uids),
                said=f"{_passages(len(uids))} not flagged any more · ctrl+z undoes",
            )  # fmt: skip
            return
        if self.selected is None:
            reader.action_take("turn")
        where = self.selected
        if where is not None:
            self.app.background.change(
                f"{label}: flagged as distressing", lambda session: _flag(session, where),
                said=f"Flagged {where.end - where.start:,} characters as distressing: folded for all · ctrl+z undoes",
            )  # fmt: skip


def _flag(session: Session, where: Passage) -> str:
    person = coders.ensure(session, where.coder)
    return distressing.flag(session, where.document, where.start, where.end, coder=person)


def _passages(many: int) -> str:
    return f"{many:,} flagged {'passage' if many == 1 else 'passages'}"
