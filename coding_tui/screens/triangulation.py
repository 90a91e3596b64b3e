"""Triangulation: what is held against the sources, what stands once all is open, what others made of it, a file of it.

The tables are in `triangulation_steps`, judging apart in `triangulation_judging`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from codebook.evidence import assessing
from codebook.notes import memos
from codebook.scheme import codes
from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.choose import Choose
from coding_tui.dialogs.memo_editor import MemoEditor
from coding_tui.dialogs.write_file import TABLES, FileFormat, Target
from coding_tui.registry import commands
from coding_tui.screens.comparing import FIGURES, Writing, written
from coding_tui.screens.triangulation_judging import JudgingScreen
from coding_tui.writing_down import write_down
from exports.triangulation import model as exported
from exports.triangulation.files import write_triangulated
from transcripts import coders
from transcripts.project import Project

FORMATS: Mapping[str, FileFormat] = {
    "md": FileFormat("Markdown, with everything said", ".md"), "csv": TABLES["csv"], "tex": TABLES["tex"],
    "xlsx": TABLES["xlsx"], **FIGURES,
}  # fmt: skip

ALONE = "From now on only themes with a finding are compared · "


class TriangulationScreen(JudgingScreen):
    """The five steps, with everything that can be done in them."""

    BINDINGS: ClassVar[list[Any]] = commands.bindings("triangulation")

    def action_settle(self) -> None:
        """What a cell stands as, and why."""
        if self.refuse("settle"):
            return
        words = list(assessing.JUDGEMENTS)
        self.app.push_screen(
            Choose("Settle it as", [word.capitalize() for word in words], "Settle"),
            lambda at: None if at is None else self._settle_as(words[at]),
        )

    def _settle_as(self, word: str) -> None:
        if word == "silence":
            self.ask_kind("Settle", self.looks_silent(), lambda kind: self._ask_why(word, kind))
        else:
            self._ask_why(word, "")

    def _ask_why(self, word: str, kind: str) -> None:
        self.app.push_screen(
            Ask("Settle it", f"Why is it {_worded(word, kind)}?", "Settle"),
            lambda why: self._settle(word, kind, why) if why else None,
        )

    def _settle(self, word: str, kind: str, why: str) -> None:
        place, coder = self.place, self.app.coder
        if place is None:
            return
        code, source = self.code_of(place[0]), place[1]
        self.change(
            f"Settle ‘{place[0]}’ × {source} as {_worded(word, kind)}",
            lambda session: assessing.settle(
                session, code, source, coder=coders.ensure(session, coder), judgement=word, silence=kind, reason=why
            ),
            said=f"Settled as {_worded(word, kind)}{self.though(word)} · ctrl+z undoes",
        )  # fmt: skip

    def action_finding(self) -> None:
        """What the sources are held against for the theme."""
        place = self.place
        if self.refuse("finding") or place is None or self.found is None:
            return
        self._ask_finding(place[0], self.code_of(place[0]))

    def _ask_finding(self, theme: str, code: str) -> None:
        now = self._findings().get(theme, "")
        question = f"What are the sources held against on ‘{theme}’? Nothing takes the theme out."
        self.app.push_screen(
            Ask("Finding", question, "Keep", value=now),
            lambda said: None if said is None else self._put_forward(theme, code, said),
        )

    def _findings(self) -> Mapping[str, str]:
        return {} if self.found is None else self.found.made.every.findings

    def _put_forward(self, theme: str, code: str, said: str) -> None:
        coder, first = self.app.coder, said and not self._findings()
        self.change(
            f"Hold a finding on ‘{theme}’ against the sources",
            lambda session: assessing.put_forward(session, code, said, coder=coders.ensure(session, coder)),
            said=f"{ALONE if first else ''}‘{theme}’: {said or 'taken out'} · ctrl+z undoes",
        )

    def action_add_theme(self) -> None:
        """Another theme or code as a row."""
        self.read(lambda session: [(code.path, code.uid) for code in codes.tree(session)], self._choose_theme,
                  group="themes")  # fmt: skip

    def _choose_theme(self, known: list[tuple[str, str]]) -> None:
        self.app.push_screen(
            Choose("Which theme", [path for path, _ in known], "Put in"),
            lambda at: None if at is None else self._ask_finding(*known[at]),
        )

    def action_feedback(self) -> None:
        """What others made of it."""
        place, coder = self.place, self.app.coder
        if self.refuse("feedback") or place is None:
            return
        theme, code = place[0], self.code_of(place[0])
        write_down(
            self.app, f"Feedback on ‘{theme}’",
            lambda draft: MemoEditor(f"Feedback · {theme} · {coder}", "", draft=draft),
            lambda session, text: memos.add(
                session, text, coder=coders.ensure(session, coder), about="code", about_uid=code,
                topic=exported.FEEDBACK,
            ),
            said=lambda _: f"Feedback on ‘{theme}’ kept · ctrl+z undoes",
        )  # fmt: skip

    # -- writing it out

    def writing(self) -> Writing | None:
        """The matrix with what may be seen of the judgements."""
        made = self.found.made if self.found is not None else None
        return None if made is None else Writing(
            "The convergence matrix", "triangulation.md", FORMATS, lambda project, target: _write(project, target, made)
        )  # fmt: skip


def _worded(word: str, kind: str) -> str:
    return f"{word}, {kind}" if kind else word


def _write(project: Project, target: Target, made: exported.Triangulated) -> str:
    write_triangulated(project, target.path, made)
    return written(target.path, "The convergence matrix")
