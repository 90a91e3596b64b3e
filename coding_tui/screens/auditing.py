"""The audit of a draft: each quotation, claim and name beside what was really said.

The draft is only read, unless exact words are to be put into it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

from sqlmodel import Session
from textual import getters, on
from textual.containers import Horizontal
from textual.widget import Widget

from coding_tui.dialogs.ask import Ask
from coding_tui.frame import EVERYTHING
from coding_tui.registry import commands
from coding_tui.screens.audit_cards import AuditCardsScreen
from coding_tui.screens.mending import FOLDED_FIRST
from coding_tui.views import audit_view
from coding_tui.views.audit_view import Audited
from coding_tui.views.retrieval import Span
from coding_tui.views.veil import FOLDED
from coding_tui.widgets.finding_list import FindingList
from coding_tui.widgets.panes import Pane, Upright
from coding_tui.widgets.prose import Prose
from coding_tui.widgets.record_list import RecordList
from exports.audit.kept import ask_again, keep, key_of
from exports.audit.model import Claim, Finding, NameLeft
from transcripts.errors import WorkbenchError

TEXTS = frozenset({"document", "turn"})
BEHIND = TEXTS | {"coding", "code", "assignment", "ruling", "setting", "distressing"}
WATCH = 1.0
"""Seconds between looks at the draft's file."""
NOTHING_SAID = "Nothing like it stands in the project."
NOTHING_HERE = "Nothing here."
NO_CLAIM = "Evidence cards are of claims: sentences that say of how many something holds."
NAMES_GO = "A name that must not leave is not let stand. coding-tui names --release takes one off the list."
SOUND = "Every quotation is as it was said, or was kept. «audit.all» shows all of them."
QUOTES_NOBODY = "{name} quotes nobody: no quotation marks and no block quotations were found."
AUDITING = "Looking every quotation up …"


