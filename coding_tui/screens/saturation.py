"""Saturation: a table of groups, and for the highlighted one its curve with a band, in signs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any, ClassVar

from sqlmodel import Session
from textual import getters, on
from textual.containers import Vertical
from textual.widget import Widget

from codebook.counting.saturation import Curve, Rule, Saturation, saturation
from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.write_file import TABLES, FileFormat, Target, WriteFile
from coding_tui.frame import EVERYTHING
from coding_tui.registry import commands
from coding_tui.screens.comparing import ComparingScreen
from coding_tui.widgets.grid import Grid, Table
from coding_tui.widgets.lines import Piece
from coding_tui.widgets.panes import Pane
from coding_tui.widgets.prose import Prose
from exports.manifests import recorded
from exports.saturation import rows_of, save_saturation
from transcripts.errors import WorkbenchError

BEHIND = frozenset({"coding", "code", "document", "assignment"})
FORMATS: Mapping[str, FileFormat] = {
    **TABLES,
    "svg": FileFormat("Figure (SVG)", ".svg"), "png": FileFormat("Figure (PNG)", ".png"),
    "pdf": FileFormat("Figure (PDF)", ".pdf"), "html": FileFormat("Figure (web page)", ".html"),
}  # fmt: skip
COLUMNS = ("interviews", "codes", "a priori", "in the first", "the last brings", "reached after", "by dates")
WIDE = 60
"""Cells of a curve."""
NOTHING = "Nothing is counted yet."


class SaturationScreen(ComparingScreen):
    """The table and the curve."""

    PLACE = "Saturation"
    VIEW = "saturation"
    CSS_PATH = "compare.tcss"
    BINDINGS: ClassVar[list[Any]] = commands.bindings("saturation")
    grid = getters.query_one(Grid)
    pane = getters.query_one("#matrix-pane", Pane)
    about = getters.query_one("#about", Prose)

    def __init__(self) -> None:
        super().__init__()
        self.rule = Rule()
        self.emergent = False
        self.made: Saturation | None = None

    def body(self) -> Iterable[Widget]:
        """Views, table, curve."""
        yield Vertical(
            *self.strips_above(),
            Pane("Saturation", Grid(empty="Drawing orders …", id="matrix"), id="matrix-pane"),
            Pane("The curve", Prose(id="about"), id="curve-pane"),
        )

    def on_mount(self) -> None:
        """Begin in the table."""
        self.grid.focus()

    def why_not(self, function: str) -> str:
        """Nothing to write."""
        return NOTHING if function == "export" and self.made is None else ""

    def refresh_from_project(self, tables: frozenset[str]) -> None:
        """Count again when what is behind it has changed."""
        if tables is EVERYTHING or tables & BEHIND:
            self.count()

    def count(self) -> None:
        """Draw the orders, away from the screen's thread."""
        rule, emergent = self.rule, self.emergent
        self.pane.rule.say(note="drawing orders …")
        self.read(lambda session: _counted(session, rule, emergent), self._take, group="saturation")

    def _take(self, made: Saturation | WorkbenchError) -> None:
        self.pane.rule.say(note="")
        if isinstance(made, WorkbenchError):
            self.made = None
            self.grid.say_empty(str(made))
            self.grid.set_table(Table())
            return
        self.made = made
        which = "codes that came up in coding" if made.emergent_only else "all codes"
        self.pane.rule.say(
            title=f"{which} · {made.orders:,} orders, seed {made.seed} · base {made.base}, run {made.run}, at most "
            f"{made.threshold:.0%} new"
        )
        self.grid.set_table(Table("group", tuple(curve.group for curve in made.curves), COLUMNS,
                                  tuple(_row(curve) for curve in made.curves)))  # fmt: skip
        self.refresh_bindings()

    @on(Grid.Highlighted)
    def _follow(self) -> None:
        at = self.grid.at
        if self.made is None or at is None or at[0] >= len(self.made.curves):
            self.about.show(((NOTHING, "quiet"),))
            return
        self.about.show(drawn(self.made.curves[at[0]]))
        self.status.show_place(f"group {at[0] + 1:,} of {len(self.made.curves):,}")

    def action_toggle_emergent(self) -> None:
        """Only codes that came up, or all."""
        self.emergent = not self.emergent
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

    def action_export(self) -> None:
        """To a file."""
        project = self.app.project
        if not self.refuse("export") and project is not None:
            path = project.path.with_name(f"{project.path.stem}-saturation.svg")
            self.app.push_screen(WriteFile("Saturation", path, FORMATS), self._write)

    def _write(self, target: Target | None) -> None:
        project, made = self.app.project, self.made
        if target is None or project is None or made is None:
            return
        rule = Rule(made.orders, made.seed, made.base, made.run, made.threshold)
        asked = {"themes": "", "kind": made.kind, "rule": asdict(rule), "emergent_only": made.emergent_only}
        try:
            save_saturation(made, target.path)
            recorded(project, target.path, "saturation", asked, rows_of(made))
        except WorkbenchError as error:
            self.app.complain("It was not written", str(error))
            return
        self.say(f"Written to {target.path.name}")


def _counted(session: Session, rule: Rule, emergent: bool) -> Saturation | WorkbenchError:
    try:
        return saturation(session, rule=rule, emergent_only=emergent)
    except WorkbenchError as error:
        return error


def _row(curve: Curve) -> tuple[Piece, ...]:
    at = curve.reached
    reached = "–" if at.median is None else f"{at.median} ({at.low} to {at.high})"
    cells = (
        f"{len(curve.documents):,}", f"{len(curve.codes):,}", f"{len(curve.a_priori):,}",
        f"{curve.mean[0]:.1f}", f"{curve.new[-1]:.2f}", reached,
        "–" if curve.reached_dated is None else str(curve.reached_dated),
    )  # fmt: skip
    return tuple((cell, "quiet" if cell == "–" else "text") for cell in cells)


def drawn(curve: Curve) -> Iterable[Piece]:
    """A curve in signs: a row for some numbers of interviews, the band light, the mean a sign in it."""
    yield f"{curve.group}\n", "strong"
    if curve.why_not:
        yield f"Beware: {curve.why_not}.\n", "wrong"
    if not curve.codes:
        return
    many, most = len(curve.documents), len(curve.codes)
    step = max(1, -(-many // 12))
    yield "  n  mean   ░ 95 % of the orders   ● mean of all orders\n", "quiet"
    for k in sorted({*range(0, many, step), many - 1}):
        low, mean, high = (round(WIDE * value / most) for value in (curve.low[k], curve.mean[k], curve.high[k]))
        line = [" "] * (WIDE + 1)
        line[low : high + 1] = "░" * (high + 1 - low)
        line[mean] = "●"
        yield f"{k + 1:>3} {curve.mean[k]:>5.1f}  ", "text"
        yield f"{''.join(line).rstrip()}\n", "text"
