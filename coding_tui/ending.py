"""Told from outside to stop (SIGTERM, SIGHUP, a terminal that was closed): finish, keep what is being typed, leave.

What was asked for is written before the app ends: `CodingApp.on_unmount` waits for its writer. Here is the rest.
"""

from __future__ import annotations

import asyncio
import select
import signal
import sys
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coding_tui.watchful import WatchfulApp

CLOSED = 129
"""Exit code of an app whose terminal is gone: what a shell says of a program that SIGHUP ended."""
LOOK_EVERY = 2.0
"""Seconds between two looks whether the terminal is still there, for an app that no SIGHUP reaches."""


def heed_signals(app: WatchfulApp) -> None:
    """From now on, what asks the process to stop is a wish to leave; the exit code is 128 and the signal's number."""
    if app.is_headless or sys.platform == "win32":
        return
    loop = asyncio.get_running_loop()
    for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, partial(app.call_later, leave, app, 128 + number))
    app.set_interval(LOOK_EVERY, partial(_leave_if_gone, app))


def _leave_if_gone(app: WatchfulApp) -> None:
    poll = select.poll()
    poll.register(sys.__stdin__ or 0, 0)
    if any(event & (select.POLLHUP | select.POLLERR) for _, event in poll.poll(0)):
        leave(app, CLOSED)


def leave(app: WatchfulApp, code: int) -> None:
    """Leave; what was asked for is finished as the app ends."""
    app.exit(return_code=code)


def keep_what_is_typed(app: WatchfulApp) -> None:
    """Keep what is being written in a dialog: the app is about to end, whatever it was that ended it."""
    if app.blanked:
        app.pop_screen()
    keep = getattr(app.screen, "keep_unkept", None)
    if keep is not None:
        keep()