class AuditScreen(AuditCardsScreen):
    """Findings | both texts."""

    PLACE = "Audit"
    CSS_PATH = "auditing.tcss"
    BINDINGS: ClassVar[list[Any]] = commands.bindings("audit")
    list_pane = getters.query_one("#findings-pane", Pane)
    listed = getters.query_one(FindingList)
    beside = getters.query_one("#beside", Prose)

    def __init__(self, draft: Path) -> None:
        super().__init__()
        self.draft = draft
        self.found: Audited | None = None
        self.everything = False
        self._stamp: tuple[int, int] | None = None

    def body(self) -> Iterable[Widget]:
        """The list beside both texts."""
        yield Horizontal(
            Pane("Findings", FindingList(empty=AUDITING, id="findings"), id="findings-pane"),
            Upright(),
            Pane("Draft and source", Prose(id="beside"), id="beside-pane"),
            id="audit",
        )

    def on_mount(self) -> None:
        """Begin in the list; follow the draft's file, unless nobody is there to edit it (tests, pictures)."""
        self.show_where("Audit", self.draft.name)
        self.listed.focus()
        if not self.app.is_headless:
            self.set_interval(WATCH, self.look_at_draft)

    def why_not(self, function: str) -> str:
        """Nothing found, nothing it could be read in."""
        row = self.listed.highlighted
        if function in ("read_it", "take_exact") and (self.found is None or self.found.place(row) is None):
            return NOTHING_SAID if isinstance(row, Finding) else NOTHING_HERE
        if function == "keep" and isinstance(row, NameLeft):
            return NAMES_GO
        if function == "card":
            return "" if isinstance(row, Claim) else NO_CLAIM
        if function == "mend" and not isinstance(row, Finding):
            return NOTHING_HERE
        return NOTHING_HERE if function == "keep" and row is None else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what does something here and now."""
        return super().check_action(action, parameters) and not self.why_not(action)

    # -- auditing

    def refresh_from_project(self, tables: frozenset[str]) -> None:
        """Audit again when what is behind it has changed."""
        if tables is not EVERYTHING and tables & TEXTS:
            self.found = None
        if tables is EVERYTHING or tables & BEHIND:
            self.audit()

    def audit(self) -> None:
        """Audit the draft as it is now."""
        self._stamp = self._stamped()
        self.list_pane.rule.say(note=AUDITING)
        self.read(self._audited, self._show, group="audit")

    def look_at_draft(self) -> None:
        """Audit again when the draft's file is another."""
        if self._stamped() != self._stamp:
            self.audit()

    def _stamped(self) -> tuple[int, int] | None:
        try:
            found = self.draft.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size

    def _audited(self, session: Session) -> Audited | WorkbenchError:
        self.read_veil(session)
        project = self.app.project
        assert project is not None
        try:
            return audit_view.audited(project, session, self.draft, None if self.found is None else self.found.judge)
        except WorkbenchError as error:  # a draft that is being saved, or gone: what was found stays in sight
            return error

    def _show(self, found: Audited | WorkbenchError) -> None:
        if isinstance(found, WorkbenchError):
            self.list_pane.rule.say(note="not audited" if self.found is None else "as it was before")
            self.listed.say_empty(str(found))
            self.app.complain(f"{self.draft.name} was not audited", str(found))
            return
        self.found = found
        self.list_pane.rule.say(note=found.note())
        self.listed.say_empty(SOUND if found.audit.findings else QUOTES_NOBODY.format(name=self.draft.name))
        self._fill()

    def _fill(self) -> None:
        if self.found is None:
            return
        rows = self.found.rows(everything=self.everything)
        self.listed.folded = frozenset(audit_view.key(row) for row in rows if self._hidden(self.found.place(row)))
        self.listed.set_records(rows)

    def _hidden(self, place: Span | None) -> bool:
        return place is not None and self.veil.hides(*place)

    def under_cursor(self) -> Span | None:
        """Where the highlighted finding stands."""
        return None if self.found is None else self.found.place(self.listed.highlighted)

    def show_veiled(self) -> None:
        """List and texts anew."""
        self._fill()
        self._follow()

    @on(RecordList.Highlighted)
    def _follow(self) -> None:
        row = self.listed.highlighted
        if row is None or self.found is None:
            self.beside.show(() if self.found is None else audit_view.overall(self.found))
            self.status.show_place("")
            return
        hidden = self._hidden(self.found.place(row))
        folded = ((self.keyed(f"{FOLDED}\n«audit.lift» shows it.\n\n"), "quiet"),) if hidden else ()
        self.beside.show((*folded, *audit_view.told(row, hidden=hidden)))
        self.status.show_place(f"{self.listed.position + 1:,} of {len(self.listed.records):,}")

    # -- keys

    @on(RecordList.Chosen)
    def _chosen(self) -> None:
        if isinstance(self.listed.highlighted, Claim):
            self.action_card()
        else:
            self.action_read_it()

    def action_card(self) -> None:
        """What stands behind the claim, and what against it."""
        row = self.listed.highlighted
        if not self.refuse("card") and isinstance(row, Claim):
            self.show_card(row)

    def action_read_it(self) -> None:
        """Read it where it was said."""
        place = self.under_cursor()
        if not self.refuse("read_it") and place is not None:
            self.read_in_workbench(*place)

    def action_take_exact(self) -> None:
        """What was said, to be pasted into the draft."""
        row = self.listed.highlighted
        if not self.refuse("take_exact") and isinstance(row, Finding):
            self.app.copy_to_clipboard(row.said)
            puts = self.keyed("«audit.mend» puts them there")
            if self.app.clipboard == row.said:
                self.say(f"Copied the exact words of {row.document}. Paste them into the draft, or {puts}.")

    def action_mend(self) -> None:
        """What was said, put into the draft: shown first."""
        row = self.listed.highlighted
        if self.refuse("mend") or self.found is None or not isinstance(row, Finding):
            return
        if self._hidden(self.found.place(row)):
            self.say(self.keyed(FOLDED_FIRST))
        else:
            self.mend(row)

    def action_keep(self) -> None:
        """Let it stand, with a reason; or ask again about what was let stand."""
        row = self.listed.highlighted
        if self.refuse("keep") or row is None or isinstance(row, NameLeft):
            return
        key, what = key_of(row), audit_view.title(row)
        if row.kept:
            self.change(f"Ask again: {what}", lambda session: ask_again(session, key),
                        said="It is asked about again · ctrl+z undoes")  # fmt: skip
            return
        coder = self.app.coder

        def put(reason: str | None) -> None:
            if reason:
                self.change(f"Let stand: {what}", lambda session: keep(session, key, reason, coder=coder),
                            said="Kept, with the reason · ctrl+z undoes")  # fmt: skip

        self.app.push_screen(Ask("Let it stand", f"Why may this stand ({what}, {audit_view.whose(row)})?", "Keep"), put)

    def action_show_all(self) -> None:
        """What needs a look, or everything."""
        self.everything = not self.everything
        self._fill()
        self.say("Everything is shown." if self.everything else "What needs a look is shown.")

    def action_again(self) -> None:
        """Read the draft anew."""
        self.audit()

    def action_leave(self) -> None:
        """Back to the quotations."""
        self.app.action_go("quotations")
