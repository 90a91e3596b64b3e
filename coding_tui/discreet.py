"""An app that keeps what it shows to itself: nothing writes the screen to a file, no crash prints what was on it, no
control code reaches the terminal; and the themes it can wear."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich.cells import cell_len
from rich.text import Text
from textual.app import App, SystemCommand
from textual.filter import LineFilter, Monochrome, NoColor
from textual.screen import Screen

from coding_tui import themes
from coding_tui.faults import report
from coding_tui.palette import wear
from coding_tui.plain_words import shown
from coding_tui.safe_output import NothingObeyed
from coding_tui.settings import Settings
from coding_tui.steady import SteadyStylesheet
from transcripts.leaving import NameWouldLeave, require_none

PLACE = 16
"""Cells that the status line needs to say where the cursor is, in short."""


class DiscreetApp(App[None]):
    """Textual's app for confidential material, in the person's theme."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._gate = NothingObeyed()
        super().__init__()
        for theme in themes.THEMES:
            self.register_theme(theme)
        self.theme = self._wanted_theme()
        self.stylesheet = SteadyStylesheet(variables=self.get_css_variables())
        if self.no_color:  # Textual looks at the theme before there is one, and paints what has no colour black
            self._filters = [NoColor() if isinstance(each, Monochrome) else each for each in self._filters]

    def say(self, text: str) -> None:
        """Say in the status line of the screen in front (or the one behind a dialog) what happened."""
        for screen in reversed(self.screen_stack):
            if (say := getattr(screen, "say", None)) is not None:
                say(text)
                return

    def explain(self, why: str) -> None:
        """Answer a key that did nothing: in the status line, and whole in a toast where that is too narrow for it."""
        self.say(why)
        if cell_len(why) > self.size.width - 2:
            self.notify(shown(why), timeout=8, markup=False)

    def complain(self, what: str, why: str, *, expected: bool = True) -> None:
        """Say that something did not happen, and why; nothing was changed. By a toast where there is no other room."""
        if expected and cell_len(f"{what}. {why}") <= self.size.width - PLACE and not self.screen.is_modal:
            self.say(f"{what}. {why}")
            return
        self.say(f"{what}.")
        self.notify(
            shown(why),
            title=Text(shown(what)).plain,
            severity="warning" if expected else "error",
            timeout=12,
            markup=False,
        )

    def copy_to_clipboard(self, text: str) -> None:
        """Hand a text to the terminal's clipboard (`clipboard` is it then), but none with a name that must not leave.
        """
        try:
            require_none([text], "what was to be copied", undone="It was not copied")
        except NameWouldLeave as error:
            self.complain("Not copied", str(error))
        else:
            super().copy_to_clipboard(text)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """None of Textual's own: everything is in our registry, and nothing writes the screen to a file."""
        return ()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's, and the last gate before the terminal."""
        return [*super().get_line_filters(), self._gate]

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
        wear(themes.palette_of(self.current_theme.name))
        variables = super().get_css_variables()
        return {**variables, **themes.own_variables(variables, plain=self.current_theme.ansi)}
