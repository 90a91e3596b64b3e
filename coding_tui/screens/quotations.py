"""Quotations: what was collected, section by section; each as it will print; and whose voices are used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, ClassVar

from sqlmodel import Session
from textual import getters, on
from textual.containers import Horizontal
from textual.widget import Widget

from codebook.quoting import collected
from coding_tui.app import load
from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.read_text import ReadText
from coding_tui.dialogs.section import ChooseSection
from coding_tui.frame import EVERYTHING
from coding_tui.registry import commands
from coding_tui.screens.quotations_exporting import ExportingScreen
from coding_tui.views import quotation_view
from coding_tui.views.quotation_view import Collection, Kept
from coding_tui.views.retrieval import Span, counted
from coding_tui.views.veil import FOLDED
from coding_tui.widgets.panes import Pane, Upright
from coding_tui.widgets.prose import Prose
from coding_tui.widgets.quotation_list import QuotationList
from coding_tui.widgets.record_list import RecordList

NOTHING = (
    "No quotations yet. Select words in the workbench («go.code») or find them in Retrieve («go.retrieve»), then "
    "«quotation.collect» collects them. «quotations.audit» audits a draft."
)
NO_BALANCE = (("Whose words are used is counted here.", "quiet"),)
NO_QUOTATION = "No quotation yet. «quotation.collect» collects one, in Code or Retrieve."
BEHIND = frozenset({"collected_quotation", "document", "code", "coder", "participant", "attribute", "speaker",
                    "distressing", "setting"})  # fmt: skip
NEEDS_ONE = frozenset({"read_it", "move", "section", "note", "trim", "remove_it", "export", "balance"})


class QuotationsScreen(ExportingScreen):
    """Sections | as it will print | balance."""

    PLACE = "Quotations"
    CSS_PATH = "quotations.tcss"
    BINDINGS: ClassVar[list[Any]] = commands.bindings("quotations")
    list_pane = getters.query_one("#quotations-pane", Pane)
    quotations = getters.query_one(QuotationList)
    printed = getters.query_one("#printed", Prose)
    balance = getters.query_one("#balance", Prose)

    def __init__(self) -> None:
        super().__init__()
        self.collection = Collection((), {})
        self._draft = ""

    def body(self) -> Iterable[Widget]:
        """Three panes; under 100 columns the balance is a key away."""
        yield Horizontal(
            Pane("Quotations", QuotationList(empty=NOTHING, id="quotations"), id="quotations-pane"),
            Upright(),
            Pane("As it will print", Prose(id="printed"), id="printed-pane"),
            Upright(),
            Pane("Balance", Prose(id="balance"), id="balance-pane"),
            id="shelves",
        )

    def on_mount(self) -> None:
        """Begin in the list."""
        self.quotations.veil = self.veil
        self.quotations.focus()

    def why_not(self, function: str) -> str:
        """Nothing collected."""
        return NO_QUOTATION if function in NEEDS_ONE and self.quotations.kept() is None else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what does something here and now."""
        return super().check_action(action, parameters) and not self.why_not(action)

    # -- reading

    def refresh_from_project(self, tables: frozenset[str]) -> None:
        """Read the collection again."""
        if tables is EVERYTHING or tables & BEHIND:
            self.read(self._collection, self._show, group="quotations")

    def _collection(self, session: Session) -> Collection:
        self.read_veil(session)
        return quotation_view.collection(session)

    def under_cursor(self) -> Span | None:
        """Where the highlighted quotation stands."""
        kept = self.quotations.kept()
        place = None if kept is None else kept.collected.excerpt
        return None if place is None else (place.document_uid, place.start, place.end)

    def show_veiled(self) -> None:
        """List and quotation anew."""
        self.quotations.refresh()
        self._follow()

    def _show(self, found: Collection) -> None:
        self.collection = found
        kept = found.kept
        said = f"{counted(len(kept), 'quotation')} · {counted(len(found.sections), 'section')}"
        self.list_pane.rule.say(title="Quotations", note=said if kept else "")
        self.quotations.set_records(found.rows)
        self.balance.show(quotation_view.balance(found) if kept else NO_BALANCE)

    @on(RecordList.Highlighted)
    def _follow(self) -> None:
        kept = self.quotations.kept()
        if kept is None:
            self.printed.show((("A quotation stands here as it will print.", "quiet"),))
            self.status.show_place("")
            return
        if (place := self.under_cursor()) is not None and self.veil.hides(*place):
            self.printed.show(((FOLDED, "quiet"), (self.keyed("\n«quotations.lift» shows it."), "quiet")))
        else:
            self.printed.show(quotation_view.printed(kept))
        at = [each.collected.uid for each in self.collection.kept].index(kept.collected.uid)
        self.status.show_place(f"{at + 1:,} of {len(self.collection.kept):,}")

    @on(RecordList.Chosen)
    def _chosen(self) -> None:
        self.action_read_it()

    def action_read_it(self) -> None:
        """Read it where it stands."""
        kept = self.quotations.kept()
        if not self.refuse("read_it") and kept is not None:
            place = kept.collected.excerpt
            self.read_in_workbench(place.document_uid, place.start, place.end)

    def action_balance(self) -> None:
        """The balance of voices, over the screen."""
        if not self.refuse("balance"):
            self.app.push_screen(ReadText("Balance", quotation_view.balance(self.collection, 50)))

    # -- auditing a draft

    def action_audit(self) -> None:
        """Ask for a draft, and audit it."""
        question = "Path of the draft: .docx, .md, .txt, .tex, .odt, .rtf, .html or .pdf. It is only read."
        self.app.push_screen(Ask("Audit a draft", question, "Audit", value=self._draft), self._audit)

    def _audit(self, said: str | None) -> None:
        if said:
            self._draft = said
            self.app.switch_screen(load("coding_tui.screens.auditing:AuditScreen", Path(said).expanduser()))

    # -- changing

    def _wanted(self) -> Sequence[Kept]:
        return [row for row in self.quotations.chosen_ones() if isinstance(row, Kept)]

    def action_move(self, by: int) -> None:
        """One up or down, across sections too."""
        kept = self.quotations.kept()
        if self.refuse("move") or kept is None:
            return
        uid = kept.collected.uid
        where = quotation_view.moved(self.collection.rows, uid, by)
        if where is None:
            self.say(f"It is the {'first' if by < 0 else 'last'} one.")
            return
        section, place = where
        into = "" if section == kept.collected.section else f" into ‘{section or quotation_view.NO_SECTION}’"
        self.change(f"Move a quotation of {kept.attribution}{into}",
                    lambda session: collected.move(session, uid, place, section=section),
                    said=f"Moved {kept.attribution}{into} · ctrl+z undoes")  # fmt: skip

    def action_section(self) -> None:
        """Into another section."""
        wanted = self._wanted()
        if self.refuse("section"):
            return
        what = counted(len(wanted), "quotation")
        uids = [each.collected.uid for each in wanted]

        def put(section: str | None) -> None:
            if section is not None:
                into = f"into ‘{section}’" if section else "out of its section"
                self.quotations.marked.clear()
                self.change(f"Put {what} {into}", lambda session: quotation_view.put_into(session, uids, section),
                            said=f"Put {what} {into} · ctrl+z undoes")  # fmt: skip

        self.app.push_screen(ChooseSection(f"Put {what} into which section?", self.collection.sections), put)

    def action_note(self) -> None:
        """A note on it."""
        kept = self.quotations.kept()
        if self.refuse("note") or kept is None:
            return
        uid, before = kept.collected.uid, kept.collected.note

        def keep(note: str | None) -> None:
            if note is not None and note != before:
                label = f"Note on a quotation of {kept.attribution}"
                self.change(label, lambda s: collected.set_note(s, uid, note), said="Note kept · ctrl+z undoes")

        question = f"Why was {kept.attribution} collected, or what is to be done with it?"
        self.app.push_screen(Ask("Note", question, "Keep", value=before), keep)

    def action_trim(self) -> None:
        """How it is to be printed."""
        kept = self.quotations.kept()
        if self.refuse("trim") or kept is None:
            return
        one = kept.collected
        before = one.words or " ".join(one.excerpt.text.split())

        def keep(words: str | None) -> None:
            if words is not None and words != before:
                how = "as edited" if words else "whole"
                self.change(f"Print a quotation of {kept.attribution} {how}",
                            lambda s: collected.set_words(s, one.uid, words),
                            said=f"Printed {how} · ctrl+z undoes")  # fmt: skip

        question = "How is it to be printed? … where you cut, [words of your own] in brackets; empty: all of it."
        self.app.push_screen(Ask("Cut or explain", question, "Keep", value=before), keep)

    def action_remove_it(self) -> None:
        """Out of the collection."""
        wanted = self._wanted()
        if not self.refuse("remove_it"):
            what = counted(len(wanted), "quotation")
            uids = [each.collected.uid for each in wanted]
            self.change(f"Take {what} out", lambda session: collected.remove(session, uids),
                        said=f"Took {what} out; codings stay · ctrl+z undoes")  # fmt: skip

    # -- writing to a file

    def what_is_written(self) -> str:
        """How many."""
        return f"{counted(len(self.collection.kept), 'quotation')}, section by section"

    def document_here(self) -> str:
        """That of the highlighted quotation."""
        kept = self.quotations.kept()
        return "" if kept is None else kept.collected.excerpt.document
