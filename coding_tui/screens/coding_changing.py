"""Changing codings that are there: the marked ones, or the one under the cursor; each change one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from sqlmodel import Session
from textual import on

from codebook.coding import codings
from codebook.coding.codings import CERTAINTIES, Coding
from coding_tui import edits
from coding_tui.edits import NewCode
from coding_tui.later import Later
from coding_tui.reader.messages import CodingStretched
from coding_tui.screens.coding_applying import ApplyingScreen
from coding_tui.screens.coding_base import NO_CODING_AT_ALL, Deed
from coding_tui.widgets.stance_strip import StanceStrip
from coding_tui.writing_down import write_down

if TYPE_CHECKING:
    from coding_tui.dialogs import memo_editor
else:
    memo_editor = Later("coding_tui.dialogs.memo_editor")

Work = Callable[[Session, Sequence[str]], Any]
NEXT_CERTAINTY: dict[int | None, int | None] = {None: 1, 1: 2, 2: 3, 3: None}
MARKED = (
    "{many} marked: «coding.remove» uncode · «coding.recode» recode · «coding.stance» stance · «coding.prompted» "
    "prompted · «coding.key» key · «coding.certainty» sure · «coding.repeat» again · «here.unmark» lets go"
)
NOT_YOURS = "This coding is somebody else's: it is shown and not changed."


class ChangingScreen(ApplyingScreen):
    """The reader's screen, as far as it changes codings."""

    def on_mount(self) -> None:
        """No edge is picked up in a project that is only read."""
        self.reader.read_only = self.app.read_only

    def change_codings(self, name: str, label: str, work: Work, *, said: str = "") -> None:
        """One step about the codings that keys are about, and what the comma does next.

        `{codings}` in `label` and `said` is what they are called, `name` what is done to them.
        """
        found = self.targets
        if not found or self.app.background is None:
            return
        called, uids = self.names_of(found), [each.uid for each in found]
        say = said or f"{label} · ctrl+z undoes"
        self.app.background.change(
            label.replace("{codings}", called), lambda session: work(session, uids),
            said=say.replace("{codings}", called),
        )  # fmt: skip
        self.deed = Deed(name, False, lambda: self.change_codings(name, label, work, said=said))

    def action_uncode(self) -> None:
        """Take the codings away."""
        if not self.refuse("uncode"):
            said = "Took {codings} off · ctrl+z brings back"
            self.change_codings("uncode", "Remove {codings}", codings.remove, said=said)

    def action_recode(self) -> None:
        """Give the codings another code."""
        if not self.refuse("recode"):
            found = self.targets
            self.open_palette(f"Recode {self.names_of(found)} as", lambda code: self._recode(found, code))

    def _recode(self, found: Sequence[Coding], code: str | NewCode) -> None:
        if self.app.background is None or not found:
            return
        old, uids = self.names_of(found), tuple(each.uid for each in found)
        name = code.name if isinstance(code, NewCode) else self.code_name(code)

        def done(new: str) -> None:
            self.deed = Deed(f"recode as ‘{name}’", False, lambda: self._recode(self.targets, new))
            self.ask_stance_of(uids, new, name)

        self.app.background.change(
            f"Recode {old} as ‘{name}’", lambda session: edits.recode(session, uids, code), then=done,
            said=f"{old} {'is' if len(found) == 1 else 'are'} ‘{name}’ here now · ctrl+z undoes",
        )  # fmt: skip

    # -- marks, each one key

    def action_toggle_prompted(self) -> None:
        """Prompted, or not."""
        self._toggle("toggle_prompted", "prompted", "prompted by the interviewer")

    def action_toggle_key(self) -> None:
        """Key passage, or not."""
        self._toggle("toggle_key", "key", "a key passage")

    def _toggle(self, function: str, part: str, meaning: str) -> None:
        """Set a mark on all of them, unless all have it: then take it off."""
        if not self.refuse(function):
            value = not all(getattr(each, part) for each in self.targets)
            self.set_part(f"{'' if value else 'not '}{meaning}", {part: value})

    def action_next_certainty(self) -> None:
        """Low, medium, high, not said: the next of these."""
        if not self.refuse("next_certainty"):
            value = NEXT_CERTAINTY.get(self.targets[0].certainty)
            words = "certainty not said" if value is None else f"{CERTAINTIES[value]} certainty"
            self.set_part(words, {"certainty": value})

    def set_part(self, words: str, values: dict[str, Any]) -> None:
        """Set parts of the codings; `words` say what they are then."""
        self.change_codings(words, f"{{codings}}: {words}", lambda s, uids: codings.change_many(s, uids, **values))

    def action_ask_stance(self) -> None:
        """Ask who holds it."""
        if not self.refuse("ask_stance"):
            found = self.targets
            self.stance.ask(tuple(each.uid for each in found), self.names_of(found).strip("‘’"))

    @on(StanceStrip.Answered)
    def _stance_said(self, message: StanceStrip.Answered) -> None:
        self.reader.focus()
        found = [self.codings[uid] for uid in message.codings if uid in self.codings]
        words, uids, stance = message.stance.replace("-", " "), message.codings, message.stance
        if self.app.background is not None:
            label = f"{self.names_of(found)}: {words}"
            self.app.background.change(
                label, lambda session: codings.change_many(session, uids, stance=stance),
                said=f"{label} · ctrl+z undoes",
            )  # fmt: skip
        self.deed = Deed(words, False, lambda: self.set_part(words, {"stance": stance}))
        self.ask_next_stance()

    @on(StanceStrip.Later)
    def _stance_later(self, message: StanceStrip.Later) -> None:
        self.reader.focus()
        if message.key is None:
            self.ask_next_stance()
        else:
            self.ask_no_more()
            self.app.simulate_key(message.key)

    def action_memo(self) -> None:
        """Write about the coding."""
        coding = self.target
        if self.refuse("memo") or coding is None:
            return
        name, uid, before, coder = self.code_name(coding.code), coding.uid, coding.memo, coding.coder
        write_down(
            self.app, f"Memo on ‘{name}’",
            lambda draft: memo_editor.MemoEditor(f"Memo · {name} · {coder}", before, draft=draft),
            lambda session, text: codings.change(session, uid, memo=text), before=before,
            said=lambda text: f"Memo on ‘{name}’ {'kept' if text else 'taken away'} · ctrl+z undoes",
        )  # fmt: skip

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
        if self.reader.cursor == end:  # behind its last character, keys would be about another coding
            self.reader.move_to(end - 1)

    # -- marking several

    def action_mark_coding(self) -> None:
        """Mark the highlighted coding, or take its mark off; go on to the next."""
        if self.target is None:
            self.say(NOT_YOURS if self.here is not None else NO_CODING_AT_ALL)
            return
        self.marked ^= {self.target.uid}
        self.here_list.action_move(1)
        self._say_marked()

    def action_mark_all(self) -> None:
        """Mark all of one's own codings here, or none when all are."""
        mine = {r.key for r in self.here_list.rows if r.key in self.codings and self._is_mine(r.key)}
        self.marked = set() if mine <= self.marked else mine
        self._say_marked()

    def _is_mine(self, uid: str) -> bool:
        return self.codings[uid].coder == self.app.coder

    def _say_marked(self) -> None:
        self.show_here()
        many = f"{len(self.marked):,} coding{'s' * (len(self.marked) > 1)}"
        self.say(self.keyed(MARKED.format(many=many)) if self.marked else "Nothing is marked.")
        self.refresh_bindings()

    def action_unmark(self) -> None:
        """Let go of marks; without any, back to the transcript."""
        if self.marked:
            self.marked = set()
            self._say_marked()
        else:
            self.reader.focus()
