"""Triangulation: the protocol's five steps, each a table; judging apart in the second, settling in the fourth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from sqlmodel import Session
from textual import getters, on
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from codebook import assessing, codes, memos, query
from codebook.paths import parse_path
from coding_tui import commands, triangulating
from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.choose import Choose
from coding_tui.dialogs.memo_editor import MemoEditor
from coding_tui.dialogs.write_file import FileFormat, Target, WriteFile
from coding_tui.frame import EVERYTHING
from coding_tui.screens.comparing import ComparingScreen
from coding_tui.screens.retrieve import RetrieveScreen
from coding_tui.triangulating import FEEDBACK, MATRIX, PEOPLE, SORT, STEPS, Place, Shown
from coding_tui.widgets.grid import Grid
from coding_tui.widgets.lines import Line, Piece
from coding_tui.widgets.panes import Pane, Upright
from coding_tui.widgets.prose import Prose
from exports import triangulation as exported
from transcripts import coders
from transcripts.errors import WorkbenchError

FORMATS: Mapping[str, FileFormat] = {
    "md": FileFormat("Markdown, with everything said", ".md"), "csv": FileFormat("Table (CSV)", ".csv"),
    "xlsx": FileFormat("Excel workbook", ".xlsx"), "svg": FileFormat("Figure (SVG)", ".svg"),
    "png": FileFormat("Figure (PNG)", ".png"), "pdf": FileFormat("Figure (PDF)", ".pdf"),
    "html": FileFormat("Figure (web page)", ".html"),
}  # fmt: skip
SILENCES: Mapping[str, str] = {
    "not asked": "Not asked: nobody asked, or it could not come up", "not raised": "Asked, and not raised",
    "no data": "No data that could say anything",
}  # fmt: skip
NO_CELL = "No cell of the matrix is highlighted: [ and ] go from step to step."
CLOSED = "What each said is not open yet: all who judge have to be done, and be two or more."
NOTHING = "There is nothing to judge yet: no document that somebody is done with, or no theme."
NONE_DIFFER = {
    True: "Nobody differs: there is nothing to settle.",
    False: "What people say is not open yet. Judge in the matrix, then d; it opens when two are done.",
}


class StepsLine(Line):
    """`Sort → Matrix → …`, the step that is shown in bold."""

    step = MATRIX

    def left(self, room: int) -> Iterable[Piece]:
        """All five."""
        for number, name in enumerate(STEPS):
            yield (" → " if number else " "), "quiet"
            yield name, "strong" if number == self.step else "quiet"

    def say(self, step: int) -> None:
        """Show another step."""
        self.step = step
        self.refresh()


class TriangulationScreen(ComparingScreen):
    """The five steps."""

    PLACE = "Triangulation"
    VIEW = "triangulation"
    CSS_PATH = "compare.tcss"
    BINDINGS: ClassVar[list[Any]] = commands.bindings("triangulation")
    steps = getters.query_one(StepsLine)
    grid = getters.query_one(Grid)
    pane = getters.query_one("#matrix-pane", Pane)
    about = getters.query_one("#about", Prose)
    other = getters.query_one("#other", Prose)

    def __init__(self) -> None:
        super().__init__()
        self.step_shown = MATRIX
        self.found: Shown | None = None
        self.kept: Place | None = None

    def body(self) -> Iterable[Widget]:
        """Views, steps, table; below it the highlighted cell, and one that was kept beside it."""
        yield Vertical(
            *self.strips_above(),
            StepsLine(id="steps"),
            Pane("Matrix", Grid(empty="Laying out the evidence …", id="matrix"), id="matrix-pane"),
            Pane("The cell", Horizontal(Prose(id="about"), Upright(), Prose(id="other")), id="about-pane"),
        )

    def on_mount(self) -> None:
        """Begin in the table."""
        self.grid.focus()
        self._show_kept()

    def why_not(self, function: str) -> str:
        """No cell, not open, nothing to settle."""
        if self.found is None or not self.found.made.matrix.themes:
            return "" if function in ("step", "view", "add_theme") else NOTHING
        if function in ("judge", "unjudge", "note") and (self.found.step != MATRIX or self.place is None):
            return NO_CELL
        if function in ("read_evidence", "beside", "settle") and (self.place is None or not self.place[1]):
            return NO_CELL
        if function == "settle" and self.found.made.compared is None:
            return CLOSED
        return "" if function != "finding" or self.place is not None else NO_CELL

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what does something here and now."""
        return super().check_action(action, parameters) and not (action in _OWN and self.why_not(action))

    @property
    def place(self) -> Place | None:
        """Theme and source under the cursor; the source is "" where a row is about a theme alone."""
        at = self.grid.at
        if self.found is None or at is None or self.grid.table is not self.found.table:
            return None
        return self.found.place(at)

    # -- reading

    def refresh_from_project(self, tables: frozenset[str]) -> None:
        """Lay out again when what is behind it has changed."""
        if tables is EVERYTHING or tables & triangulating.BEHIND:
            self.pane.rule.say(note="laying out …")
            self.read(_laid_out, self._take, group="triangulation")

    def _take(self, made: exported.Triangulated | WorkbenchError) -> None:
        self.pane.rule.say(note="")
        if isinstance(made, WorkbenchError):
            self.grid.say_empty(str(made))
            return
        self._show(made)

    def _show(self, made: exported.Triangulated) -> None:
        self.found = triangulating.shown(made, self.step_shown, self.app.coder)
        self.steps.say(self.step_shown)
        self.pane.rule.say(title=triangulating.title(self.found))
        empty = NONE_DIFFER[made.compared is not None] if self.step_shown == PEOPLE else NOTHING
        self.grid.say_empty(empty)
        self.grid.set_table(self.found.table)
        self.refresh_bindings()

    @on(Grid.Highlighted)
    def _follow(self) -> None:
        at = self.grid.at
        if self.found is None or at is None or self.grid.table is not self.found.table:
            self.about.show((("No cell is highlighted.", "quiet"),))
            self.status.show_place("")
        else:
            self.about.show(triangulating.about(self.found, at, self.app.coder))
            self.status.show_place(f"row {at[0] + 1:,} of {len(self.found.table.rows):,}")
        self._show_kept()
        self.refresh_bindings()

    def _show_kept(self) -> None:
        """The cell that was kept in sight."""
        self.other.display = self.kept is not None
        for upright in self.query("#about-pane Upright"):
            upright.display = self.kept is not None
        if self.kept is None or self.found is None:
            return
        matrix = self.found.made.matrix
        if self.kept[0] in matrix.themes and self.kept[1] in matrix.sources:
            theme, source = self.kept
            pieces = triangulating.evidence(self.found.made, matrix.cell(theme, source), self.app.coder)
            self.other.show((((f"‘{theme}’ × {source}\n"), "strong"), *pieces))

    # -- steps

    def action_step(self, by: int) -> None:
        """Another step."""
        self.step_shown = (self.step_shown + by) % len(STEPS)
        if self.found is not None:
            self._show(self.found.made)

    @on(Grid.Chosen)
    def _chosen(self) -> None:
        if self.step_shown == SORT:
            self.action_finding()
        elif self.step_shown == FEEDBACK:
            self.action_feedback()
        else:
            self.action_read_evidence()

    def action_read_evidence(self) -> None:
        """The passages of a cell, in Retrieve; from what people differ in, to its cell."""
        if self.refuse("read_evidence") or self.found is None or self.place is None:
            return
        theme, source = self.place
        if self.step_shown == PEOPLE:
            self.step_shown = MATRIX
            self._show(self.found.made)
            matrix = self.found.made.matrix
            self.grid.go(matrix.themes.index(theme), matrix.sources.index(source))
            return
        cell = self.found.made.matrix.cell(theme, source)
        if not cell.uids:
            self.say(f"Nothing is coded at ‘{theme}’ × {source}.")
            return
        self.app.action_go("retrieve")
        there = self.app.get_screen("retrieve")
        if isinstance(there, RetrieveScreen):
            there.show_codings(_query(theme), cell.uids, f"the evidence of ‘{theme}’ × {source}")

    def action_beside(self) -> None:
        """Keep this cell in sight, or let the kept one go."""
        if not self.refuse("beside"):
            self.kept = None if self.kept is not None else self.place
            self._show_kept()
            kept = self.kept
            stays = "" if kept is None else f"‘{kept[0]}’ × {kept[1]} stays in sight; = again lets it go."
            self.say(stays or "No cell is kept any more.")

    # -- judging

    def action_judge(self, word: str) -> None:
        """The coder's own judgement; silence asks of what kind."""
        if self.refuse("judge"):
            return
        if word != "silence":
            self._judge(word, "")
            return
        cell = self._cell()
        kinds = list(SILENCES)
        now = kinds.index(cell.silence) if cell is not None and cell.silence in kinds else 0
        self.app.push_screen(
            Choose("Silent how", list(SILENCES.values()), "Judge", now=now),
            lambda at: None if at is None else self._judge("silence", kinds[at]),
        )

    def _cell(self) -> Any:
        place = self.place
        return None if place is None or self.found is None else self.found.made.matrix.cell(*place)

    def _judge(self, word: str, silence: str, note: str | None = None) -> None:
        place, coder = self.place, self.app.coder
        if place is None or self.found is None:
            return
        theme, source = place
        code = self._code(theme)
        kept = note if note is not None else self._own("notes")
        self.change(
            f"Judge ‘{theme}’ × {source}",
            lambda session: assessing.assess(
                session, code, source, coder=coders.ensure(session, coder), judgement=word, silence=silence, note=kept
            ),
            said=f"{coder} judges ‘{theme}’ × {source}: {word}{f', {silence}' if silence else ''} · ctrl+z undoes",
        )  # fmt: skip

    def _own(self, what: str) -> str:
        """What the coder has given for the cell already: `given`, `silences` or `notes`."""
        sheets = self.found.made.sheets if self.found is not None else ()
        own = next((sheet for sheet in sheets if sheet.who == self.app.coder), None)
        said: Mapping[Place, str] = {} if own is None else getattr(own, what)
        return said.get(self.place or ("", ""), "")

    def _code(self, theme: str) -> str:
        matrix = self.found.made.matrix if self.found is not None else None
        return "" if matrix is None else matrix.codes[matrix.themes.index(theme)]

    def action_unjudge(self) -> None:
        """Take the coder's own judgement back."""
        place, coder = self.place, self.app.coder
        if self.refuse("unjudge") or place is None:
            return
        if not self._own("given"):
            self.say("You have not judged this cell.")
            return
        code, source = self._code(place[0]), place[1]
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
            self.say("Judge the cell first: a, p, s or x.")
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
            self.say("You have not judged a cell yet: a, p, s or x on a cell.")
            return
        done = coder not in panel.done
        self.change(
            "Done judging the convergence matrix" if done else "Go on judging the convergence matrix",
            lambda session: assessing.finish(session, coders.ensure(session, coder), done=done),
            said="Done judging. It opens when all are done · d goes on" if done else "You go on judging · d is done",
        )

    # -- together

    def action_settle(self) -> None:
        """What a cell stands as, and why."""
        if self.refuse("settle"):
            return
        words = list(assessing.JUDGEMENTS)
        self.app.push_screen(
            Choose("Settle it as", [word.capitalize() for word in words], "Settle"),
            lambda at: None if at is None else self._ask_why(words[at]),
        )

    def _ask_why(self, word: str) -> None:
        self.app.push_screen(
            Ask("Settle it", f"Why is it {word}?", "Settle"), lambda why: self._settle(word, why) if why else None
        )

    def _settle(self, word: str, why: str) -> None:
        place, coder = self.place, self.app.coder
        if place is None:
            return
        code, source = self._code(place[0]), place[1]
        self.change(
            f"Settle ‘{place[0]}’ × {source} as {word}",
            lambda session: assessing.settle(
                session, code, source, coder=coders.ensure(session, coder), judgement=word, reason=why
            ),
            said=f"Settled as {word} · ctrl+z undoes",
        )  # fmt: skip

    def action_finding(self) -> None:
        """What the sources are held against for the theme."""
        place = self.place
        if self.refuse("finding") or place is None or self.found is None:
            return
        now = self.found.made.matrix.findings.get(place[0], "")
        self._ask_finding(place[0], self._code(place[0]), now)

    def _ask_finding(self, theme: str, code: str, now: str) -> None:
        question = f"What are the sources held against on ‘{theme}’? Nothing takes the theme out."
        self.app.push_screen(
            Ask("Finding", question, "Keep", value=now),
            lambda said: None if said is None else self._put_forward(theme, code, said),
        )

    def _put_forward(self, theme: str, code: str, said: str) -> None:
        coder = self.app.coder
        self.change(
            f"Hold a finding on ‘{theme}’ against the sources",
            lambda session: assessing.put_forward(session, code, said, coder=coders.ensure(session, coder)),
            said=f"‘{theme}’: {said or 'taken out'} · ctrl+z undoes",
        )

    def action_add_theme(self) -> None:
        """Another theme or code as a row."""
        self.read(lambda session: [(code.path, code.uid) for code in codes.tree(session)], self._choose_theme,
                  group="themes")  # fmt: skip

    def _choose_theme(self, known: list[tuple[str, str]]) -> None:
        self.app.push_screen(
            Choose("Which theme", [path for path, _ in known], "Put in"),
            lambda at: None if at is None else self._ask_finding(*known[at], ""),
        )

    def action_feedback(self) -> None:
        """What others made of it."""
        place, coder = self.place, self.app.coder
        if self.refuse("feedback") or place is None:
            return
        code = self._code(place[0])

        def keep(text: str | None) -> None:
            if text:
                self.change(
                    f"Feedback on ‘{place[0]}’",
                    lambda session: memos.add(
                        session, text, coder=coders.ensure(session, coder), about="code", about_uid=code,
                        topic=exported.FEEDBACK,
                    ),
                    said=f"Feedback on ‘{place[0]}’ kept · ctrl+z undoes",
                )  # fmt: skip

        self.app.push_screen(MemoEditor(f"Feedback · {place[0]} · {coder}", ""), keep)

    # -- writing it out

    def action_export(self) -> None:
        """To a file."""
        project = self.app.project
        if not self.refuse("export") and project is not None:
            path = project.path.with_name(f"{project.path.stem}-triangulation.md")
            self.app.push_screen(WriteFile("The convergence matrix", path, FORMATS), self._write)

    def _write(self, target: Target | None) -> None:
        project = self.app.project
        if target is None or self.found is None or project is None:
            return
        try:
            exported.save_triangulated(self.found.made, target.path)
            exported.leave_manifest(project, target.path, self.found.made)
        except WorkbenchError as error:
            self.app.complain("The matrix was not written", str(error))
            return
        self.say(f"Written to {target.path.name}")


def _laid_out(session: Session) -> exported.Triangulated | WorkbenchError:
    try:
        return exported.triangulated(session)
    except WorkbenchError as error:
        return error


def _query(theme: str) -> str:
    return query.describe(query.Code(tuple(parse_path(theme)), subtree=True))


_OWN = frozenset(each.function for each in commands.COMMANDS if each.where == "triangulation")
