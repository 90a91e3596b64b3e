"""When an app has come to rest: known from its event loop, where Textual's pilot guesses it from the clock.

The pilot sleeps 20 ms at a time until the processor was idle, several times a key; of the suite's time that was a
fifth. Whatever a key sets in motion is a chain of callbacks, each put on the loop by the one before it: when none is
left the chain has ended. What threads do, tests wait for by `workbenches.settle`.
"""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen


async def wait_for_idle(min_sleep: float = 0.0, max_sleep: float = 1.0) -> None:
    """Wait until the running loop has nothing to call, or `max_sleep` seconds; stands for Textual's of this name."""
    loop = asyncio.get_running_loop()
    ready: object = loop._ready  # type: ignore[attr-defined]  # asyncio has no public way to ask
    end = monotonic() + max_sleep
    await asyncio.sleep(0)
    while ready and monotonic() < end:
        await asyncio.sleep(0)


async def resize(pilot: Pilot[Any], width: int, height: int) -> None:
    """Give the terminal another size and wait until all that is seen is laid out for it: Textual bides its time."""
    await pilot.resize_terminal(width, height)
    async with asyncio.timeout(10):
        while any(each._compositor.size != (width, height) for each in _seen(pilot)):
            await asyncio.sleep(0.001)
    await pilot.pause()
    if pilot.app.screen.is_modal:  # the pilot brings up to date only the one in front
        for each in pilot.app._background_screens:
            each._on_timer_update()
        await pilot.pause()


def _seen(pilot: Pilot[Any]) -> list[Screen[Any]]:
    return [pilot.app.screen, *pilot.app._background_screens]
