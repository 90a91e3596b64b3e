"""A query to type, with completion, or to put together in the builder. A wrong one stays, marked with a caret."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from codebook.query import QueryError
from coding_tui.dialogs.build_query import BuildQuery, Built, Count
from coding_tui.dialogs.dialog import Dialog
from coding_tui.plain_words import words
from coding_tui.registry.dialog_commands import own
from coding_tui.views.asking import Helps
from coding_tui.views.building import begun
from coding_tui.widgets.query_field import QueryCompleter, QueryField
from transcripts.errors import WorkbenchError

Reading = Callable[[Callable[[Helps], None]], None]
"""Reads what queries can hold, and hands it on."""
Check = Callable[[str, Callable[[WorkbenchError | None], None]], None]
"""Reads what is wrong with a query, None where it can be answered, and hands it on."""


class AskQuery(Dialog[str | None]):
    """Gives back the query, or None when it was left. `count` is for the builder."""

    BINDINGS: ClassVar[list[Any]] = own("asking.build", "build")
    CSS = ".dialog { width: 100; }"
    PLACEHOLDER = "kind:interview, group:police, a code, Theme/* …"
    query_field = getters.query_one(QueryField)

    def __init__(
        self, title: str, question: str, verb: str, *, value: str, helps: Reading, count: Count, check: Check
    ) -> None:
        super().__init__()
        self._about, self._question, self._verb, self._value = title, question, verb, value
        self._read, self._count, self._check = helps, count, check
        self._suggester = QueryCompleter()
        self._helps: Helps | None = None
        self._build_then = False

    def compose(self) -> ComposeResult:
        """The question, the field, what keys do."""
        with Vertical(classes="dialog") as box:
            box.border_title = words(self._about)
            yield Static(words(self._question), classes="label")
            yield QueryField(self.PLACEHOLDER, value=self._value, suggester=self._suggester)
            yield self.hint(
                f"«query.ask» {self._verb.lower()} · → takes what is in grey · «asking.build» builds it from lists · "
                "«dialog.leave» leave"
            )

    def on_mount(self) -> None:
        """Begin in the field; know what can be asked."""
        self.query_field.field.focus()
        self._read(self._know)

    def _know(self, helps: Helps) -> None:
        self._helps, self._suggester.words = helps, helps.words
        if self._build_then:
            self._build_then = False
            self.action_build()

    # -- asking

    def action_submit(self) -> None:
        """Give it back, when it can be answered."""
        self.query_field.ask()

    @on(QueryField.Asked)
    def _asked(self, message: QueryField.Asked) -> None:
        query = message.query.strip()
        if query:
            self._check(query, lambda wrong: self._answer(message.query, wrong))
        else:
            self.dismiss("")

    def _answer(self, query: str, wrong: WorkbenchError | None) -> None:
        """Nothing, where something else was typed meanwhile."""
        if self.is_current and query == self.query_field.value:
            if wrong is None:
                self.dismiss(query.strip())
            else:
                self.query_field.complain(wrong)

    # -- the builder

    def action_build(self) -> None:
        """Put together, or taken apart, what is in the line."""
        if self._helps is None:  # they are being read
            self._build_then = True
            return
        try:
            whole = begun(self.query_field.value)
        except QueryError as error:
            self.query_field.complain(error)
            return
        self.app.push_screen(BuildQuery(self._helps, whole, self._count), self._built)

    def _built(self, built: Built | None) -> None:
        if built is None:
            return
        if built.ask:
            self.dismiss(built.query)
        else:
            line = self.query_field.field
            line.value, line.cursor_position = built.query, len(built.query)
