"""What a person does to the text in front of them: every coding key, each one step of the project."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlmodel import Session
from textual import getters, on

from codebook import codings
from codebook.codes import Code
from codebook.codings import Coding
from coding_tui import edits
from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.code_palette import CodePalette
from coding_tui.dialogs.memo_editor import MemoEditor
from coding_tui.edits import Applied, NewCode, Passage
from coding_tui.frame import FrameScreen
from coding_tui.in_vivo import in_vivo_name
from coding_tui.ranking import Sought, near_equal
from coding_tui.reader import TranscriptReader
from coding_tui.reader.messages import CodingStretched
from coding_tui.recent_codes import RecentCodes
from coding_tui.views import EMPTY_CODEBOOK, CodebookView
from coding_tui.widgets.outline import Outline
from coding_tui.widgets.rules_pane import Rules
from coding_tui.widgets.stance_strip import StanceStrip

NO_SELECTION = "Nothing is selected. Select with s, t, w or shift+arrows, then {key}"
EDGE_IN_HAND = "An edge is being moved: enter puts it down, esc puts it back."
NO_CODING = "None of your codings is under the cursor. } goes to the next coding."
IN_VIVO_THEME = "In vivo"
ON_SELECTION = {
    "apply_recent": "the digit", "apply_code": "c", "apply_last": "the full stop", "in_vivo": "i", "collect": "q",
}  # fmt: skip
ON_CODING = frozenset({"uncode", "recode", "memo", "toggle_prompted", "toggle_key", "ask_stance", "stretch"})


class CodingScreen(FrameScreen):
    """The reader's screen, as far as it changes codings."""

    reader = getters.query_one("#reader", TranscriptReader)
    code_list = getters.query_one("#codes", Outline)
    here_list = getters.query_one("#here", Outline)
    rules = getters.query_one("#rules", Rules)
    stance = getters.query_one(StanceStrip)

    def __init__(self) -> None:
        super().__init__()
        self.view: CodebookView = EMPTY_CODEBOOK
        self.recent = RecentCodes()
        self.codings: dict[str, Coding] = {}
        self._stance_due: tuple[str, str] | None = None

    # -- what the keys are about

    def why_not(self, function: str) -> str:
        """Nothing to code, or nothing coded here."""
        if function in ON_SELECTION:
            return self._why_no_passage(ON_SELECTION[function], function)
        if function == "stretch" and self.app.read_only:
            return "This project is only read."
        if function in ON_CODING and self.reader.stretching is not None:
            return EDGE_IN_HAND
        if function in ON_CODING and self.target is None:
            return NO_CODING
        if function in ("finish_stretch", "let_go") and self.reader.stretching is None:
            return "" if function == "let_go" and self.selected is not None else "No edge is being moved."
        if function == "apply_highlighted" and self.selected is None:
            return NO_SELECTION.format(key="enter")
        if function == "select_coding" and self.here_list.highlighted is None:
            return "No coding is under the cursor."
        return ""

    def _why_no_passage(self, key: str, function: str) -> str:
        if self.reader.stretching is not None:
            return EDGE_IN_HAND
        if self.selected is None:
            return NO_SELECTION.format(key=key)
        if function in ("apply_recent", "apply_last") and self.recent.last is None:
            return "No code was applied yet. Press c to choose one."
        return ""

    def refuse(self, function: str) -> bool:
        """Say why a key does nothing now; false when it does something."""
        if why := self.why_not(function):
            self.say(why)
        return bool(why)

    @property
    def selected(self) -> Passage | None:
        """The passage to code."""
        start, end = self.reader.trimmed_selection
        document = self.reader.transcript
        return None if document is None or start >= end else Passage(document.uid, start, end, self.app.coder)

    @property
    def target(self) -> Coding | None:
        """The coding that keys change: the one highlighted in the list of codings here, if it is this coder's."""
        row = self.here_list.highlighted
        found = None if row is None else self.codings.get(row.key)
        return found if found is not None and found.coder == self.app.coder else None

    def code_name(self, uid: str) -> str:
        """A code's name, for people."""
        code = self.view.by_uid.get(uid)
        return "a code that is gone" if code is None else code.name

    # -- applying

    def apply(self, code: str | NewCode) -> None:
        """Apply a code to what is selected."""
        where = self.selected
        if where is None or self.app.background is None:
            return
        name = code.name if isinstance(code, NewCode) else self.code_name(code)
        what = f"Apply ‘{name}’" if isinstance(code, str) else f"New code ‘{name}’, applied"
        self.app.background.change(
            what, lambda session: edits.apply(session, where, code), then=lambda done: self._applied(done, name),
            said=f"Applied ‘{name}’ to {where.end - where.start:,} characters · ctrl+z undoes",
        )  # fmt: skip

    def _applied(self, done: Applied, name: str) -> None:
        digit = self.recent.digit(done.code)
        self.recent.use(done.code)
        if self.recent.digit(done.code) != digit:
            self.show_codes()
        self._ask_stance_of(done.coding, done.code, name)

    def _ask_stance_of(self, coding: str, code_uid: str, name: str) -> None:
        code = self.view.by_uid.get(code_uid)
        if code is None or not code.asks_stance:
            return
        if self.query(CodePalette):
            self._stance_due = (coding, name)
        else:
            self.stance.ask(coding, name)

    def show_codes(self) -> None:
        """Show the codebook's rows again."""

    def action_apply_recent(self, digit: str) -> None:
        """Apply the code of a digit."""
        code = self.recent.code(int(digit))
        if self.refuse("apply_recent"):
            return
        if code is None:
            self.say(f"No code has the digit {digit} yet. Press c to choose one.")
        else:
            self.apply(code)

    def action_apply_last(self) -> None:
        """Apply the code applied last."""
        if not self.refuse("apply_last") and self.recent.last is not None:
            self.apply(self.recent.last)

    def action_apply_code(self) -> None:
        """Open the palette at the selection."""
        if not self.refuse("apply_code"):
            self.open_palette("Apply", lambda code: self.apply(code))

    def action_apply_highlighted(self) -> None:
        """Apply the code highlighted in the codebook."""
        row = self.code_list.highlighted
        if row is not None and not self.refuse("apply_highlighted"):
            self.apply(row.key)

    def action_new_code(self) -> None:
        """Make a code, applied to nothing yet, under the theme highlighted in the codebook."""
        row = self.code_list.highlighted
        here = None if row is None else self.view.by_uid.get(row.key)
        theme = None if here is None else next(c for c in self.view.tree if c.names == here.names[:1])
        under = "" if theme is None else f" under ‘{theme.name}’; Theme/Code puts it elsewhere"
        self.app.push_screen(
            Ask("New code", f"Its name{under}", "Make"), lambda name: self._make_code(name, theme)
        )

    def _make_code(self, name: str | None, theme: Code | None) -> None:
        if name and self.app.background is not None:
            code = NewCode(name, None if theme is None else theme.uid)
            self.app.background.change(
                f"New code ‘{name}’", code.make, then=lambda uid: self.code_list.highlight(uid),
                said=f"‘{name}’ is a code now · ctrl+z undoes",
            )  # fmt: skip

    def action_in_vivo(self) -> None:
        """The selected words become a code; a near-equal name that exists is proposed first."""
        if self.refuse("in_vivo"):
            return
        name = in_vivo_name(self.reader.selected_text)
        if near_equal(name, [Sought.of(code) for code in self.view.tree]):
            self.open_palette("Apply", lambda code: self.apply(code), query=name)
            return
        theme = next((c for c in self.view.tree if c.depth == 0 and c.name == IN_VIVO_THEME), None)
        self._apply_in_vivo(name, None if theme is None else theme.uid)

    def _apply_in_vivo(self, name: str, theme: str | None) -> None:
        where = self.selected
        if where is None or self.app.background is None:
            return
        self.app.background.change(
            f"In vivo ‘{name}’", lambda session: edits.apply_in_vivo(session, where, name, theme, IN_VIVO_THEME),
            then=lambda done: self._applied(done, name), said=f"In vivo: ‘{name}’ is a code now · ctrl+z undoes",
        )  # fmt: skip

    def open_palette(self, verb: str, take: Callable[[str | NewCode], None], *, query: str = "") -> None:
        """Let a code be chosen, or made, beside the selection."""
        here = self.code_list.highlighted
        self.mount(
            CodePalette(
                self.view, self.recent, take, self.preview_rules, verb=verb, query=query, beside=self.cursor_cell(),
                under=None if here is None else here.key,
            )
        )  # fmt: skip

    @on(CodePalette.Closed)
    def _palette_closed(self) -> None:
        self.show_rules()
        if self._stance_due is not None:
            due, self._stance_due = self._stance_due, None
            self.stance.ask(*due)
        else:
            self.reader.focus()

    def cursor_cell(self) -> tuple[int, int]:
        """Where on the screen the selection begins: column and row."""
        reader = self.reader
        row = reader.wrapped.row_of(reader.selection[0]) if reader.has_words else 0
        region = reader.region
        return region.x + 4, min(max(region.y, region.y + row - reader.scroll_offset.y), region.bottom - 1)

    def show_rules(self) -> None:
        """Show the rules of the code under the cursor, or else of the one highlighted in the codebook."""
        row = self.here_list.highlighted
        coding = None if row is None else self.codings.get(row.key)
        listed = self.code_list.highlighted
        uid = coding.code if coding is not None else listed.key if listed is not None else ""
        self.preview_rules(self.view.by_uid.get(uid))

    def preview_rules(self, code: Code | None) -> None:
        """Show the rules of a code, its name above them."""
        self.rules.show(code)

    # -- changing a coding

    def change_coding(self, label: str, said: str, work: Callable[[Session, str], Any]) -> None:
        """One step about the coding that keys are about; `label` and `said` may hold `{code}`."""
        coding = self.target
        if coding is not None and self.app.background is not None:
            name, uid = self.code_name(coding.code), coding.uid
            self.app.background.change(
                label.replace("{code}", name), lambda session: work(session, uid), said=said.replace("{code}", name)
            )

    def action_uncode(self) -> None:
        """Take the coding under the cursor away."""
        if not self.refuse("uncode"):
            said = "‘{code}’ is off this passage · ctrl+z brings it back"
            self.change_coding("Remove ‘{code}’", said, lambda session, uid: codings.remove(session, [uid]))

    def action_recode(self) -> None:
        """Give the coding another code."""
        coding = self.target
        if self.refuse("recode") or coding is None:
            return
        old, uid = self.code_name(coding.code), coding.uid

        def take(code: str | NewCode) -> None:
            name = code.name if isinstance(code, NewCode) else self.code_name(code)
            if self.app.background is not None:
                self.app.background.change(
                    f"Recode ‘{old}’ as ‘{name}’", lambda session: edits.recode(session, uid, code),
                    then=lambda new: self._ask_stance_of(uid, new, name),
                    said=f"‘{old}’ is ‘{name}’ here now · ctrl+z undoes",
                )  # fmt: skip

        self.open_palette(f"Recode ‘{old}’ as", take)

    def action_toggle_prompted(self) -> None:
        """Prompted, or not."""
        self._toggle("toggle_prompted", "prompted", "prompted by the interviewer")

    def action_toggle_key(self) -> None:
        """Key passage, or not."""
        self._toggle("toggle_key", "key", "a key passage")

    def _toggle(self, function: str, part: str, meaning: str) -> None:
        coding = self.target
        if self.refuse(function) or coding is None:
            return
        value = not getattr(coding, part)
        state = f"‘{{code}}’ is {'' if value else 'not '}{meaning}"
        self.change_coding(state, f"{state} · ctrl+z undoes", lambda s, uid: codings.change(s, uid, **{part: value}))

    def action_ask_stance(self) -> None:
        """Ask who holds it."""
        coding = self.target
        if not self.refuse("ask_stance") and coding is not None:
            self.stance.ask(coding.uid, self.code_name(coding.code))

    @on(StanceStrip.Answered)
    def _stance_said(self, message: StanceStrip.Answered) -> None:
        self.reader.focus()
        coding = self.codings.get(message.coding)
        name = "" if coding is None else self.code_name(coding.code)
        if self.app.background is not None:
            uid, stance = message.coding, message.stance
            self.app.background.change(
                f"‘{name}’: {stance.replace('-', ' ')}", lambda session: codings.change(session, uid, stance=stance),
                said=f"‘{name}’: {stance.replace('-', ' ')} · ctrl+z undoes",
            )  # fmt: skip

    @on(StanceStrip.Later)
    def _stance_later(self, message: StanceStrip.Later) -> None:
        self.reader.focus()
        if message.key is not None:
            self.app.simulate_key(message.key)

    def action_memo(self) -> None:
        """Write about the coding."""
        coding = self.target
        if self.refuse("memo") or coding is None:
            return
        name, uid, before = self.code_name(coding.code), coding.uid, coding.memo

        def keep(text: str | None) -> None:
            if text is not None and text != before and self.app.background is not None:
                said = f"Memo on ‘{name}’ kept · ctrl+z undoes" if text else f"Memo on ‘{name}’ taken away"
                self.app.background.change(f"Memo on ‘{name}’", lambda s: codings.change(s, uid, memo=text), said=said)

        self.app.push_screen(MemoEditor(f"Memo · {name} · {coding.coder}", before), keep)

    @on(CodingStretched)
    def _stretched(self, message: CodingStretched) -> None:
        coding = self.codings.get(message.uid)
        if coding is None or self.app.background is None:
            return
        name, uid, start, end = self.code_name(coding.code), message.uid, message.start, message.end
        self.app.background.change(
            f"Stretch ‘{name}’", lambda session: codings.stretch(session, uid, start, end),
            said=f"‘{name}’ holds {end - start:,} characters now · ctrl+z undoes",
        )  # fmt: skip

    def action_collect(self) -> None:
        """Put the selection aside as a quotation."""
        where = self.selected
        if self.refuse("collect") or where is None or self.app.background is None:
            return
        coding = self.target
        code = None if coding is None else coding.code
        self.app.background.change(
            "Collect a quotation", lambda session: edits.collect(session, where, code),
            said=f"Collected {where.end - where.start:,} characters as a quotation · F6 Quotations · ctrl+z undoes",
        )  # fmt: skip
