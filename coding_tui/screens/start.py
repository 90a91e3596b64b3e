"""The start page: recent projects with what waits in them, and the ways to begin."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import Worker, get_current_worker

from codebook.project import open_project
from codebook.team.progress import waiting
from coding_tui import app as application
from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.new_project import NewProject, ProjectWanted
from coding_tui.faults import reason
from coding_tui.making import make_project
from coding_tui.messages import Progressed, ReadDone
from coding_tui.plain_words import shown
from coding_tui.registry import commands
from coding_tui.registry.keymap import KeyMap
from coding_tui.screens.import_files import take_in
from coding_tui.widgets.footer_line import FooterLine
from coding_tui.widgets.lines import StatusLine, TopLine
from coding_tui.widgets.outline import Outline
from coding_tui.widgets.panes import Level, Pane
from coding_tui.widgets.rows import Row
from transcripts.documents import summaries
from transcripts.errors import Outdated, WorkbenchError

FIRST_RUN = (
    "Code interviews, audit how far coders agree, prove every quotation.",
    "Everything stays in one file on this machine; nothing is sent anywhere.",
    "Press «start.demo» for a made-up study to try it on, or «start.new» to begin your own.",
)
NEEDS_RECENT = frozenset({"open_chosen", "forget"})


class StartPane(Pane):
    """The start page's keys."""

    BINDINGS: ClassVar[list[Any]] = commands.bindings("start")


class StartScreen(Screen[None]):
    """Where one begins, and comes back to between projects."""

    CSS_PATH = "start.tcss"
    app = getters.app(application.CodingApp)
    recent = getters.query_one("#recent", Outline)
    status = getters.query_one(StatusLine)

    def compose(self) -> ComposeResult:
        """The list, and below it what keys do."""
        yield TopLine()
        with Vertical(id="page"):
            yield Static(Content("coding-tui"), id="name")
            yield Static(Content(self.app.key_map.named("\n".join(FIRST_RUN))), id="first-run")
            yield StartPane(
                "Recent projects", Outline(filters=False, choose_by_click=True, id="recent"), id="recent-pane"
            )
            yield Static(ways(self.app.key_map), id="ways")
        yield Level()
        yield StatusLine()
        yield FooterLine()

    def on_mount(self) -> None:
        """Show what there is at once, and what waits in it when that is known."""
        self.query_one(TopLine).say(["coding-tui", "Start"], [self.app.coder])
        self.show_recent({})
        self.recent.focus()
        self.look_into_projects()

    def show_recent(self, notes: dict[str, str]) -> None:
        """The recent projects."""
        names = self.app.settings.recent
        self.query_one("#first-run").display = not names
        self.query_one("#recent-pane").set_class(not names, "no-projects")
        self.recent.set_rows([Row(name, Path(name).stem, 0, notes.get(name, ""), find=name) for name in names])
        if names and not self.status.said:
            self._say_path()
        self.refresh_bindings()

    @work(thread=True, exclusive=True, exit_on_error=False)
    def look_into_projects(self) -> None:
        """What waits in each project; one that cannot be opened says why."""
        worker = get_current_worker()
        notes: dict[str, str] = {}
        for name in list(self.app.settings.recent):
            notes[name] = what_waits(Path(name), self.app.coder)
            if worker.is_cancelled:
                return
            self.post_message(ReadDone(self.show_recent, dict(notes)))

    @on(ReadDone)
    def _answer(self, message: ReadDone) -> None:
        message.then(message.result)

    @on(Outline.Highlighted)
    def _say_path(self) -> None:
        row = self.recent.highlighted
        self.say("" if row is None else row.key)

    def say(self, text: str) -> None:
        """Say what happened."""
        self.status.say(text)

    def why_not(self, function: str) -> str:
        """Nothing to open."""
        return "No project was opened yet." if function in NEEDS_RECENT and not self.recent.rows else ""

    # -- ways to begin

    @on(Outline.Chosen)
    def action_open_chosen(self) -> None:
        """Open the highlighted project."""
        if self.recent.highlighted is not None:
            self.app.open_path(Path(self.recent.highlighted.key))

    def action_open_project(self) -> None:
        """Ask for a project file."""

        def go(answer: str | None) -> None:
            if answer:
                self.app.open_path(Path(answer).expanduser())

        self.app.push_screen(Ask("Open a project", "Path of a project file (NAME.qdb)", "Open"), go)

    def action_new_project(self) -> None:
        """Ask what the new project is."""
        self.app.push_screen(NewProject(), self.make)

    def action_import_folder(self) -> None:
        """Ask for a folder, and for the project to make of it."""
        self.app.push_screen(NewProject(with_folder=True), self.make)

    def action_demo(self) -> None:
        """Make the worked study."""
        self.app.push_screen(NewProject(demo=True), self.make)

    def action_forget(self) -> None:
        """Take the highlighted project off the list."""
        if self.recent.highlighted is not None:
            name = self.recent.highlighted.key
            self.app.settings.forget_project(Path(name))
            self.show_recent({})
            self.say(f"{Path(name).stem} is off the list; its file stays where it is.")

    def make(self, wanted: ProjectWanted | None) -> None:
        """Make a project and open it."""
        if wanted is not None:
            self.say(f"Making {wanted.path.name} …")
            self.run_worker(partial(self._make, wanted), thread=True, exclusive=True, group="make", exit_on_error=False)

    def _make(self, wanted: ProjectWanted) -> None:
        def progress(done: int, total: int, name: str) -> None:
            self.post_message(Progressed(f"Making {wanted.path.name}", done, total, name))

        try:
            said = make_project(wanted, self.app.coder, progress)
        except (WorkbenchError, OSError) as error:
            self.post_message(
                ReadDone(lambda why: self.app.complain(f"{wanted.path.name} was not made", why), reason(error))
            )
            return
        self.post_message(ReadDone(partial(self._made, wanted), said))

    def _made(self, wanted: ProjectWanted, said: str) -> None:
        self.app.open_path(wanted.path)
        self.app.say(self.app.key_map.named(said))
        if wanted.folder is not None:
            take_in(self.app, wanted.folder)

    @on(Worker.StateChanged)
    def _looking_failed(self, event: Worker.StateChanged) -> None:
        if event.worker.error is not None:
            self.app.complain("That did not work", reason(event.worker.error), expected=False)

    @on(Progressed)
    def _progressed(self, message: Progressed) -> None:
        self.say(f"{message.label}: {message.done:,} of {message.total:,} · {shown(message.name)}")


def ways(keys: KeyMap) -> Content:
    """The ways to begin, from the registry."""
    begin = [each for each in commands.COMMANDS if each.where == "start" and len(each.keys) == 1]
    lines = [
        Content.assemble((f"{keys.first(each)}  ", "$accent"), each.title, (f"  {each.help}", "$dim")) for each in begin
    ]
    return Content("\n").join(lines)


def what_waits(path: Path, coder: str) -> str:
    """`4 documents to code`, or how many there are; or why the project cannot be opened."""
    try:
        with open_project(path, read_only=True) as project, project.reading() as session:
            left, many = waiting(session, coder), len(summaries(session))
    except Outdated:
        return "of an older version; opening it brings it up to date"
    except WorkbenchError:
        return "cannot be opened" if path.exists() else "no longer there"
    if left:
        return f"{left:,} {'document' if left == 1 else 'documents'} to code"
    return f"{many:,} {'document' if many == 1 else 'documents'}" if many else "no documents yet"
