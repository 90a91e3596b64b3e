"""Codebook: every code with its counts and its rules; the tree rearranged after saying what that comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from sqlmodel import Session
from textual import getters, on
from textual.containers import Horizontal
from textual.widget import Widget

from codebook import codes, restructuring
from codebook.code_history import prose
from codebook.codes import Code, CodeTree
from codebook.document import CodebookError
from codebook.freezing import freeze
from codebook.restructuring import Outcome, preview
from codebook.yaml_format import load
from codebook.yaml_text import write_entry
from coding_tui import codes_view, commands
from coding_tui.code_glance import circumstances, headline
from coding_tui.codes_commands import CODES
from coding_tui.codes_view import CodeLine, CodesView
from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.choose import Choose
from coding_tui.dialogs.confirm import Confirm
from coding_tui.dialogs.memo_editor import MemoEditor
from coding_tui.dialogs.read_text import ReadText
from coding_tui.retrieval import counted
from coding_tui.screens.glancing import GlancingScreen
from coding_tui.widgets.code_table import CodeTable
from coding_tui.widgets.panes import Pane, Upright
from coding_tui.widgets.prose import Prose
from coding_tui.widgets.record_list import RecordList
from exports.codebook_appendix import write_appendix
from transcripts import coders
from transcripts.project import Project

TABLES = frozenset({"coding", "code", "code_definition", "codebook_version", "coder", "participant", "speaker"})
NO_CODES = (
    "No codes yet. Make the first while coding: «go.code», then «code.in_vivo» or «code.palette»; or "
    "coding-tui codes import PROJECT FILE."
)
EXPORT = Path("codebook-appendix.docx")
TOP = "the top"

ABOUT_ONE = {each.function for each in CODES} - {"freeze", "print_appendix"}

Change = Callable[[Session, CodeTree], Outcome]


class CodesScreen(GlancingScreen):
    """The tree | one code."""

    PLACE = "Codebook"
    CSS_PATH = "codes.tcss"
    BINDINGS: ClassVar[list[Any]] = commands.bindings("codes")
    table = getters.query_one(CodeTable)
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
            self.rules.show(((NO_CODES, "quiet"),))
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

    # -- changing

    def _chosen(self) -> list[Code]:
        """The marked codes, else the one under the cursor."""
        marked = [line.code for line in self.view.lines if line.code.uid in self.table.marked]
        return marked or ([self.line.code] if self.line else [])

    def rearrange(self, change: Change, deed: str, *, ask: bool = True, then: Callable[[], None] | None = None) -> None:
        """Say what a change comes to, and make it as one step when that is wanted."""
        background, coder = self.app.background, self.app.coder
        if background is None:
            return

        def made(session: Session) -> Outcome:
            return change(session, codes.tree(session))

        def make(outcome: Outcome) -> None:
            self.table.marked.clear()
            self.change(outcome.label, made, said=f"{outcome.label} · ctrl+z undoes", then=lambda _: then and then())

        def answer(outcome: Outcome) -> None:
            if not ask:
                make(outcome)
                return
            question = f"{outcome.label}?\n\n" + "\n".join(outcome.lines)
            self.app.push_screen(Confirm(deed, question, deed), lambda yes: make(outcome) if yes else None)

        background.task(f"{deed}: look", lambda project: preview(project, made, coder), said=" ", then=answer)

    def _ask(self, title: str, question: str, verb: str, then: Callable[[str], None], *, value: str = "") -> None:
        self.app.push_screen(Ask(title, question, verb, value=value), lambda said: then(said) if said else None)

    def _choose_code(self, title: str, verb: str, others: list[Code], then: Callable[[Code | None], None], *,
                     top: bool = False) -> None:  # fmt: skip
        names = [*([TOP] if top else []), *(code.path for code in others)]

        def chosen(at: int | None) -> None:
            if at is not None:
                then(None if top and at == 0 else others[at - top])

        self.app.push_screen(Choose(title, names, verb, now=-1), chosen)

    def action_rename(self) -> None:
        """Another name."""
        if not self.refuse("rename") and self.line is not None:
            uid, name = self.line.code.uid, self.line.code.name

            def rename(said: str) -> None:
                self.rearrange(lambda s, t: restructuring.rename(s, t.by_uid()[uid], said), "Rename", ask=False)

            self._ask("Rename", f"What is ‘{name}’ to be called?", "Rename", rename, value=name)

    def action_move_below(self) -> None:
        """Under another code, or to the top."""
        if self.refuse("move_below") or self.line is None:
            return
        code = self.line.code
        inside = {each.uid for each in self.view.tree.under(code)}
        others = [each for each in self.view.tree if each.uid not in inside]

        self._choose_code(f"Move ‘{code.name}’ below", "Move", others,
                          lambda parent: self._move(code, parent), top=True)  # fmt: skip

    def _move(self, code: Code, parent: Code | None) -> None:
        over = parent.uid if parent else ""
        self.rearrange(lambda s, t: restructuring.move(s, t.by_uid()[code.uid], t.by_uid().get(over)), "Move")

    @on(CodeTable.Dragged)
    def _dragged(self, message: CodeTable.Dragged) -> None:
        self.say(message.words)

    @on(CodeTable.Dropped)
    def _dropped(self, message: CodeTable.Dropped) -> None:
        self.say("")
        self._move(message.code, message.parent)

    def action_shift(self, by: int) -> None:
        """Up or down beside its neighbours."""
        if not self.refuse("shift") and self.line is not None:
            uid = self.line.code.uid
            self.rearrange(lambda s, t: restructuring.shift(s, t.by_uid()[uid], by), "Move", ask=False)

    def action_merge(self) -> None:
        """All codings of these become another's."""
        if self.refuse("merge"):
            return
        sources = [code.uid for code in self._chosen()]
        others = [each for each in self.view.tree if each.uid not in sources]

        def merge(target: Code | None) -> None:
            if target is not None:
                into = target.uid
                self.rearrange(lambda s, t: restructuring.merge(
                    s, [t.by_uid()[uid] for uid in sources], t.by_uid()[into]), "Merge")  # fmt: skip

        self._choose_code(f"Merge {counted(len(sources), 'code')} into", "Merge", others, merge)

    def action_group(self) -> None:
        """These below a theme."""
        if not self.refuse("group"):
            uids = [code.uid for code in self._chosen()]

            def group(theme: str) -> None:
                self.rearrange(lambda s, t: restructuring.group(s, [t.by_uid()[u] for u in uids], theme), "Group")

            self._ask("Group", f"Under which theme? {counted(len(uids), 'code')}", "Group", group)

    def action_promote(self) -> None:
        """A name of the team's for somebody's words."""
        if not self.refuse("promote") and self.line is not None:
            uid, words, over = self.line.code.uid, self.line.code.name, self.line.code.parent or ""

            def promote(name: str) -> None:
                self.rearrange(
                    lambda s, t: restructuring.promote(s, t.by_uid()[uid], name, t.by_uid().get(over)), "Promote"
                )

            self._ask("Promote", f"What do you call “{words}”?", "Promote", promote)

    def action_recolour(self) -> None:
        """Another hue."""
        if not self.refuse("recolour") and self.line is not None:
            uid = self.line.code.uid

            def recolour(at: int | None) -> None:
                if at is not None:
                    hue = at or None
                    self.rearrange(lambda s, t: restructuring.recolour(s, t.by_uid()[uid], hue), "Colour", ask=False)

            names = ["its theme's", *(f"hue {hue}" for hue in range(1, 13))]
            self.app.push_screen(Choose("Colour", names, "Take", now=self.line.code.entry.colour or 0), recolour)

    def action_retire(self) -> None:
        """Out of use, or into it again."""
        if not self.refuse("retire") and self.line is not None:
            uid, back = self.line.code.uid, self.line.code.entry.status == "retired"
            deed = "Take into use" if back else "Retire"
            self.rearrange(lambda s, t: restructuring.retire(s, t.by_uid()[uid], revive=back), deed)

    def action_split(self) -> None:
        """New codes below it, and its codings to give to them."""
        if not self.refuse("split") and self.line is not None:
            code = self.line.code

            def split(said: str) -> None:
                names = [name.strip() for name in said.split(",") if name.strip()]
                self.rearrange(lambda s, t: restructuring.split(s, t.by_uid()[code.uid], names), "Split",
                               then=lambda: self.show_to_give(code))  # fmt: skip

            self._ask("Split", f"Which codes is ‘{code.name}’ to become? Names, with commas between", "Split", split)

    def to_give(self) -> bool:
        """Whether a split left codings of this code to be given to the codes below it."""
        line = self.line
        return line is not None and bool(line.own.codings) and any(e.parent == line.code.uid for e in self.view.tree)

    def action_give_out(self) -> None:
        """Its codings, one by one."""
        if not self.refuse("give_out") and self.line is not None:
            self.show_to_give(self.line.code)

    def action_edit(self, text: str = "") -> None:
        """Its rules, as the file has them."""
        if self.refuse("edit") or self.line is None:
            return
        code = self.line.code
        entry = replace(code.entry, uid="", children=())
        written = text or "\n".join(line[2:] for line in write_entry(entry, 0))
        self.app.push_screen(MemoEditor(f"Rules of ‘{code.name}’", written), lambda said: self._edited(code, said))

    def _edited(self, code: Code, said: str | None) -> None:
        if said is None:
            return
        lines = said.splitlines() or [""]
        try:
            if any(line.startswith("codes:") for line in lines):
                raise CodebookError("rules: the codes below are not edited here; take ‘codes:’ out.")
            [entry] = load("codes:\n- " + "\n  ".join(lines) + "\n", "rules").entries
        except (CodebookError, ValueError) as error:
            self.say(f"Not kept: {error}", "wrong")
            self.action_edit(said)
            return
        self.change(f"Rules of ‘{entry.name}’", lambda s: codes.revise(s, code.uid, entry),
                    said=f"Kept the rules of ‘{entry.name}’ · ctrl+z undoes")  # fmt: skip

    def action_freeze(self) -> None:
        """The codebook as it stands, under a name."""
        def named(name: str) -> None:
            def noted(note: str | None) -> None:
                if note is not None:
                    me = self.app.coder
                    self.change(f"Freeze the codebook as {name}",
                                lambda s: freeze(s, name, note, coders.ensure(s, me)))  # fmt: skip

            self.app.push_screen(Ask("Freeze", f"A note on {name}: what it is for, or what changed", "Freeze"), noted)

        if not self.refuse("freeze"):
            self._ask("Freeze", "Under which name, such as v1.0?", "Go on", named)

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
