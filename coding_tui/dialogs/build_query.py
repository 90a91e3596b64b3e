"""A query put together, or taken apart and changed, from lists: a line for each part and filter, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from codebook.query import Expression, Filter, Or
from codebook.query import building as parts
from codebook.query.building import Line, Part, Path
from coding_tui.dialogs.from_lists import FromLists
from coding_tui.plain_words import words
from coding_tui.registry.dialog_commands import own
from coding_tui.views import building
from coding_tui.views.asking import Helps
from coding_tui.widgets.outline import Outline

FIRST = "Which passages? Begin with a code"
HINT = (
    "enter change it · «build.join» and, or, within … · «build.only» only … · «build.never» not · «build.joint» joined "
    "otherwise · «build.remove» take out · «build.undo» undo · «build.redo» redo · «dialog.do» ask it · «dialog.leave» "
    "leave it in the field"
)
NO_JOINT = "Nothing stands before this. Go to a line that begins with AND, OR or the like."
NO_NOT = "AND and AND NOT change places here, and only and never; go to a line with one of them."
NOTHING_TO_TAKE = "Go to the line that is to be taken out."
WHOLE = "This is all of it: «build.join» joins something to it, «build.only» narrows it."
TALLEST, LEAST, AROUND = 14, 4, 16
"""Rows of the outline, and of what stands around it where the query and the keys need most room."""
Count = Callable[[str, Callable[[str, str], None]], None]
"""Tells how much a query finds, once it is known: the query, and the line to show."""
Place = tuple[Path, int | None]
"""Which part the cursor is on, or which filter of it."""


@dataclass(frozen=True, slots=True)
class Built:
    """A query that was put together; `ask` when it is to be asked now."""

    query: str
    ask: bool


def named(line: Line) -> str:
    """What a line is called above a list."""
    return line.text or ("these together" if line.path else "all of it")


class BuildQuery(FromLists[Built | None]):
    """Gives back what was put together; None when nothing was changed. `count` tells, when it is known, how many
    passages a query finds.
    """

    BINDINGS: ClassVar[list[Any]] = [
        *own("build.join", "join"), *own("build.only", "only"), *own("build.never", "never"),
        *own("build.joint", "other_joint"), *own("build.remove", "take_out"), *own("build.undo", "undo_it"),
        *own("build.redo", "redo_it"), *own("dialog.do", "ask"),
    ]  # fmt: skip
    CSS = """
    BuildQuery .dialog { width: 104; }
    BuildQuery #built { height: auto; max-height: 5; color: $accent; }
    BuildQuery #told { height: auto; max-height: 2; color: $dim; text-style: $dim-style; }
    BuildQuery Outline { margin: 1 0; }
    """
    outline = getters.query_one(Outline)
    built = getters.query_one("#built", Static)
    told = getters.query_one("#told", Static)

    def __init__(self, helps: Helps, whole: Part | None, count: Count) -> None:
        super().__init__(helps)
        self._count = count
        self._whole = whole
        self._before: list[tuple[Part | None, Place]] = []
        self._after: list[tuple[Part | None, Place]] = []

    def compose(self) -> ComposeResult:
        """The query as it is typed, what it finds, its lines, what keys do."""
        with Vertical(classes="dialog") as box:
            box.border_title = "Build a query"
            yield Static(id="built")
            yield Static(id="told")
            yield Outline(filters=False)
            yield self.hint(HINT)

    def on_mount(self) -> None:
        """Show what there is; with nothing, a code comes first."""
        self._show()
        self.outline.focus()
        if self._whole is None:
            self._first()

    # -- what is shown

    def _show(self, at: Place = ((), None)) -> None:
        whole = self._whole
        listed = [] if whole is None else building.rows_of(whole, self._helps)
        room = max(LEAST, self.app.size.height - AROUND)
        self.outline.styles.height = min(TALLEST, room, max(1, len(listed)))
        self.outline.set_rows(listed)
        if whole is None:
            self.built.update("")
            self.told.update(words(FIRST))
            return
        place = next((n for n, line in enumerate(parts.lines(whole)) if (line.path, line.filter) == at), 0)
        self.outline.highlight(str(place))
        query = parts.written(whole)
        self.built.update(words(query))
        self._count(query, self._tell)

    def _tell(self, query: str, told: str) -> None:
        """How many passages a query finds, if it is still the one."""
        if self._whole is not None and parts.written(self._whole) == query:
            self.told.update(words(told))

    def say(self, why: str) -> None:
        """Say why nothing happened."""
        self.told.update(words(self.keyed(why)))

    def _here(self) -> Line | None:
        """The line under the cursor; the whole query where the cursor is on what asks it."""
        row = self.outline.highlighted
        if self._whole is None or row is None:
            return None
        listed = list(parts.lines(self._whole))
        return listed[0 if row.key == building.ASK else int(row.key)]

    def _place(self) -> Place:
        here = self._here()
        return ((), None) if here is None else (here.path, here.filter)

    # -- changing

    def _become(self, whole: Part | None, path: Path = (), at: int | None = None) -> None:
        """Another query, that can be taken back; the cursor goes to a part, or a filter of it."""
        self._before.append((self._whole, self._place()))
        self._after.clear()
        self._whole = whole
        self._show((path, at))
        if whole is None:
            self._first()

    def _first(self) -> None:
        def begin(taken: Sequence[Expression]) -> None:
            self._become(parts.apart(taken[0] if len(taken) == 1 else Or(tuple(taken))))

        self.take_codes(FIRST, "Begin", begin, otherwise=self._nothing)

    def _nothing(self) -> None:
        """No first code: what was there comes back, or the builder is left."""
        if self._before:
            self.action_undo_it()
        else:
            self.dismiss(None)

    @on(Outline.Chosen)
    def _chosen(self, message: Outline.Chosen) -> None:
        line, whole = self._here(), self._whole
        if line is None or whole is None:
            return
        if message.row.key == building.ASK:
            self.action_ask()
        elif line.filter is not None:
            self._narrow(line.path, parts.at_path(whole, line.path).filters[line.filter].field, line.filter)
        elif line.text:
            self.take_codes(f"In place of {line.text}", "Take", lambda taken: self._replace(line.path, taken))
        elif line.joint:
            self.action_other_joint()
        else:
            self.say(WHOLE)

    def _replace(self, path: Path, taken: Sequence[Expression]) -> None:
        if self._whole is not None:
            new = taken[0] if len(taken) == 1 else Or(tuple(taken))
            self._become(parts.with_leaf(self._whole, path, new), path)

    def action_join(self) -> None:
        """Something joined to the part under the cursor."""
        line = self._here()
        if line is not None:
            self.take_joint(f"{named(line)} …", "", lambda joint: self._join(line.path, joint))

    def _join(self, path: Path, joint: str) -> None:
        def join(taken: Sequence[Expression]) -> None:
            if self._whole is not None:
                self._become(*parts.joined(self._whole, path, joint, taken))

        self.take_codes(f"… {joint} …", "Take", join)

    def action_other_joint(self) -> None:
        """Another joint before the part under the cursor."""
        line = self._here()
        if line is None or line.filter is not None or not line.joint:
            self.say(NO_JOINT)
            return
        self.take_joint(f"{line.joint} {named(line)}", line.joint, lambda joint: self._rejoin(line.path, joint))

    def _rejoin(self, path: Path, joint: str) -> None:
        if self._whole is not None:
            self._become(*parts.rejoined(self._whole, path, joint))

    def action_only(self) -> None:
        """The part under the cursor, narrowed."""
        line = self._here()
        if line is None or self._whole is None:
            return
        path, there = line.path, parts.at_path(self._whole, line.path)
        self.take_field(
            f"{named(line)} only …", lambda name: self._narrow(path, name, building.same_kind(there, name))
        )

    def _narrow(self, path: Path, name: str, at: int | None) -> None:
        """Values for a new filter of a part, or for the one of that number."""
        whole = self._whole
        if whole is None:
            return
        before = None if at is None else parts.at_path(whole, path).filters[at]

        def narrow(values: Sequence[str]) -> None:
            given = Filter(name, tuple(values), before is not None and before.negated)
            self._become(parts.with_filter(whole, path, given, at), path, at)

        self.take_values(name, () if before is None else before.values, narrow)

    def action_never(self) -> None:
        """AND NOT for AND, never for only, and back."""
        line = self._here()
        if line is None or self._whole is None:
            return
        if line.filter is not None:
            given = building.flipped(parts.at_path(self._whole, line.path).filters[line.filter])
            self._become(parts.with_filter(self._whole, line.path, given, line.filter), line.path, line.filter)
        elif line.joint in (parts.AND, parts.AND_NOT):
            self._rejoin(line.path, parts.AND if line.joint == parts.AND_NOT else parts.AND_NOT)
        else:
            self.say(NO_NOT)

    def action_take_out(self) -> None:
        """Without the part or filter under the cursor."""
        line, row = self._here(), self.outline.highlighted
        if line is None or self._whole is None or row is None:
            return
        if row.key == building.ASK:
            self.say(NOTHING_TO_TAKE)
            return
        if line.filter is not None:
            self._become(parts.without_filter(self._whole, line.path, line.filter), line.path)
        else:
            self._become(parts.without_part(self._whole, line.path), line.path[:-1])

    def action_undo_it(self) -> None:
        """As it was before."""
        self._back(self._before, self._after)

    def action_redo_it(self) -> None:
        """What was taken back, again."""
        self._back(self._after, self._before)

    def _back(self, from_: list[tuple[Part | None, Place]], to: list[tuple[Part | None, Place]]) -> None:
        if not from_ or (from_[-1][0] is None and len(from_) == 1 and from_ is self._before):
            self.say("There is nothing more to take back here.")
            return
        to.append((self._whole, self._place()))
        self._whole, at = from_.pop()
        self._show(at)

    # -- leaving

    def action_ask(self) -> None:
        """Ask it."""
        if self._whole is not None:
            self.dismiss(Built(parts.written(self._whole), True))

    def action_leave(self) -> None:
        """Leave it in the field, to be typed on; what was not changed stays as it was typed."""
        unchanged = self._whole is None or not self._before
        self.dismiss(None if self._whole is None or unchanged else Built(parts.written(self._whole), False))
