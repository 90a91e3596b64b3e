"""Which code? Beside the selection: a few letters, the likeliest codes, and their rules in sight."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static

from codebook.paths import BadNameError, parse_path
from codebook.scheme.codes import Code
from coding_tui.edits import NewCode
from coding_tui.later import Later
from coding_tui.plain_words import shown
from coding_tui.registry.dialog_commands import own
from coding_tui.registry.keymap import KeyMap, keys_in
from coding_tui.views.recent_codes import RecentCodes
from coding_tui.views.workbench_view import CodebookView
from coding_tui.widgets.outline import Outline
from coding_tui.widgets.rows import Row, fitted

if TYPE_CHECKING:
    from coding_tui.views import ranking
else:
    ranking = Later("coding_tui.views.ranking")  # it brings rapidfuzz

HEIGHT, WIDTH = 17, 62
LEAST = 9
"""Rows it keeps where neither above nor below the selection is room for all of it."""
NO_CODES = "No code yet. Type a name, then «palette.new»."
HINT = "enter apply · «palette.stay» apply and stay · «palette.new» new code · «palette.close»"
TYPING = "enter apply · {twice}«palette.stay» stay · «palette.new» new "
NOTHING_LIKE_IT = "«palette.new» new {under} · or type Theme/Code"


class _Query(Input):
    """The field; a space that no query needs is the palette's: the first one, a second one, or one after ↑↓."""

    class Spaced(Message):
        """A space that means: apply, and stay."""

    walked = False

    def on_key(self, event: events.Key) -> None:
        """Type the space only where one is typing."""
        keys = keys_in(self.app)
        typed = event.key == "space" and not (self.walked or not self.value.strip() or self.value.endswith(" "))
        if event.key in keys.of("palette.stay") and not typed:
            event.stop()
            event.prevent_default()
            self.post_message(self.Spaced())


