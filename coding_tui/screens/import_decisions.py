"""What a person decides about files on their way in: the half of the import screen that changes the rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

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
from transcripts.intake.rules import ROLES, BadRules, only

ASKED = {
    "kind": "interview, panel …", "group": "CPS, Police …", "area": "A, B …", "date": "as 2023-03-14",
    "language": "en, cy …",
}  # fmt: skip
OTHER_NAME = "Another name …"
OTHER_ENCODING = "another …"


class Decided(NamedTuple):
    """A decision in words, and the rules on its other side."""

    rules: Rules
    said: str


class DecidingScreen(FrameScreen):
    """Files, who speaks, and one set of rules about both."""

    files = getters.query_one(FileList)
    speakers = getters.query_one(SpeakerList)

    def __init__(self, session: ImportSession) -> None:
        super().__init__()
        self.session = session
        self.reading = self.bringing = False
        self.kept = session.rules
        """The rules that nobody would miss: those it began with, and those that were written to a file."""
        self.decided = ""
        """What was decided last, in words."""
        self.sought = ""
        """A label that lines are to begin with, as a person said; it is told when none does."""
        self._before: list[Decided] = []
        self._taken_back: list[Decided] = []

    def show_all(self) -> None:
        """Show the lists anew."""

    def show_files(self) -> None:
        """Show the files anew: who speaks in them is not known until they are read."""

    def read_files(self) -> None:
        """Read what waits to be read."""

    # -- deciding, and taking it back

    def decide(self, rules: Rules, said: str) -> None:
        """Take on other rules, and read again what they touch."""
        if not self.must_wait():
            self._before.append(Decided(self.session.rules, said))
            self._taken_back.clear()
            self._take_on(rules, f"{said} · «app.undo» takes it back")

    def take_back(self) -> None:
        """The latest decision never was."""
        self._go_back(self._before, self._taken_back, "Taken back", "Nothing was decided here yet.")

    def decide_again(self) -> None:
        """What was taken back last holds again."""
        self._go_back(self._taken_back, self._before, "Again", "Nothing was taken back here.")

    def _go_back(self, whence: list[Decided], where: list[Decided], how: str, none: str) -> None:
        if not whence:
            self.say(none)
        elif not self.must_wait():
            last = whence.pop()
            where.append(Decided(self.session.rules, last.said))
            self._take_on(last.rules, f"{how}: {last.said}")

    def must_wait(self) -> bool:
        """Whether nothing can be decided just now, which is said then."""
        if self.reading or self.bringing:
            until = "the files are read" if self.reading else "they are in"
            self.say(self.keyed(f"Wait until {until}, or stop with «import.leave»."))
        return self.reading or self.bringing

    def _take_on(self, rules: Rules, said: str) -> None:
        self.session.decide(rules)
        self.decided = self.keyed(said)
        self.say(self.decided)
        if any(entry.state == WAITING for entry in self.session.entries):
            self.show_files()
            self.read_files()
        else:
            self.show_all()

    def _by_rule(self, made: Callable[[Rules], Rules], said: str) -> None:
        """Decide by what `made` makes of the rules, or say why that cannot be."""
        try:
            rules = made(self.session.rules)
        except BadRules as error:
            self.say(str(error), "wrong")
        else:
            self.decide(rules, said)

    def _chosen_files(self) -> list[FileRow]:
        return self.files.chosen_ones()

    def _for_files(self, said: str, **rule: Any) -> None:
        chosen = self._chosen_files()

        def made(rules: Rules) -> Rules:
            for row in chosen:
                rules = rules.for_files(FileRule(only(row.entry.name), **rule))
            return rules

        self._by_rule(made, said if len(chosen) == 1 else f"{said} · {len(chosen):,} files")

    def action_mark_all(self) -> None:
        """Mark all files, or none when all are."""
        every = set(map(self.files.key_of, self.files.records))
        self.files.marked = set() if every <= self.files.marked else every
        self.files.refresh()
        many = f"{len(every):,} files are" if len(every) > 1 else "1 file is"
        self.say(f"{many} marked" if self.files.marked else "Nothing is marked.")

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

        def read_as(name: str | None) -> None:
            if name:
                self._for_files(f"Read as {name}", encoding=name)

        def chosen(each: str) -> None:
            if each == OTHER_ENCODING:
                self.app.push_screen(Ask("Encoding", "Its name, as cp1253, koi8-r or shift_jis", "Read"), read_as)
            else:
                read_as(each)

        documents = self._chosen_files()[0].entry.documents
        now = documents[0].encoding if documents else ""
        self._choose("Encoding", (*import_view.ENCODINGS, OTHER_ENCODING), chosen, now)

    def action_choose_table(self) -> None:
        """Ask how a table is read."""
        now = self.session.rules.decisions(self._chosen_files()[0].entry.name).table
        self._choose("A table is read as", TABLES, lambda each: self._for_files(f"Read as {each}", table=each), now)

    def _choose(self, title: str, choices: tuple[str, ...], then: Callable[[str], None], now: str = "") -> None:
        def go(number: int | None) -> None:
            if number is not None:
                then(choices[number])

        holds = choices.index(now) if now in choices else None
        self.app.push_screen(Choose(title, choices, "Choose", now=holds), go)

    def action_toggle_unlabelled(self) -> None:
        """Take no labels for speakers, or take them."""
        now = self.session.rules.unlabelled(self._chosen_files()[0].entry.name)
        self._for_files("Labels are read" if now else "Nobody is named there", unlabelled=not now)

    def action_toggle_skip(self) -> None:
        """Leave files out, or take them in."""
        now = self.session.rules.skips(self._chosen_files()[0].entry.name)
        self._for_files("Taken in" if now else "Left out", skip=not now)

    def action_toggle_again(self) -> None:
        """Take files in that are there already, or no longer."""
        now = self.session.rules.again(self._chosen_files()[0].entry.name)
        self._for_files("Not taken in again" if now else "Taken in again", again=not now)

    def action_accept(self) -> None:
        """The two labels are one speaker; the row means what is proposed."""
        row = self.speakers.highlighted
        if row is not None and row.row is not None:
            written, label = row.row.written, row.row.proposed
            self.decide(self.session.rules.reading_row(written, label), f"“{written}” in tables means {label}")
        if row is not None and row.proposal is not None:
            asked = row.proposal
            self._by_rule(lambda rules: rules.merging(asked.odd, asked.into), f"“{asked.odd}” stands for {asked.into}")

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
        """Ask whom a label stands for, or what a row of a table of facts means."""
        row = self.speakers.highlighted
        if row is None or self.must_wait():
            return
        if row.row is not None:
            written = row.row.written
            self._choose(
                f"“{written}” in tables means", self.without_row(row.table),
                lambda label: self.decide(
                    self.session.rules.reading_row(written, label), f"“{written}” in tables means {label}"
                ),
            )  # fmt: skip
        elif row.use is not None:
            self._choose_name(row.use.name)

    def without_row(self, table: str) -> tuple[str, ...]:
        """What no row of a table of facts names, so that a row that names nothing may mean it."""
        return next((each.without for each in self.session.tables() if each.file == table), ())

    def _choose_name(self, odd: str) -> None:
        """One of those who speak, or a name that no file has."""

        def merged(into: str | None) -> None:
            if into:
                self._by_rule(lambda rules: rules.merging(odd, into), f"“{odd}” stands for {into}")

        def chosen(each: str) -> None:
            if each == OTHER_NAME:
                self.app.push_screen(Ask(f"“{odd}” stands for", "The speaker’s name", "Stands for"), merged)
            else:
                merged(each)

        others = dict.fromkeys(use.name for use in self.session.speakers() if use.name != odd)
        self._choose(f"“{odd}” stands for", (*others, OTHER_NAME), chosen)

    def action_names_somebody(self) -> None:
        """Ask for a label that was read as words."""

        def go(answer: str | None) -> None:
            if answer and answer.strip():
                label = answer.strip().rstrip(":")
                self.decide(self.session.rules.naming_somebody(label), f"“{label}” names a speaker")
                self.sought = label

        self.app.push_screen(Ask("A speaker", "Label that lines begin with, as JS or TO", "Names somebody"), go)

    def action_names_nobody(self) -> None:
        """A label that is no speaker."""
        row = self.speakers.highlighted
        if row is not None and row.use is not None:
            self.decide(self.session.rules.naming_nobody(row.use.name), f"“{row.use.name}” names nobody")
