"""Looking things up while coding: another use of a code and the way back, the whole life of a coding."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import on

from codebook.coding import distressing
from coding_tui.app import load
from coding_tui.later import Later
from coding_tui.screens.learning import LearningScreen
from coding_tui.widgets.lines import Piece
from coding_tui.widgets.rules_pane import Rules

if TYPE_CHECKING:
    from codebook.reviewing import precedents
    from codebook.scheme import use_to_see
    from coding_tui.dialogs import read_text
    from coding_tui.views import coding_life, precedents_view, suggesting_view
else:
    precedents, use_to_see = Later("codebook.reviewing.precedents"), Later("codebook.scheme.use_to_see")
    coding_life, precedents_view = Later("coding_tui.views.coding_life"), Later("coding_tui.views.precedents_view")
    suggesting_view = Later("coding_tui.views.suggesting_view")
    read_text = Later("coding_tui.dialogs.read_text")

MOST_VISITED = 20
MOVES = 8
"""Cursor moves that what is said of a jump outlasts: opening a document makes four by itself."""


class LookingScreen(LearningScreen):
    """The reader's screen, as far as it shows what was done elsewhere and before."""

    def open(self, uid: str, at: int | None = None, until: int | None = None) -> None:
        """Read a document into the reader."""

    def action_look_at_use(self) -> None:
        """Go to a use of the code whose rules are in sight: ruled on last, else a key passage, else the latest."""
        code = self.rules.code
        if self.refuse("look_at_use") or code is None:
            return
        document = self.reader.transcript
        here = self.here if self.here is not None and self.here.code == code.uid else None
        uid = "" if document is None else document.uid
        self.read(
            lambda s: use_to_see.use_to_see(s, code.uid, apart_from=here, document=uid),
            lambda found: self._show_use(code.name, found), group="use",
        )  # fmt: skip

    @on(Rules.Clicked)
    def _rules_clicked(self) -> None:
        self.action_look_at_use()

    def _show_use(self, name: str, found: use_to_see.Use | None) -> None:
        if found is None:
            self.say(f"‘{name}’ is used nowhere else yet.")
            return
        document = self.reader.transcript
        if document is not None:
            self.visited = [*self.visited, (document.uid, *self.reader.selection)][-MOST_VISITED:]
        self._read_at(found.document, found.start, found.end)
        back = self.keyed("«code.back» goes back")
        self.status.say(f"‘{name}’: {found.why}, {found.who}, {found.when[:10]} · {back}", lasting=MOVES)

    def action_go_back(self) -> None:
        """Back to where one was before looking at a use."""
        if not self.refuse("go_back"):
            self._read_at(*self.visited.pop())
            self.status.say("Back where you were.", lasting=MOVES)

    def _read_at(self, document: str, start: int, end: int) -> None:
        self.reader.focus()
        if self.reader.transcript is not None and self.reader.transcript.uid == document:
            self.reader.select(start, end, center=True)
        else:
            self.open(document, start, end)
        self.refresh_bindings()

    def action_suggest(self) -> None:
        """What may want the code of the coding under the cursor, or the codebook's; else what the document may want."""
        if self.refuse("suggest"):
            return
        code, document = self.rules.code, self.reader.transcript
        for_code = code is not None and (self.here is not None or self.code_list.has_focus or document is None)
        scope = suggesting_view.Scope(
            None if code is None else code.uid, "" if code is None else code.name,
            None if document is None else document.uid, "" if document is None else document.label,
            by_code=for_code, by_document=not for_code,
        )  # fmt: skip
        self.app.switch_screen(load("coding_tui.screens.suggesting:SuggestionsScreen", scope))

    def action_tell_life(self) -> None:
        """Everything that ever happened to the coding under the cursor."""
        coding = self.here
        if not self.refuse("tell_life") and coding is not None:
            title = f"History · {self.code_name(coding.code)} · {coding.coder}"
            self.read(lambda s: coding_life.pieces(s, coding.uid), lambda told: self._tell(title, told), group="life")

    def action_tell_before(self) -> None:
        """How passages like the selection, or like the coding under the cursor, were coded where that is settled."""
        document, coding = self.reader.transcript, self.here
        if self.refuse("tell_before") or document is None:
            return
        span = (coding.start, coding.end) if coding is not None and not self._has_selection() else self.reader.selection
        asked, place = document.text[span[0] : span[1]], (document.uid, *span)
        fold = self.app.care.fold
        self.read(lambda s: (precedents.precedents(s, asked, apart_from=place), distressing.regions(s) if fold else {}),
                  lambda found: self._tell("Coded before", self.keyed_pieces(precedents_view.pieces(*found))),
                  group="before")  # fmt: skip

    def why_not(self, function: str) -> str:
        """Nothing to compare with what is settled."""
        if function == "suggest" and self.reader.transcript is None and self.rules.code is None:
            return "No document is open, and no code is in sight."
        if function == "tell_before" and self.here is None and not self._has_selection():
            return "Select some words first, or go to a coding: what is like it is looked up."
        return super().why_not(function)

    def _has_selection(self) -> bool:
        start, end = self.reader.selection
        return self.reader.has_words and start < end

    def _tell(self, title: str, told: Iterable[Piece]) -> None:
        self.app.push_screen(read_text.ReadText(title, told))
