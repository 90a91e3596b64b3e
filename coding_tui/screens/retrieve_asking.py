"""Asking without typing: completion in the field, queries under names, and the builder."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import getters

from codebook.query import QueryError
from codebook.retrieval import saved_queries
from codebook.retrieval.saved_queries import SavedQuery
from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.build_query import BuildQuery, Built
from coding_tui.dialogs.choose import Choose
from coding_tui.screens.found import FoundScreen
from coding_tui.views import asking
from coding_tui.views.asking import Helps
from coding_tui.views.building import begun
from coding_tui.widgets.query_field import QueryCompleter, QueryField
from transcripts import coders

TABLES = frozenset({"code", "document", "participant", "case", "coder", "attribute", "attribute_value", "saved_query"})
NOTHING_SAVED = "No query has a name yet. Ask one, then «retrieve.keep» keeps it under a name."
UNDO = " · «app.undo» undoes"
NOT_APART = "What is in the field cannot be read yet: mend it, or empty the field, then «retrieve.build» builds on it."
NOTHING_ASKED = "Ask a query first; then it can be kept under a name."


class AskingScreen(FoundScreen):
    """Base of Retrieve, as far as it helps to ask."""

    query_field = getters.query_one(QueryField)
    asked = ""

    def __init__(self) -> None:
        super().__init__()
        self.suggester = QueryCompleter()
        self.helps: Helps | None = None
        self._build_then = False

    def ask_for(self, query: str) -> None:
        """Look for what a query means."""

    def read_helps(self) -> None:
        """Know what queries can hold."""
        self.read(asking.helps, self._know, group="helps")

    def _know(self, found: Helps) -> None:
        self.helps, self.suggester.words = found, found.words
        if self._build_then:
            self._build_then = False
            self.action_build()

    def _fill(self, query: str) -> None:
        """Put a query into the field and ask it."""
        self.query_field.field.value = query
        self.ask_for(query)

    # -- queries under names

    def action_saved(self) -> None:
        """Choose a saved query and ask it."""
        self._choose_saved("Saved queries", "Ask", lambda saved: self._fill(saved.query))

    def action_rename_query(self) -> None:
        """Choose a saved query and give it another name."""
        self._choose_saved("Rename which saved query?", "Rename", self._rename)

    def action_remove_query(self) -> None:
        """Choose a saved query and take it out."""
        self._choose_saved("Remove which saved query?", "Remove", self._remove)

    def _choose_saved(self, title: str, verb: str, then: Callable[[SavedQuery], None]) -> None:
        known = () if self.helps is None else self.helps.saved
        if not known:
            self.say(self.keyed(NOTHING_SAVED))
            return
        names = [f"{each.name}: {each.query}" for each in known]
        self._choose(title, names, verb, lambda at: None if at is None else then(known[at]))

    def _rename(self, saved: SavedQuery) -> None:
        def renamed(name: str | None) -> None:
            if name and name != saved.name:
                self.change(
                    f"Rename query ‘{saved.name}’ to ‘{name}’",
                    lambda session: saved_queries.rename(session, saved.name, name),
                    said=f"‘{saved.name}’ is ‘{name}’ now{self.keyed(UNDO)}",
                )

        question = "Its new name; saved queries that ask for it are changed with it."
        self.app.push_screen(Ask(f"Rename ‘{saved.name}’", question, "Rename", value=saved.name), renamed)

    def _remove(self, saved: SavedQuery) -> None:
        self.change(
            f"Remove query ‘{saved.name}’", lambda session: saved_queries.remove(session, saved.name),
            said=f"Removed ‘{saved.name}’{self.keyed(UNDO)}",
        )  # fmt: skip

    def action_save_query(self) -> None:
        """Keep what was asked under a name."""
        query = self.asked.strip()
        if not query:
            self.say(self.keyed(NOTHING_ASKED))
            return
        known = {} if self.helps is None else {each.query: each.name for each in self.helps.saved}
        question = "A name; @name then asks it wherever a query is. One that is there is replaced."
        self.app.push_screen(
            Ask("Keep this query", question, "Keep", value=known.get(query, "")), lambda name: self._save(name, query)
        )

    def _save(self, name: str | None, query: str) -> None:
        if not name:
            return
        coder = self.app.coder
        self.change(
            f"Save query ‘{name}’",
            lambda session: saved_queries.save(
                session, name, query, coder=coders.ensure(session, coder), instead=True
            ),
            said=f"Kept ‘{name}’{self.keyed(' · «retrieve.saved» lists saved queries · «app.undo» undoes')}",
        )

    # -- the builder

    def action_build(self) -> None:
        """Put a query together from lists, beginning with what is in the field."""
        if self.helps is None:  # they are being read
            self._build_then = True
            return
        query = self.query_field.value
        try:
            whole = begun(query)
        except QueryError as error:
            self.query_field.complain(error)
            self.query_field.field.focus()
            self.say(self.keyed(NOT_APART), "wrong")
            return
        self.app.push_screen(BuildQuery(self.helps, whole, self._count), self._built)

    def _count(self, query: str, then: Callable[[str, str], None]) -> None:
        self.read(lambda session: asking.told(session, query), lambda told: then(query, told), group="built")

    def _built(self, built: Built | None) -> None:
        """Ask what was put together, or leave it in the field to be typed on."""
        if built is not None and built.ask:
            self._fill(built.query)
        elif built is not None:
            self.query_field.field.value = built.query
            self.query_field.field.cursor_position = len(built.query)
            self.query_field.field.focus()

    def _choose(self, title: str, listed: Sequence[str], verb: str, then: Callable[[int | None], None]) -> None:
        self.app.push_screen(Choose(title, listed, verb), then)
