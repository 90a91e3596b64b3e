"""The lobby: the open project and its writer, which screen is in front, what became of what was asked.

What screens show and do is theirs. `make_app` builds the app for the command line, for tests and for pictures alike.
"""

from __future__ import annotations

import gc
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

from textual import events, on
from textual.driver import Driver
from textual.screen import Screen
from textual.signal import Signal

from codebook.project import open_project
from coding_tui.background import Background, standing_step
from coding_tui.ending import heed_signals, keep_what_is_typed
from coding_tui.later import load_the_rest
from coding_tui.messages import ProjectChanged, WorkDone, WorkFailed
from coding_tui.plain_words import shown
from coding_tui.registry import commands
from coding_tui.registry.command_palette import CommandsProvider
from coding_tui.registry.keyed import READ_ONLY
from coding_tui.registry.places import IMPORT, PLACES, place, views
from coding_tui.screens.blank import PAUSED
from coding_tui.screens.jump import targets
from coding_tui.settings import Settings
from coding_tui.typed_ahead import Passed, Typed, TypedAhead
from coding_tui.undoing import OwnDecisions
from coding_tui.watchful import WatchfulApp
from transcripts.errors import WorkbenchError
from transcripts.project import Project
from transcripts.uncollected import go_on_for_hours

LOOK_ELSEWHERE = 1.0
"""Seconds after which one sees at the latest what another window or the command line did to the project."""


REST = 0.7
"""Seconds after the first screen until what only other keys need is imported."""
GARBAGE = 20_000
"""New objects after which the garbage collector looks at them."""


