"""A query to type, or to put together in the builder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual.widgets import Input, Static

from codebook.query import QueryError
from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.build_query import BuildQuery, Built, Count
from coding_tui.plain_words import words
from coding_tui.registry.dialog_commands import own
from coding_tui.views.asking import Helps
from coding_tui.views.building import begun, wrongness

Reading = Callable[[Callable[[Helps], None]], None]
"""Reads what queries can hold, and hands it on."""


class AskQuery(Ask):
    """Gives back the query, or None when it was left. `helps` and `count` are for the builder."""

    BINDINGS: ClassVar[list[Any]] = own("asking.build", "build")

    def __init__(self, title: str, question: str, verb: str, *, value: str, helps: Reading, count: Count) -> None:
        super().__init__(title, question, verb, value=value)
        self._helps = helps
        self._count = count

    @property
    def question(self) -> str:
        """What is asked, and that it can be built."""
        return f"{super().question} {self.keyed('«asking.build» builds it from lists.')}"

    def action_build(self) -> None:
        """Put together, or taken apart, what is in the line."""
        try:
            whole = begun(self.query_one(Input).value)
        except QueryError as error:
            self.query_one(".label", Static).update(words(wrongness(error)))
            return

        def open_it(helps: Helps) -> None:
            self.app.push_screen(BuildQuery(helps, whole, self._count), self._built)

        self._helps(open_it)

    def _built(self, built: Built | None) -> None:
        if built is None:
            return
        if built.ask:
            self.dismiss(built.query)
        else:
            line = self.query_one(Input)
            line.value, line.cursor_position = built.query, len(built.query)
