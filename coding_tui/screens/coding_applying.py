"""Giving the selected passage codes: from the palette, by digit, in vivo, as copied, as just before."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import on

from codebook.scheme.codes import Code
from coding_tui import edits
from coding_tui.dialogs.code_palette import CodePalette
from coding_tui.edits import Applied, NewCode
from coding_tui.later import Later
from coding_tui.screens.coding_base import CodingBase, Deed, names_listed
from coding_tui.views.in_vivo import in_vivo_name, said

if TYPE_CHECKING:
    from coding_tui.dialogs import ask, confirm
    from coding_tui.views import ranking
else:
    ranking, confirm = Later("coding_tui.views.ranking"), Later("coding_tui.dialogs.confirm")
    ask = Later("coding_tui.dialogs.ask")

IN_VIVO_THEME = "In vivo"


class ApplyingScreen(CodingBase):
    """The reader's screen, as far as it makes codings."""

    def __init__(self) -> None:
        super().__init__()
        self._stance_due: deque[tuple[tuple[str, ...], str]] = deque()
        self._at_once: list[str] = []

    def apply(self, code: str | NewCode) -> None:
        """Apply a code to what is selected."""
        where = self.selected
        if where is None or self.app.background is None:
            return
        name = code.name if isinstance(code, NewCode) else self.code_name(code)
        what = f"Apply ‘{name}’" if isinstance(code, str) else f"New code ‘{name}’, applied"
        self.app.background.change(
            what, lambda session: edits.apply(session, where, code), then=lambda done: self._applied([done], name),
            said=f"Applied ‘{name}’ to {where.end - where.start:,} characters · ctrl+z undoes",
        )  # fmt: skip

    def apply_several(self, codes: Sequence[str]) -> None:
        """Apply codes to what is selected, as one step."""
        where = self.selected
        if where is None or self.app.background is None or not codes:
            return
        if len(codes) == 1:
            self.apply(codes[0])
            return
        names = names_listed([self.code_name(code) for code in codes])
        self.app.background.change(
            f"Apply {names}", lambda session: edits.apply_all(session, where, codes),
            then=lambda done: self._applied(done, ""),
            said=f"Applied {names} to {where.end - where.start:,} characters · ctrl+z undoes",
        )  # fmt: skip

    def _applied(self, done: Sequence[Applied], name: str) -> None:
        digits = [self.recent.digit(each.code) for each in done]
        for each in done:
            self.recent.use(each.code)
        if digits != [self.recent.digit(each.code) for each in done]:
            self.show_codes()
        self._remember([each.code for each in done])
        for each in done:
            self.ask_stance_of((each.coding,), each.code, name or self.code_name(each.code), asks=each.asks_stance)

    def _remember(self, codes: Sequence[str]) -> None:
        """Have the comma apply these again; what one palette applies, it applies together."""
        self._at_once = [*(self._at_once if self.palette_open else ()), *codes]
        again = tuple(dict.fromkeys(self._at_once))
        self.deed = Deed(names_listed([self.code_name(c) for c in again]), True, lambda: self.apply_several(again))

    def ask_stance_of(self, codings: tuple[str, ...], code_uid: str, name: str, *, asks: bool = False) -> None:
        """Ask who holds it, where the code's theme asks; one question after the other, once the palette is gone.

        `asks` says so of a code that is too new to be in view.
        """
        code = self.view.by_uid.get(code_uid)
        if asks or (code is not None and code.asks_stance):
            self._stance_due.append((codings, name))
            if not self.palette_open and not self.stance.display:
                self.ask_next_stance()

    def ask_next_stance(self) -> None:
        """Ask what is still to be asked."""
        if self._stance_due:
            self.stance.ask(*self._stance_due.popleft())

    def ask_no_more(self) -> None:
        """The person went on: what was not asked yet stays undecided."""
        self._stance_due.clear()

    # -- keys

    def action_apply_recent(self, digit: str) -> None:
        """Apply the code of a digit."""
        code = self.recent.code(int(digit))
        if self.refuse("apply_recent"):
            return
        if code is None:
            self.say(self.keyed(f"No code has the digit {digit} yet. Press «code.palette» to choose one."))
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

    def action_repeat(self) -> None:
        """Do what was done last once more, to what is selected or under the cursor now."""
        if not self.refuse("repeat") and self.deed is not None:
            self.deed.do()

    def action_copy_code(self) -> None:
        """Remember the codes of the marked codings, or of the one under the cursor, whoever made it."""
        if not self.refuse("copy_code") and self.here is not None:
            self._copy([each.code for each in (self.targets if self.marked else [self.here])])

    def action_copy_codes(self) -> None:
        """Remember the codes of all codings here."""
        if not self.refuse("copy_codes"):
            self._copy([self.codings[row.key].code for row in self.here_list.rows if row.key in self.codings])

    def _copy(self, codes: Sequence[str]) -> None:
        self.copied = tuple(dict.fromkeys(codes))
        names = names_listed([self.code_name(code) for code in self.copied])
        key, them = self.keyed("«code.paste»"), "it" if len(self.copied) == 1 else "them"
        self.say(f"Copied {names}. Select another passage, then {key} applies {them}.")

    def action_apply_copied(self) -> None:
        """Apply the codes that were copied."""
        if not self.refuse("apply_copied"):
            known = tuple(code for code in self.copied if code in self.view.by_uid)
            if known:
                self.apply_several(known)
            else:
                self.say("The codes that were copied are gone from the codebook.")

    # -- new codes

    def action_new_code(self) -> None:
        """Make a code, applied to nothing yet, under the theme highlighted in the codebook."""
        row = self.code_list.highlighted
        here = None if row is None else self.view.by_uid.get(row.key)
        theme = None if here is None else next(c for c in self.view.tree if c.names == here.names[:1])
        under = "" if theme is None else f" under ‘{theme.name}’; Theme/Code puts it elsewhere"
        self.app.push_screen(
            ask.Ask("New code", f"Its name{under}", "Make"), lambda name: self._make_unless_near(name, theme)
        )

    def _make_unless_near(self, name: str | None, theme: Code | None) -> None:
        if not name:
            return
        near = ranking.near_equal(name.rpartition("/")[2], [ranking.Sought.of(code) for code in self.view.tree])
        if not near:
            self._make_code(name, theme)
            return
        question = f"‘{name}’ is close to ‘{near[0].path}’. Make it all the same?"
        self.app.push_screen(
            confirm.Confirm("New code", question, f"Make ‘{name}’", f"Use ‘{near[0].name}’"),
            lambda made: self._make_code(name, theme) if made else self.code_list.highlight(near[0].uid),
        )

    def _make_code(self, name: str, theme: Code | None) -> None:
        if self.app.background is not None:
            code = NewCode(name, None if theme is None else theme.uid)
            self.app.background.change(
                f"New code ‘{name}’", code.make, then=lambda uid: self.code_list.highlight(uid),
                said=f"‘{name}’ is a code now · ctrl+z undoes",
            )  # fmt: skip

    def action_in_vivo(self) -> None:
        """The selected words become a code; a near-equal name that exists is proposed first."""
        where, document = self.selected, self.reader.transcript
        if self.refuse("in_vivo") or where is None or document is None:
            return
        name = in_vivo_name(said(document.text, where.start, where.end, document.turns))
        if ranking.near_equal(name, [ranking.Sought.of(code) for code in self.view.tree]):
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
            then=lambda done: self._applied([done], name), said=f"In vivo: ‘{name}’ is a code now · ctrl+z undoes",
        )  # fmt: skip

    # -- the palette

    @property
    def palette_open(self) -> bool:
        """Whether codes are being chosen. The palette stands on the screen itself: no pane need be searched for it."""
        return any(isinstance(each, CodePalette) for each in self.children)

    def open_palette(self, verb: str, take: Callable[[str | NewCode], None], *, query: str = "") -> None:
        """Let a code be chosen, or made, beside the selection."""
        here = self.code_list.highlighted
        self._at_once = []
        self.mount(
            CodePalette(
                self.view, self.recent, take, self.preview_rules, verb=verb, query=query, beside=self.cursor_cell(),
                under=None if here is None else here.key,
            )
        )  # fmt: skip

    @on(CodePalette.Closed)
    def _palette_closed(self) -> None:
        self.show_rules()
        if self._stance_due:
            self.ask_next_stance()
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
        listed = self.code_list.highlighted
        uid = self.here.code if self.here is not None else listed.key if listed is not None else ""
        self.preview_rules(self.view.by_uid.get(uid))

    def preview_rules(self, code: Code | None) -> None:
        """Show the rules of a code, its name above them."""
        self.rules.show(code)
