"""What can be done with hits that are ticked: coding them after a preview, collecting them."""

from __future__ import annotations

from textual import getters, on

from codebook.coding.coding_hits import Plan
from codebook.retrieval.searching import Sought
from coding_tui.dialogs.code_palette import CodePalette
from coding_tui.dialogs.confirm import Confirm
from coding_tui.edits import NewCode
from coding_tui.screens.found import FoundScreen
from coding_tui.views import retrieval, search_view
from coding_tui.views import workbench_view as views
from coding_tui.views.recent_codes import RecentCodes
from coding_tui.views.retrieval import counted
from coding_tui.views.search_view import UNITS, Coding
from coding_tui.views.workbench_view import CodebookView
from coding_tui.widgets.hit_list import HitList
from transcripts.searching import Found, Hit

NO_HIT = "Nothing is listed. «search.ask» goes to the field; what is typed there is looked for."
STILL_COUNTING = "Still looking. A moment, then every place is listed."
ON_HITS = frozenset({"read_it", "collect", "leave_query", "tick_all", "code_hits", "next_unit", "export"})


class HitCodingScreen(FoundScreen):
    """A list of hits as far as they can be ticked, widened, coded and collected."""

    found_list = getters.query_one(HitList)

    def __init__(self) -> None:
        super().__init__()
        self.found: Found | None = None
        self.sought = Sought("")
        self.unit = next(iter(UNITS))

    def why_not(self, function: str) -> str:
        """Nothing listed, or not all of it yet."""
        if function in ON_HITS and self.found_list.current is None:
            return NO_HIT
        if function in ("tick_all", "code_hits") and (self.found is None or not self.found.whole):
            return STILL_COUNTING
        return ""

    def action_tick_all(self) -> None:
        """Tick all that is listed, or nothing."""
        if not self.refuse("tick_all"):
            many = self.found_list.tick_all()
            done = f"{counted(many, 'place')} ticked · {self.keyed('«search.code» codes them')} · space takes one out"
            self.say(done if many else "Nothing is ticked.")
            self.refresh_bindings()

    def action_next_unit(self) -> None:
        """Hits, their sentences, their turns."""
        if not self.refuse("next_unit"):
            units = list(UNITS)
            self.unit = units[(units.index(self.unit) + 1) % len(units)]
            self.say(self.keyed(f"«search.code» codes {UNITS[self.unit]}."))

    # -- coding

    def action_code_hits(self) -> None:
        """Let a code be chosen for what is ticked."""
        if not self.refuse("code_hits"):
            coder = self.app.coder
            self.read(lambda session: views.codebook_view(session, coder), self._open_palette, group="codebook")

    def _open_palette(self, view: CodebookView) -> None:
        hits = tuple(self.found_list.ticked)
        if not hits:
            return
        region = self.found_list.region
        row = region.y + self.found_list.position - self.found_list.scroll_offset.y
        self.mount(
            CodePalette(
                view, RecentCodes(view.recent), lambda code: self._plan(hits, code, view), lambda _code: None,
                verb=f"Code {counted(len(hits), 'place')} ({UNITS[self.unit]})", beside=(region.x + 4, row),
            )
        )  # fmt: skip

    @on(CodePalette.Closed)
    def _palette_closed(self) -> None:
        self.found_list.focus()

    def _plan(self, hits: tuple[Hit, ...], code: str | NewCode, view: CodebookView) -> None:
        """Find out what coding would come to, and show that before anything is done."""
        self.query_one(CodePalette).close()
        project = self.app.project
        if project is None:
            return
        name = code.name if isinstance(code, NewCode) else view.by_uid[code].path
        self.say("Looking at what that comes to …")
        coding = Coding(hits, code, name, self.unit, self.app.coder, self.sought)
        self.read(lambda _session: coding.plan(project), lambda plan: self._ask(coding, plan), group="plan")

    def _ask(self, coding: Coding, plan: Plan) -> None:
        self.say("")
        if not plan.places:
            self.say(f"Nothing to code. Left out: {', '.join(plan.left_out)}.")
            return
        preview = self.keyed(search_view.preview(coding, plan))
        question = Confirm("Code what was found", preview, f"Code {search_view.deed(plan)}")
        self.app.push_screen(question, lambda wanted: self._code(coding, plan) if wanted else None)

    def _code(self, coding: Coding, plan: Plan) -> None:
        what = f"‘{coding.sought.query[:60]}’ as ‘{coding.name}’"
        self.change(
            f"Code {what}", lambda session: coding.carry_out(session, plan), then=lambda _code: self._coded(),
            said=f"Coded {search_view.deed(plan)} with ‘{coding.name}’ · ctrl+z undoes",
        )  # fmt: skip

    def _coded(self) -> None:
        self.found_list.marked.clear()
        self.found_list.refresh()

    # -- collecting

    def action_collect(self) -> None:
        """Put what is ticked aside for the report."""
        hits, coder = self.found_list.ticked, self.app.coder
        if not self.refuse("collect") and hits:
            what = counted(len(hits), "passage")
            self.change(
                f"Collect {what}",
                lambda session: retrieval.collect(session, search_view.passages(session, hits), coder),
                said=lambda new: f"Collected {counted(new, 'passage')} · F6 Quotations · ctrl+z undoes"
                if new else self.keyed("Collected already. «go.quotations» shows the quotations."),
            )  # fmt: skip
            self._coded()
