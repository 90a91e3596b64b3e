"""The command palette's source: every command that can be done now, by its title, with its key."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import Any

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.dom import DOMNode

from coding_tui.reader import TranscriptReader
from coding_tui.registry.command import Command
from coding_tui.registry.commands import COMMANDS
from coding_tui.registry.keymap import keys_in


class CommandsProvider(Provider):
    """Our registry as Textual's palette wants it."""

    async def discover(self) -> Hits:
        """Everything that can be done now, before anything is typed."""
        for command, run in self.possible():
            yield DiscoveryHit(Content(self._titled(command)), run, text=command.title, help=command.help)

    async def search(self, query: str) -> Hits:
        """What matches the words typed, in the title or the explanation."""
        matcher = self.matcher(query)
        for command, run in self.possible():
            score = max(matcher.match(command.title), 0.6 * matcher.match(command.help))
            if score > 0:
                yield Hit(score, Content(self._titled(command)), run, text=command.title, help=command.help)

    def possible(self) -> Iterator[tuple[Command, Callable[[], Awaitable[Any]]]]:
        """Every command that would do something now, and the way to do it."""
        for command in COMMANDS:
            target = self._target(command)
            if "{key}" in command.action or command.id == "app.palette" or target is None:
                continue
            name, _, arguments = command.action.partition(".")[2].partition("(")
            allowed = target.check_action(name, (arguments.strip("')"),) if arguments else ())
            why_not = getattr(self.screen, "why_not", lambda _function: "")
            if hasattr(target, f"action_{name}") and allowed and not why_not(name):
                action = f"{name}({arguments}" if arguments else name
                yield command, partial(self.app.run_action, action, target)

    def _target(self, command: Command) -> DOMNode | None:
        """Who does it: the app, the screen below the palette, or its reader."""
        owner = command.action.partition(".")[0]
        if owner == "app":
            return self.app
        if owner == "screen":
            return self.screen
        if owner in ("list", "dialog"):
            return None
        return next(iter(self.screen.query(TranscriptReader)), None)

    def _titled(self, command: Command) -> str:
        keys = keys_in(self.app)
        return f"{command.title}  {keys.shown(command)}".rstrip()
