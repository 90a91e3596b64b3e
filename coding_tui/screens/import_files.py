"""Import: files on their way in; what was understood of them, what there is to decide, and then one step."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from sqlmodel import Session
from textual import getters, on
from textual.containers import Horizontal, Vertical
from textual.events import DescendantFocus
from textual.widget import Widget

from coding_tui.app import CodingApp, load
from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.pick_files import PickFiles
from coding_tui.registry import commands
from coding_tui.registry.places import IMPORT
from coding_tui.screens.import_under_way import UnderWayScreen
from coding_tui.views import import_view, import_voices
from coding_tui.views.import_view import FileRow
from coding_tui.widgets.import_lists import FileList, SpeakerList
from coding_tui.widgets.panes import Pane, Upright
from coding_tui.widgets.prose import Prose
from coding_tui.widgets.record_list import RecordList
from transcripts.document_labels import find
from transcripts.errors import WorkbenchError
from transcripts.intake import Entry, FileRule, ImportSession, load_rules, save_rules
from transcripts.intake.entries import PASSED, READY, REFUSED, TABLE, WAITING
from transcripts.intake.rules import only

if TYPE_CHECKING:
    from coding_tui.views.replacing_view import Correction

OF_A_FILE = frozenset({
    "look", "describe", "choose_encoding", "choose_table", "toggle_unlabelled", "toggle_skip", "toggle_again",
    "mark_all",
})  # fmt: skip


class ImportScreen(UnderWayScreen):
    """Files | who speaks, over what was understood of the highlighted file."""

    PLACE = "Import"
    CSS_PATH = "import_files.tcss"
    BINDINGS: ClassVar[list[Any]] = commands.bindings("import")
    preview = getters.query_one("#understood", Prose)
    files_pane = getters.query_one("#files-pane", Pane)

    def __init__(self, session: ImportSession) -> None:
        super().__init__(session)
        self._of_speakers = False

    def body(self) -> Iterable[Widget]:
        """The files; beside them who speaks, and the preview."""
        files = FileList(empty="No files were found there.", marks=True, id="files")
        speakers = SpeakerList(empty="Nobody is named in these files.", id="speakers")
        yield Horizontal(
            Pane("Files", files, id="files-pane"),
            Upright(),
            Vertical(
                Pane("Who speaks, in all files", speakers, id="speakers-pane"),
                Pane("What was understood", Prose(id="understood"), id="preview-pane"),
                id="beside",
            ),
            id="incoming",
        )

    def on_mount(self) -> None:
        """Read at once."""
        self.files.focus()
        self.show_all()
        self.read_files()

    # -- showing

    def show_all(self) -> None:
        """The lists, the preview and what they come to."""
        speakers = import_view.speaker_rows(self.session)
        self.speakers.set_records(speakers, key=import_view.same_place(speakers, self.speakers.highlighted))
        self.show_files()

    def show_files(self) -> None:
        """The files, the preview and what they come to; who speaks stays as it was until they are read again."""
        self.files.set_records(import_view.file_rows(self.session))
        self.files_pane.rule.say(note=self.state())
        self._preview()
        self.refresh_bindings()

    def state(self) -> str:
        """What all files come to, in a line."""
        states = [entry.state for entry in self.session.entries]
        ready, refused = states.count(READY), states.count(REFUSED)
        parts = [f"{ready:,} ready", *([f"{refused:,} refused"] if refused else ())]
        tables = states.count(TABLE)
        parts += [f"{tables:,} {'table' if tables == 1 else 'tables'}"] if tables else []
        parts += [f"{states.count(PASSED):,} left out"] if PASSED in states else []
        parts += [f"{states.count(WAITING):,} to read"] if WAITING in states else []
        asked, doubts = len(self.session.proposals()), len(self.session.doubts())
        asked += sum(len(table.near) for table in self.session.tables())
        questions = [f"{asked:,} to decide"] if asked else []
        return " · ".join([*parts, *questions, *([f"{doubts:,} in doubt"] if doubts else ())])

    @on(RecordList.Highlighted)
    def _preview(self) -> None:
        """What was understood of the highlighted file or, from the other list, what there is to know of a speaker."""
        row = self.files.highlighted
        if self._of_speakers:
            self.preview.show(import_voices.about(self.session, self.speakers.highlighted))
        else:
            self.preview.show(import_view.preview(self.session, row.entry if row is not None else None))
        self.refresh_bindings()

    @on(DescendantFocus)
    def _turned_to(self) -> None:
        """The preview is of the list that has the keys, or had them last."""
        of_speakers = self.speakers.has_focus or (self._of_speakers and not self.files.has_focus)
        if of_speakers != self._of_speakers:
            self._of_speakers = of_speakers
            self._preview()

    def why_not(self, function: str) -> str:
        """What cannot be done now, and why."""
        row = self.speakers.highlighted
        if function == "commit" and not any(entry.state in (READY, TABLE) for entry in self.session.entries):
            return "Nothing is ready to come in."
        if function == "accept" and (row is None or not row.proposes):
            return "This line proposes nothing."
        if function == "keep_apart" and (row is None or row.use is not None):
            return "This line asks nothing."
        if function == "merge" and row is not None and row.row is not None:
            return "" if self.without_row(row.table) else "Nothing is left here that it could mean."
        if function in ("next_role", "merge", "names_nobody") and (row is None or row.use is None):
            return (
                "This line is a question: «import.accept» says that both are the same, «import.apart» that "
                "they are not."
            )
        file = self.files.highlighted
        if function in OF_A_FILE and file is None:
            return "No file is highlighted."
        chosen = [each.entry for each in self.files.chosen_ones()]
        if function == "choose_table" and not any(entry.may_be_table for entry in chosen):
            return "This is no table."
        if function == "choose_encoding" and not any(
            import_view.has_encoding_to_choose(entry, self.session.rules) for entry in chosen
        ):
            return "It is UTF-8, or says itself how it is to be read."
        if function == "toggle_again" and not any(
            entry.is_double or self.session.rules.again(entry.name) for entry in chosen
        ):
            return "No other file has the same bytes."
        if function == "correct" and (file is None or not file.entry.label_taken):
            return "No other document has this label."
        return ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what does something here and now."""
        return super().check_action(action, parameters) and not self.why_not(action)

    # -- a correction instead of a new document

    def action_correct(self) -> None:
        """Look at what becomes of the document that has the label already."""
        row = self.files.highlighted
        if row is not None and row.entry.label_taken and not self.must_wait():
            entry = row.entry
            self.say(f"Comparing with ‘{entry.label_taken}’ …")
            self.read(
                lambda session: _correction(session, entry), lambda found: self._review(found, row), group="correction"
            )

    def _review(self, found: Correction | str, row: FileRow) -> None:
        if isinstance(found, str):
            self.say(found, "wrong")
            return
        self.session.decide(self.session.rules.for_files(FileRule(only(row.entry.name), skip=True)))
        self.app.switch_screen(load("coding_tui.screens.replacing:ReplacingScreen", found))

    # -- moving

    @on(RecordList.Chosen)
    def _chosen(self, message: RecordList.Chosen) -> None:
        if message.records is self.files:
            self.action_look()
        elif not self.why_not("accept"):
            self.action_accept()

    def action_look(self) -> None:
        """To the preview."""
        self.preview.focus()

    def action_other_list(self) -> None:
        """Files, who speaks, the preview, round again."""
        stops: list[Widget] = [self.files, self.speakers, self.preview]
        now = next((at for at, each in enumerate(stops) if each.has_focus), -1)
        stops[(now + 1) % len(stops)].focus()

    def action_add_files(self) -> None:
        """Another file or folder."""
        if self.must_wait():
            return

        def go(path: Path | None) -> None:
            if path is not None:
                before = len(self.session.entries)
                self.session.add([path])
                self.decided = "" if len(self.session.entries) > before else "Those files are here already."
                self.show_files()
                self.read_files()

        self.app.push_screen(PickFiles(), go)

    def action_load_rules(self) -> None:
        """Decide as in an earlier batch."""
        self.app.push_screen(Ask("Rules", "Path of a rules file (.yaml)", "Use"), self._load_rules)

    def _load_rules(self, answer: str | None) -> None:
        if answer:
            try:
                rules = load_rules(Path(answer).expanduser())
            except WorkbenchError as error:
                self.app.complain("The rules were not used", str(error))
                return
            self.decide(rules, f"Rules of {Path(answer).name}")

    def action_save_rules(self) -> None:
        """Keep what was decided for the next batch."""
        self.app.push_screen(
            Ask("Rules", "Write what was decided here to", "Write", value="import-rules.yaml"), self._save_rules
        )

    def _save_rules(self, answer: str | None) -> None:
        if answer:
            try:
                save_rules(self.session.rules, Path(answer).expanduser())
            except WorkbenchError as error:
                self.app.complain("The rules were not kept", str(error))
                return
            self.kept = self.session.rules
            self.say(f"Kept in {answer}")


def _correction(session: Session, entry: Entry) -> Correction | str:
    from coding_tui.views import replacing_view  # noqa: PLC0415 - brings numpy and rapidfuzz, for one key

    try:
        return replacing_view.correction(session, find(session, entry.label_taken), entry.path)
    except WorkbenchError as error:
        return str(error)


def take_in(app: CodingApp, path: Path) -> None:
    """Go and look at files before they come into the open project."""
    if app.project is not None:
        app.install_screen(ImportScreen(ImportSession(app.project, [path])), IMPORT)
        app.switch_screen(IMPORT)
