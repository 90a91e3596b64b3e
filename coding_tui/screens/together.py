"""Together: which codes stand with which, how often, and how much more than chance; from two to their passages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from textual import getters, on
from textual.containers import Vertical
from textual.widget import Widget

from codebook.counting.cooccurrence import units_of
from codebook.counting.cooccurrence_pairs import behind, pair_query
from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.write_file import Target
from coding_tui.frame import EVERYTHING
from coding_tui.registry import commands
from coding_tui.screens.cells import TABLES_AND_FIGURES, CellsScreen, Toolbar, counted, tried, written
from coding_tui.views import togetherness
from coding_tui.views.comparing import BEHIND
from coding_tui.views.togetherness import KINDS, MEASURES, WAYS, Seen, Wanted
from coding_tui.widgets.chart_grid import ChartGrid
from coding_tui.widgets.grid import Grid
from coding_tui.widgets.panes import Pane
from coding_tui.widgets.prose import Prose
from exports.compared import write_together
from transcripts.errors import WorkbenchError
from transcripts.project import Project

NOTHING = "No two codes stand together here. «together.way» takes another way, «together.query» other text."


class TogetherScreen(CellsScreen):
    """Codes by codes."""

    PLACE = "Codes together"
    VIEW = "together"
    WHERE = ("together",)
    BINDINGS: ClassVar[list[Any]] = commands.bindings("together")
    toolbar = getters.query_one(Toolbar)
    grid = getters.query_one(ChartGrid)

    def __init__(self) -> None:
        super().__init__()
        self.wanted = Wanted()
        self.found: Seen | None = None
        self.axes: Sequence[str] = ()

    def body(self) -> Iterable[Widget]:
        """Views, toolbar, table; below it what the highlighted pair says."""
        yield Vertical(
            *self.strips_above(), Toolbar(), self.cells("Codes together", "Counting …"),
            Pane("The pair", Prose(id="about"), id="about-pane"),
        )  # fmt: skip

    @property
    def pair(self) -> tuple[int, int] | None:
        """The codes (by number) under the cursor."""
        at = self.grid.at
        if self.found is None or at is None or self.grid.table is not self.found.table:
            return None
        return self.found.places.get(at)

    def why_not(self, function: str) -> str:
        """No pair, nothing to read or write."""
        return self.keyed(NOTHING) if function in ("read_pair", "export") and self.pair is None else ""

    # -- counting

    def refresh_from_project(self, tables: frozenset[str]) -> None:
        """Count again when what is behind it has changed."""
        if tables is EVERYTHING or "code" in tables:
            self.read(togetherness.axes, self._know_axes, group="axes")
        if tables is EVERYTHING or tables & BEHIND:
            self.want(self.wanted)

    def _know_axes(self, axes: Sequence[str]) -> None:
        self.axes = axes

    def want(self, wanted: Wanted) -> None:
        """Count something else, away from the screen's thread; the next key goes on from there."""
        self.wanted = wanted
        self.pane.rule.say(note="counting …")
        work = counted(lambda session: togetherness.seen(session, wanted))
        self.read(work, lambda found: self._show(wanted, found), group="together")

    def _show(self, wanted: Wanted, found: Seen | WorkbenchError) -> None:
        self.pane.rule.say(note="")
        if isinstance(found, WorkbenchError):
            self.say_wrong(found, instead=self.found is None)
            self.wanted = wanted if self.found is None else self.found.wanted
            return
        same = self.found is not None and self.found.made.codes == found.made.codes
        before, self.wanted, self.found = self.pair if same else None, wanted, found
        self.toolbar.say(wanted.toolbar())
        self.pane.rule.say(title=found.title)
        self.grid.say_empty(self.keyed(NOTHING))
        self.grid.set_table(found.table, found.draw)
        at = next((at for at, pair in found.places.items() if pair == before), None)
        if at is not None:
            self.grid.go(*at)
        self.refresh_bindings()

    @on(Grid.Highlighted)
    def _follow(self) -> None:
        pair = self.pair
        if self.found is None or pair is None:
            self.about.show((("No cell is highlighted.", "quiet"),))
            return
        self.about.show(togetherness.about(self.found, pair))
        self.status.show_place(f"{len(self.found.table.rows):,} × {len(self.found.table.columns):,}")

    # -- two codes

    @on(Grid.Chosen)
    def _chosen(self) -> None:
        self.action_read_pair()

    def action_read_pair(self) -> None:
        """The passages of both that stand together, in Retrieve."""
        pair = self.pair
        if self.refuse("read_pair") or self.found is None or pair is None:
            return
        made = self.found.made
        self.read(
            lambda session: tried(lambda: behind(session, made, *pair)),
            lambda uids: self._read_them(pair_query(made, *pair), uids), group="behind",
        )  # fmt: skip

    def _read_them(self, asked: str, uids: tuple[str, ...] | WorkbenchError) -> None:
        if isinstance(uids, WorkbenchError):
            self.say_wrong(uids, instead=False)
        elif not uids:
            self.say("These two do not stand together here.")
        else:
            back = self.keyed("«go.compare» goes back")
            self.read_passages(asked, uids, f"passages of both codes that stand together; {back}")

    # -- what is counted

    def action_choose_codes(self) -> None:
        """Other codes."""
        self.choose("Which codes", self.axes, self.wanted.codes,
                    lambda name: self.want(replace(self.wanted, codes=name)))  # fmt: skip

    def action_choose_way(self) -> None:
        """Together by another way."""
        names = [f"{way}: {words}" for way, words in WAYS.items()]
        now = next((name for name in names if name.partition(":")[0] == self.wanted.by), "")
        self.choose("Together by", names, now, lambda name: self.want(replace(self.wanted, by=name.partition(":")[0])))

    def action_ask_near(self) -> None:
        """So many turns or sentences from each other."""
        now = self.wanted.by.removeprefix("near ") if self.wanted.by.startswith("near ") else "3 turns"
        question = "At most how far from one to the other: 3 turns, or 4 sentences"
        self.app.push_screen(Ask("Near", question, "Count", value=now), self._near)

    def _near(self, said: str | None) -> None:
        if said is None:
            return
        by = f"near {said.strip().lower().removeprefix('near ')}"
        wrong = tried(lambda: units_of(by))
        if isinstance(wrong, WorkbenchError):
            self.say(f"‘{said}’ says no distance: a number of turns or sentences, such as 3 turns.", "wrong")
        else:
            self.want(replace(self.wanted, by=by))

    def action_ask_query(self) -> None:
        """Only the text that a query means."""
        self.ask_for_text(self.wanted.asked, lambda said: self.want(replace(self.wanted, asked=said)))

    # -- how it is shown

    def action_next_measure(self) -> None:
        """Numbers, Jaccard's index, lift."""
        self._look(replace(self.wanted, measure=MEASURES[(MEASURES.index(self.wanted.measure) + 1) % len(MEASURES)]))

    def action_toggle_empty(self) -> None:
        """With codes that stand with no other, or without."""
        self._look(replace(self.wanted, empty=not self.wanted.empty))

    def action_toggle_chart(self) -> None:
        """A heat map, or the table again."""
        self._look(replace(self.wanted, chart="" if self.wanted.chart else KINDS[0]))

    def action_next_kind(self) -> None:
        """Drawn in another way; a table is drawn."""
        kind = KINDS[(KINDS.index(self.wanted.chart) + 1) % len(KINDS)] if self.wanted.chart else KINDS[0]
        self._look(replace(self.wanted, chart=kind))

    def _look(self, wanted: Wanted) -> None:
        if self.found is not None and self.found.wanted.counted == wanted.counted:
            self._show(wanted, togetherness.shown(self.found.made, wanted))
        else:
            self.want(wanted)

    # -- writing it out

    def action_export(self) -> None:
        """To a file."""
        if not self.refuse("export") and self.found is not None:
            found = self.found
            self.ask_where(
                "Codes that stand together", "together.xlsx", TABLES_AND_FIGURES,
                lambda project, target: _write(project, target, found),
            )  # fmt: skip


def _write(project: Project, target: Target, found: Seen) -> str:
    write_together(project, target.path, found.made, found.wanted.codes)
    return written(target.path, f"Codes that stand together in {found.made.units}")
