"""Exact words put into the draft from the audit: shown as a difference first, written when that is wanted."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coding_tui.dialogs.confirm import Confirm
from coding_tui.screens.veiled import VeiledScreen
from exports.audit.model import Finding
from exports.audit.report import differing
from transcripts.errors import WorkbenchError

if TYPE_CHECKING:
    from coding_tui.views.audit_view import Audited
    from exports.mending.mending import Mend, Mended

NO_EXACT_WORDS = "No words of one turn can take its place: change it by hand."
FOLDED_FIRST = "Its passage is folded. «audit.lift» shows it, then «audit.mend» mends it."


class MendingScreen(VeiledScreen):
    """Knows the draft, and where it was put as it was before the first exact words."""

    draft: Path
    found: Audited | None
    kept_draft: Path | None = None

    def mend(self, row: Finding) -> None:
        """Look for exact words, show what they change, write them when that is wanted."""
        found = self.found
        if found is not None:
            self.read(lambda _: _exact(found, row), self._ask, group="mend")

    def _ask(self, found: Mend | None) -> None:
        if found is None:
            self.say(NO_EXACT_WORDS)
            return
        question = f"{differing(found.shown())}\n\n[-…-] goes, {{+…+}} comes. {self.draft.name} is kept as it is, too."
        title = f"Exact words of {found.finding.document}"
        self.app.push_screen(Confirm(title, question, "Replace"), partial(self._write, found))

    def _write(self, found: Mend, wanted: bool | None) -> None:
        if wanted:
            self.read(lambda _: _written(self.draft, found, self.kept_draft), self._told, group="mend")

    def _told(self, made: Mended | WorkbenchError) -> None:
        if isinstance(made, WorkbenchError):
            self.app.complain(f"{self.draft.name} was not changed", str(made))
        elif made.refused:
            self.app.complain(f"{self.draft.name} was not changed", made.refused[0][1])
        else:
            self.kept_draft = made.kept
            kept = "" if made.kept is None else f" · as it was: {made.kept.name}"
            self.say(f"Replaced in {self.draft.name}{kept}")
            self.audit()

    def audit(self) -> None:
        """Audit the draft as it is now."""
        raise NotImplementedError


def _exact(found: Audited, row: Finding) -> Mend | None:
    from exports.mending.exact import exact_words  # noqa: PLC0415 - asked for by a key
    from exports.mending.mending import Mend  # noqa: PLC0415

    words = exact_words(found.judge, row)
    return None if words is None else Mend(1, row, words)


def _written(draft: Path, found: Mend, kept: Path | None) -> Mended | WorkbenchError:
    from exports.mending.mending import mend  # noqa: PLC0415

    try:
        return mend(draft, [found], kept=kept)
    except WorkbenchError as error:
        return error
