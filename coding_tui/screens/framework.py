"""The framework matrix: participants or cases by themes, a written summary in each cell, its passages beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from sqlmodel import Session
from textual import getters, on
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from codebook.notes.memo_links import Link
from coding_tui.dialogs.choose import Choose
from coding_tui.dialogs.write_file import TABLES, FileFormat, Target
from coding_tui.registry import commands
from coding_tui.screens.cells import At, Toolbar
from coding_tui.screens.comparing import Writing, written
from coding_tui.screens.summarising import SummarisingScreen
from coding_tui.views import frameworks, togetherness
from coding_tui.views.frameworks import BEHIND, Opened, Seen, Wanted
from coding_tui.views.retrieval import Span
from coding_tui.views.retrieval import counted as many
from coding_tui.widgets.excerpt_list import LongExcerptList
from coding_tui.widgets.grid import Grid
from coding_tui.widgets.panes import Pane, Upright
from coding_tui.widgets.prose import Prose
from coding_tui.widgets.record_list import RecordList
from exports.comparing.compared import write_framework
from transcripts.errors import WorkbenchError
from transcripts.project import Project

FORMATS = {"docx": FileFormat("Word document, with the passages", ".docx"), **TABLES}
NO_CELLS = (
    "Nobody who is known as a {subject} has anything coded, or a summary. Attributes of documents name their "
    "participants and cases; «framework.subject» turns from participants to cases."
)
NO_CELL = "No cell is highlighted."
NOTHING_CODED = "Nothing is coded here: there is nothing to read or link."
NOT_WRITTEN = "You have written nothing here. «framework.write» begins."
NO_LINKS = "No summary here links to a passage. «framework.link» links the passage that is highlighted at the right."
_ON_CELL = frozenset({"write_summary", "take_away", "next_due", "read_cell", "link_passages", "follow_link", "export"})


class FrameworkScreen(SummarisingScreen):
    """Table above; summaries and passages of the cell below."""

    PLACE = "Framework matrix"
    VIEW = "framework"
    WHERE = ("framework",)
    BEHIND = BEHIND
    AT_WORK = "reading …"
    BINDINGS: ClassVar[list[Any]] = commands.bindings("framework")
    passages_pane = getters.query_one("#behind-pane", Pane)

    def __init__(self) -> None:
        super().__init__()
        self.links: tuple[Link, ...] = ()

    def body(self) -> Iterable[Widget]:
        """Views, toolbar, table; below it what was written, and the passages."""
        yield Vertical(
            *self.strips_above(), Toolbar(), self.cells("Framework matrix", "Reading …"),
            Horizontal(
                Pane("What is written", Prose(id="about"), id="about-pane"), Upright(),
                Pane("Passages", LongExcerptList(empty="Nothing is coded here.", id="behind"), id="behind-pane"),
                id="cell",
            ),
        )  # fmt: skip

    def why_not(self, function: str) -> str:
        """No cell, no passage, nothing written, no link."""
        if function not in _ON_CELL:
            return ""
        if self.found is None or self.at is None:
            return NO_CELL
        cell = self.found.cell(self.at)
        if function in ("read_cell", "link_passages") and not cell.codings:
            return NOTHING_CODED
        if function == "take_away" and not cell.by(self.app.coder):
            return self.keyed(NOT_WRITTEN)
        return self.keyed(NO_LINKS) if function == "follow_link" and not self.links else ""

    # -- reading

    def answer(self, session: Session, wanted: Wanted) -> Seen:
        """Summaries, one's own first; what is flagged is known before anything is listed."""
        self.read_veil(session)
        return frameworks.seen(session, wanted, self.app.coder)

    def axes_there(self, session: Session) -> Sequence[str]:
        """What can stand across: themes first."""
        return ("theme", *(name for name in togetherness.axes(session) if name != "theme"))

    def no_cells(self) -> str:
        """What stands where nobody is."""
        return self.keyed(NO_CELLS.format(subject=self.wanted.subject))

    def show(self, wanted: Wanted, found: Seen | WorkbenchError) -> None:
        """Show it, what is flagged folded."""
        self.passages.veil = self.veil
        super().show(wanted, found)

    def tell(self, at: At) -> None:
        """What is written of the cell, and its passages."""
        if self.found is not None:
            found, cell = self.found, self.found.cell(at)
            self.read(
                lambda session: frameworks.opened(session, cell), lambda made: self._open(found, at, made), group="cell"
            )
            self.status.show_place(f"{self.wanted.subject} {at[0] + 1:,} of {len(found.table.rows):,}")

    def tell_nothing(self) -> None:
        """There is no cell."""
        super().tell_nothing()
        self.links = ()
        self.passages.set_records(())

    def _open(self, found: Seen, at: At, opened: Opened) -> None:
        if found is not self.found or at != self.at:
            return
        self.links = opened.links
        self.about.show(frameworks.about(found, at, self.app.coder, opened.links, self.veil))
        self.passages_pane.rule.say(note=many(len(opened.passages), "passage") if opened.passages else "")
        self.passages.set_records(opened.passages)
        self.refresh_bindings()

    def under_cursor(self) -> Span | None:
        """The passage that is highlighted, for what folds."""
        passage = self.passages.highlighted
        return None if passage is None else passage.span

    def show_veiled(self) -> None:
        """List and links anew."""
        self.passages.refresh()
        self.follow()

    # -- to the words

    def action_next_pane(self) -> None:
        """From the table to the passages, and back."""
        (self.grid if self.passages.has_focus else self.passages).focus()

    @on(Grid.Chosen)
    def action_read_cell(self) -> None:
        """All passages of the cell, in Retrieve."""
        at = self.at
        if not self.refuse("read_cell") and self.found is not None and at is not None:
            cell, named = self.found.cell(at), self.found.named(at)
            back = self.keyed("«go.compare» goes back")
            self.read_passages(self.found.query(at), cell.codings, f"passages behind {named}; {back}")

    @on(RecordList.Chosen)
    def _read_passage(self) -> None:
        passage = self.passages.highlighted
        if passage is not None:
            self.read_in_workbench(*passage.span)

    def action_follow_link(self) -> None:
        """Where a summary's link leads; asks which when there are several."""
        if not self.refuse("follow_link"):
            titles = [link.trouble or link.title for link in self.links]
            if len(titles) == 1:
                self._go(0)
            else:
                self.app.push_screen(Choose("Follow a link", titles, "Go"), self._go)

    def _go(self, at: int | None) -> None:
        if at is None:
            return
        link = self.links[at]
        if link.document:
            self.read_in_workbench(link.document, *(link.place or (0, 0)))
        else:
            there = self.keyed("«go.codes» goes to the codebook")
            self.say(link.trouble or f"‘{link.title}’ is a code: {there}.")

    # -- which matrix

    def action_turn_subject(self) -> None:
        """Participants, or cases."""
        self.want(replace(self.wanted, subject="case" if self.wanted.subject == "participant" else "participant"))

    def action_choose_themes(self) -> None:
        """Themes, all codes, or the codes of a theme."""
        self.choose("Across", self.axes, self.wanted.themes,
                    lambda name: self.want(replace(self.wanted, themes=name)))  # fmt: skip

    # -- writing it out

    def writing(self) -> Writing | None:
        """Every summary, with its passages."""
        found = self.found
        return None if found is None else Writing(
            "The framework matrix", "framework.docx", FORMATS, lambda project, target: _write(project, target, found)
        )  # fmt: skip


def _write(project: Project, target: Target, found: Seen) -> str:
    write_framework(project, target.path, found.made, found.wanted.themes)
    return written(target.path, f"{many(found.made.written, 'cell')} with summaries")
