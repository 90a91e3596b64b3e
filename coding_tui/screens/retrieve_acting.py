"""What is done with passages that were found: recoded, given a stance, collected, held against who says otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session
from textual import getters

from codebook.coding import codings
from codebook.coding.codings import STANCES
from codebook.scheme import codes
from coding_tui.dialogs.choose import Choose
from coding_tui.dialogs.read_text import ReadText
from coding_tui.screens.retrieve_asking import AskingScreen
from coding_tui.screens.writing import Writing
from coding_tui.views import exporting, retrieval
from coding_tui.views.exporting import Attributing
from coding_tui.views.negative_cases import Place, negative_cases
from coding_tui.views.retrieval import Answer
from coding_tui.views.spread import spread, spread_pieces
from coding_tui.widgets.excerpt_list import ExcerptList


class ActingScreen(AskingScreen):
    """Base of Retrieve, as far as something is done with what it lists."""

    found_list = getters.query_one(ExcerptList)
    answer: Answer | None = None

    def action_export(self) -> None:
        """Write what the query finds to a file."""
        if not self.refuse("export"):
            self.read(exporting.attributing, self._export, group="export")

    def _export(self, now: Attributing) -> None:
        query, many = self.asked, len(self.answer.passages) if self.answer else 0
        self.write_out(Writing(
            f"{retrieval.counted(many, 'quotation')}: {query}", "quotes.md", exporting.QUOTATIONS,
            lambda project, target: exporting.write_found(project, query, target),
            exporting.fields_of_quotations(now, found=True),
        ))  # fmt: skip

    def action_spread(self) -> None:
        """How it is spread, who is silent though asked, who says the reverse."""
        if not self.refuse("spread") and self.answer is not None:
            found, query = [passage.excerpt for passage in self.answer.passages], self.asked
            self.read(
                lambda session: spread(session, found, query),
                lambda told: self.app.push_screen(ReadText("Spread, and negative cases", spread_pieces(told))),
                group="spread",
            )

    def action_go_to_negative(self) -> None:
        """Read a negative case where it stands."""
        if not self.refuse("go_to_negative") and self.answer is not None:
            found, query = [passage.excerpt for passage in self.answer.passages], self.asked
            self.read(lambda session: negative_cases(session, found, query), self._choose_negative, group="spread")

    def _choose_negative(self, cases: Sequence[Place]) -> None:
        def go(at: int | None) -> None:
            if at is not None:
                self.read_in_workbench(cases[at].document, cases[at].start, cases[at].end)

        if cases:
            self.app.push_screen(Choose("Negative cases", [each.title for each in cases], "Read"), go)
        else:
            self.say("Nobody who was asked is silent, nobody says the reverse, and everybody is heard.")

    def action_recode_found(self) -> None:
        """Give the codings behind the marked passages, or this one, another code."""
        wanted = self._behind("recode_found")
        if not wanted or self.answer is None or self.helps is None:
            return
        listed, many = self.helps.paths, retrieval.counted(len(wanted), "coding")
        now = next((path for each in self.found_list.chosen_ones() for path in each.excerpt.codes), "")
        self.app.push_screen(
            Choose(f"Another code for {many}", listed, "Recode", now=listed.index(now) if now in listed else 0),
            lambda at: None if at is None else self._recode(wanted, listed[at], many),
        )

    def _recode(self, wanted: Sequence[str], path: str, many: str) -> None:
        def work(session: Session) -> None:
            code = codes.tree(session).find(path).uid
            for uid in wanted:
                codings.recode(session, uid, code)

        self.change(f"Recode {many} as ‘{path}’", work, said=f"Recoded {many} as ‘{path}’ · ctrl+z undoes")
        self.found_list.marked.clear()

    def action_stance_found(self) -> None:
        """Say who holds the view in the marked passages, or this one."""
        wanted = self._behind("stance_found")
        if wanted:
            many = f"{len(wanted):,} coding{'s' * (len(wanted) != 1)}"
            choices = [*STANCES, "nobody has said"]
            self.app.push_screen(
                Choose(f"Who holds it? {many}", choices, "Say"),
                lambda at: None if at is None else self._say_stance(wanted, choices[at], many),
            )

    def _say_stance(self, wanted: Sequence[str], stance: str, many: str) -> None:
        value = stance if stance in STANCES else ""
        self.change(
            f"Stance of {many}: {stance}", lambda session: codings.change_many(session, wanted, stance=value),
            said=f"{stance}: {many} · ctrl+z undoes",
        )  # fmt: skip
        self.found_list.marked.clear()

    def _behind(self, function: str) -> list[str]:
        """The coder's own codings behind the marked passages, or this one; others' are theirs to change."""
        if self.refuse(function):
            return []
        mine = [
            uid for passage in self.found_list.chosen_ones() if passage.excerpt.coder == self.app.coder
            for uid in passage.excerpt.codings
        ]  # fmt: skip
        if not mine:
            self.say(f"These are others' codings: {self.app.coder} can change their own.")
        return mine

    def action_collect(self) -> None:
        """Put passages aside for the report."""
        wanted = [p for p in self.found_list.chosen_ones() if p.span not in self.found_list.collected]
        if self.refuse("collect"):
            return
        if not wanted:
            self.say(self.keyed("Collected already. «go.quotations» shows the quotations."))
            return
        first, coder = wanted[0], self.app.coder
        one = f"{len(first.excerpt.text):,} characters of {first.attribution}"
        what = f"{len(wanted):,} passages" if len(wanted) > 1 else one
        self.change(f"Collect {what}", lambda session: retrieval.collect(session, wanted, coder),
                    said=f"Collected {what} · F6 Quotations · ctrl+z undoes")  # fmt: skip
        self.found_list.marked.clear()
