"""The codebook's screen, as far as it rearranges the tree and edits rules: asked first, and each change one step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlmodel import Session
from textual import getters, on

from codebook.scheme import codes, restructuring
from codebook.scheme.codes import Code, CodeTree
from codebook.scheme.document import CodebookError
from codebook.scheme.freezing import freeze
from codebook.scheme.restructuring import Outcome, preview
from codebook.scheme.yaml_format import load
from codebook.scheme.yaml_text import write_entry
from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.choose import Choose
from coding_tui.dialogs.confirm import Confirm
from coding_tui.dialogs.memo_editor import MemoEditor
from coding_tui.screens.glancing import GlancingScreen
from coding_tui.views.retrieval import counted
from coding_tui.widgets.code_table import CodeTable
from transcripts import coders

TOP = "the top"
Change = Callable[[Session, CodeTree], Outcome]


class RearrangingScreen(GlancingScreen):
    """Wants become changes that are looked at, asked about and made by the project's writer."""

    table = getters.query_one(CodeTable)

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

            self._ask("Rename", f"What is ‘{name}’ to be called? {self._kept()}", "Rename", rename, value=name)

    def _kept(self) -> str:
        """What a change that moves nothing leaves with the code, said before it is made."""
        return "" if self.line is None else f"With it stay {self.line.own.words()}."

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
            title = f"Colour of ‘{self.line.code.name}’. {self._kept()}"
            self.app.push_screen(Choose(title, names, "Take", now=self.line.code.entry.colour or 0), recolour)

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
        self.app.push_screen(
            MemoEditor(f"Rules of ‘{code.name}’", written, from_start=True), lambda said: self._edited(code, said)
        )

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
                    said=f"Kept the rules of ‘{entry.name}’ · ctrl+z undoes",
                    otherwise=lambda: self.action_edit(said))  # fmt: skip

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
