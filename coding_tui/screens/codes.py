"""Codebook: every code with its counts and its rules; the tree rearranged after saying what that comes to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

from textual import getters, on
from textual.containers import Horizontal
from textual.widget import Widget

from codebook.scheme.code_history import prose
from codebook.scheme.codes import CodeTree
from coding_tui.dialogs.read_text import ReadText
from coding_tui.registry import commands
from coding_tui.registry.codes_commands import CODES
from coding_tui.screens.rearranging import RearrangingScreen
from coding_tui.views import codes_view
from coding_tui.views.code_glance import circumstances, headline
from coding_tui.views.codes_view import CodeLine, CodesView
from coding_tui.views.retrieval import counted
from coding_tui.widgets.code_table import CodeTable
from coding_tui.widgets.panes import Pane, Upright
from coding_tui.widgets.prose import Prose
from coding_tui.widgets.record_list import RecordList
from exports.scheme.appendix import write_appendix
from transcripts.project import Project

TABLES = frozenset({"coding", "code", "code_definition", "codebook_version", "coder", "participant", "speaker"})
NO_CODES = (
    "No codes yet. Make the first while coding: «go.code», then «code.in_vivo» or «code.palette»; or "
    "coding-tui codes import PROJECT FILE."
)
EXPORT = Path("codebook-appendix.docx")

ABOUT_ONE = {each.function for each in CODES} - {"freeze", "print_appendix"}


class CodesScreen(RearrangingScreen):
    """The tree | one code."""

    PLACE = "Codebook"
    CSS_PATH = "codes.tcss"
    BINDINGS: ClassVar[list[Any]] = commands.bindings("codes")
    pane = getters.query_one("#codes-pane", Pane)
    rules = getters.query_one("#code", Prose)

    def __init__(self) -> None:
        super().__init__()
        self.view = CodesView(CodeTree(()), (), ())

    def body(self) -> Iterable[Widget]:
        """The codes beside one of them."""
        yield Horizontal(
            Pane("Codes", CodeTable(empty=NO_CODES, marks=True, id="codes"), id="codes-pane"),
            Upright(),
            Pane("Rules", Prose(id="code"), id="code-pane"),
            id="book",
        )

    def on_mount(self) -> None:
        """Begin in the list."""
        self.table.focus()

    # -- reading

    def refresh_from_project(self, tables: frozenset[str]) -> None:
        """Codes and counts."""
        if "*" in tables or tables & TABLES:
            self.read(codes_view.codes_view, self._show, group="codes")
        self.refresh_standing(tables)

    def _show(self, found: CodesView) -> None:
        self.view = found
        self.table.marked &= set(found.tree.by_uid())
        self.table.set_tree(found.tree, found.lines, moves=not self.app.read_only)
        note = f"{counted(len(found.lines), 'code')} · {counted(len(found.stale), 'coding')} to read again"
        self.pane.rule.say(note=note if found.stale else counted(len(found.lines), "code"))
        self._follow()

    @on(RecordList.Highlighted)
    def _follow(self) -> None:
        self._tell()
        self.measure_next()

    def _tell(self) -> None:
        line = self.line
        if line is None:
            self.rules.show(((self.keyed(NO_CODES), "quiet"),))
        else:
            path = line.code.path
            told = codes_view.details(line, headline(self.standing, path))
            whole = (*told, *circumstances(self.standing, path, self.over(path)))
            if whole != self.rules.pieces:  # what is scrolled stays where it is
                self.rules.show(whole)

    def show_standing(self) -> None:
        """How far coders agree was measured."""
        self.table.show_agreed(self.standing)
        self._tell()

    @property
    def line(self) -> CodeLine | None:
        """The code under the cursor."""
        return self.table.highlighted

    def why_not(self, function: str) -> str:
        """What cannot be done about this code, and why."""
        if function in ABOUT_ONE and self.line is None:
            return NO_CODES
        if function == "read_again" and not self.mine():
            return "None of your codings was made under another text of its code's rules."
        if function in ("merge", "move_below") and len(self.view.lines) < 2:
            return "There is no other code."
        if function == "split" and self.line is not None and not self.line.own.codings:
            return "It has no codings of its own to give to its parts."
        if function == "pick_examples" and self.line is not None and not self.line.own.codings:
            return "It has no codings of its own to pick examples from."
        if function == "give_out" and not self.to_give():
            return "It has no codings of its own, or no codes below to give them to. s splits it."
        return ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what does something here and now."""
        return super().check_action(action, parameters) and not self.why_not(action)

    # -- telling

    def action_tell_history(self) -> None:
        """What became of it."""
        if not self.refuse("tell_history") and self.line is not None:
            code = self.line.code

            def tell(told: str) -> None:
                self.app.push_screen(ReadText(f"History of ‘{code.name}’", ((told, "text"),)))

            self.read(lambda s: prose(s, code), tell, group="history")

    def action_print_appendix(self) -> None:
        """The codebook for a paper."""
        def save(said: str) -> None:
            path = Path(said).expanduser()

            def work(project: Project) -> None:
                write_appendix(project, path)

            if self.app.background is not None:
                self.app.background.task("Print the codebook", work, said=f"Codebook written to {path}")

        self._ask("Print", "To which file? .docx, .md or .html", "Write", save, value=str(EXPORT))
