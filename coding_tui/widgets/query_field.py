"""A line to ask in. What was asked wrongly stays, a caret under the place and one line saying what was expected."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from rich.cells import cell_len
from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, Static

from codebook.query import QueryError
from codebook.query.completion import Vocabulary, completed, ending
from codebook.query.errors import place_of as named_in
from coding_tui.plain_words import shown, words
from coding_tui.registry import commands
from coding_tui.widgets.lines import Line, Piece
from transcripts.searching import BadSearch

FOR_COMMAND_LINES = " See them all:"


class Caret(Line):
    """The row under the field: a sign under the place that is meant, while that is in sight."""

    DEFAULT_CSS = "Caret { height: 1; display: none; }"

    def __init__(self, field: Input, *, id: str) -> None:
        super().__init__(id=id)
        self._field = field
        self._before: int | None = None

    @property
    def said(self) -> str:
        """The row; "" where no place is known or it is out of sight."""
        if self._before is None:
            return ""
        before = self._before - self._field.scroll_offset.x
        return f"{' ' * (1 + before)}▲" if 0 <= before <= self._field.content_size.width else ""

    def stand(self, before: int | None) -> None:
        """Stand behind so many cells of what is in the field; None for nowhere."""
        self._before = before
        self.display = before is not None
        self.refresh()

    def left(self, room: int) -> Iterable[Piece]:
        """The sign."""
        yield self.said, "wrong"


class Complaint(Static):
    """What is wrong, under the caret, in as many rows as it takes."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Complaint { height: auto; max-height: 4; padding: 0 1; color: $error; text-style: bold; display: none; }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.said = ""
        """What it says."""

    def say(self, said: str) -> None:
        """Say it; nothing takes the row away."""
        self.said = said
        self.display = bool(said)
        self.update(words(said))


class Completer(Suggester):
    """Shows how what is typed may go on. What is taken may be written otherwise: with a capital, in quotation marks."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    def whole(self, typed: str) -> str | None:
        """What is typed with its end; None where nothing begins so."""
        raise NotImplementedError

    async def get_suggestion(self, value: str) -> str | None:
        """What is typed, letter by letter, and what would follow."""
        whole = self.whole(value)
        return None if whole is None else value + ending(value, whole)


class QueryCompleter(Completer):
    """Codes, fields, their values, operators and saved queries of a project, once they are known."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Vocabulary()

    def whole(self, typed: str) -> str | None:
        """With the likeliest end of the last word."""
        return completed(typed, self.words)


class QueryInput(Input):
    """The line itself, with our own keys, so that the footer knows them."""

    BINDINGS: ClassVar[list[Any]] = commands.bindings("query")

    def action_cursor_right(self, select: bool = False) -> None:
        """Take what is in grey, as it is written."""
        shown = self.cursor_at_end and bool(self._suggestion) and not select
        whole = self.suggester.whole(self.value) if shown and isinstance(self.suggester, Completer) else None
        if whole is None:
            super().action_cursor_right(select)
        else:
            self.value = whole
            self.cursor_position = len(whole)


class QueryField(Vertical):
    """The field and its complaint. Enter asks; down goes on to what was found."""

    DEFAULT_CSS = """
    QueryField { height: auto; }
    QueryField Input { height: 1; }
    """
    field = getters.query_one(QueryInput)
    caret = getters.query_one("#caret", Caret)
    complaint = getters.query_one("#complaint", Complaint)

    class Asked(Message):
        """Somebody wants an answer to `query`."""

        def __init__(self, query: str) -> None:
            super().__init__()
            self.query = query

    class Typed(Message):
        """Somebody is typing in `field`."""

        def __init__(self, field: QueryField) -> None:
            super().__init__()
            self.field = field

    def __init__(
        self, placeholder: str, *, value: str = "", suggester: Suggester | None = None, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._placeholder = placeholder
        self._value = value
        self._suggester = suggester

    def compose(self) -> ComposeResult:
        """Field, caret, complaint."""
        field = QueryInput(self._value, self._placeholder, select_on_focus=False, suggester=self._suggester)
        yield field
        yield Caret(field, id="caret")
        yield Complaint(id="complaint")

    def on_mount(self) -> None:
        """The caret goes with what is typed when that is moved to and fro."""
        self.watch(self.field, "scroll_x", self._scrolled, init=False)

    def _scrolled(self) -> None:
        self.caret.refresh()

    @property
    def value(self) -> str:
        """What is in the field."""
        return self.field.value

    def complain(self, error: Exception) -> None:
        """Say what is wrong with the query, and where when that is known."""
        query = self.value
        at, advice = place_of(query, error)
        self.caret.stand(None if at is None else cell_len(shown(query[:at])))
        self.complaint.say(advice)
        if at is not None:
            self.field.cursor_position = at

    def forgive(self) -> None:
        """Say nothing."""
        self.caret.stand(None)
        self.complaint.say("")

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.forgive()
        self.post_message(self.Typed(self))

    def ask(self) -> None:
        """Ask what is in the field."""
        self.post_message(self.Asked(self.value))


def place_of(query: str, error: Exception) -> tuple[int | None, str]:
    """Which character of a query an error is about, if that is known, and the one line to say."""
    if isinstance(error, QueryError | BadSearch):
        return error.position, error.advice.partition(FOR_COMMAND_LINES)[0]
    advice = " ".join(str(error).split()).partition(FOR_COMMAND_LINES)[0]
    return named_in(query, advice), advice
