"""Judging the cells of the convergence matrix, each person apart: a word, a kind of silence, a note, done."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlmodel import Session

from codebook.evidence import assessing
from codebook.evidence.convergence import unheard
from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.choose import Choose
from coding_tui.dialogs.confirm import Confirm
from coding_tui.screens.triangulation_steps import StepsScreen
from coding_tui.views.triangulating import Place
from exports.triangulation.words import nothing
from transcripts import coders

SILENCES: Mapping[str, str] = {
    "not asked": "Not asked: nobody asked, or it could not come up", "not raised": "Asked, and not raised",
    "no data": "No data that could say anything",
}  # fmt: skip

JUDGE = "«triangulation.agree», «triangulation.partly», «triangulation.silence» or «triangulation.dissonance»"
DONE = "Done judging. It opens when all are done · «triangulation.done» goes on"
OPEN = "Done judging, as everybody is: all is open. «triangulation.step» compares people"
GOING_ON = "You go on judging · «triangulation.done» is done"


class JudgingScreen(StepsScreen):
    """The coder's own judgements; nobody sees them before all who judge are done."""

    def action_judge(self, word: str) -> None:
        """The coder's own judgement; silence asks of what kind."""
        if self.refuse("judge"):
            return
        if word != "silence":
            self._judge(word, "")
            return
        self.ask_kind("Judge", self.looks_silent(), lambda kind: self._judge("silence", kind))

    def ask_kind(self, verb: str, now: str, then: Callable[[str], object]) -> None:
        """Of what kind a silence is, `now` highlighted."""
        kinds = list(SILENCES)
        self.app.push_screen(
            Choose("Silent how", list(SILENCES.values()), verb, now=kinds.index(now) if now in kinds else 0),
            lambda at: None if at is None else then(kinds[at]),
        )

    def looks_silent(self) -> str:
        """How the highlighted cell looks silent; "" where somebody raises the theme."""
        place = self.place
        return "" if place is None or self.found is None else self.found.made.matrix.cell(*place).silence

    def _judge(self, word: str, silence: str, note: str | None = None) -> None:
        place, coder = self.place, self.app.coder
        if place is None or self.found is None:
            return
        theme, source = place
        code = self.code_of(theme)
        kept = note if note is not None else self._own("notes")
        self.change(
            f"Judge ‘{theme}’ × {source}",
            lambda session: assessing.assess(
                session, code, source, coder=coders.ensure(session, coder), judgement=word, silence=silence, note=kept
            ),
            said=f"{coder} judges ‘{theme}’ × {source}: {word}{f', {silence}' if silence else ''}{self.though(word)}"
                 " · ctrl+z undoes",
        )  # fmt: skip

    def though(self, word: str) -> str:
        """`, though none of 7 documents raises it`: of a word by which the highlighted cell speaks; else ""."""
        if self.place is None or self.found is None:
            return ""
        cell = self.found.made.matrix.cell(*self.place)
        return f", though {nothing(self.found.made, cell)}" if unheard(cell, word) else ""

    def _own(self, what: str) -> str:
        """What the coder has given for the cell already: `given`, `silences` or `notes`."""
        sheets = self.found.made.sheets if self.found is not None else ()
        own = next((sheet for sheet in sheets if sheet.who == self.app.coder), None)
        said: Mapping[Place, str] = {} if own is None else getattr(own, what)
        return said.get(self.place or ("", ""), "")

    def action_unjudge(self) -> None:
        """Take the coder's own judgement back."""
        place, coder = self.place, self.app.coder
        if self.refuse("unjudge") or place is None:
            return
        if not self._own("given"):
            self.say("You have not judged this cell.")
            return
        code, source = self.code_of(place[0]), place[1]
        self.change(
            f"Take back the judgement of ‘{place[0]}’ × {source}",
            lambda session: assessing.take_back(session, code, source, coder=coders.ensure(session, coder)),
            said="Taken back · ctrl+z undoes",
        )

    def action_note(self) -> None:
        """Why the coder judges so."""
        word = self._own("given")
        if self.refuse("note"):
            return
        if not word:
            self.say(self.keyed(f"Judge the cell first: {JUDGE}."))
            return
        silence = self._own("silences")
        self.app.push_screen(
            Ask("Note", "Why do you judge it so?", "Keep", value=self._own("notes")),
            lambda said: None if said is None else self._judge(word, silence, said),
        )

    def action_finish(self) -> None:
        """Done, or going on."""
        if self.refuse("finish") or self.found is None or self.found.made.panel is None:
            return
        panel, coder = self.found.made.panel, self.app.coder
        if coder not in panel.people:
            self.say(self.keyed(f"You have not judged a cell yet: {JUDGE} on a cell."))
            return
        left, done = len(self._unjudged()), coder not in panel.done
        if not (left and done):
            self._finish(done)
            return
        question = f"You have not judged {left:,} of {self._cells():,} cells. Once everybody is done, all is open."
        self.app.push_screen(
            Confirm("Done judging", question, "I am done", "Go on judging"),
            lambda sure: self._finish(True) if sure else None,
        )

    def _finish(self, done: bool) -> None:
        coder = self.app.coder

        def work(session: Session) -> str:
            assessing.finish(session, coders.ensure(session, coder), done=done)
            return GOING_ON if not done else OPEN if assessing.panel(session).open else DONE

        label = "Done judging the convergence matrix" if done else "Go on judging the convergence matrix"
        self.change(label, work, said=self.keyed)

    def action_next_unjudged(self) -> None:
        """The next cell without a judgement of one's own, row by row; from the last on to the first."""
        if self.refuse("next_unjudged") or self.grid.at is None:
            return
        left, here = self._unjudged(), self.grid.at
        if not left:
            self.say(self.keyed("You have judged every cell · «triangulation.done» is done"))
            return
        row, column = next((at for at in left if at > here), left[0])
        self.grid.go(row, column)
        self.say(f"{len(left):,} of {self._cells():,} cells left to judge")

    def _unjudged(self) -> list[tuple[int, int]]:
        """The cells, by row and column, that the coder has not judged."""
        if self.found is None:
            return []
        matrix, coder = self.found.made.matrix, self.app.coder
        own = next((sheet.given for sheet in self.found.made.sheets if sheet.who == coder), {})
        return [
            (i, j) for i, theme in enumerate(matrix.themes) for j, source in enumerate(matrix.sources)
            if (theme, source) not in own
        ]  # fmt: skip

    def _cells(self) -> int:
        matrix = self.found.made.matrix if self.found is not None else None
        return 0 if matrix is None else len(matrix.themes) * len(matrix.sources)
