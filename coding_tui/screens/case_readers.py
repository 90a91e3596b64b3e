"""The documents about one case beside each other: which cases there are, which documents stand in which reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import getters, on
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from codebook.evidence.contradictions import Incident, Linked
from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.choose import Choose
from coding_tui.frame import EVERYTHING
from coding_tui.reader import TranscriptReader
from coding_tui.reader.messages import FoldsOpened, NothingFurther, ReaderMessage
from coding_tui.screens.comparing import ComparingScreen
from coding_tui.screens.finding import NOTHING_FURTHER
from coding_tui.views import incident_view
from coding_tui.views.incident_view import ABREAST, Opened, first_ones
from coding_tui.widgets.outline import Outline
from coding_tui.widgets.panes import Pane, Upright
from coding_tui.widgets.rows import Row
from coding_tui.widgets.side_by_side import SideBySide

BEHIND = frozenset({"document", "case", "document_case", "contradiction", "coding", "code", "turn", "distressing"})
ONLY_READ = "Documents are only read here. «go.code» goes to where they are coded."
NO_CASE = (
    "No case has more than one document. A table of attributes names the cases of documents: «document.import» in Code."
)
SELECT_BOTH = "Select what one says, «incident.other» goes on, select what another shows, then «incident.link»."


class CaseReadersScreen(ComparingScreen):
    """Cases at the left, their documents beside each other. What is linked comes with `IncidentScreen`."""

    PLACE = "One incident"
    VIEW = "incident"
    WHERE = ("incident",)
    cases = getters.query_one("#cases", Outline)
    both = getters.query_one(SideBySide)

    def __init__(self) -> None:
        super().__init__()
        self.incidents: Sequence[Incident] = ()
        self.linked: Sequence[Linked] = ()
        self.case = ""
        self.opened: list[Opened] = []
        self.sought = ""

    def body(self) -> Iterable[Widget]:
        """Views; cases and readers."""
        cases = Outline(empty=self.keyed(NO_CASE), filters=False, id="cases")
        panes = [Pane("", TranscriptReader(id=f"reader-{at}"), id=f"reader-pane-{at}") for at in range(ABREAST)]
        yield Vertical(
            *self.strips_above(),
            Horizontal(
                Pane("Cases", cases, id="cases-pane"), Upright(), SideBySide(*panes),
            ),
        )  # fmt: skip

    def on_mount(self) -> None:
        """Nothing is coded here; begin in the cases."""
        for reader in self.both.readers:
            reader.read_only = True
        self.cases.focus()

    @property
    def incident(self) -> Incident | None:
        """The case that is open."""
        return next((each for each in self.incidents if each.uid == self.case), None)

    @property
    def here(self) -> list[Linked]:
        """What is linked in it."""
        known = self.incident
        return [] if known is None else [each for each in self.linked if each.case == known.case]

    def why_not(self, function: str) -> str:
        """No case; keys of the reader that would change a coding."""
        if function in ("stretch", "finish_stretch"):
            return ONLY_READ
        return NO_CASE if function in ("next_reader", "choose_document", "find_words") and self.incident is None else ""

    # -- reading

    def refresh_from_project(self, tables: frozenset[str]) -> None:
        """Know the cases again, and read the open one again."""
        if tables is EVERYTHING or tables & BEHIND:
            self.read(incident_view.known, self._take, group="incidents")

    def _take(self, found: tuple[list[Incident], list[Linked]]) -> None:
        self.incidents, self.linked = found
        self.both.display = bool(self.incidents)
        self.cases.set_rows([
            Row(each.uid, each.case, note=f"{len(each.documents):,}", sign="≠" if each.contradictions else " ")
            for each in self.incidents
        ])  # fmt: skip
        if self.incident is None and self.incidents:
            self.open(self.incidents[0])
        elif self.opened:
            self._open([each.text.uid for each in self.opened])
        self.refresh_bindings()

    def open(self, known: Incident) -> None:
        """Show a case: one document of each kind first, then what there is."""
        self.case = known.uid
        self._open(first_ones(known))
        self.say(self.keyed(SELECT_BOTH))

    def _open(self, uids: Sequence[str]) -> None:
        coder = self.app.coder
        self.read(lambda session: incident_view.opened(session, uids, coder), self._show, group="incident")

    def _show(self, found: list[Opened]) -> None:
        stood = dict(zip((each.text.uid for each in self.opened), self.both.readers, strict=False))
        before = {uid: (reader.cursor, reader.unfolded) for uid, reader in stood.items()}
        self.opened = found
        marks = incident_view.marks(self.here)
        for at, (pane, reader) in enumerate(zip(self.both.panes, self.both.readers, strict=True)):
            pane.display = at < len(found)
            if at >= len(found):
                continue
            one = found[at]
            reader.fold_by_default = self.app.care.fold
            cursor, unfolded = before.get(one.text.uid, (0, frozenset()))
            reader.open_document(one.text, one.codings, flags=one.flags, at=cursor)
            if one.text.uid in before:
                reader.fold_but(unfolded)
            reader.marks = tuple(marks.get(one.text.uid, ()))
            pane.rule.say(title=one.text.label, note=one.kind)
        for at, upright in enumerate(self.both.query_children(Upright)):
            if at + 1 < len(found):
                upright.styles.clear_rule("display")  # beside each other there is a line, above each other none
            else:
                upright.styles.display = "none"
        self.both.share_out()
        known = self.incident
        if known is not None:
            self.show_where("One incident", known.case)
            many = len(self.here)
            self.status.show_place(
                f"{len(known.documents):,} documents", f"{many:,} contradiction{'s' * (many != 1)}"
            )
        self.refresh_bindings()

    @on(Outline.Chosen, "#cases")
    def _chosen(self, message: Outline.Chosen) -> None:
        known = next((each for each in self.incidents if each.uid == message.row.key), None)
        if known is not None:
            self.open(known)
            self.both.readers[0].focus()

    @on(FoldsOpened)
    def _opened_by_enter(self, message: FoldsOpened) -> None:
        self.app.care.opened(self.app.coder, self.app.today(), len(message.folds))

    @on(NothingFurther)
    def _say_nothing_further(self, message: NothingFurther) -> None:
        self.say(self.keyed(NOTHING_FURTHER.get(message.step, ONLY_READ)))

    @on(ReaderMessage)
    def _heard(self, message: ReaderMessage) -> None:
        message.stop()

    # -- readers

    @property
    def leader(self) -> int:
        """The reader with the focus, from 0; the first where none has it."""
        readers = self.both.readers[: len(self.opened)]
        return next((at for at, reader in enumerate(readers) if reader.has_focus), 0)

    def action_next_reader(self) -> None:
        """To the next document about the case."""
        if not self.refuse("next_reader") and self.opened:
            self.set_focus(self.both.readers[(self.leader + 1) % len(self.opened)])

    def action_find_words(self) -> None:
        """Words in the document one is in."""
        if not self.refuse("find_words") and self.opened:
            label = self.opened[self.leader].text.label
            self.app.push_screen(
                Ask("Find", f"Which words in {label}? From the cursor on, then from its beginning.", "Find",
                    value=self.sought), lambda said: self._find(said) if said else None,
            )  # fmt: skip

    def _find(self, said: str) -> None:
        self.sought = said
        reader, text = self.both.readers[self.leader], self.opened[self.leader].text
        place = incident_view.next_place(text.text, said, reader.cursor)
        if place is None:
            self.say(f"“{said}” is not in {text.label}.")
            return
        self.set_focus(reader)
        reader.select(*place, center=True)
        self.say(self.keyed("«incident.find» again goes to the next place; «reader.take_sentence» takes the sentence."))

    def action_choose_document(self) -> None:
        """Another document in this reader."""
        known = self.incident
        if self.refuse("choose_document") or known is None or not self.opened:
            return
        at = self.leader
        now = [each.uid for each in known.documents].index(self.opened[at].text.uid)
        self.app.push_screen(
            Choose("Which document", [f"{each.label} · {each.kind}" for each in known.documents], "Show", now=now),
            lambda chosen: None if chosen is None else self.put(at, known.documents[chosen].uid),
        )

    def put(self, at: int, uid: str) -> None:
        """Show a document (uid) in a reader; one that stands in another changes places with what is there."""
        uids = [each.text.uid for each in self.opened]
        if uid in uids:
            other = uids.index(uid)
            uids[at], uids[other] = uids[other], uids[at]
        else:
            uids[at] = uid
        self._open(uids)
