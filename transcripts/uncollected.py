"""Making thousands of plain values at once without the collector of cycles looking through all that is held, again and
again: none of them are in cycles, and with ten studies' texts in memory every look costs a third of the work.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_inside = 0
_stopped = False
_taken_for_old = True


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold the collector back meanwhile, in all threads; it goes on when the last of those inside is out, unless
    somebody else had stopped it. Also as a decorator.
    """
    global _inside, _stopped
    with _lock:
        _inside += 1
        if _inside == 1:
            _stopped = gc.isenabled()
            gc.disable()
    try:
        yield
    finally:
        with _lock:
            _inside -= 1
            if _inside == 0 and _stopped:
                if _taken_for_old:  # else the very next allocation would look through all that was made
                    gc.freeze()
                    gc.unfreeze()  # into the oldest generation
                gc.enable()


def go_on_for_hours() -> None:
    """For programs that do: what is made in bulk is looked through like all else, once it is let go.

    Others take it for old at once, unlooked at; garbage among it would never be found.
    """
    global _taken_for_old
    _taken_for_old = False
