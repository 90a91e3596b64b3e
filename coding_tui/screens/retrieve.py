"""Retrieve: a query in the query language, the passages it finds, and each of them in its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from sqlmodel import Session
from textual import getters, on
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from coding_tui.dialogs.choose import Choose
from coding_tui.frame import EVERYTHING
from coding_tui.registry import commands
from coding_tui.screens.retrieve_acting import ActingScreen
from coding_tui.screens.retrieve_asking import TABLES
from coding_tui.views import retrieval
from coding_tui.views.retrieval import ORDERS, REPORT, Answer, Passage, Span
from coding_tui.widgets.excerpt_list import ExcerptList
from coding_tui.widgets.panes import Pane, Upright
from coding_tui.widgets.prose import Prose
from coding_tui.widgets.query_field import QueryField
from transcripts.errors import WorkbenchError

WIDER = (1, 2, 4, 8)
"""Turns either side of a passage."""
NO_PASSAGE = "Nothing is listed. Ask first: «retrieve.ask» goes to the query, «query.ask» asks."
NOTHING_FOUND = (
    "Nothing was found. «retrieve.spread» tells who was asked and is silent, «retrieve.negative» goes there; "
    "«retrieve.ask» goes to the query."
)
NO_CODINGS = (
    "No codings yet, so there is nothing to retrieve. «go.code» goes to the transcripts; «go.search» searches their "
    "words."
)
NO_CONTEXT = "What stands around the highlighted passage is shown here."
_OF_PASSAGES = frozenset({
    "read_it", "collect", "sort", "choose_order", "recode_found", "stance_found", "widen", "export",
})  # fmt: skip
_OF_ANSWERS = frozenset({"spread", "go_to_negative"})
"""What can be asked of an answer without passages, too."""
_OF_SEARCH = frozenset({"next_way", "next_role"})
CONTENT = frozenset({"coding", "code", "coder", "document", "speaker", "turn", "participant", "attribute",
                     "distressing"})  # fmt: skip


class RetrieveScreen(ActingScreen):
    """Passages by the codes on them."""

    PLACE = "Retrieve"
    CSS_PATH = "retrieve.tcss"
    BINDINGS: ClassVar[list[Any]] = commands.bindings("retrieve")
    NOUN = "Excerpts"
    OTHER = "→ takes what is in grey · «go.search» words instead"
    PLACEHOLDER = "a code, Theme/*, AND, OR, AND NOT, group:police, coder:Ann …"
    NOTHING_ASKED = "Nothing is asked yet. Type codes and filters, then «query.ask»."
    query_field = getters.query_one(QueryField)
    found_list = getters.query_one(ExcerptList)
    found_pane = getters.query_one("#found-pane", Pane)

    def __init__(self) -> None:
        super().__init__()
        self.answer: Answer | None = None
        self.asked = ""
        self.only: tuple[tuple[str, ...], str] | None = None
        self.order = next(iter(ORDERS))
        self.turns = 1

    # -- layout

    def body(self) -> Iterable[Widget]:
        """Query above; what was found beside its context."""
        yield Vertical(
            Pane("Query", QueryField(self.PLACEHOLDER, suggester=self.suggester), id="query-pane",
                 hint=self.keyed(self.OTHER)),
            Horizontal(
                Pane(self.NOUN, ExcerptList(empty=self.NOTHING_ASKED, id="found"), id="found-pane"),
                Upright(),
                Pane("In context", Prose(empty=NO_CONTEXT), id="context-pane"),
                id="answer",
            ),
        )  # fmt: skip

    def on_mount(self) -> None:
        """Begin in the field."""
        self.found_list.veil = self.veil
        if self.only is None:
            self.query_field.field.focus()
        else:
            self._ask_again()

    def why_not(self, function: str) -> str:
        """Nothing found, nothing to read or collect; but silence can be looked into."""
        found_nothing = self.answer is not None and not self.answer.passages
        if function in _OF_PASSAGES and self.found_list.highlighted is None:
            return NOTHING_FOUND if found_nothing else NO_PASSAGE
        nothing_yet = self.answer is None
        if function in _OF_ANSWERS and nothing_yet:
            return NO_PASSAGE
        if function == "leave_query" and nothing_yet and not (self.helps and self.helps.saved):
            return NO_PASSAGE
        if function in _OF_SEARCH:
            return "Codes are asked for in one way only. «go.search» searches words."
        return ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what does something here and now."""
        if action == "ask" and self.query_field.has_focus_within:
            return False
        return super().check_action(action, parameters) and action not in _OF_SEARCH

    # -- asking

    def look(self, session: Session, query: str) -> Answer:
        """What a query finds. Raises WorkbenchError for one that cannot be answered."""
        return retrieval.by_codes(session, query)

    def refresh_from_project(self, tables: frozenset[str]) -> None:
        """Ask again when what was asked about has changed."""
        if tables is EVERYTHING or tables & TABLES:
            self.read_helps()
        if tables is EVERYTHING or tables & {"collected_quotation", "document"}:
            self.read(retrieval.collected_spans, self._show_collected, group="collected")
            if self.order == REPORT:
                self._arrange()
        if tables is EVERYTHING:
            self.read(self.invitation, self.found_list.say_empty, group="invitation")
        elif self.asked and tables & CONTENT:
            self._ask_again(anew=False)

    def invitation(self, session: Session) -> str:
        """What stands where nothing was asked yet."""
        examples = retrieval.examples(session)
        return f"{self.NOTHING_ASKED} For example: {' · '.join(examples)}" if examples else NO_CODINGS

    @on(QueryField.Asked)
    def _asked(self, message: QueryField.Asked) -> None:
        if message.query.strip():
            self.ask_for(message.query)
        else:
            self.asked, self.answer = "", None
            self._list((), self.NOUN)

    def ask_for(self, query: str) -> None:
        """Look for what a query means."""
        self.asked, self.only = query, None
        self._ask_again()

    def show_codings(self, query: str, uids: Sequence[str], remark: str) -> None:
        """List certain codings; `query` asks for the like of them, `remark` says which they are."""
        self.asked, self.only = query, (tuple(uids), remark)
        if self.is_mounted:
            self._ask_again()

    def _ask_again(self, *, anew: bool = True) -> None:
        """Ask what was asked; not `anew` when the project changed, whose line in the status stays."""
        query, only = self.asked, self.only
        if only is not None and self.query_field.value != query:
            self.query_field.field.value = query
        self.found_pane.rule.say(note="looking …")
        self.read(
            lambda session: self._looked(session, query, only), lambda answer: self._show(answer, anew), group="query"
        )

    def _looked(
        self, session: Session, query: str, only: tuple[tuple[str, ...], str] | None
    ) -> Answer | WorkbenchError:
        self.read_veil(session)
        try:
            return self.look(session, query) if only is None else retrieval.by_codings(session, *only)
        except WorkbenchError as error:  # about the query: it belongs under the field, not into a message
            return error

    def _show(self, answer: Answer | WorkbenchError, anew: bool = True) -> None:
        if isinstance(answer, WorkbenchError):
            self.query_field.complain(answer)
            self.found_pane.rule.say(note="" if self.answer is None else "of the query before")
            return
        self.query_field.forgive()
        self.answer = answer
        self.found_list.say_empty(f"Nothing found. {self.no_luck()}")
        self._arrange()
        if anew:
            self._say_answer()
        if answer.passages and (self.only is not None or self.query_field.has_focus_within):
            self.found_list.focus()

    def no_luck(self) -> str:
        """What to try next."""
        return "Leave a condition out, or ask for a theme with all below it: Theme/*."

    def _arrange(self, *, to_top: bool = False) -> None:
        """List what was found in the order that is wanted; the cursor stays with its passage, or goes `to_top`."""
        if self.answer is None:
            return
        passages, counted = self.answer.passages, self.answer.counted
        if self.order == REPORT:
            self.read(lambda session: retrieval.for_report(session, passages),
                      lambda found: self._list(found, counted, to_top=to_top), group="candidates")  # fmt: skip
        else:
            self._list(retrieval.ordered(passages, self.order), counted)

    def _list(self, passages: Iterable[Passage], title: str, *, to_top: bool = False) -> None:
        self.found_pane.rule.say(title=title, note="")
        self.found_list.set_records(list(passages))
        if to_top:
            self.found_list.go(0)

    def _say_answer(self) -> None:
        if self.answer is not None:
            self.say(" · ".join((f"sorted by {self.order}", *self.answer.remarks)))

    def _show_collected(self, spans: frozenset[Span]) -> None:
        self.found_list.collected = spans
        self.found_list.refresh()

    # -- the passage under the cursor

    def follow(self) -> None:
        """Its place, and the words around it."""
        passage = self.found_list.highlighted
        if passage is None:
            self.context.show((("Nothing is highlighted.", "quiet"),))
            self.status.show_place("")
            return
        self.status.show_place(f"{self.found_list.position + 1:,} of {len(self.found_list.records):,}")
        hidden = self.veil.hidden_in(*passage.span)
        turns = self.turns
        self.read(
            lambda session: retrieval.in_context(session, passage, hidden, turns), self.show_context, group="context"
        )

    def under_cursor(self) -> Span | None:
        """Where the highlighted passage stands."""
        passage = self.found_list.highlighted
        return None if passage is None else passage.span

    def action_submit(self) -> None:
        """Ask what is in the field."""
        self.query_field.ask()

    def action_leave_query(self) -> None:
        """Go on to what was found."""
        if not self.refuse("leave_query"):
            self.found_list.focus()

    def action_ask(self) -> None:
        """Back to the query."""
        self.query_field.field.focus()

    def action_read_it(self) -> None:
        """Read it where it stands."""
        passage = self.found_list.highlighted
        if not self.refuse("read_it") and passage is not None:
            place = passage.excerpt
            self.read_in_workbench(place.document_uid, place.start, place.end)

    def action_sort(self) -> None:
        """The next order; the cursor stays with its passage."""
        if not self.refuse("sort") and self.answer is not None:
            names = list(ORDERS)
            self._sort(names[(names.index(self.order) + 1) % len(names)])

    def action_choose_order(self) -> None:
        """Any order, from a list."""
        if not self.refuse("choose_order"):
            names = list(ORDERS)
            self.app.push_screen(
                Choose("Sort by", names, "Sort", now=names.index(self.order)),
                lambda at: None if at is None else self._sort(names[at]),
            )

    def _sort(self, order: str) -> None:
        if self.answer is not None:
            self.order = order
            self._arrange(to_top=order == REPORT)
            self._say_answer()

    def action_widen(self) -> None:
        """More of what stands around the passage, then little again."""
        if not self.refuse("widen"):
            self.turns = WIDER[(WIDER.index(self.turns) + 1) % len(WIDER)]
            self.say(f"{self.turns} turn{'s' * (self.turns != 1)} either side")
            self.follow()
