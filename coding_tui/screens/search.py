"""Search: words of the whole corpus, each hit in its context; to read, to collect, or to code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, ClassVar

from sqlmodel import Session
from textual import getters, on
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import get_current_worker

from codebook.retrieval.searching import Sought
from coding_tui.frame import EVERYTHING
from coding_tui.registry import commands
from coding_tui.screens.coding_hits import HitCodingScreen
from coding_tui.screens.writing import Writing, of_list
from coding_tui.views import retrieval, search_view
from coding_tui.views.retrieval import Span, counted
from coding_tui.views.search_view import Trouble
from coding_tui.widgets.hit_list import HitList
from coding_tui.widgets.panes import Pane, Upright
from coding_tui.widgets.prose import Prose
from coding_tui.widgets.query_field import QueryField
from transcripts.searching import Found

WAYS = {
    "words": ("words", False), "all forms of words": ("words", True), "pattern": ("regex", False),
    "nearly these words": ("fuzzy", False),
}  # fmt: skip
"""How is looked for words: the mode, and whether other forms of a word count."""
ROLES = {"everybody": "", "participants": "role:participant", "interviewers": "role:interviewer"}
PAUSE = 0.2
"""Seconds without a key after which what is typed is looked for."""
PLACEHOLDER = "words · begin* · \"as written\" · ~misheard · AND OR NOT NEAR/5 ( )"
ONLY = "everywhere; or group:police area:C,D date:2023 speaker:… within:Code outside:Code"
LOOKING = "Looking …"
NOTHING_ASKED = "Nothing is searched for yet. Type words of the corpus."
NO_DOCUMENTS = "No documents yet. Import some in the workbench: «go.code», then «document.import»."
NOTHING_FOUND = (
    "Nothing found. «query.way»: all forms of the words, a pattern, or nearly these words; «query.role»: whose "
    "words."
)
NO_CONTEXT = "What stands around the highlighted place is shown here."
CONTENT = frozenset({"document", "speaker", "turn", "participant", "attribute", "attribute_value", "case",
                     "distressing"})  # fmt: skip
BY_CODES = frozenset({"coding", "code"})


class SearchScreen(HitCodingScreen):
    """Words of the corpus."""

    PLACE = "Search"
    CSS_PATH = "search.tcss"
    BINDINGS: ClassVar[list[Any]] = commands.bindings("search")
    query_field = getters.query_one("#query", QueryField)
    only_field = getters.query_one("#only", QueryField)
    found_pane = getters.query_one("#found-pane", Pane)

    def __init__(self) -> None:
        super().__init__()
        self.way = next(iter(WAYS))
        self.role = next(iter(ROLES))
        self._typed: Timer | None = None
        self.shown = Sought("")
        """What the list answers: while something wrong is typed, the question before."""

    # -- layout

    def body(self) -> Iterable[Widget]:
        """What to look for and where; what was found beside its context."""
        yield Vertical(
            Pane("Search", QueryField(PLACEHOLDER, id="query"), id="query-pane",
                 hint=self.keyed("«go.retrieve» codes instead")),
            Pane("Only in", QueryField(ONLY, id="only"), id="only-pane"),
            Horizontal(
                Pane("Places", HitList(empty=NOTHING_ASKED, id="found"), id="found-pane"),
                Upright(),
                Pane("In context", Prose(empty=NO_CONTEXT), id="context-pane"),
                id="answer",
            ),
        )  # fmt: skip

    def on_mount(self) -> None:
        """Begin in the field."""
        self.found_list.veil = self.veil
        self._say_way()
        self.query_field.field.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what does something here and now."""
        if action == "ask" and self.query_field.has_focus_within:
            return False
        return super().check_action(action, parameters)

    def refresh_from_project(self, tables: frozenset[str]) -> None:
        """Look again when what was found may have changed."""
        if tables is EVERYTHING:
            self.read(retrieval.has_documents, self._invite, group="invitation")
        elif self.sought.query.strip() and tables & (CONTENT | (BY_CODES if ":" in self.sought.only else CONTENT)):
            self._look()

    def _invite(self, documents: bool) -> None:
        self.found_list.say_empty(NOTHING_ASKED if documents else NO_DOCUMENTS)

    # -- asking

    @on(QueryField.Typed)
    def _wait_for_more(self) -> None:
        if self._typed is not None:
            self._typed.stop()
        self._typed = self.set_timer(PAUSE, self._look)

    @on(QueryField.Asked)
    def _asked(self) -> None:
        self._look(settled=True)

    def _look(self, *, settled: bool = False) -> None:
        """Look for what is in the fields; `settled` when the person is done with typing."""
        if self._typed is not None:
            self._typed.stop()
        only = " ".join(part for part in (self.only_field.value, ROLES[self.role]) if part)
        self.sought = Sought(self.query_field.value, *WAYS[self.way], only, search_view.AROUND)
        if not self.sought.query.strip():
            self._forget()
            return
        self.found_pane.rule.say(note="looking …")
        self.found_list.say_empty(LOOKING)
        sought = self.sought
        self.read(
            lambda session: self._answered(session, sought, first=True),
            lambda found: self._show_first(found, sought, settled), group="query",
        )  # fmt: skip

    def _answered(self, session: Session, sought: Sought, *, first: bool) -> Found | Trouble:
        worker = get_current_worker()
        self.read_veil(session)
        return search_view.look(session, sought, lambda: worker.is_cancelled, first=first)

    def _forget(self) -> None:
        self.found = None
        self.found_pane.rule.say(title="Places", note="")
        self.found_list.show(())

    def _show_first(self, found: Found | Trouble, sought: Sought, settled: bool) -> None:
        if isinstance(found, Trouble):
            self._complain(found, settled)
            return
        for field in (self.query_field, self.only_field):
            field.forgive()
        self.shown = sought
        self._show(found)
        if settled and found.count:
            self.found_list.focus()
        if not found.whole:
            self.read(
                lambda session: self._answered(session, sought, first=False), self._show_all, group="query"
            )
        elif not found.count:
            self.read(lambda session: search_view.said_apart(session, sought), self._explain, group="query")

    def _explain(self, apart: str) -> None:
        """Say it where the parts of an AND are there, but never in one turn."""
        self.found_list.say_empty(f"Nothing found. {apart}" if apart else NOTHING_FOUND)

    def _complain(self, trouble: Trouble, settled: bool) -> None:
        """Say what is wrong once somebody asks; while they type, what was found before stands."""
        self.found_pane.rule.say(note="" if self.found is None else "of the question before")
        if settled:
            field = self.query_field if trouble.field == "query" else self.only_field
            field.complain(trouble.error)
            field.field.focus()

    def _show_all(self, found: Found | Trouble) -> None:
        if isinstance(found, Found):
            self._show(found)

    def _show(self, found: Found) -> None:
        self.found = found
        self.found_list.say_empty(NOTHING_FOUND)
        more = "" if found.whole else " and more, counting …"
        listed = "" if len(found.hits) == found.count else f"the first {len(found.hits):,} are listed"
        title = f"{counted(found.count, 'place')} · {counted(found.spread, 'document')}{more}"
        self.found_pane.rule.say(title=title, note=listed if found.whole else "")
        self.found_list.show(found.hits)
        self.refresh_bindings()

    def writing(self) -> Writing | None:
        """Every place that was found, listed or not."""
        many = 0 if self.found is None else self.found.count
        return of_list(f"{counted(many, 'place')}: {self.shown.query}", "search hits", asdict(self.shown))

    # -- the hit under the cursor

    def follow(self) -> None:
        """Its place, and the words around it."""
        hit = self.found_list.current
        if hit is None:
            self.context.show(((NO_CONTEXT, "quiet"),))
            self.status.show_place("")
            return
        ticked = f" · {len(self.found_list.marked):,} ticked" if self.found_list.marked else ""
        self.status.show_place(f"{hit.document}{ticked}")
        hidden = self.veil.hidden_in(hit.document_uid, hit.start, hit.end)
        self.read(lambda session: search_view.in_context(session, hit, hidden), self.show_context, group="context")

    def under_cursor(self) -> Span | None:
        """Where the highlighted hit stands."""
        hit = self.found_list.current
        return None if hit is None else (hit.document_uid, hit.start, hit.end)

    def action_read_it(self) -> None:
        """Read it where it stands."""
        hit = self.found_list.current
        if not self.refuse("read_it") and hit is not None:
            self.read_in_workbench(hit.document_uid, hit.start, hit.end)

    # -- the fields

    def action_submit(self) -> None:
        """Look now."""
        self._look(settled=True)

    def action_leave_query(self) -> None:
        """Go on to what was found."""
        if not self.refuse("leave_query"):
            self.found_list.focus()

    def action_ask(self) -> None:
        """Back to the query."""
        self.query_field.field.focus()

    def action_limit(self) -> None:
        """To the field that says where to look."""
        self.only_field.field.focus()

    def action_next_way(self) -> None:
        """Words, all their forms, pattern, nearly."""
        ways = list(WAYS)
        self.way = ways[(ways.index(self.way) + 1) % len(ways)]
        self._again()

    def action_next_role(self) -> None:
        """Everybody, participants, interviewers."""
        roles = list(ROLES)
        self.role = roles[(roles.index(self.role) + 1) % len(roles)]
        self._again()

    def _say_way(self) -> None:
        self.query_one("#query-pane", Pane).rule.say(note=f"{self.way} · {self.role}")

    def _again(self) -> None:
        self._say_way()
        if self.query_field.value.strip():
            self._look(settled=True)
