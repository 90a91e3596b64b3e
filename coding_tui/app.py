"""The lobby: the open project and its writer, which screen is in front, themes, what is said when something fails.

What screens show and do is theirs. `make_app` builds the app for the command line, for tests and for pictures alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

from rich.text import Text
from textual import on
from textual.app import App, SystemCommand
from textual.screen import Screen
from textual.signal import Signal

from codebook.project import open_project
from coding_tui import commands, themes
from coding_tui.background import Background, standing_step
from coding_tui.command_palette import CommandsProvider
from coding_tui.faults import report
from coding_tui.messages import ProjectChanged, WorkDone, WorkFailed
from coding_tui.places import PLACES, place
from coding_tui.plain_words import shown
from coding_tui.settings import Settings
from transcripts.errors import WorkbenchError
from transcripts.project import Project


class CodingApp(App[None]):
    """The workbench in a terminal."""

    TITLE = "coding-tui"
    CSS_PATH = "app.tcss"
    COMMANDS = {CommandsProvider}  # noqa: RUF012 (as Textual declares it)
    BINDINGS: ClassVar[list[Any]] = commands.bindings("everywhere")
    ESCAPE_TO_MINIMIZE = False

    def __init__(self, coder: str, settings: Settings) -> None:
        self.settings = settings
        super().__init__()
        self.coder = coder
        self.project: Project | None = None
        self.background: Background | None = None
        self.project_title = ""
        self.standing: str | None = None
        self.project_changed: Signal[ProjectChanged] = Signal(self, "project changed")
        for theme in themes.THEMES:
            self.register_theme(theme)
        self.theme = self._wanted_theme()

    # -- the project

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self.project is None or self.project.read_only

    def take_project(self, project: Project) -> None:
        """Work on a project that has been opened, instead of the one before."""
        self.leave_project()
        self.project = project
        self.project_title = str(project.settings().get("title") or project.path.stem)
        self.standing = standing_step(project)
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

    # -- screens

    def on_mount(self) -> None:
        """Begin where the person wants to be."""
        if self.project is None:
            self.push_screen(self._start_screen())
        else:
            self.push_screen(self._installed("code"))

    async def on_unmount(self) -> None:
        """Nothing that was asked for is lost."""
        self.leave_project()

    def action_go(self, name: str) -> None:
        """Go to a place, as it was left."""
        if (
            self.project is not None
            and not self.screen.is_modal
            and self.screen is not (there := self._installed(name))
        ):
            self.switch_screen(there)

    def _installed(self, name: str) -> Screen[Any]:
        if not self.is_screen_installed(name):
            self.install_screen(place(name).screen(), name)
        return self.get_screen(name)

    def action_start_page(self) -> None:
        """Close the project and choose another."""
        if self.project is None or self.screen.is_modal:
            return
        self.switch_screen(self._start_screen())
        for each in PLACES:
            if self.is_screen_installed(each.id):
                gone = self.get_screen(each.id)
                self.call_later(self._forget, each.id, gone)
        self.leave_project()

    def _forget(self, name: str, screen: Screen[Any]) -> None:
        self.uninstall_screen(name)
        screen.remove()

    def _start_screen(self) -> Screen[Any]:
        return load("coding_tui.screens.start:StartScreen")

    def action_help(self) -> None:
        """Every key, and what works right now."""
        self.push_screen(load("coding_tui.screens.help:HelpScreen", self.screen))

    def action_blank(self) -> None:
        """Hide everything until a key is pressed."""
        self.push_screen(load("coding_tui.screens.blank:BlankScreen"))

    # -- changes

    def action_undo(self) -> None:
        """Undo the latest step."""
        if self.background is not None:
            self.background.undo()

    def action_redo(self) -> None:
        """Do again what was undone last."""
        if self.background is not None:
            self.background.redo()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing are not offered."""
        if action == "undo":
            return not self.read_only and self.standing is not None
        if action == "redo":
            return not self.read_only
        if action in ("go", "start_page"):
            return self.project is not None
        return True

    @on(ProjectChanged)
    def _announce(self, message: ProjectChanged) -> None:
        self.standing = message.standing
        self.project_changed.publish(message)
        self.screen.refresh_bindings()

    @on(WorkDone)
    def _say_done(self, message: WorkDone) -> None:
        if message.said:
            self.say(message.said)
        if message.loud:
            self.notify(shown(message.said), markup=False)
        if message.then is not None:
            message.then(message.result)

    @on(WorkFailed)
    def _say_failed(self, message: WorkFailed) -> None:
        self.complain(f"{message.label}: not done", message.reason, expected=message.expected)

    def say(self, text: str) -> None:
        """Say in the status line of the screen in front (or the one behind a dialog) what happened."""
        for screen in reversed(self.screen_stack):
            if (say := getattr(screen, "say", None)) is not None:
                say(text)
                return

    def complain(self, what: str, why: str, *, expected: bool = True) -> None:
        """Say that something did not happen, and why; nothing was changed."""
        self.notify(
            shown(why),
            title=Text(shown(what)).plain,
            severity="warning" if expected else "error",
            timeout=12,
            markup=False,
        )
        self.say(f"{what}. {why}")

    # -- looks

    def _wanted_theme(self) -> str:
        if self.no_color:
            return themes.MONO
        return self.settings.theme if self.settings.theme in self.available_themes else themes.DARK

    def watch_theme(self, theme: str) -> None:
        """Remember the choice."""
        if self.is_running and not self.no_color and theme != self.settings.theme:
            self.settings.theme = theme
            self.settings.save()

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours and our own roles made from them."""
        variables = super().get_css_variables()
        return {**variables, **themes.own_variables(variables, plain=self.current_theme.ansi)}

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """None of Textual's own: everything is in our registry, and nothing writes the screen to a file."""
        return ()

    # -- confidentiality

    def deliver_screenshot(
        self, filename: str | None = None, path: str | None = None, time_format: str | None = None
    ) -> None:
        """Refused: what is on the screen is confidential."""
        self.complain("The screen was not written to a file", "What is on it is confidential.")

    def save_screenshot(
        self, filename: str | None = None, path: str | None = None, time_format: str | None = None
    ) -> str:
        """Refused, however it is asked for."""
        self.deliver_screenshot()
        return ""

    def _fatal_error(self) -> None:
        """Stop with kind and place of the error; Textual's own report would print local variables, words included."""
        self.bell()
        error = self._exception
        self._exit_renderables.append(Text(report(error) if error else "coding-tui had to stop."))
        self._close_messages_no_wait()


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
