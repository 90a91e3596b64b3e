"""The reader's screen, as far as somebody new learns the codebook on documents that the team has settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import Session

from codebook.coding import distressing
from codebook.spans import Span
from coding_tui.later import Later
from coding_tui.screens.coding_base import CodingBase
from coding_tui.widgets.lines import Piece
from transcripts.document_labels import uids_by_label
from transcripts.errors import WorkbenchError

if TYPE_CHECKING:
    from codebook.teaching import learning, lessons
    from codebook.teaching.lessons import Learnt
    from coding_tui.dialogs import read_text
    from coding_tui.views import learning_view
else:
    learning, lessons = Later("codebook.teaching.learning"), Later("codebook.teaching.lessons")
    learning_view = Later("coding_tui.views.learning_view")
    read_text = Later("coding_tui.dialogs.read_text")

DOCUMENTS = 3


class LearningScreen(CodingBase):
    """Being given a learning set, and what came of it."""

    def action_give_lessons(self) -> None:
        """Settled documents to code blind, in a round of their own."""
        coder, background = self.app.coder, self.app.background
        if self.refuse("give_lessons") or background is None:
            return

        def given(session: Session) -> list[str]:
            chosen = learning.choose(session, coder, DOCUMENTS)
            learning.give(session, coder, chosen)
            return sorted(label for label, uid in uids_by_label(session).items() if uid in chosen)

        background.change(
            f"Learning set for {coder}", given,
            said=lambda labels: f"To code blind, in the round ‘{learning.LEARNING}’: {', '.join(labels)}",
        )  # fmt: skip

    def action_show_lessons(self) -> None:
        """Agreement per code with what the team settled, and each difference with its rule."""
        project, coder, fold = self.app.project, self.app.coder, self.app.care.fold
        if self.refuse("show_lessons") or project is None:
            return

        def work(session: Session) -> tuple[Learnt | WorkbenchError, dict[str, list[Span]]]:
            try:
                made: Learnt | WorkbenchError = lessons.learnt(project, coder)
            except WorkbenchError as error:
                made = error
            return made, distressing.regions(session) if fold else {}

        self.read(work, lambda found: self._show_lessons(*found), group="lessons")

    def _show_lessons(self, made: Learnt | WorkbenchError, hidden: dict[str, list[Span]]) -> None:
        if isinstance(made, WorkbenchError):
            self.say(self.keyed("You have no learning set yet. «learning.give» gives you one."))
            return
        told: list[Piece] = list(learning_view.pieces(made, hidden))
        self.app.push_screen(read_text.ReadText(f"Learning set · {made.coder}", told))
