"""Saturation: a table of groups, and for the highlighted one its curve with a band."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any, ClassVar

from textual.containers import Vertical
from textual.widget import Widget

from codebook.counting.saturation import Rule, saturation
from codebook.evidence.triangulation import INTERVIEW
from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.write_file import Target
from coding_tui.frame import EVERYTHING
from coding_tui.registry import commands
from coding_tui.screens.cells import At, CellsScreen
from coding_tui.screens.comparing import TABLES_AND_FIGURES, Writing, counted, written
from coding_tui.views import saturating
from coding_tui.views.saturating import ALL_CODES, NO_KIND, Choices, Seen
from coding_tui.widgets.grid import Table
from coding_tui.widgets.panes import Pane
from coding_tui.widgets.prose import Prose
from exports.comparing.saturation import rows_of, save_saturation
from exports.manifests import recorded
from transcripts.errors import WorkbenchError
from transcripts.project import Project

NOTHING = "Nothing is counted yet."
NEXT = "«saturation.of» takes another kind; «document.done» in Code says that you are done."
NO_DOCUMENT = "There is no document yet: «document.import» in Code brings some in."


class SaturationScreen(CellsScreen[Seen]):
    """The table and the curve."""

    PLACE = "Saturation"
    VIEW = "saturation"
    WHERE = ("saturation",)
    BINDINGS: ClassVar[list[Any]] = commands.bindings("saturation")

    def __init__(self) -> None:
        super().__init__()
        self.rule = Rule()
        self.emergent = False
        self.codes, self.kind = "", INTERVIEW
        self.choices = Choices()

    def body(self) -> Iterable[Widget]:
        """Views, table, curve."""
        yield Vertical(
            *self.strips_above(), self.cells("Saturation", "Drawing orders …"),
            Pane("The curve", Prose(id="about"), id="curve-pane"),
        )  # fmt: skip

    def why_not(self, function: str) -> str:
        """Nothing to write, or of which there is but one."""
        if function == "choose_kind" and not self.choices.kinds:
            return NO_DOCUMENT
        return NOTHING if function == "export" and self.found is None else ""

    def refresh_from_project(self, tables: frozenset[str]) -> None:
        """Count again when what is behind it has changed."""
        if tables is EVERYTHING or tables & {"code", "document"}:
            self.read(saturating.choices, self._know_choices, group="choices")
        if tables is EVERYTHING or tables & saturating.BEHIND:
            self.count()

    def _know_choices(self, choices: Choices) -> None:
        self.choices = choices
        self.refresh_bindings()

    def count(self) -> None:
        """Draw the orders, away from the screen's thread."""
        rule, emergent, codes, kind = self.rule, self.emergent, self.codes, self.kind
        self.pane.rule.say(note="drawing orders …")
        work = counted(
            lambda session: saturating.shown(
                saturation(session, themes=codes, kind=kind, rule=rule, emergent_only=emergent), codes
            )
        )
        self.read(work, self._take, group="saturation")

    def _take(self, found: Seen | WorkbenchError) -> None:
        self.pane.rule.say(note="")
        if isinstance(found, WorkbenchError):
            self.found = None
            self.grid.say_empty(self.keyed(f"{found} {NEXT}"))
            self.grid.set_table(Table())
        else:
            self.found = found
            self.pane.rule.say(title=found.title)
            self.grid.set_table(found.table)
        self.refresh_bindings()

    def tell(self, at: At) -> None:
        """The curve of a group."""
        if self.found is not None:
            curves = self.found.made.curves
            self.about.show(saturating.drawn(self.found, curves[at[0]]))
            self.status.show_place(f"group {at[0] + 1:,} of {len(curves):,}")

    def tell_nothing(self) -> None:
        """Nothing is counted."""
        self.about.show(((NOTHING, "quiet"),))

    def action_toggle_emergent(self) -> None:
        """Only codes that came up, or all."""
        self.emergent = not self.emergent
        self.count()

    def action_choose_codes(self) -> None:
        """The codes of one theme, or all."""
        self.choose("Which codes", self.choices.codes, self.codes or ALL_CODES, self._take_codes)

    def _take_codes(self, name: str) -> None:
        self.codes = "" if name == ALL_CODES else name
        self.count()

    def action_choose_kind(self) -> None:
        """Documents of another kind."""
        if not self.refuse("choose_kind"):
            self.choose("Documents of the kind", self.choices.kinds, self.kind or NO_KIND, self._take_kind)

    def _take_kind(self, name: str) -> None:
        self.kind = "" if name == NO_KIND else name
        self.count()

    def action_next_seed(self) -> None:
        """Other orders."""
        self.rule = replace(self.rule, seed=self.rule.seed + 1)
        self.count()

    def action_choose_rule(self) -> None:
        """Base, run, threshold."""
        now = f"{self.rule.base} {self.rule.run} {self.rule.threshold:g}"
        question = "Base (interviews), run (interviews), threshold (a share), with blanks between: 4 2 0.05"
        self.app.push_screen(Ask("The rule", question, "Count", value=now), self._take_rule)

    def _take_rule(self, said: str | None) -> None:
        if said is None:
            return
        try:
            base, run, threshold = said.replace(",", ".").split()
            self.rule = replace(self.rule, base=int(base), run=int(run), threshold=float(threshold))
        except (ValueError, WorkbenchError):
            self.say(f"‘{said}’ is no rule: two numbers of interviews and a share below 1, such as 4 2 0.05.", "wrong")
            return
        self.count()

    def writing(self) -> Writing | None:
        """All curves."""
        found = self.found
        return None if found is None else Writing(
            "Saturation", "saturation.svg", TABLES_AND_FIGURES,
            lambda project, target: _write(project, target, found),
        )  # fmt: skip


def _write(project: Project, target: Target, found: Seen) -> str:
    made = found.made
    rule = Rule(made.orders, made.seed, made.base, made.run, made.threshold)
    asked = {"themes": found.codes, "kind": made.kind, "rule": asdict(rule), "emergent_only": made.emergent_only}
    save_saturation(made, target.path)
    recorded(project, target.path, "saturation", asked, rows_of(made))
    return written(target.path, "Saturation")
