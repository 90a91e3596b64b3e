"""An app that looks after who reads: it blanks when nobody is there, shows nothing over a blank screen, and counts a
coder's own dose. Clocks can be given, so that tests need not wait.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from time import monotonic
from typing import Any

from textual import events
from textual.await_complete import AwaitComplete

from coding_tui.care import Care
from coding_tui.registry.keyed import KeyedApp
from coding_tui.screens.blank import BlankScreen
from coding_tui.settings import Settings

LOOK_EVERY = 5.0
"""Seconds between two looks at the clock."""
AWAY = 120.0
"""Seconds without key or mouse after which time is not counted as reading."""
_SIGNS_OF_LIFE = (events.Key, events.MouseEvent, events.Paste)


class WatchfulApp(KeyedApp):
    """Knows when somebody was last there. `coder` is whose dose is counted."""

    coder = ""

    def __init__(self, settings: Settings) -> None:
        self.clock: Callable[[], float] = monotonic
        self.today: Callable[[], date] = date.today
        self.care = Care.load(settings.path.with_name("care.json"))
        self._touched = self._looked = self.clock()
        self._behind: list[Callable[[], object]] = []
        super().__init__(settings)

    def on_mount(self) -> None:
        """Look at the clock from now on."""
        self.set_interval(LOOK_EVERY, self.look_at_clock)

    async def on_event(self, event: events.Event) -> None:
        """Notice that somebody is there."""
        if isinstance(event, _SIGNS_OF_LIFE):
            self._touched = self.clock()
        await super().on_event(event)

    async def on_unmount(self) -> None:
        """Keep the count."""
        self.care.save()

    # -- the blank screen

    @property
    def blanked(self) -> bool:
        """Whether nothing is shown."""
        return bool(self.screen_stack) and isinstance(self.screen, BlankScreen)

    def blank(self, said: str) -> None:
        """Hide everything until a key is pressed; work that goes on goes on."""
        if not self.blanked:
            self.push_screen(BlankScreen(said), self._shown_again)

    def _shown_again(self, _: None) -> None:
        behind, self._behind = self._behind, []
        for push in behind:
            push()

    def push_screen(self, screen: Any, *arguments: Any, **named: Any) -> Any:
        """Show a screen; over a blank one only once that has gone."""
        if self.blanked:
            self._behind.append(partial(self.push_screen, screen, *arguments, **named))
            return AwaitComplete()
        return super().push_screen(screen, *arguments, **named)

    # -- the clock

    def look_at_clock(self) -> None:
        """Blank when nobody has been there for so long; count what was read since the last look."""
        if not self.screen_stack:  # the app has ended, and its timer has not heard yet
            return
        now, before = self.clock(), self._looked
        self._looked = now
        idle = now - self._touched
        document = getattr(self.screen, "opened", None)
        if isinstance(document, str) and not self.blanked and idle < AWAY:
            self._count(min(now - before, 2 * LOOK_EVERY), document)
        if self.care.idle_minutes and idle >= 60 * self.care.idle_minutes:
            self.blank(LOCKED.format(minutes=_minutes(self.care.idle_minutes)))

    def _count(self, seconds: float, document: str) -> None:
        if self.care.read(self.coder, self.today(), seconds, document):
            limit = self.care.limit_minutes
            said = (
                f"You set yourself {limit:,} minutes of transcripts a day, and they are over. «app.blank» for a "
                "pause."
            )
            self.say(self.key_map.named(said))


LOCKED = "Blank after {minutes} without a key. Any key goes on: it hides the words and asks for no passphrase."


def _minutes(many: int) -> str:
    return f"{many:,} {'minute' if many == 1 else 'minutes'}"