class CodingApp(WatchfulApp):
    """The workbench in a terminal."""

    TITLE = "coding-tui"
    CSS_PATH = "app.tcss"
    COMMANDS = {CommandsProvider}  # noqa: RUF012 (as Textual declares it)
    BINDINGS: ClassVar[list[Any]] = commands.bindings("everywhere")
    ESCAPE_TO_MINIMIZE = False

    def __init__(self, coder: str, settings: Settings) -> None:
        super().__init__(settings)
        self.coder = coder
        self.project: Project | None = None
        self.background: Background | None = None
        self.project_title = ""
        self.standing: str | None = None
        self._views: dict[str, str] = {}
        self.project_changed: Signal[ProjectChanged] = Signal(self, "project changed")
        self.typed_ahead = TypedAhead(self)

    # -- the project

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self.project is None or self.project.read_only

    def take_project(self, project: Project) -> None:
        """Work on a project that has been opened, instead of the one before."""
        self.leave_project()
        self.project = project
        project.reader = self.coder
        self._views.clear()
        self.project_title = str(project.settings().get("title") or project.path.stem)
        self.standing = standing_step(project, self.coder)
        self.background = Background(project, self.coder, self.post_message)
        self.settings.remember_project(project.path)

    def leave_project(self) -> None:
        """Finish what was asked for and let go of the file."""
        if self.background is not None:
            self.background.stop()
        if self.project is not None:
            self.project.close()
        self.project = self.background = None
        self.project_title = ""

    def open_path(self, path: Path) -> None:
        """Open a project and go to it; says so when that cannot be done."""
        try:
            project = open_project(path)
        except WorkbenchError as error:
            self.complain(f"{path.name} could not be opened", str(error))
            return
        self.take_project(project)
        self.action_go("code")
        self._tell_news(project)

    def _tell_news(self, project: Project) -> None:
        """Say what opening it did to the file."""
        if project.news:
            self.notify(shown(project.news), timeout=20, markup=False)

    # -- screens

    def get_driver_class(self) -> type[Driver]:
        """Textual's driver for this system, on a terminal that may go away."""
        chosen = super().get_driver_class()
        if chosen.__name__ != "LinuxDriver":
            return chosen
        lasting: type[Driver] = import_module("coding_tui.terminal").LastingDriver
        return lasting

    async def on_event(self, event: events.Event) -> None:
        """Take what is typed key by key; the one that blanks the screen waits for nothing."""
        if not (isinstance(event, Typed) and self._waits(event)):
            await super().on_event(event)

    def _waits(self, event: Typed) -> bool:
        blank = self.key_map.keys(commands.command("app.blank"))
        urgent = event.is_forwarded or (isinstance(event, events.Key) and event.key in blank)
        return not urgent and self.typed_ahead.keeps(event)

    def simulate_key(self, key: str) -> None:
        """Do what a key does; what was typed after the one it stands for comes after it."""
        event = events.Key(key, None)
        event.set_sender(self)  # made by a screen, it would bubble up to that screen and no further
        self.typed_ahead.go_first(event)

    @on(Passed)
    def _key_passed(self, message: Passed) -> None:
        message.heard.set()

    def on_mount(self) -> None:
        """Begin where the person wants to be."""
        heed_signals(self)
        self.set_interval(LOOK_ELSEWHERE, self._look_elsewhere)
        if self.project is None:
            self.push_screen(self._start_screen())
        else:
            self.push_screen(self._installed("code"))
            self._tell_news(self.project)

    def on_ready(self) -> None:
        """What was loaded stays: the garbage collector need not look through it again, which costs up to 50 ms.

        Until here the command line has kept it from looking at all (`cli.opening`). From here on it looks once at what
        a few keys leave behind, and not thirty times while a document with thousands of codings is read.
        """
        gc.set_threshold(GARBAGE)
        go_on_for_hours()
        gc.freeze()
        gc.enable()
        self.set_timer(REST, load_the_rest)
        self.complain_of_keys()

    def on_exit_app(self) -> None:
        """However the app is ended, words that somebody is typing are not let go."""
        keep_what_is_typed(self)

    async def on_unmount(self) -> None:
        """Nothing that was asked for is lost."""
        self.leave_project()

    def action_go(self, name: str) -> None:
        """Go to a place, as it was left: of one with several views, to the one that was in front last."""
        if self.project is None or self.screen.is_modal:
            return
        whole = place(name).within or name
        if name == whole and all(self.screen is not each for each in self._open_views(whole)):
            name = self._views.get(whole, name)
        self._views[whole] = name
        if self.screen is not (there := self._installed(name)):
            self.switch_screen(there)

    def _open_views(self, name: str) -> list[Screen[Any]]:
        return [self.get_screen(each.id) for each in views(name) if self.is_screen_installed(each.id)]

    def _installed(self, name: str) -> Screen[Any]:
        if not self.is_screen_installed(name):
            self.install_screen(place(name).screen(), name)
        return self.get_screen(name)

    def action_start_page(self) -> None:
        """Close the project and choose another."""
        if self.project is None or self.screen.is_modal:
            return
        self.switch_screen(self._start_screen())
        for id in (*(each.id for each in PLACES), IMPORT):
            if self.is_screen_installed(id):
                self.call_later(self._forget, id, self.get_screen(id))
        self.leave_project()

    def _forget(self, name: str, screen: Screen[Any]) -> None:
        self.uninstall_screen(name)
        screen.remove()

    def _start_screen(self) -> Screen[Any]:
        return load("coding_tui.screens.start:StartScreen")

    def action_help(self) -> None:
        """Every key, and what works right now."""
        self.push_screen(load("coding_tui.screens.help:HelpScreen", self.screen))

    def action_jump(self) -> None:
        """A letter on each pane."""
        if not self.screen.is_modal:
            self.push_screen(load("coding_tui.screens.jump:JumpScreen", targets(self.screen)))

    def action_blank(self) -> None:
        """Hide everything until a key is pressed, this one too."""
        if self.blanked:
            self.screen.dismiss(None)
        else:
            self.blank(PAUSED)

    # -- changes

    def action_undo(self) -> None:
        """Undo the latest step; on a screen with decisions of its own, the latest of these."""
        if isinstance(self.screen, OwnDecisions):
            self.screen.take_back()
        elif self.background is not None:
            self.background.undo()

    def action_redo(self) -> None:
        """Do again what was undone last."""
        if isinstance(self.screen, OwnDecisions):
            self.screen.decide_again()
        elif self.background is not None:
            self.background.redo()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing are not offered."""
        if action == "undo":
            return not self.read_only and (self.standing is not None or isinstance(self.screen, OwnDecisions))
        if action == "redo":
            return not self.read_only
        if action in ("go", "start_page"):
            return self.project is not None
        return True

    def why_asleep(self, action: str) -> str:
        """Why a key that is alive everywhere does nothing now."""
        if self.project is None or action not in ("undo", "redo"):
            return ""
        return READ_ONLY if self.read_only else "There is nothing to undo."

    def _look_elsewhere(self) -> None:
        if self.background is not None:
            self.background.look()

    @on(ProjectChanged)
    def _announce(self, message: ProjectChanged) -> None:
        self.standing = message.standing
        self.project_changed.publish(message)
        self.screen.call_next(self.screen.refresh_bindings)

    @on(WorkDone)
    def _say_done(self, message: WorkDone) -> None:
        if message.said:
            self.say(self.key_map.closing(message.said))
        if message.then is not None:
            message.then(message.result)

    @on(WorkFailed)
    def _say_failed(self, message: WorkFailed) -> None:
        self.complain(f"{message.label}: not done", message.reason, expected=message.expected)
        if message.otherwise is not None:
            message.otherwise()


def load(where: str, *arguments: Any) -> Screen[Any]:
    """A screen of `module:Class`, imported when it is first wanted (screens import this module)."""
    module, name = where.split(":")
    screen: Screen[Any] = getattr(import_module(module), name)(*arguments)
    return screen


def make_app(path: Path | None, coder: str, read_only: bool = False, *, settings: Settings | None = None) -> CodingApp:
    """The app, with a project open or at its start page. Raises ProjectError when the project cannot be opened."""
    project = None if path is None else open_project(path, read_only=read_only)
    app = CodingApp(coder, Settings.load() if settings is None else settings)
    if project is not None:
        app.take_project(project)
    return app
