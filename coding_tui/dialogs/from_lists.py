"""What the builder of queries takes from lists: codes, how they are joined, fields and their values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from codebook.query import Expression, QueryError, parse
from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.choose import Choose
from coding_tui.dialogs.choose_several import ChooseSeveral
from coding_tui.dialogs.dialog import Dialog
from coding_tui.views import building
from coding_tui.views.asking import Helps
from coding_tui.widgets.rows import Row

T = TypeVar("T")


class FromLists(Dialog[T]):
    """A dialog that opens lists over itself; what is taken goes to `then`."""

    def __init__(self, helps: Helps) -> None:
        super().__init__()
        self._helps = helps
        self._offers = building.offers(helps)

    def say(self, why: str) -> None:
        """Say why nothing happened."""
        raise NotImplementedError

    def take_joint(self, title: str, now: str, then: Callable[[str], None]) -> None:
        """How parts are joined; `now` is how they are."""
        joints = list(building.JOINTS)
        shown = [f"{joint:<18}{meaning}" for joint, meaning in building.JOINTS.items()]

        def chosen(at: int | None) -> None:
            if at is None:
                return
            if joints[at] == building.FAR:
                self._take_distance(then)
            else:
                then(joints[at])

        at = joints.index(now) if now in joints else 0
        self.app.push_screen(Choose(title, shown, "Join", now=at), chosen)

    def _take_distance(self, then: Callable[[str], None]) -> None:
        def said(typed: str | None) -> None:
            if typed is None:
                return
            joint = building.near(typed)
            if joint:
                then(joint)
            else:
                self.say(f"‘{typed}’ is no distance: 5 sentences, 3 turns.")

        question = "At most how far? A number of sentences or turns: 5 sentences, 3 turns."
        self.app.push_screen(Ask("NEAR", question, "Join", value="3 sentences"), said)

    def take_codes(
        self, title: str, verb: str, then: Callable[[Sequence[Expression]], None], *,
        otherwise: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        """One code or several, or whatever is typed; `otherwise` when none is taken."""
        rows = [*(offer.row for offer in self._offers), Row("", building.TYPED, quiet=True)]

        def chosen(at: tuple[int, ...] | None) -> None:
            if at is None:
                otherwise()
            elif at[0] == len(self._offers):
                self._type_code(then, otherwise)
            else:
                then([self._offers[each].query for each in at])

        self.app.push_screen(ChooseSeveral(title, rows, verb, alone=(len(self._offers),)), chosen)

    def _type_code(self, then: Callable[[Sequence[Expression]], None], otherwise: Callable[[], None]) -> None:
        def said(typed: str | None) -> None:
            if not typed:
                otherwise()
                return
            try:
                new = parse(typed)
            except QueryError as error:
                otherwise()
                self.say(f"‘{typed}’: {building.wrongness(error)}")
            else:
                then([new])

        question = "A code, a name with a star for any letters (*contact), or any query."
        self.app.push_screen(Ask("Something else", question, "Take"), said)

    def take_field(self, title: str, then: Callable[[str], None]) -> None:
        """What to narrow by."""
        listed = building.fields(self._helps.words)
        rows = [row for _, row in listed]
        self.app.push_screen(
            ChooseSeveral(title, rows, "Choose", alone=range(len(rows))),
            lambda at: None if at is None else then(listed[at[0]][0]),
        )

    def take_values(self, name: str, now: Sequence[str], then: Callable[[Sequence[str]], None]) -> None:
        """Values of a field, from a list or typed; `now` are those that hold already."""
        listed = building.values(self._helps.words, name)
        if not listed:
            self._type_value(name, now, then)
            return

        def chosen(taken: tuple[int, ...] | None) -> None:
            if taken == (len(listed),):
                self._type_value(name, now, then)
            elif taken is not None:
                then([listed[each] for each in taken])

        typed = building.can_be_typed(name)
        rows = list(building.value_rows(listed, typed=typed))
        marked = [at for at, value in enumerate(listed) if value.casefold() in {each.casefold() for each in now}]
        alone = (len(listed),) if typed else ()
        self.app.push_screen(ChooseSeveral(f"only {name} …", rows, "Take", now=marked, alone=alone), chosen)

    def _type_value(self, name: str, now: Sequence[str], then: Callable[[Sequence[str]], None]) -> None:
        def said(typed: str | None) -> None:
            if values := building.typed_values(name, typed or ""):
                then(values)

        value = ", ".join(now) if name != "text" else "".join(now[:1])
        self.app.push_screen(Ask(f"only {name} …", building.how_typed(name), "Take", value=value), said)
