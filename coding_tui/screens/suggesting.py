"""Suggestions gone through: what may want a code, why, how likely it is right; a key accepts, rejects or recodes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from time import monotonic
from typing import Any, ClassVar

from rich.cells import cell_len
from textual import getters
from textual.containers import Horizontal
from textual.widget import Widget
from textual.worker import get_current_worker

from codebook.scheme import codes
from codebook.scheme.codes import Code
from codebook.suggesting import Queue, Suggestion, answers, suggestions
from coding_tui.dialogs.choose import Choose
from coding_tui.frame import EVERYTHING
from coding_tui.messages import ReadDone
from coding_tui.registry import commands
from coding_tui.screens.found import FoundScreen
from coding_tui.views import suggesting_view
from coding_tui.views.retrieval import InContext, Span
from coding_tui.views.suggesting_view import Scope
from coding_tui.widgets.panes import Pane, Upright
from coding_tui.widgets.prose import Prose
from coding_tui.widgets.suggestion_list import SuggestionList
from transcripts.errors import WorkbenchError

BEHIND = frozenset({
    "coding", "code", "code_definition", "assignment", "rejection", "nothing_here", "document", "turn", "speaker",
    "coder", "distressing",
})  # fmt: skip
LOOKING = "Looking …"
NO_PLACE = "No suggestion is highlighted."
MOST = 500
"""So many are listed at once; the next take the places of those that were answered."""
PATIENCE = 0.2
WIDEST_LABEL = 20


class Left(Exception):
    """Nobody waits for the answer any more."""


class SuggestionsScreen(FoundScreen):
    """The list beside the highlighted one in its place."""

    PLACE = "Suggestions"
    CSS_PATH = "suggesting.tcss"
    BINDINGS: ClassVar[list[Any]] = commands.bindings("suggesting")
    list_pane = getters.query_one("#list-pane", Pane)
    found_list = getters.query_one(SuggestionList)
    context_pane = getters.query_one("#context-pane", Pane)

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope
        self.queue: Queue | None = None
        self.done = self.interviewers = False
        self.book: Mapping[str, Code] = {}

    def body(self) -> Iterable[Widget]:
        """The list, and one of it in its place."""
        yield Horizontal(
            Pane("Suggestions", SuggestionList(empty=LOOKING, id="list"), id="list-pane"),
            Upright(),
            Pane("Why, and where", Prose(id="about"), id="context-pane"),
            id="answer",
        )

    def on_mount(self) -> None:
        """Begin in the list."""
        self.found_list.veil = self.veil
        self.show_where("Code", "Suggestions")
        self.found_list.focus()

    def why_not(self, function: str) -> str:
        """Nothing highlighted; only one way to ask."""
        if function in ("accept", "reject", "recode", "skip", "read_it") and self.found_list.highlighted is None:
            return NO_PLACE
        return "There is one list only." if function == "next_scope" and self.scope.next() == self.scope else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what does something here and now."""
        return super().check_action(action, parameters) and not self.why_not(action)

    # -- looking

    def refresh_from_project(self, tables: frozenset[str]) -> None:
        """Look again when something that suggestions are made of changed."""
        if tables is EVERYTHING or tables & BEHIND:
            self._look()

    def _look(self) -> None:
        self.list_pane.rule.say(note=LOOKING)
        self.found_list.say_empty(LOOKING)
        self.run_worker(self._looked, thread=True, exclusive=True, group="suggestions", exit_on_error=False)

    def _looked(self) -> None:
        worker, project, scope = get_current_worker(), self.app.project, self.scope
        if project is None:
            return
        told = monotonic()

        def progress(done: int, total: int, name: str) -> None:
            nonlocal told
            if worker.is_cancelled:
                raise Left
            if monotonic() - told > PATIENCE:
                told = monotonic()
                self.post_message(ReadDone(self._say_progress, f"{done:,} of {total:,} · {name}"))

        asked = scope.asked(done=self.done, interviewers=self.interviewers)
        try:
            found: Queue | WorkbenchError = suggestions(project, self.app.coder, asked, limit=MOST, progress=progress)
        except Left:
            return
        except WorkbenchError as error:  # it belongs into the empty list
            found = error
        with project.reading() as session:
            self.read_veil(session)
            tree = codes.tree(session).by_uid()
        if not worker.is_cancelled:
            self.post_message(ReadDone(lambda answer: self._show(*answer), (found, tree)))

    def _say_progress(self, said: str) -> None:
        self.list_pane.rule.say(note=said)
        if self.queue is None:
            self.found_list.say_empty(f"Preparing the words of the project, once: {said}")

    def _show(self, found: Queue | WorkbenchError, tree: Mapping[str, Code]) -> None:
        self.book = tree
        self.queue = Queue((), 0, (str(found),)) if isinstance(found, WorkbenchError) else found
        shown = self.queue.suggestions
        self.list_pane.rule.say(title=suggesting_view.heading(self.queue, self.scope), note="", hint=self._hint())
        self.found_list.labels = min(WIDEST_LABEL, max((cell_len(each.label) for each in shown), default=0))
        self.found_list.say_empty(" ".join(suggesting_view.in_the_app(note) for note in self.queue.notes))
        self.found_list.set_records(shown)
        self.refresh_bindings()

    def _hint(self) -> str:
        more = [
            word for word, holds in (("done ones too", self.done), ("interviewers too", self.interviewers)) if holds
        ]
        if self.queue is not None and len(self.queue.suggestions) < self.queue.of:
            more.append(f"the first {len(self.queue.suggestions):,}")
        return " · ".join(more)

    # -- the one under the cursor

    def follow(self) -> None:
        """Why it is suggested, and the words around it."""
        made = self.found_list.highlighted
        if made is None:
            self.context.show(())
            self.status.show_place("")
            return
        self.status.show_place(f"{self.found_list.position + 1:,} of {len(self.found_list.records):,}")
        hidden = self.veil.hidden_in(made.document, made.start, made.end)
        self.read(
            lambda session: suggesting_view.in_context(session, made, hidden),
            lambda found: self._tell(made, found), group="context",
        )  # fmt: skip

    def _tell(self, made: Suggestion, found: InContext) -> None:
        like = made.like
        folded = like is not None and self.veil.hides(like.uid, like.start, like.end)
        self.context_pane.rule.say(title=f"{made.label} · {made.start:,}–{made.end:,}")
        self.context.show(suggesting_view.about(made, self.book.get(made.code), found, folded=folded))

    def under_cursor(self) -> Span | None:
        """Where the highlighted one stands."""
        made = self.found_list.highlighted
        return None if made is None else (made.document, made.start, made.end)

    # -- answering

    def action_accept(self) -> None:
        """A coding, with the code that was suggested."""
        made = self.found_list.highlighted
        if not self.refuse("accept") and made is not None:
            self._accept(made, made.path)

    def _accept(self, made: Suggestion, path: str, code: str = "") -> None:
        coder = self.app.coder
        self.change(
            f"Accept a suggestion: ‘{path}’", lambda session: answers.accept(session, made, coder, code=code),
            said=f"Coded {made.end - made.start:,} characters of {made.label} as ‘{path}’ · ctrl+z undoes",
        )  # fmt: skip

    def action_reject(self) -> None:
        """Not that, and not again."""
        made, coder = self.found_list.highlighted, self.app.coder
        if not self.refuse("reject") and made is not None:
            self.change(
                f"Reject a suggestion: ‘{made.path}’", lambda session: answers.reject(session, made, coder),
                said=f"‘{made.path}’ is not suggested here again · ctrl+z undoes",
            )  # fmt: skip

    def action_recode(self) -> None:
        """Another code instead."""
        made = self.found_list.highlighted
        if self.refuse("recode") or made is None:
            return
        others = [code for code in self.book.values() if code.entry.status != "retired"]

        def chosen(at: int | None) -> None:
            if at is not None:
                self._accept(made, others[at].path, others[at].uid)

        self.app.push_screen(Choose("Which code?", [code.path for code in others], "Take", now=-1), chosen)

    def action_skip(self) -> None:
        """Nothing is decided."""
        if not self.refuse("skip"):
            self.found_list.go(self.found_list.position + 1)

    # -- what is asked for

    def action_next_scope(self) -> None:
        """The code, the document, both, or everything."""
        if not self.refuse("next_scope"):
            self.scope = self.scope.next()
            self._look()

    def action_show_done(self) -> None:
        """Also documents that are done, or not."""
        self.done = not self.done
        self._look()

    def action_show_interviewers(self) -> None:
        """Also interviewers, or not."""
        self.interviewers = not self.interviewers
        self._look()

    def action_read_it(self) -> None:
        """Read it where it was said."""
        place = self.under_cursor()
        if not self.refuse("read_it") and place is not None:
            self.read_in_workbench(*place)

    def action_leave_list(self) -> None:
        """Back to the workbench."""
        self.app.action_go("code")