class CodePalette(Vertical):
    """Calls `take` with a code's uid or a `NewCode` for each that is chosen, and `preview` with the one highlighted.

    It lies over the screen instead of being one: what is behind stays as it is painted, and a key costs little.
    """

    BINDINGS: ClassVar[list[Any]] = [
        *own("palette.close", "close"), *own("palette.new", "new_code"), *own("palette.down", "move(1)"),
        *own("palette.up", "move(-1)"), *own("palette.page_down", "move(8)"), *own("palette.page_up", "move(-8)"),
    ]  # fmt: skip
    DEFAULT_CSS = """
    CodePalette {
        layer: palette; position: absolute; width: 62; max-width: 100%; height: 17; max-height: 100%;
        background: $panel; border: round $accent; border-title-color: $accent; border-title-style: bold;
    }
    CodePalette Outline { height: 1fr; & > .outline--row { background: $row-focus; text-style: $row-focus-style; } }
    CodePalette #brief { height: 2; padding: 0 1; color: $dim; }
    CodePalette #palette-hint { padding: 0 1; height: 1; color: $dim; }
    """

    class Closed(Message):
        """The palette is gone."""

    def __init__(
        self, view: CodebookView, recent: RecentCodes, take: Callable[[str | NewCode], None],
        preview: Callable[[Code | None], None], *, verb: str = "Apply", query: str = "",
        beside: tuple[int, int] = (0, 0), under: str | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._view = view
        self._codes = [ranking.Sought.of(code) for code in view.tree if code.entry.status != "retired"]
        self._recent = recent
        self._take = take
        self._preview = preview
        self._verb = verb
        self._query = query
        self._beside = beside
        self._under = under
        self._warned = ""
        self._taken: dict[str, str] = {}
        self._gone = False
        self._within = Size(0, 0)

    def compose(self) -> ComposeResult:
        """Field, codes, the rules' first line, what keys do."""
        self.border_title = Content(shown(self._verb))
        yield _Query(self._query, placeholder="name, path, rules or cues", id="code-query")
        yield Outline(filters=False, empty=NO_CODES, choose_by_click=True, id="found-codes")
        yield Static(Content(""), id="brief")
        yield Static(Content(self._keys.named(HINT)), id="palette-hint")

    def on_mount(self) -> None:
        """Stand beside the selection, also when the window gets another size; ready for typing."""
        self._stand()
        self.screen.screen_layout_refresh_signal.subscribe(self, self._stand_anew)
        self.query_one(_Query).focus()
        self._list()
        if self._query:
            self._warn_of_near_equal()

    def _stand_anew(self, screen: Screen[object]) -> None:
        if screen.size != self._within:
            self._stand()

    def _stand(self) -> None:
        self._within = width, height = self.screen.size
        x, y = self._beside
        above, below = y, height - y - 2
        under = below >= min(above, HEIGHT)
        tall = max(LEAST, min(HEIGHT, below if under else above))
        top = y + 2 if under else y - tall
        self.styles.height = tall
        self.styles.offset = (max(0, min(x, width - WIDTH)), max(0, min(top, height - tall)))

    # -- the list

    @property
    def found(self) -> Outline:
        """The codes listed."""
        return self.query_one("#found-codes", Outline)

    @property
    def query_text(self) -> str:
        """What is typed."""
        return self.query_one(Input).value

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._warned = ""
        self.query_one(_Query).walked = False
        self._hint(HINT)
        self._list()

    def _list(self) -> None:
        recent = [uid for uid in self._recent.latest_first() if uid not in self._taken]
        codes = ranking.ranked(self.query_text, self._codes, recent)
        codes.sort(key=lambda code: not self.query_text.strip() and code.uid in self._taken)
        parents = {code.parent for code in self._view.tree}
        found = self.found
        if self._view.tree.codes:
            found.say_empty("No code is like that. «palette.new» makes it.")
        found.set_rows([self._row(code, code.uid in parents) for code in codes])
        if codes:
            found.highlight(codes[0].uid)
        self._show(codes[0] if codes else None)

    def _row(self, code: Code, is_theme: bool) -> Row:
        many = self._view.totals[code.uid]
        above = code.names[-2] if code.depth else ("theme" if is_theme else "")
        asks = "◇ " if code.asks_stance else ""
        note = f"{asks}{above}  {many:,}" if many else f"{asks}{above}"
        sign = "✓" if code.uid in self._taken else str(self._recent.digit(code.uid) or " ")
        return Row(code.uid, code.name, 0, note, sign, self._view.hues[code.uid])

    @on(Outline.Highlighted)
    def _highlighted(self, message: Outline.Highlighted) -> None:
        message.stop()
        self._show(self._view.by_uid.get(message.row.key))

    def _show(self, code: Code | None) -> None:
        brief = "" if code is None else code.entry.brief or "Nobody has written its rules yet."
        path = "" if code is None else f"{' › '.join(code.names)}\n"
        if self.query_text.strip() and not self._warned and "/" not in self.query_text:
            theme = self._theme_above()
            twice = "2 × " * ("space" in self._keys.of("palette.stay"))  # the first blank may be part of a name
            typing = f"{TYPING.format(twice=twice)}{_under(theme, 11)}"
            self._hint(typing if code else NOTHING_LIKE_IT.format(under=_under(theme, 20)))
        self.query_one("#brief", Static).update(
            Content.assemble((shown(path), "$foreground"), shown(brief)), layout=False
        )
        self._preview(code)

    def action_move(self, rows: int) -> None:
        """Walk the list while the field keeps the keys."""
        self.query_one(_Query).walked = True
        self.found.action_move(rows)

    # -- choosing

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if self._taken and not self.query_text.strip() and not self.query_one(_Query).walked:
            self.close()  # what was wanted is applied already, by space
        else:
            self._choose(stay=False)

    @on(Outline.Chosen)
    def _clicked(self, message: Outline.Chosen) -> None:
        message.stop()
        self._choose(stay=False)

    @on(_Query.Spaced)
    def _spaced(self) -> None:
        self._choose(stay=True)

    def _choose(self, *, stay: bool) -> None:
        row = self.found.highlighted
        if row is None:
            self._hint("No code is like that. «palette.new» makes it.")
            return
        if row.key not in self._taken:
            self._take(row.key)
        if not stay:
            self.close()
            return
        self._taken[row.key] = row.text
        field = self.query_one(_Query)
        if field.value:
            field.value = ""
        else:
            field.walked = False
            self._list()
        self.call_after_refresh(self._say_taken)

    def _say_taken(self) -> None:
        """Which codes were chosen while the palette stayed; the last ones, where there is no room for all."""
        names = list(self._taken.values())
        while len(names) > 1 and sum(cell_len(name) + 2 for name in names) > WIDTH - 30:
            names.pop(0)
        left = len(self._taken) - len(names)
        listed = ", ".join(f"‘{shown(name)}’" for name in names)
        self._hint(f"✓ {f'{left:,} and ' if left else ''}{listed} · enter closes")

    def action_new_code(self) -> None:
        """Make a code of what is typed, under the highlighted theme; a near-equal one is proposed first."""
        name = self.query_text.strip()
        if not name:
            self._hint("Type the new code's name, then «palette.new».")
        elif self._warned == name or not self._warn_of_near_equal():
            self._make(name)

    def _make(self, name: str) -> None:
        try:
            parse_path(name)
        except BadNameError as error:
            self._hint(str(error))
            return
        theme = None if "/" in name else self._theme_above()
        self._take(NewCode(name, None if theme is None else theme.uid))
        self.close()

    def _warn_of_near_equal(self) -> bool:
        name = self.query_text.strip()
        near = ranking.near_equal(name, self._codes)
        if not near:
            return False
        self._warned = name
        self.found.set_rows([self._row(code, False) for code in near])
        self.found.highlight(near[0].uid)
        self._show(near[0])
        close = f"‘{shown(name)}’ is close to ‘{shown(near[0].name)}’"
        self._hint(f"{close}: enter uses that · «palette.new» makes the new one")
        return True

    def _theme_above(self) -> Code | None:
        """The theme for a new code: the highlighted code's, or the one highlighted in the codebook."""
        row = self.found.highlighted
        code = self._view.by_uid.get(row.key if row is not None else self._under or "")
        return None if code is None else next(c for c in self._view.tree if c.names == code.names[:1])

    def action_close(self) -> None:
        """Leave everything as it is."""
        self.close()

    def close(self) -> None:
        """Go away, and say so."""
        if not self._gone:
            self._gone = True
            self.post_message(self.Closed())
            self.remove()

    def on_descendant_blur(self) -> None:
        """Somebody clicked elsewhere: leave."""
        if self.screen.focused is not None and self not in self.screen.focused.ancestors_with_self:
            self.close()

    @property
    def _keys(self) -> KeyMap:
        return keys_in(self.app)

    def _hint(self, text: str) -> None:
        self.query_one("#palette-hint", Static).update(Content(self._keys.named(text)), layout=False)


def _under(theme: Code | None, cells: int) -> str:
    """Where a new code goes, in a hint that has so many cells for the theme's name."""
    return "theme" if theme is None else f"in ‘{fitted(shown(theme.name), cells)}’"
