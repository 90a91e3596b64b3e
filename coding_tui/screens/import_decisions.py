"""What a person decides about files on their way in: the half of the import screen that changes the rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual import getters

from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.choose import Choose
from coding_tui.frame import FrameScreen
from coding_tui.views import import_view
from coding_tui.views.import_view import FileRow
from coding_tui.widgets.import_lists import FileList, SpeakerList
from transcripts.importing import TABLES
from transcripts.intake import FileRule, ImportSession, Rules
from transcripts.intake.entries import WAITING
from transcripts.intake.rules import ROLES

ASKED = {"kind": "interview, panel …", "group": "CPS, Police …", "area": "A, B …", "date": "as 2023-03-14"}


class DecidingScreen(FrameScreen):
    """Files, who speaks, and one set of rules about both."""

    files = getters.query_one(FileList)
    speakers = getters.query_one(SpeakerList)

    def __init__(self, session: ImportSession) -> None:
        super().__init__()
        self.session = session
        self.reading = False

    def show_all(self) -> None:
        """Show the lists anew."""

    def read_files(self) -> None:
        """Read what waits to be read."""

    def decide(self, rules: Rules, said: str) -> None:
        """Take on other rules, and read again what they touch."""
        if self.reading:
            self.say("Wait until the files are read, or stop with «import.leave».")
            return
        self.session.decide(rules)
        self.show_all()
        self.say(said)
        if any(entry.state == WAITING for entry in self.session.entries):
            self.read_files()

    def _chosen_files(self) -> list[FileRow]:
        return self.files.chosen_ones()

    def _for_files(self, said: str, **rule: Any) -> None:
        rules = self.session.rules
        for row in self._chosen_files():
            rules = rules.for_files(FileRule(row.entry.name, **rule))
        self.decide(rules, said)

    def action_describe(self, what: str) -> None:
        """Ask for a fact about the chosen files."""
        many = len(self._chosen_files())
        question = f"{what.capitalize()} of {f'these {many:,} files' if many > 1 else 'this file'} ({ASKED[what]})"

        def go(answer: str | None) -> None:
            if answer is not None:
                self._for_files(f"{what.capitalize()}: {answer or 'none'}", about={what: answer})

        self.app.push_screen(Ask(what.capitalize(), question, "Set"), go)

    def action_choose_encoding(self) -> None:
        """Ask how text that is not UTF-8 is read."""
        self._choose("Encoding", import_view.ENCODINGS, lambda each: self._for_files(f"Read as {each}", encoding=each))

    def action_choose_table(self) -> None:
        """Ask how a table is read."""
        self._choose("A table is read as", TABLES, lambda each: self._for_files(f"Read as {each}", table=each))

    def _choose(self, title: str, choices: tuple[str, ...], then: Callable[[str], None]) -> None:
        def go(number: int | None) -> None:
            if number is not None:
                then(choices[number])

        self.app.push_screen(Choose(title, choices, "Choose"), go)

    def action_toggle_unlabelled(self) -> None:
        """Take no labels for speakers, or take them."""
        now = self._rule_of_first()
        self._for_files(
            "Labels are read" if now.unlabelled else "Nobody is named there", unlabelled=not now.unlabelled,
            skip=now.skip,
        )  # fmt: skip

    def action_toggle_skip(self) -> None:
        """Leave files out, or take them in."""
        now = self._rule_of_first()
        self._for_files("Taken in" if now.skip else "Left out", skip=not now.skip, unlabelled=now.unlabelled)

    def _rule_of_first(self) -> FileRule:
        """What is decided of the first chosen file alone."""
        name = self._chosen_files()[0].entry.name
        return next((rule for rule in self.session.rules.files if rule.match == name), FileRule(name))

    def action_accept(self) -> None:
        """The two labels are one speaker; the row means what is proposed."""
        row = self.speakers.highlighted
        if row is not None and row.row is not None:
            written, label = row.row.written, row.row.proposed
            self.decide(self.session.rules.reading_row(written, label), f"“{written}” in tables means {label}")
        if row is not None and row.proposal is not None:
            asked = row.proposal
            self.decide(self.session.rules.merging(asked.odd, asked.into), f"“{asked.odd}” stands for {asked.into}")

    def action_keep_apart(self) -> None:
        """The two labels are two speakers; the row means something that is not here."""
        row = self.speakers.highlighted
        if row is not None and row.row is not None:
            written = row.row.written
            self.decide(self.session.rules.reading_row(written, ""), f"“{written}” in tables is not here")
        if row is not None and row.proposal is not None:
            asked = row.proposal
            self.decide(self.session.rules.keeping_apart(asked.odd, asked.into), "They are two speakers")

    def action_next_role(self) -> None:
        """Participant, interviewer, other."""
        row = self.speakers.highlighted
        if row is not None and row.use is not None:
            role = ROLES[(ROLES.index(row.use.role) + 1) % len(ROLES)]
            self.decide(self.session.rules.with_role(row.use.name, role), f"{row.use.name}: {role}, in all files")

    def action_merge(self) -> None:
        """Ask whom a label stands for."""
        row = self.speakers.highlighted
        if row is None or row.use is None:
            return
        odd = row.use.name
        others = tuple(dict.fromkeys(use.name for use in self.session.speakers() if use.name != odd))
        self._choose(
            f"“{odd}” stands for", others,
            lambda into: self.decide(self.session.rules.merging(odd, into), f"“{odd}” stands for {into}"),
        )  # fmt: skip

    def action_names_somebody(self) -> None:
        """Ask for a label that was read as words."""

        def go(answer: str | None) -> None:
            if answer and answer.strip():
                label = answer.strip().rstrip(":")
                self.decide(self.session.rules.naming_somebody(label), f"“{label}” names a speaker")

        self.app.push_screen(Ask("A speaker", "Label that lines begin with, as JS or TO", "Names somebody"), go)

    def action_names_nobody(self) -> None:
        """A label that is no speaker."""
        row = self.speakers.highlighted
        if row is not None and row.use is not None:
            self.decide(self.session.rules.naming_nobody(row.use.name), f"“{row.use.name}” names nobody")
