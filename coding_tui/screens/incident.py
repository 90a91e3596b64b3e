"""One incident: interview, observation and case file about a case beside each other, contradictions linked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from sqlmodel import Session
from textual import getters, on
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from codebook.coding import codings
from codebook.evidence import contradictions
from codebook.evidence.contradictions import Incident, Linked
from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.choose import Choose
from coding_tui.dialogs.write_file import TABLES, FileFormat, Target, WriteFile
from coding_tui.frame import EVERYTHING
from coding_tui.reader import TranscriptReader
from coding_tui.reader.folding import ReaderFlag
from coding_tui.reader.messages import ReaderMessage
from coding_tui.reader.model import ReaderCoding, ReaderText
from coding_tui.registry import commands
from coding_tui.screens.comparing import ComparingScreen
from coding_tui.views.veil import reader_flags
from coding_tui.views.workbench_view import codebook_view, reader_codings, reader_text
from coding_tui.widgets.outline import Outline
from coding_tui.widgets.panes import Pane, Upright
from coding_tui.widgets.rows import Row
from coding_tui.widgets.side_by_side import SideBySide
from exports.manifests import recorded
from exports.matrix_tables import save_rows
from transcripts import coders, documents
from transcripts.errors import WorkbenchError
from transcripts.texts import document_text

BEHIND = frozenset({"document", "case", "document_case", "contradiction", "coding", "code", "turn", "distressing"})
ABREAST = 3
"""So many documents stand here at once."""
NO_CASE = "No case has more than one document. Attributes of documents name their cases: import --attributes."
NO_LINK = "Nothing is linked in this case."
SELECT_BOTH = (
    "Select what one document says, «incident.other» goes to the next reader, select what it shows there, then "
    "«incident.link»."
)
FORMATS = {name: FileFormat(TABLES[name].title, TABLES[name].suffix) for name in ("xlsx", "csv", "md", "tex")}


@dataclass(frozen=True, slots=True)
class Opened:
    """A document of the case as a reader shows it, with what it is."""

    text: ReaderText
    kind: str
    codings: tuple[ReaderCoding, ...]
    flags: tuple[ReaderFlag, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """What is selected in a reader: document (uid, label), place and words."""

    uid: str
    label: str
    start: int
    end: int
    words: str


class IncidentScreen(ComparingScreen):
    """Cases at the left, their documents beside each other."""

    PLACE = "One incident"
    VIEW = "incident"
    CSS_PATH = "compare.tcss"
    BINDINGS: ClassVar[list[Any]] = commands.bindings("incident")
    cases = getters.query_one("#cases", Outline)
    both = getters.query_one(SideBySide)

    def __init__(self) -> None:
        super().__init__()
        self.incidents: Sequence[Incident] = ()
        self.linked: Sequence[Linked] = ()
        self.case = ""
        self.opened: list[Opened] = []

    def body(self) -> Iterable[Widget]:
        """Views; cases and readers."""
        panes = [Pane("", TranscriptReader(id=f"reader-{at}"), id=f"reader-pane-{at}") for at in range(ABREAST)]
        yield Vertical(
            *self.strips_above(),
            Horizontal(
                Pane("Cases", Outline(empty=NO_CASE, filters=False, id="cases"), id="cases-pane"), Upright(),
                SideBySide(*panes),
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
        """No case, nothing linked, nothing selected."""
        if function in ("link", "next_reader", "choose_document") and self.incident is None:
            return NO_CASE
        if function in ("unlink", "go_to_link") and not self.here:
            return NO_LINK
        if function == "export" and not self.linked:
            return "Nothing is linked in any case yet."
        return ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what does something here and now."""
        return super().check_action(action, parameters) and not (action in _OWN and self.why_not(action))

    # -- reading

    def refresh_from_project(self, tables: frozenset[str]) -> None:
        """Know the cases again, and read the open one again."""
        if tables is EVERYTHING or tables & BEHIND:
            self.read(_known, self._take, group="incidents")

    def _take(self, found: tuple[list[Incident], list[Linked]]) -> None:
        self.incidents, self.linked = found
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
        first = {each.kind: each for each in reversed(known.documents)}
        chosen = [each for each in known.documents if first[each.kind] is each]
        more = [each for each in known.documents if each not in chosen]
        self._open([each.uid for each in (*chosen, *more)[:ABREAST]])
        self.say(self.keyed(SELECT_BOTH))

    def _open(self, uids: Sequence[str]) -> None:
        coder = self.app.coder
        self.read(lambda session: _opened(session, uids, coder), self._show, group="incident")

    def _show(self, found: list[Opened]) -> None:
        before = {each.text.uid: reader.cursor for each, reader in zip(self.opened, self.both.readers, strict=False)}
        self.opened = found
        marks: dict[str, list[tuple[int, int]]] = {}
        for linked in self.here:
            for side in (linked.says, linked.shows):
                if side.span is not None:
                    marks.setdefault(side.uid, []).append(side.span)
        for at, (pane, reader) in enumerate(zip(self.both.panes, self.both.readers, strict=True)):
            pane.display = at < len(found)
            if at >= len(found):
                continue
            one = found[at]
            reader.fold_by_default = self.app.care.fold
            reader.open_document(one.text, one.codings, flags=one.flags, at=before.get(one.text.uid, 0))
            reader.marks = tuple(sorted(marks.get(one.text.uid, ())))
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

    def action_choose_document(self) -> None:
        """Another document in this reader."""
        known = self.incident
        if self.refuse("choose_document") or known is None or not self.opened:
            return
        at = self.leader
        self.app.push_screen(
            Choose("Which document", [f"{each.label} · {each.kind}" for each in known.documents], "Show"),
            lambda chosen: None if chosen is None else self._put(at, known.documents[chosen].uid),
        )

    def _put(self, at: int, uid: str) -> None:
        uids = [each.text.uid for each in self.opened]
        if uid in uids:
            other = uids.index(uid)
            uids[at], uids[other] = uids[other], uids[at]
        else:
            uids[at] = uid
        self._open(uids)

    def _selected(self) -> list[Side]:
        """What is selected, in the reader one is in first."""
        found = []
        order = sorted(range(len(self.opened)), key=lambda at: at != self.leader)
        for at in order:
            reader, text = self.both.readers[at], self.opened[at].text
            start, end = reader.selection
            if start < end:
                found.append(Side(text.uid, text.label, start, end, text.text[start:end]))
        return found

    # -- contradictions

    def action_link(self) -> None:
        """What is selected here says one thing, what is selected there shows another."""
        found = self._selected()
        if self.refuse("link"):
            return
        if len(found) != 2:
            self.say(self.keyed(f"{len(found):,} of the readers have a selection; it takes two. {SELECT_BOTH}"))
            return
        says, shows = found
        question = f"{says.label} says … / {shows.label} shows …: what contradicts, in short? It may stay empty."
        self.app.push_screen(
            Ask("They contradict", question, "Link"),
            lambda note: None if note is None else self._link(says, shows, note),
        )  # fmt: skip

    def _link(self, says: Side, shows: Side, note: str) -> None:
        case, coder = self.case, self.app.coder
        gloss, _, other = note.partition("/")
        self.change(
            f"{says.label} and {shows.label} contradict each other",
            lambda session: contradictions.link(
                session, case, (says.uid, says.start, says.end), (shows.uid, shows.start, shows.end),
                coder=coders.ensure(session, coder), glosses=(gloss, other) if other else ("", ""),
                note="" if other else note,
            ),
            said=f"{says.label} says / {shows.label} shows: linked · ctrl+z undoes",
        )  # fmt: skip

    def _choose_link(self, title: str, verb: str, then: Any) -> None:
        names = [f"{each.says.document} says “{_short(each.says.text)}” / {each.shows.document} shows "
                 f"“{_short(each.shows.text)}”" for each in self.here]  # fmt: skip
        known = self.here
        self.app.push_screen(Choose(title, names, verb), lambda at: None if at is None else then(known[at]))

    def action_unlink(self) -> None:
        """Take one away."""
        if not self.refuse("unlink"):
            self._choose_link("Take away which", "Take away", self._unlink)

    def _unlink(self, linked: Linked) -> None:
        self.change(
            f"Take away a contradiction of {linked.case}", partial(contradictions.unlink, uid=linked.uid),
            said="Taken away · ctrl+z undoes",
        )  # fmt: skip

    def action_go_to_link(self) -> None:
        """Select both passages."""
        if not self.refuse("go_to_link"):
            self._choose_link("Contradictions", "Go to", self._go)

    def _go(self, linked: Linked) -> None:
        sides = [side for side in (linked.says, linked.shows) if side.span is not None]
        shown = [each.text.uid for each in self.opened]
        missing = [side for side in sides if side.uid not in shown]
        if missing:
            self._put(0 if sides[-1].uid not in shown[:1] else 1, missing[0].uid)
            self.say(f"{missing[0].document} stands here now; g again goes to both passages.")
            return
        for side in sides:
            reader = self.both.readers[shown.index(side.uid)]
            if side.span is not None:
                reader.select(*side.span, center=True)
        self.say(" / ".join(part for part in (linked.says.gloss, linked.shows.gloss, linked.note) if part)
                 or f"{linked.says.document} says / {linked.shows.document} shows")  # fmt: skip

    # -- writing it out

    def action_export(self) -> None:
        """All contradictions as a table."""
        project = self.app.project
        if not self.refuse("export") and project is not None:
            path = project.path.with_name(f"{project.path.stem}-contradictions.xlsx")
            many = len(self.linked)
            self.app.push_screen(WriteFile(f"{many:,} contradiction{'s' * (many != 1)}", path, FORMATS), self._write)

    def _write(self, target: Target | None) -> None:
        project = self.app.project
        if target is None or project is None:
            return
        try:
            rows = contradictions.rows(self.linked)
            save_rows(target.path, contradictions.COLUMNS, rows, contradictions.WORDS)
            recorded(project, target.path, "contradictions", {}, [each.as_json() for each in self.linked])
        except WorkbenchError as error:
            self.app.complain("The contradictions were not written", str(error))
            return
        self.say(f"Written to {target.path.name}")


def _known(session: Session) -> tuple[list[Incident], list[Linked]]:
    return contradictions.incidents(session), contradictions.contradictions(session)


def _opened(session: Session, uids: Sequence[str], coder: str) -> list[Opened]:
    """The documents to show, with the coder's own codings."""
    kinds = {each.uid: each.kind for each in documents.summaries(session)}
    view = codebook_view(session, coder)
    found = []
    for uid in uids:
        if uid in kinds:
            own = [each for each in codings.codings(session, documents=[uid]) if each.coder == coder]
            text = reader_text(document_text(session, uid))
            found.append(Opened(text, kinds[uid], tuple(reader_codings(own, view, coder)), reader_flags(session, uid)))
    return found


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"


_OWN = frozenset(each.function for each in commands.COMMANDS if each.where == "incident")
