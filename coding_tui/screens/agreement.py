"""Agreement: the table of codes, why a number is missing, and the card of one code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from textual import getters, on
from textual.containers import Vertical
from textual.widget import Widget

from codebook.agreement import Agreement, CodeAgreement
from codebook.agreement.together import Together
from codebook.team.recoding import DAYS, SHARE
from coding_tui.app import load
from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.choose import Choose
from coding_tui.dialogs.read_text import ReadText
from coding_tui.dialogs.write_file import Field, FileFormat, Target
from coding_tui.messages import ReadDone
from coding_tui.registry import commands
from coding_tui.screens.measuring import MeasuringScreen
from coding_tui.screens.writing import Writing, written
from coding_tui.views import agreement_view as view
from coding_tui.views.agreement_card import about_code, card, methods_pieces
from coding_tui.views.agreement_meaning import meaning
from coding_tui.views.agreement_measuring import (
    UNITS,
    OverTime,
    Shown,
    Wanted,
    asked_again,
    drawn_again,
    over_time,
    whole_codebook,
)
from coding_tui.views.agreement_whole import whole_pieces
from coding_tui.views.ruling_view import Asked
from coding_tui.widgets.agreement_table import AgreementHeader, AgreementList
from coding_tui.widgets.panes import Pane
from coding_tui.widgets.prose import Prose
from coding_tui.widgets.record_list import RecordList
from transcripts.errors import WorkbenchError
from transcripts.project import Project

NO_CODE = "No code is highlighted: nothing is measured here yet."
NOT_MEASURED = "Nothing is measured yet."
ONESELF = "Nobody rules between a coder and themself: the card says what the code was taken for the second time."
NO_REPORT_OF_ONESELF = "A report is about several coders; «agreement.round» goes to another round."
FORMATS: Mapping[str, FileFormat] = {
    "docx": FileFormat("Report (Word)", ".docx"), "html": FileFormat("Report (web page)", ".html"),
    "md": FileFormat("Report (Markdown)", ".md"), "tex": FileFormat("Report (LaTeX)", ".tex"),
    "csv": FileFormat("Table (CSV)", ".csv"), "xlsx": FileFormat("Excel workbook", ".xlsx"),
    "svg": FileFormat("Figure (SVG)", ".svg"), "png": FileFormat("Figure (PNG)", ".png"),
    "pdf": FileFormat("Figure (PDF)", ".pdf"),
}  # fmt: skip
PICTURES = (".svg", ".png", ".pdf")
DRAWN = ("forest", "pairs", "drift")
REFLEXIVE = "This project works reflexively: coefficients have no place in it."
SHARE_ASKED = "Which share of what you finished? 0.1 draws one document in ten, 0.1 400 of each some 400 words."


class AgreementScreen(MeasuringScreen):
    """How far coders agree, code by code."""

    PLACE = "Agreement"
    CSS_PATH = "agreement.tcss"
    BINDINGS: ClassVar[list[Any]] = commands.bindings("agreement")
    header = getters.query_one(AgreementHeader)
    table = getters.query_one(AgreementList)
    about_pane = getters.query_one("#about-pane", Pane)
    about = getters.query_one("#about", Prose)

    def __init__(self) -> None:
        super().__init__()
        self.order = view.ORDERS[0]
        self.words = ""
        self.shown: Shown | None = None

    def body(self) -> Iterable[Widget]:
        """The table; below it what is to be said of the highlighted code."""
        yield Vertical(
            Pane("Agreement", AgreementHeader(), AgreementList(empty=NOT_MEASURED, id="table"), id="table-pane"),
            Pane("About the code", Prose(id="about"), id="about-pane"),
        )

    def on_mount(self) -> None:
        """Begin in the table."""
        self.table.focus()

    def why_not(self, function: str) -> str:
        """Nothing measured, nothing to choose between."""
        if function == "card" and self.highlighted is None:
            return NO_CODE
        if function == "export" and self.wanted.oneself:
            return NO_REPORT_OF_ONESELF
        if function in ("sort", "filter", "methods", "next_unit", "whole", "export") and self.agreement is None:
            return NOT_MEASURED
        if function == "choose_pair" and len(self._choices()) < 2:
            return "There are no pairs to choose between: two coders or fewer have marked documents done."
        if function == "disagreements" and self.wanted.oneself:
            return ONESELF
        if function in ("code_again", "meaning", "choose_pair") and self.panel is not None and not self.panel.measures:
            return REFLEXIVE
        if function == "next_round" and (self.panel is None or len(self.panel.rounds) < 2):
            return "There is one round only."
        return "" if function != "stop" or self.working is not None else "Nothing is being measured."

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what does something here and now."""
        return super().check_action(action, parameters) and not (action in _OWN and self.why_not(action))

    @property
    def agreement(self) -> Agreement | None:
        """What the table shows."""
        return None if self.shown is None else self.shown.agreement

    @property
    def highlighted(self) -> CodeAgreement | None:
        """The code under the cursor."""
        row = self.table.highlighted
        return row if isinstance(row, CodeAgreement) else None

    def _choices(self) -> list[tuple[str, ...]]:
        return [] if self.panel is None else self.panel.choices(self.wanted.round)

    def take(self, wanted: Wanted, found: Shown | WorkbenchError) -> None:
        """Fill the table; of another wish than the last, nothing."""
        self.table_pane.rule.say(note="", hint="")
        if isinstance(found, WorkbenchError):
            self.shown = None
            self.table.say_empty(f"{found} «agreement.why» goes to them.")
            self._fill(None)
            return
        if wanted == self.wanted:
            nothing = view.nothing(found.agreement)
            self.shown = None if nothing else found
            self.table.say_empty(nothing)
            self._fill(found)

    def _fill(self, shown: Shown | None) -> None:
        found = None if shown is None else shown.agreement
        empty = found is None or bool(view.nothing(found))
        self.header.display = not empty
        self.about_pane.display = not empty
        self.table_pane.rule.say(title="Agreement" if shown is None or empty else view.title(shown, self.wanted.round))
        if found is not None:
            self.header.interval = self.table.interval = found.interval is not None
            self.header.refresh()
        self.table.set_records([] if found is None or empty else view.rows(found, self.order, self.words))
        others = self.keyed("«agreement.filter» shows others")
        if not empty:
            self.say(f"sorted by {self.order}{f' · only ‘{self.words}’, {others}' if self.words else ''}")

    # -- the code under the cursor

    @on(RecordList.Highlighted)
    def _follow(self) -> None:
        code = self.highlighted
        if code is not None and self.agreement is not None:
            self.about_pane.rule.say(title=code.code)
            self.about.show(about_code(self.agreement, code))

    @on(RecordList.Chosen)
    def _chosen(self) -> None:
        self.action_card()

    def action_card(self) -> None:
        """Everything about the code, at all units."""
        code = self.highlighted
        if not self.refuse("card") and code is not None:
            self.table_pane.rule.say(note="measuring at every unit …")
            self.begin(tuple(replace(self.wanted, unit=unit) for unit in UNITS), lambda _: self._show_card(code.code))

    def _show_card(self, path: str) -> None:
        self.table_pane.rule.say(note="looking at it week by week …")
        measured = [self.known[replace(self.wanted, unit=unit)].agreement for unit in UNITS]
        wanted, project = self.wanted, self.app.project

        def work() -> None:
            if project is not None:
                found = over_time(project, wanted, path)
                self.post_message(ReadDone(lambda over: self._push_card(path, measured, over), found))

        self.run_worker(work, thread=True, exclusive=True, group="card", exit_on_error=False)

    def _push_card(self, path: str, measured: Sequence[Agreement], over: OverTime) -> None:
        self.table_pane.rule.say(note="", hint="")
        self.app.push_screen(ReadText(path, card(path, measured, self.wanted.unit, over)))

    def action_whole(self) -> None:
        """Sets of codes, and where and what: the codebook as a whole."""
        wanted, project = self.wanted, self.app.project
        if self.refuse("whole") or project is None:
            return
        self.table_pane.rule.say(note="measuring the codebook as a whole …")

        def work() -> None:
            found = whole_codebook(project, wanted)
            self.post_message(ReadDone(self._show_whole, found))

        self.run_worker(work, thread=True, exclusive=True, group="card", exit_on_error=False)

    def _show_whole(self, found: Together | None) -> None:
        self.table_pane.rule.say(note="", hint="")
        self.app.push_screen(ReadText("The codebook as a whole", whole_pieces(found, self.wanted.unit)))

    # -- writing it out

    def writing(self) -> Writing | None:
        """The report at this unit, round, and between these coders; or one figure of it."""
        wanted = self.wanted

        def write(project: Project, target: Target) -> str:
            from exports.agreement.files import write_agreement  # noqa: PLC0415 - altair takes a moment

            figure = target.asked["figure"] if target.path.suffix.lower() in PICTURES else ""
            files = write_agreement(
                project, target.path, unit=wanted.unit, coders=wanted.coders, round=wanted.round, figure=figure
            )
            beside = f" and {len(files) - 1} figures beside it" if len(files) > 1 else ""
            return written(target.path, f"Agreement by {wanted.unit}{beside}")

        who = " and ".join(wanted.coders) if wanted.coders else "all coders"
        return Writing(f"Agreement by {wanted.unit}, {wanted.round} round, {who}", "agreement.docx", FORMATS, write,
                       (Field("figure", "Of pictures, which", DRAWN[0], choices=DRAWN),))  # fmt: skip

    # -- what is measured

    def action_next_unit(self) -> None:
        """The next unit."""
        if not self.refuse("next_unit"):
            self._want(replace(self.wanted, unit=UNITS[(UNITS.index(self.wanted.unit) + 1) % len(UNITS)]))

    def action_next_round(self) -> None:
        """The next round, between all its coders."""
        if not self.refuse("next_round") and self.panel is not None:
            names = list(self.panel.rounds)
            after = names[(names.index(self.wanted.round) + 1) % len(names)]
            self._want(self.panel.all_of(self.wanted.unit, after, self.app.coder))

    def action_choose_pair(self) -> None:
        """All coders, or two of them; of a round coded again, whose."""
        if self.refuse("choose_pair"):
            return
        everybody: list[tuple[str, ...] | None] = [] if self.wanted.oneself else [None]
        choices = [*everybody, *self._choices()]
        names = ["All coders" if who is None else " and ".join(who) for who in choices]
        self.app.push_screen(
            Choose("Between whom", names, "Measure", now=choices.index(self.wanted.coders)),
            lambda at: None if at is None else self._want(replace(self.wanted, coders=choices[at])),
        )

    def _want(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.measure()

    def action_disagreements(self) -> None:
        """The passages behind what the code lacks of an α of 1; all of them where no code is highlighted."""
        if self.refuse("disagreements"):
            return
        code = self.highlighted
        asked = Asked("" if code is None else code.code, self.wanted.unit, self.wanted.coders, self.wanted.round)
        self.app.switch_screen(load("coding_tui.screens.disagreements:DisagreementsScreen", asked))

    def action_filter(self) -> None:
        """Only codes whose path holds what is typed."""
        if not self.refuse("filter"):
            self.app.push_screen(Ask("Filter", "Codes whose path holds:", "Filter", value=self.words), self._filter)

    def _filter(self, words: str | None) -> None:
        if words is not None:
            self.words = words
            self._fill(self.shown)

    def action_sort(self) -> None:
        """The next order."""
        if not self.refuse("sort"):
            self.order = view.ORDERS[(view.ORDERS.index(self.order) + 1) % len(view.ORDERS)]
            self._fill(self.shown)

    def action_code_again(self) -> None:
        """Draw documents, or parts of them, that this coder is to code once more, under seal."""
        if self.refuse("code_again"):
            return
        question = f"{SHARE_ASKED} What was coded in the last {DAYS} days stays out of it."
        self.app.push_screen(Ask("Code again, unseen", question, "Draw", value=f"{SHARE:g}"), self._draw_again)

    def _draw_again(self, said: str | None) -> None:
        if not said or self.app.background is None:
            return
        asked = asked_again(self.app.coder, said)
        if asked is None:
            self.say(f"‘{said}’ is neither a share, such as 0.1, nor a share and words, such as 0.1 400.")
            return
        codes = self.keyed("«go.code» codes")
        self.app.background.change(
            f"Drawn for {asked.coder} to code again (seed {asked.seed})", lambda session: drawn_again(session, asked),
            said=lambda round: f"In the round ‘{round}’ wait, unseen, what was drawn: {codes} · ctrl+z undoes",
        )  # fmt: skip

    def action_meaning(self) -> None:
        """What the columns mean, and what to beware of."""
        if self.refuse("meaning"):
            return
        self.app.push_screen(ReadText("What these figures mean", meaning()))

    def action_methods(self) -> None:
        """What the numbers rest on."""
        if not self.refuse("methods") and self.shown is not None:
            pieces = methods_pieces(self.shown, self.wanted.round)
            self.app.push_screen(ReadText("Methods paragraph", pieces, copies=True))


_OWN = frozenset(each.function for each in commands.COMMANDS if each.where == "agreement")
