"""Together: which codes stand with which, how often, and how much more than chance; from two to their passages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from sqlmodel import Session
from textual import on
from textual.containers import Vertical
from textual.widget import Widget

from codebook.counting.cooccurrence import units_of
from codebook.counting.cooccurrence_pairs import behind, pair_query
from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.write_file import Target
from coding_tui.registry import commands
from coding_tui.screens.answering import ChartedScreen
from coding_tui.screens.cells import At, Toolbar
from coding_tui.screens.comparing import TABLES_AND_FIGURES, Writing, tried, written
from coding_tui.views import charts, togetherness
from coding_tui.views.comparing import BEHIND
from coding_tui.views.togetherness import WAYS, Seen, Wanted
from coding_tui.widgets.grid import Grid
from coding_tui.widgets.panes import Pane
from coding_tui.widgets.prose import Prose
from exports.comparing.compared import write_together
from exports.comparing.together import MEASURES
from transcripts.errors import WorkbenchError
from transcripts.project import Project

NOTHING = "No two codes stand together here. «together.way» takes another way, «together.query» other text."


class TogetherScreen(ChartedScreen[Wanted, Seen]):
    """Codes by codes."""

    PLACE = "Codes together"
    VIEW = "together"
    WHERE = ("together",)
    BEHIND = BEHIND
    BINDINGS: ClassVar[list[Any]] = commands.bindings("together")

    def __init__(self) -> None:
        super().__init__(Wanted())

    def body(self) -> Iterable[Widget]:
        """Views, toolbar, table; below it what the highlighted pair says."""
        yield Vertical(
            *self.strips_above(), Toolbar(), self.cells("Codes together", "Counting …"),
            Pane("The pair", Prose(id="about"), id="about-pane"),
        )  # fmt: skip

    @property
    def pair(self) -> At | None:
        """The codes (by number) under the cursor."""
        return None if self.found is None or self.at is None else self.found.places.get(self.at)

    def why_not(self, function: str) -> str:
        """No pair, nothing to read or write."""
        return self.keyed(NOTHING) if function in ("read_pair", "export") and self.pair is None else ""

    # -- counting

    def answer(self, session: Session, wanted: Wanted) -> Seen:
        """Which codes stand together."""
        return togetherness.seen(session, wanted)

    def axes_there(self, session: Session) -> Sequence[str]:
        """Which codes can be shown."""
        return togetherness.axes(session)

    def shown_as(self, found: Seen, wanted: Wanted) -> Seen | None:
        """The same counts by another measure, as table or chart."""
        return togetherness.shown(found.made, wanted) if found.wanted.counted == wanted.counted else None

    def no_cells(self) -> str:
        """What stands where no two stand together."""
        return self.keyed(NOTHING)

    def show(self, wanted: Wanted, found: Seen | WorkbenchError) -> None:
        """Show it; the cursor stays on its two codes, wherever they stand now."""
        codes, before = self.found and self.found.made.codes, self.pair
        super().show(wanted, found)
        if self.found is not None and self.found.made.codes == codes:
            at = next((at for at, pair in self.found.places.items() if pair == before), None)
            if at is not None:
                self.grid.go(*at)

    def tell(self, at: At) -> None:
        """The numbers of two codes in whole words."""
        if self.found is not None and self.pair is not None:
            self.about.show(togetherness.about(self.found, self.pair))
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
            self.say(" ".join(str(uids).split()), "wrong")
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

    def action_next_measure(self) -> None:
        """Numbers, Jaccard's index, lift."""
        self.look(replace(self.wanted, measure=MEASURES[(MEASURES.index(self.wanted.measure) + 1) % len(MEASURES)]))

    # -- writing it out

    def writing(self) -> Writing | None:
        """All pairs."""
        found = self.found
        return None if found is None else Writing(
            "Codes that stand together", "together.xlsx", TABLES_AND_FIGURES,
            lambda project, target: _write(project, target, found),
        )  # fmt: skip


def _write(project: Project, target: Target, found: Seen) -> str:
    wanted = found.wanted
    write_together(
        project, target.path, found.made, wanted.codes, measure=wanted.measure, figure=wanted.chart or charts.HEAT
    )
    return written(target.path, f"Codes that stand together in {found.made.units}")
