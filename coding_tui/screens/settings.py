"""Settings: how it looks, who is at work, and what this project is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import getters, on
from textual.containers import Horizontal
from textual.widget import Widget

from coding_tui import themes
from coding_tui.dialogs.ask import Ask
from coding_tui.dialogs.choose import Choose
from coding_tui.frame import EVERYTHING
from coding_tui.messages import ProjectChanged
from coding_tui.registry import commands
from coding_tui.registry.keymap import KeyMapError
from coding_tui.registry.own_keys import read_keys, write_keys
from coding_tui.registry.presets import PLAIN, PRESETS, VIM
from coding_tui.screens.place import PlaceScreen
from coding_tui.views import settings_view
from coding_tui.views.retrieval import counted
from coding_tui.views.settings_view import Facts
from coding_tui.widgets.outline import Outline
from coding_tui.widgets.panes import Pane, Upright
from coding_tui.widgets.prose import Prose
from coding_tui.widgets.rows import Row

OURS = {
    themes.DARK: "Dark, for long days", themes.LIGHT: "Light, like paper",
    themes.CONTRAST: "High contrast, dark", themes.CONTRAST_LIGHT: "High contrast, light",
    themes.SAFE: "For colour-blind eyes, dark", themes.SAFE_LIGHT: "For colour-blind eyes, light",
    themes.MONO: "Monochrome: the terminal's colours",
}  # fmt: skip
KEYS_SAID = {PLAIN: "plain: arrows, letters do things", VIM: "vim: h j k l move"}
OF_THE_FACTS = frozenset({"setting", "document", "code", "coding", "coder"})
OF_A_CODER = frozenset({"coder", "coding", "assignment"})
"""The tables whose rows are shown for one coder."""


class SettingsScreen(PlaceScreen):
    """Themes | you and this project."""

    PLACE = "Settings"
    CSS_PATH = "settings.tcss"
    BINDINGS: ClassVar[list[Any]] = commands.bindings("settings")
    themes = getters.query_one("#themes", Outline)
    facts = getters.query_one("#facts", Prose)

    def __init__(self) -> None:
        super().__init__()
        self.known: Facts | None = None

    def body(self) -> Iterable[Widget]:
        """Two panes."""
        yield Horizontal(
            Pane("Theme", Outline(choose_by_click=True, id="themes"), id="themes-pane", hint="type to filter"),
            Upright(),
            Pane("You and this project", Prose(id="facts"), id="facts-pane"),
            id="settings",
        )

    def on_mount(self) -> None:
        """Begin with the theme there is."""
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self._list_themes())
        self._list_themes()
        self.themes.highlight(self.app.theme, center=True)
        self.themes.focus()

    def why_not(self, function: str) -> str:
        """Where the terminal has no colours there is one theme."""
        if function == "change" and self.app.no_color:
            return "This terminal was asked for no colours (NO_COLOR): there is one theme only."
        return ""

    # -- themes

    def _list_themes(self) -> None:
        others = sorted(name for name in self.app.available_themes if name not in OURS)
        named = [*OURS.items(), *((name, name) for name in others)]
        self.themes.set_rows([Row(name, said, sign="●" if name == self.app.theme else " ") for name, said in named])

    @on(Outline.Chosen)
    def _chosen(self) -> None:
        self.action_change()

    def action_change(self) -> None:
        """Take the highlighted theme."""
        row = self.themes.highlighted
        if not self.refuse("change") and row is not None:
            self.app.theme = row.key
            self.say(f"Theme: {row.text}. It is remembered.")

    # -- you and the project

    def refresh_from_project(self, tables: frozenset[str]) -> None:
        """Read what is known about the project again."""
        project = self.app.project
        if project is not None and (tables is EVERYTHING or tables & OF_THE_FACTS):
            self.read(lambda session: settings_view.facts(session, project), self._show, group="facts")

    def _show(self, found: Facts) -> None:
        self.known = found
        self._show_facts()

    def _show_facts(self) -> None:
        if self.known is not None:
            app = self.app
            self.facts.show(settings_view.pieces(self.known, app.coder, str(app.settings.path), app.care, app.today(),
                                                  self._keys_said()))  # fmt: skip

    def _keys_said(self) -> str:
        app = self.app
        own = self.keyed("«settings.own_keys» makes a file for your own") if not app.keys_path.exists() else (
            f"{app.keys_path.name} does not hold: {app.keys_problem}" if app.keys_problem else f"and {app.keys_path}"
        )  # fmt: skip
        return f"{KEYS_SAID[app.key_map.preset]} · {own}"

    def on_screen_resume(self) -> None:
        """The dose grew while another screen was in front."""
        self._show_facts()

    # -- keys

    def action_choose_keys(self) -> None:
        """Choose a preset."""
        names = list(PRESETS)
        self.app.push_screen(
            Choose("Keys", [KEYS_SAID[name] for name in names], "Take", now=names.index(self.app.key_map.preset)),
            lambda at: None if at is None else self._take_keys(names[at]),
        )

    def _take_keys(self, preset: str) -> None:
        if wrong := self.app.take_keys(preset):
            self._complain_of_keys(wrong)
        else:
            kept = self.app.settings.take_keys(preset)
            shows = self.keyed("«app.help» shows all.")
            self.say(f"Keys: {preset}. {'It is remembered.' if kept else 'It could not be remembered.'} {shows}")
        self.app.settings.keys = preset
        self._show_facts()

    def _complain_of_keys(self, wrong: KeyMapError) -> None:
        self.app.complain(f"Your own keys do not hold, the preset ‘{self.app.key_map.preset}’ does", str(wrong))

    def action_take_own_keys(self) -> None:
        """Make the file of own keys, or read it again."""
        path, there = self.app.keys_path, self.app.keys_path.exists()
        try:
            write_keys(path, self.app.key_map)
        except KeyMapError as error:
            self.app.complain("The file was not made", str(error))
            return
        if wrong := self.app.take_keys(self.app.key_map.preset):
            self._complain_of_keys(wrong)
        elif there:
            many = len(read_keys(path))
            shows = self.keyed("«app.help» shows all.")
            self.say(f"{path.name} is read: {counted(many, 'command')} with keys of your own. {shows}")
        else:
            again = self.keyed("press «settings.own_keys» again")
            self.say(f"{path} has every command in it. Change it, then {again}.")
        self._show_facts()

    # -- care

    def action_toggle_folding(self) -> None:
        """Fold flagged passages in documents opened from now on, or not."""
        care = self.app.care
        care.fold = not care.fold
        self._keep("Flagged passages fold" if care.fold else "Flagged passages are shown like everything else")

    def action_ask_idle(self) -> None:
        """Ask after how many minutes the screen goes blank."""
        question = "After how many minutes without a key the screen goes blank. 0 is never."
        self.app.push_screen(Ask("Nobody there", question, "Keep", value=str(self.app.care.idle_minutes)), self._idle)

    def _idle(self, answer: str | None) -> None:
        if (minutes := self._minutes(answer)) is not None:
            self.app.care.idle_minutes = minutes
            self._keep(
                f"Blank after {counted(minutes, 'minute')} without a key" if minutes else "Never blank by itself"
            )

    def action_ask_limit(self) -> None:
        """Ask for the limit of a day."""
        question = "After how many minutes of transcripts you are told, once a day. 0 is never."
        self.app.push_screen(
            Ask("A day's limit", question, "Keep", value=str(self.app.care.limit_minutes)), self._limit
        )

    def _limit(self, answer: str | None) -> None:
        if (minutes := self._minutes(answer)) is not None:
            self.app.care.limit_minutes = minutes
            self._keep(
                f"You are told after {counted(minutes, 'minute')} of transcripts" if minutes else "No limit is set"
            )

    def _minutes(self, answer: str | None) -> int | None:
        if answer is not None and not (answer.isascii() and answer.isdecimal()):
            self.say(f"‘{answer}’ is no number of minutes. Nothing was changed.")
            return None
        return None if answer is None else min(int(answer), 24 * 60)

    def _keep(self, said: str) -> None:
        kept = self.app.care.save()
        self.say(f"{said}. It is remembered." if kept else f"{said} until you leave: the file could not be written.")
        self._show_facts()

    def action_name(self) -> None:
        """Work under another name."""
        names = ", ".join(self.known.coders) if self.known is not None else ""
        question = f"Whose codings are made from now on? Coders are: {names or 'nobody yet'}."
        self.app.push_screen(Ask("Coder", question, "Work as", value=self.app.coder), self._work_as)

    def _work_as(self, name: str | None) -> None:
        if not name or name == self.app.coder:
            return
        self.app.coder = name
        if self.app.background is not None:
            self.app.background.coder = name
        self.show_where()
        if self.known is not None:
            self._show(self.known)
        self.say(f"Working as {name} until you leave.")
        self.app.project_changed.publish(ProjectChanged(f"Working as {name}", OF_A_CODER, self.app.standing))
