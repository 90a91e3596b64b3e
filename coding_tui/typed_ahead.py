"""Keys typed faster than the screen follows: each waits until the one before it has done its work.

Textual hands a key to whatever has the focus when it comes. A coder who types `c`, the letters of a code and `enter`
faster than the palette opens would give those letters to the reader, as commands. So the next key waits until the last
has passed through every widget that may take it, what it opened stands, and what it changed is shown. Whoever types
no faster than that waits for nothing.
"""

from __future__ import annotations

from asyncio import Event, Task, create_task, sleep, timeout
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message
from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from coding_tui.app import CodingApp

PATIENCE = 3.0
"""Seconds after which the next key goes on, whatever is still on its way."""
A_MOMENT = 0.002
FOLLOWED = frozenset({"begin", "codings", "document"})
"""Groups of readings without which a screen does not show what a key changed."""
Typed = events.Key | events.Paste


class Passed(Message, bubble=True):
    """Follows a key on its way up; who hears it knows that the key is through."""

    def __init__(self, heard: Event) -> None:
        super().__init__()
        self.heard = heard


class TypedAhead:
    """What was typed and waits its turn, in order."""

    def __init__(self, app: CodingApp) -> None:
        self._app = app
        self._waiting: deque[Typed] = deque()
        self._go_on: set[int] = set()
        self._let_through = 0
        self._following: Task[None] | None = None

    @property
    def busy(self) -> bool:
        """Whether a key has not done its work yet."""
        return self._following is not None

    def keeps(self, event: Typed) -> bool:
        """Whether something typed has to wait; it comes again when it is its turn."""
        if id(event) in self._go_on:
            self._go_on.discard(id(event))
        elif not self._app.blanked and (self.busy or not self._at_rest()):
            self._waiting.append(event)
            if self._following is None:
                self._following = create_task(self._follow())
            return True
        self._let_through += 1
        return False

    def _at_rest(self) -> bool:
        """Whether nothing is on its way anywhere that the last key could have set in motion. This looks at Textual's
        queues themselves: it is asked with every key, and to send something through them costs a fifth of a frame.
        """
        app, screen = self._app, self._app.screen
        if app.background is not None and app.background.soon_done:
            return False
        if not screen.is_mounted or any(each.group in FOLLOWED and not each.is_finished for each in screen.workers):
            return False
        pump: MessagePump | None = app.focused or screen
        while pump is not None and pump is not app:
            if not _is_idle(pump):
                return False
            pump = pump._parent
        return _is_idle(app)

    def go_first(self, event: Typed) -> None:
        """Have something that stands for a key already taken come before all that waits."""
        self._go_on.add(id(event))
        self._app.post_message(event)

    async def _follow(self) -> None:
        try:
            while True:
                await self._all_done()
                if self._app.blanked:  # out of sight nothing is done, and later it would be done to something else
                    self._waiting.clear()
                if not self._waiting:
                    return
                self.go_first(self._waiting.popleft())
                if not self._waiting:
                    return
        finally:
            self._following = None

    async def _all_done(self) -> None:
        try:
            async with timeout(PATIENCE):
                before = -1
                while before != self._let_through:
                    before = self._let_through
                    await _through(self._app)
                    await self._key_done()
        except TimeoutError:
            return

    async def _key_done(self) -> None:
        """Wait until the last key is through, and what it opened and changed is shown."""
        app = self._app
        first = app.focused or app.screen
        heard = Event()
        if first.post_message(Passed(heard)):
            await _heard(heard, lambda: first is (app.focused or app.screen))
        screen = None
        while screen is not app.screen:
            screen = app.screen
            await _through(app)
            await _through(screen)
            while app.background is not None and app.background.soon_done:
                await sleep(A_MOMENT)
            await _through(app)
            await _through(screen)
            while any(each.group in FOLLOWED and not each.is_finished for each in screen.workers):
                await sleep(A_MOMENT)
            await _through(screen)


def _is_idle(pump: MessagePump) -> bool:
    """Whether nothing waits for a widget, screen or app to deal with it; what it is at just now does not count."""
    return not (pump.message_queue_size or pump._next_callbacks or pump._pending_message)


async def _through(pump: MessagePump) -> None:
    """Wait until all that is now in a queue has been dealt with."""
    done = Event()
    if pump.call_later(done.set):
        await _heard(done, lambda: pump.is_running)


async def _heard(event: Event, may_come: Callable[[], bool]) -> None:
    """Wait for an event, as long as it may come: what is closed or lost its place passes nothing on."""
    while not event.is_set() and may_come():
        with suppress(TimeoutError):
            async with timeout(A_MOMENT):
                await event.wait()
